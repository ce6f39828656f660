"""What support a customer gets: plans, who answers for which product, and the portals beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.kernel.hours import Schedule, day_and_night
from bot.domain.kernel.money import Money
from bot.domain.kernel.products import Family
from bot.domain.support.on_call import OnCall
from bot.domain.support.targets import Severity, Target

BILLING = "billing"
"""The area of invoices and contracts, beside the product families."""


class Structure(StrEnum):
    """How support is organised: by the partner itself, bought from another company and resold, or outsourced."""

    DIRECT = "direct"
    RESOLD = "resold"
    OUTSOURCED = "outsourced"


@dataclass(frozen=True, slots=True)
class SupportPlan:
    """One support plan. `first_response_hours` count within `schedule`.

    `critical_24x7` covers critical issues only, answered within `critical_first_response_hours` at any time.
    `monthly_price` is net; zero means included. `targets` holds what the plan says of one severity alone, in hours.
    """

    key: str
    name: str
    monthly_price: Money
    schedule: Schedule
    first_response_hours: int
    critical_24x7: bool = False
    critical_first_response_hours: int | None = None
    targets: Mapping[Severity, Mapping[Target, int]] = field(default_factory=dict)

    def promised_hours(self, severity: Severity, target: Target) -> int | None:
        """Within how many hours of `clock` something is promised; None where it is not."""
        said = self.targets.get(severity, {}).get(target)
        if said is not None or target is not Target.FIRST_RESPONSE:
            return said
        if self.is_day_and_night(severity) and self.critical_first_response_hours is not None:
            return self.critical_first_response_hours
        return self.first_response_hours

    def is_day_and_night(self, severity: Severity) -> bool:
        """Whether every hour counts for tickets of that severity, and not only the plan's."""
        return self.critical_24x7 and severity is Severity.CRITICAL

    def clock(self, severity: Severity) -> Schedule:
        """The hours that count for tickets of that severity."""
        return day_and_night(self.schedule.zone) if self.is_day_and_night(severity) else self.schedule


@dataclass(frozen=True, slots=True)
class ProductSupport:
    """Who answers for an area: billing or a product family. `provider` is the partner itself or the other company."""

    area: str
    structure: Structure
    provider: str

    @property
    def by_partner(self) -> bool:
        return self.structure is Structure.DIRECT


@dataclass(frozen=True, slots=True)
class SupportPolicy:
    """Everything a customer may ask about support itself.

    `structure` tells who answers by area: BILLING and every product family. `portals` maps a cloud
    ("commercial", "us_government") to host names by family. `on_call` tells who is called outside the hours.
    """

    schedule: Schedule
    email: str
    phone: str
    plans: tuple[SupportPlan, ...]
    structure: Mapping[str, ProductSupport]
    portals: Mapping[str, Mapping[str, str]]
    on_call: OnCall = field(default_factory=OnCall)

    def answering(self, family: Family | None) -> ProductSupport:
        """Who answers for a product family, or for billing when None."""
        return self.structure[family.value if family else BILLING]

    def plan(self, key: str) -> SupportPlan | None:
        return next((plan for plan in self.plans if plan.key == key), None)
