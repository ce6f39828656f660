"""What somebody's words mean for the ticket that is opened for them, read from what the engine understood."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.kernel.cues import Cue
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter

READ: Final = 2_000
"""Characters of a long text from which its meaning is read: people say first what it is about."""
_COMMERCIAL: Final = (
    *("find_invoice", "previous_invoice", "list_open_invoices", "invoice_status", "balance_due", "explain_charge"),
    *("dispute_charge", "payment_methods", "payment_problem", "refund_status", "collections_policy", "account_request"),
    *("subscription_info", "cancel_subscription", "change_subscription", "support_pricing"),
)
MATTERS: Final[Mapping[str, Matter]] = {
    **dict.fromkeys(_COMMERCIAL, Matter.COMMERCIAL),
    "technical_issue": Matter.TECHNICAL,
}
"""What a topic is about; others ("are you open?") are about neither."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Each is None where the words do not tell. `severity` counts for technical matters alone."""

    matter: Matter | None = None
    product: str | None = None
    severity: Severity | None = None


NOTHING: Final = Meant()
"""Nobody has understood the words."""


def meant_by(parse: Mapping[str, Any]) -> Meant:
    """The topic decides the matter; where it tells none, the one kind of ticket that the words speak of."""
    spoken_of = _first(parse, Cue.MATTER)
    matter = MATTERS.get(str(parse.get("intent"))) or (Matter(spoken_of) if spoken_of in set(Matter) else None)
    severity = _first(parse, "severity")
    return Meant(matter, _first(parse, "product"), Severity(severity) if severity in set(Severity) else None)


def _first(parse: Mapping[str, Any], entity: str) -> str | None:
    found = (one.get("value") for one in parse.get("entities") or () if one.get("entity") == entity)
    return next((value for value in found if isinstance(value, str)), None)
