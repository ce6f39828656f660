"""Which sites' pages may embed the chat and talk to the desk: its own and those the partner names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.web.origin import parts_of

if TYPE_CHECKING:
    from bot.bootstrap import Desk


@dataclass(frozen=True, slots=True)
class Origins:
    """`own` is the desk's; `named` are the partner's: exact ones, or all sites below one (`https://*.example.com`)."""

    own: str
    named: tuple[str, ...]

    @classmethod
    def of(cls, desk: "Desk") -> "Origins":
        """Those of partner.yml and of this installation."""
        public = urlsplit(desk.settings.public_url)
        named = (*desk.settings.frame_ancestors, *desk.partner.widget_origins)
        return cls(f"{public.scheme}://{public.netloc}", tuple(dict.fromkeys(named)))

    def allow(self, origin: str) -> bool:
        """Whether a page of that origin may. Nothing that stands for everybody (`*`) counts."""
        return any(_covers(allowed, origin) for allowed in (self.own, *self.named))


def _covers(allowed: str, origin: str) -> bool:
    scheme, star, domain = allowed.partition("://*.")
    if not star:
        return "://" in allowed and allowed == origin
    parts = parts_of(origin)
    return parts.scheme == scheme and parts.netloc.endswith(f".{domain}") and origin == f"{scheme}://{parts.netloc}"
