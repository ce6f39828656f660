"""In whose name mails are sent, as partner.yml says."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailPolicy:
    """`name` and `address` stand behind "From". `signature` is lines by language.

    `reply_base` takes answers (`domain.notices.reply_addresses`); None: they go to `address`, which people read.
    """

    address: str
    name: str
    reply_base: str | None
    signature: Mapping[str, tuple[str, ...]]

    @property
    def domain(self) -> str:
        """Where Message-IDs are at home."""
        return self.address.rpartition("@")[2]
