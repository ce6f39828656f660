"""What does not work: whether a suspension may be why, where an administrator helps themselves, and a ticket."""

from collections.abc import Mapping
from typing import ClassVar

from actions.kernel.exchange import Exchange
from actions.kernel.planned import Plan, Planned
from actions.kernel.ticket_reading import severity_in
from actions.kernel.ticket_steps import offer
from actions.subscriptions.suspensions import suspended_text
from actions.support.contact import who_supports
from actions.support.more_details import told_of_open_ticket
from bot.domain.kernel.products import Family
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter


def _problem(exchange: Exchange) -> None:
    """The message itself becomes the description when the offer is taken. More of the same belongs to its ticket."""
    if not exchange.asked.is_choice and told_of_open_ticket(exchange):
        return
    suspended = _suspension(exchange)
    _offer(exchange, [*(suspended or [_sorry(exchange, "sorry")]), *_by_whom(exchange)])


def _slow(exchange: Exchange) -> None:
    if not told_of_open_ticket(exchange):
        _offer(exchange, [_sorry(exchange, "sorry_slow"), *_by_whom(exchange)])


def _how_to(exchange: Exchange) -> None:
    """Steps inside a product are not for the desk to tell: an administrator's portal, else people."""
    family, portal = _portal(exchange)
    said = exchange.voice.say("how_to", portal=portal, family=exchange.voice.say(f"family_{family}"))
    _offer(exchange, [said, *_by_whom(exchange)])


def _password(exchange: Exchange) -> None:
    """An administrator of the customer resets it; a suspension may be why nobody gets in."""
    portal = exchange.desk.support.plans.portals(asked_by=exchange.who, product="Microsoft 365").portals
    said = exchange.voice.say("password", portal=portal[Family.MICROSOFT_365.value])
    _offer(exchange, [*_suspension(exchange), said])


def _outage(exchange: Exchange) -> None:
    """The desk does not know the state of Microsoft's services; where it is seen is told."""
    family, portal = _portal(exchange)
    key = "outage_azure" if family == Family.AZURE else "outage"
    _offer(exchange, [exchange.voice.say(key, portal=portal), *_suspension(exchange)])


def _credit(exchange: Exchange) -> None:
    """The partner asks Microsoft for it within its deadline; a ticket with service and day starts that."""
    asked = exchange.asked
    said = asked.text if asked.has_words else exchange.voice.say("outage_credit_wish")
    sentence = f"{exchange.voice.say('outage_credit')} {exchange.voice.say('offer_commercial_ticket')}"
    offer(exchange, sentence, Matter.COMMERCIAL, said, asked.first("product"))


def cut_off(exchange: Exchange) -> None:
    """That access is cut off and why, whatever the message was taken for."""
    _offer(exchange, _suspension(exchange))


class TechnicalIssue(Planned):
    """A product that does not work: acknowledged, who supports it, and a technical ticket offered."""

    action = "action_technical_issue"
    plans: ClassVar[Mapping[str, Plan]] = {
        "problem": _problem,
        "how_to": _how_to,
        "outage": _outage,
        "password": _password,
        "credit": _credit,
        "slow": _slow,
    }

    def answer(self, exchange: Exchange) -> None:
        """Those who buy from Microsoft directly are told where they find help."""
        exchange.require_partner_customer()
        super().answer(exchange)

    def whole(self, exchange: Exchange) -> None:
        """Something that does not work."""
        _problem(exchange)


def _sorry(exchange: Exchange, key: str) -> str:
    product = exchange.asked.first("product")
    return exchange.voice.say(f"{key}_product", product=product) if product else exchange.voice.say(f"{key}_issue")


def _by_whom(exchange: Exchange) -> list[str]:
    product = exchange.asked.first("product")
    return [who_supports(exchange, exchange.desk.support.plans.product(product))] if product else []


def _suspension(exchange: Exchange) -> list[str]:
    """That users cannot sign in and why, and what is owed, or who sees that; "since when?" is about that then."""
    suspended = suspended_text(exchange)
    if not suspended:
        return []
    exchange.remember(topic="subscription_info", aspect="why")
    if not exchange.who.may_see_money:
        return [*suspended, exchange.voice.say("owed_seen_by_billing")]
    balances = exchange.desk.billing.invoices.balances(asked_by=exchange.who, today=exchange.today)
    overdue = [exchange.voice.money(balance.overdue) for balance in balances if balance.overdue]
    return (
        [*suspended, exchange.voice.say("overdue_now", overdue=exchange.voice.list(overdue))] if overdue else suspended
    )


def _portal(exchange: Exchange) -> tuple[str, str]:
    """Family and address of the portal of the product named, Microsoft 365's where none is."""
    product = exchange.asked.first("product") or "Microsoft 365"
    facts = exchange.desk.support.plans.portals(asked_by=exchange.who, product=product)
    return next(iter(facts.portals.items()))


def _offer(exchange: Exchange, said: list[str]) -> None:
    asked, voice = exchange.asked, exchange.voice
    text = asked.text if asked.has_words else ""
    if severity_in(asked) is Severity.CRITICAL:
        said = [*said, voice.say("noted_critical")]
    offer(
        exchange,
        " ".join([*said, voice.say("offer_technical_ticket")]),
        Matter.TECHNICAL,
        text,
        asked.first("product"),
        exchange.button("person", "talk_to_human"),
    )
