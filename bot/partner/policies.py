"""Turns the checked keys of partner.yml into the policies the rules work with."""

from zoneinfo import ZoneInfo

from bot.domain.billing.dunning import CollectionsPolicy, DunningStep
from bot.domain.billing.payments import PaymentOption, PaymentPolicy
from bot.domain.kernel.hours import Schedule, Shift
from bot.domain.kernel.looks.theme import Logo
from bot.domain.kernel.money import Money
from bot.domain.partner import HandoffPolicy, MicrosoftRoute, Organisation, Partner
from bot.domain.support.on_call import Duty, OnCall
from bot.domain.support.plans import ProductSupport, Structure, SupportPlan, SupportPolicy
from bot.domain.support.routing import Queue, Routing, Team
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Matter
from bot.partner.alerts.keys import hooks_of
from bot.partner.calendar import closed_days
from bot.partner.checks import WEEKDAYS
from bot.partner.mail.keys import mail_of
from bot.partner.schema import (
    AreaKeys,
    CollectionKeys,
    DutyKeys,
    HandoffKeys,
    MethodKeys,
    OrganisationKeys,
    PartnerKeys,
    PaymentKeys,
    PlanKeys,
    QueueKeys,
    RouteKeys,
    SupportKeys,
    TargetKeys,
    WeekKeys,
)
from bot.partner.themes import theme_of


def partner_of(keys: PartnerKeys, logo: Logo | None = None) -> Partner:
    """The partner the keys describe, with the logo they name."""
    return Partner(
        organisation=_organisation(keys.partner),
        zone=ZoneInfo(keys.partner.time_zone),
        languages=tuple(keys.partner.languages),
        number_prefix=keys.invoices.number_prefix,
        support=_support(keys.support, keys.partner),
        collections=_collections(keys.collections),
        payment=_payment(keys.payment),
        handoff=_handoff(keys.handoff),
        routing=_routing(keys.handoff),
        routes=tuple(_route(route) for route in keys.microsoft_routes),
        widget_origins=tuple(keys.widget.origins),
        theme=theme_of(keys.widget.theme, logo),
        sign_in_by_mail=keys.widget.sign_in_by_mail,
        mail=mail_of(keys.mail),
        alert_hooks=hooks_of(keys.alerts),
    )


def _organisation(keys: OrganisationKeys) -> Organisation:
    return Organisation(keys.name, keys.legal_name, tuple(keys.address), keys.registration, keys.vat_number, keys.site)


def _support(keys: SupportKeys, organisation: OrganisationKeys) -> SupportPolicy:
    schedule = Schedule(
        ZoneInfo(organisation.time_zone),
        _week(keys.hours),
        closed_days(keys.holidays),
        {half.day: half.closes for half in keys.half_days},
    )
    areas: dict[str, AreaKeys] = {name: getattr(keys.structure, name) for name in type(keys.structure).model_fields}
    return SupportPolicy(
        schedule=schedule,
        email=keys.email,
        phone=keys.phone,
        plans=tuple(_plan(plan, schedule) for plan in keys.plans),
        structure={name: _area(name, area, organisation.name) for name, area in areas.items()},
        portals=keys.portals.model_dump(),
        on_call=OnCall(tuple(_duty(duty, schedule.zone) for duty in keys.on_call)),
    )


def _week(keys: WeekKeys) -> dict[int, tuple[Shift, ...]]:
    return {number: tuple(getattr(keys, day)) for number, day in enumerate(WEEKDAYS, start=1) if getattr(keys, day)}


def _plan(keys: PlanKeys, schedule: Schedule) -> SupportPlan:
    own = Schedule(
        schedule.zone,
        _week(keys.hours) if keys.hours else schedule.week,
        schedule.holidays,
        schedule.half_days if keys.keeps_half_days else {},
        keys.open_on_holidays,
    )
    return SupportPlan(
        keys.key,
        keys.name,
        Money(keys.monthly_price, keys.currency),
        own,
        keys.first_response_hours,
        keys.critical_24x7,
        keys.critical_first_response_hours,
        {severity: _targets(getattr(keys.targets, severity)) for severity in Severity},
    )


def _targets(keys: TargetKeys) -> dict[Target, int]:
    said = ((target, getattr(keys, f"{target}_hours")) for target in Target)
    return {target: hours for target, hours in said if hours is not None}


def _duty(keys: DutyKeys, zone: ZoneInfo) -> Duty:
    hours = Schedule(zone, _week(keys.hours)) if keys.hours else None
    return Duty(keys.agent.lower(), hours, keys.valid_from, keys.valid_to)


def _area(name: str, keys: AreaKeys, partner: str) -> ProductSupport:
    return ProductSupport(name, keys.structure, partner if keys.structure is Structure.DIRECT else keys.provider or "")


def _collections(keys: CollectionKeys) -> CollectionsPolicy:
    steps = tuple(DunningStep(step.step, step.days, step.decided_by_person) for step in keys.steps)
    late_sum = Money(keys.late_sum.amount, keys.late_sum.currency) if keys.late_sum else None
    return CollectionsPolicy(steps, keys.promise.max_days, keys.promise.per_invoice, late_sum)


def _payment(keys: PaymentKeys) -> PaymentPolicy:
    return PaymentPolicy(tuple(_option(method) for method in keys.methods), keys.link)


def _option(keys: MethodKeys) -> PaymentOption:
    currencies = frozenset(keys.currencies) if keys.currencies else None
    return PaymentOption(keys.method, currencies, keys.iban, keys.bic, keys.account_holder, tuple(keys.details))


def _handoff(keys: HandoffKeys) -> HandoffPolicy:
    return HandoffPolicy(keys.waiting_limit_minutes, keys.agent_silence_minutes, frozenset(keys.offer_person_for))


def _routing(keys: HandoffKeys) -> Routing:
    """Without queues in the file there is one a matter, with the key of the matter and the name of its team."""
    teams = {key: Team(key, names.model_dump()) for key, names in keys.teams.items()}
    if keys.queues is None:
        own = (Queue(matter.value, teams[matter].names, matter, matter.value, default=True) for matter in Matter)
        return Routing(tuple(own), teams)
    return Routing(tuple(_queue(queue) for queue in keys.queues), teams)


def _queue(keys: QueueKeys) -> Queue:
    return Queue(
        keys.key,
        keys.name.model_dump(),
        keys.matter,
        keys.team,
        keys.default,
        frozenset(keys.products) if keys.products else None,
        frozenset(keys.plans) if keys.plans else None,
    )


def _route(keys: RouteKeys) -> MicrosoftRoute:
    return MicrosoftRoute(
        keys.key,
        keys.name,
        keys.kind,
        keys.scope,
        keys.fee,
        keys.contracted,
        keys.valid_from,
        keys.valid_to,
        tuple(keys.aliases),
    )
