"""What support, when, how to reach it, at what price, and who answers for a product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.hours import OpenState
from bot.domain.identity import Identity
from bot.domain.partner import Partner
from bot.domain.products import Family
from bot.domain.support import ProductSupport, SupportPlan


@dataclass(frozen=True, slots=True)
class DayHours:
    """The openings of one day as (opening, closing) instants, empty when closed; `holiday` names why, if one."""

    day: date
    openings: tuple[tuple[datetime, datetime], ...]
    holiday: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class PlanHours:
    """A support plan and its state. `critical_now` tells whether critical issues are taken at that instant."""

    plan: SupportPlan
    state: OpenState
    critical_now: bool


@dataclass(frozen=True, slots=True)
class HoursFacts:
    """Support hours at an instant (in the partner's zone). `asked` tells that the customer named another day or time.

    `day` is that instant's whole day. `whole_day` is true when a day was asked for without a clock time: then
    `day` answers, `state` is of the instant now. `holiday` names (by language) the holiday closing that day.
    `own_plan` is the speaker's plan where its hours differ from the partner's, else None.
    """

    at: datetime
    asked: bool
    whole_day: bool
    state: OpenState
    day: DayHours
    own_plan: PlanHours | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How to reach people, and whether somebody is there now."""

    email: str
    phone: str
    state: OpenState


@dataclass(frozen=True, slots=True)
class PricingFacts:
    """All support plans in order of price, and the speaker's own (None for who has none)."""

    plans: tuple[SupportPlan, ...]
    own: SupportPlan | None


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """Who answers for a product. `outsourced_to` is None when the partner itself does."""

    product: str
    family: Family
    support: ProductSupport
    outsourced_to: str | None


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """Portals for direct buyers and administrators: host names by family, one only when a product was named."""

    cloud: str
    portals: Mapping[str, str]
    family: Family | None


class Support:
    """Answers about support itself. Open to everybody; the speaker only decides which plan and cloud are theirs."""

    def __init__(self, partner: Partner) -> None:
        self._partner = partner

    def hours(
        self, *, asked_by: Identity, now: datetime, day: str | None = None, clock: str | None = None
    ) -> HoursFacts:
        """The state now, or on the day and at the clock time asked about (codes `W6`, `--12-24`, `18:00` ...).

        A clock time without a day is today's. Raises PeriodUnclear.
        """
        raise NotImplementedError

    def contact(self, *, now: datetime) -> ContactFacts:
        """Addresses, and whether somebody is there now."""
        raise NotImplementedError

    def pricing(self, *, asked_by: Identity) -> PricingFacts:
        """Plans with prices; the speaker's own marked."""
        raise NotImplementedError

    def plan(self, key: str) -> SupportPlan | None:
        """The plan of a key ("plus"), or None."""
        raise NotImplementedError

    def product(self, product: str) -> ProductFacts:
        """Who answers for a product."""
        raise NotImplementedError

    def portals(self, *, asked_by: Identity, cloud: str | None = None, product: str | None = None) -> PortalFacts:
        """Portals of a cloud (the speaker's own unless one is named), all or only that of a product."""
        raise NotImplementedError
