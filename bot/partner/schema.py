"""The shape of partner.yml: which keys there are, which must be there, and what each holds."""

from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import Field

from bot.domain.billing.dunning import StepKind
from bot.domain.billing.invoices import PaymentMethod
from bot.domain.kernel.products import Family
from bot.domain.support.plans import Structure
from bot.domain.support.tickets import Matter
from bot.partner import values as v
from bot.partner.alerts.keys import AlertKeys
from bot.partner.mail.keys import MailKeys
from bot.partner.section import Section, Translated, section_in
from bot.partner.theme_schema import WidgetKeys


class OrganisationKeys(Section):
    name: v.Text
    legal_name: v.Text
    address: list[v.Text] = Field(min_length=1)
    registration: v.Text | None = None
    vat_number: v.Text | None = None
    site: v.WebAddress | None = None
    time_zone: v.Zone
    languages: list[v.Language] = Field(min_length=1)


class InvoiceKeys(Section):
    number_prefix: v.Prefix


class WeekKeys(Section):
    """Shifts by weekday; a day left out is closed."""

    monday: list[v.ShiftText] = []
    tuesday: list[v.ShiftText] = []
    wednesday: list[v.ShiftText] = []
    thursday: list[v.ShiftText] = []
    friday: list[v.ShiftText] = []
    saturday: list[v.ShiftText] = []
    sunday: list[v.ShiftText] = []


class ClosedDayKeys(Section):
    date: date
    name: Translated


class HolidayKeys(Section):
    country: v.Country
    subdivision: v.Text | None = None
    closed_days: list[ClosedDayKeys] = []


class HalfDayKeys(Section):
    day: v.MonthDay
    closes: v.ClockTime


class TargetKeys(Section):
    """What is promised for tickets of one severity, in hours."""

    first_response_hours: v.Hours | None = None
    next_update_hours: v.Hours | None = None
    resolution_hours: v.Hours | None = None


class TargetsKeys(Section):
    """By severity; one left out has what the plan promises for all."""

    critical: TargetKeys = TargetKeys()
    moderate: TargetKeys = TargetKeys()
    minimal: TargetKeys = TargetKeys()


class DutyKeys(Section):
    agent: v.Email
    hours: WeekKeys | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class PlanKeys(Section):
    key: v.Key
    name: v.Text
    monthly_price: v.Price
    currency: v.Currency
    first_response_hours: v.Hours
    hours: WeekKeys | None = None
    open_on_holidays: v.Switch = False
    keeps_half_days: v.Switch = True
    critical_24x7: v.Switch = False
    critical_first_response_hours: v.Hours | None = None
    targets: TargetsKeys = TargetsKeys()


class AreaKeys(Section):
    structure: Structure
    provider: v.Text | None = None


class StructureKeys(Section):
    billing: AreaKeys
    microsoft_365: AreaKeys
    azure: AreaKeys
    dynamics_365: AreaKeys
    power_platform: AreaKeys


class CloudPortalKeys(Section):
    microsoft_365: v.Host
    azure: v.Host
    power_platform: v.Host


class PortalKeys(Section):
    commercial: CloudPortalKeys
    us_government: CloudPortalKeys


class SupportKeys(Section):
    email: v.Email
    phone: v.Text
    hours: WeekKeys
    holidays: HolidayKeys
    half_days: list[HalfDayKeys] = []
    plans: list[PlanKeys] = Field(min_length=1)
    on_call: list[DutyKeys] = []
    structure: StructureKeys
    portals: PortalKeys


class StepKeys(Section):
    step: StepKind
    days: v.StepDays
    decided_by_person: v.Switch = False


class PromiseKeys(Section):
    max_days: v.Days
    per_invoice: v.Days = 1


class LateSumKeys(Section):
    amount: v.Price
    currency: v.Currency


class CollectionKeys(Section):
    steps: list[StepKeys] = Field(min_length=1)
    late_sum: LateSumKeys | None = None
    promise: PromiseKeys


class MethodKeys(Section):
    method: PaymentMethod
    currencies: list[v.Currency] | None = Field(default=None, min_length=1)
    iban: v.Iban | None = None
    bic: v.Bic | None = None
    account_holder: v.Text | None = None
    details: list[v.Text] = []


class PaymentKeys(Section):
    link: v.PaymentLink | None = None
    methods: list[MethodKeys] = Field(min_length=1)


class QueueKeys(Section):
    key: v.Key
    name: Translated
    matter: Matter
    team: v.Key
    default: v.Switch = False
    products: list[Family] | None = Field(default=None, min_length=1)
    plans: list[v.Key] | None = Field(default=None, min_length=1)


class HandoffKeys(Section):
    waiting_limit_minutes: v.Minutes
    agent_silence_minutes: v.Minutes = 15
    offer_person_for: list[v.Question] = []
    teams: dict[str, Translated]
    queues: list[QueueKeys] | None = Field(default=None, min_length=1)


class RouteKeys(Section):
    key: v.Key
    name: v.Text
    kind: Literal["commercial", "technical"]
    scope: Literal["all", "cloud", "on_premises"]
    fee: v.Switch
    contracted: v.Switch
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: list[v.Text] = []


class PartnerKeys(Section):
    """The whole file."""

    partner: OrganisationKeys
    invoices: InvoiceKeys
    support: SupportKeys
    collections: CollectionKeys
    payment: PaymentKeys
    handoff: HandoffKeys
    microsoft_routes: list[RouteKeys] = []
    mail: MailKeys | None = None
    alerts: AlertKeys | None = None
    widget: WidgetKeys = WidgetKeys()


def section_at(location: tuple[str | int, ...]) -> type[Section] | None:
    """The section whose keys stand at a location, or None where a plain value belongs."""
    found: Any = PartnerKeys
    for part in location:
        if isinstance(part, str):
            if get_origin(found) is dict:
                found = get_args(found)[1]
                continue
            section = section_in(found)
            if section is None or part not in section.model_fields:
                return None
            found = section.model_fields[part].annotation
    return section_in(found)


def key_paths(section: type[Section] = PartnerKeys, above: str = "") -> tuple[str, ...]:
    """Every key of the file as a dotted path; lists have no numbers (`support.plans.key`).

    Keys that the file chooses are a placeholder (`handoff.teams.<team>`).
    """
    paths: list[str] = []
    for name, field in section.model_fields.items():
        path = f"{above}.{name}" if above else name
        below = section_in(field.annotation)
        paths.append(path)
        if get_origin(field.annotation) is dict:
            path = f"{path}.<{name.removesuffix('s')}>"
            paths.append(path)
        paths.extend(key_paths(below, path) if below else ())
    return tuple(paths)
