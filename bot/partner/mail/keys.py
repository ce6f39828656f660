"""In whose name mails are written: the keys, and the policy they make."""

from pydantic import Field

from bot.domain.notices.policy import MailPolicy
from bot.partner import values as v
from bot.partner.section import Section


class SignatureKeys(Section):
    """The last lines of a mail, in both languages."""

    en: list[v.Text] = Field(min_length=1, max_length=8)
    fr: list[v.Text] = Field(min_length=1, max_length=8)


class MailKeys(Section):
    address: v.Email
    name: v.Text
    replies_to: v.Email | None = None
    reply_domain: v.Host | None = None
    signature: SignatureKeys


def mail_of(keys: MailKeys | None) -> MailPolicy | None:
    """The policy the keys describe; None without them."""
    if keys is None:
        return None
    base = keys.replies_to or (f"@{keys.reply_domain}" if keys.reply_domain else None)
    return MailPolicy(keys.address, keys.name, base, {"en": tuple(keys.signature.en), "fr": tuple(keys.signature.fr)})
