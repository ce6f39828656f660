"""What support a customer gets: plans, who answers for which product, and the portals beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.kernel.hours import Schedule
from bot.domain.kernel.money import Money
from bot.domain.kernel.products import Family

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
    `monthly_price` is net; zero means included.
    """

    key: str
    name: str
    monthly_price: Money
    schedule: Schedule
    first_response_hours: int
    critical_24x7: bool = False
    critical_first_response_hours: int | None = None


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
    ("commercial", "us_government") to host names by family.
    """

    schedule: Schedule
    email: str
    phone: str
    plans: tuple[SupportPlan, ...]
    structure: Mapping[str, ProductSupport]
    portals: Mapping[str, Mapping[str, str]]

    def answering(self, family: Family | None) -> ProductSupport:
        """Who answers for a product family, or for billing when None."""
        return self.structure[family.value if family else BILLING]

    def plan(self, key: str) -> SupportPlan | None:
        return next((plan for plan in self.plans if plan.key == key), None)
