"""What support a customer gets: plans, who answers for which product, and the portals beside it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.hours import Schedule
from bot.domain.money import Money


@dataclass(frozen=True, slots=True)
class SupportPlan:
    """One support plan. `first_response_hours` count within `schedule`; `critical_24x7` covers critical issues only.

    `monthly_price` is net; zero means included.
    """

    key: str
    name: str
    monthly_price: Money
    schedule: Schedule
    first_response_hours: int
    critical_24x7: bool = False


@dataclass(frozen=True, slots=True)
class ProductSupport:
    """Who answers for a product family. `provider` is the partner itself or the company it is outsourced to."""

    family: str
    structure: str
    provider: str


@dataclass(frozen=True, slots=True)
class SupportPolicy:
    """Everything a customer may ask about support itself.

    `portals` maps a cloud ("commercial", "us_government") to portals by family ("microsoft_365", "azure", "power_platform").
    """

    schedule: Schedule
    email: str
    phone: str
    plans: tuple[SupportPlan, ...]
    structure: Mapping[str, ProductSupport]
    portals: Mapping[str, Mapping[str, str]]

    def plan(self, key: str) -> SupportPlan | None:
        return next((plan for plan in self.plans if plan.key == key), None)
