"""Checks that alerts can reach people: a way outside the console, and a secret for every webhook."""

from collections.abc import Iterator

from bot.cli.examining.findings import Finding
from bot.hooks import missing_secrets
from bot.partner import PartnerFileError, load_partner
from bot.settings import load


def alerts() -> Iterator[Finding]:
    """Says nothing where partner.yml cannot be read: another check tells that."""
    chosen = load()
    try:
        partner = load_partner(chosen.partner_file)
    except PartnerFileError:
        return
    by_mail = "by mail, " if partner.mail is not None and (chosen.smtp or chosen.demo_sign_in) else ""
    hooks = [hook.key for hook in partner.alert_hooks]
    lacking, _, remedy = missing_secrets(hooks, chosen.webhook_secrets).partition(": ")
    told = f"{by_mail}in the console, in browsers that subscribed{', to ' + ', '.join(hooks) if hooks else ''}"
    yield Finding("alerts", lacking or told, remedy)
