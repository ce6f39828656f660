"""How to reach people, who supports what, and the portals of administrators and of those who buy elsewhere."""

from collections.abc import Mapping
from typing import ClassVar

from actions.kernel.exchange import Exchange
from actions.kernel.forms import within, yes_or_no
from actions.kernel.planned import Plan, Planned
from actions.kernel.portals import portal_lines
from actions.support.hours_words import state_text
from actions.support.plan_hours import beside, facts_of
from bot.domain.customers.identity import Level, Relationship
from bot.domain.kernel.cues import SpokenOf
from bot.domain.kernel.questions import Form
from bot.services.support.plans import NOW, ProductFacts
from bot.writing.voice import bullets, opening


def _whole(exchange: Exchange) -> None:
    """Direct buyers and questions about a cloud get portals, everybody else the ways to people."""
    if _buys_direct(exchange) or exchange.asked.first("cloud"):
        _portal(exchange)
    elif exchange.asked.first("product"):
        _product(exchange)
    else:
        _ways(exchange)


def _ways(exchange: Exchange) -> None:
    if _buys_direct(exchange) or exchange.asked.speaks_of(SpokenOf.PORTAL):
        _portal(exchange)
        return
    facts = exchange.desk.support.plans.contact(now=exchange.now)
    said = [exchange.voice.say("contact", email=facts.email, phone=facts.phone), state_text(exchange, facts.state)]
    if not facts.state.is_open:
        said += filter(None, (beside(exchange, facts_of(exchange, NOW)),))
    buttons = [exchange.button("open_ticket", "open_ticket"), exchange.button("person", "talk_to_human")]
    exchange.say(" ".join(said), [*buttons, exchange.button("hours", "support_hours")])


def _phone(exchange: Exchange) -> None:
    facts = exchange.desk.support.plans.contact(now=exchange.now)
    said = yes_or_no(exchange, True, exchange.voice.say("contact_phone", phone=facts.phone))
    exchange.say(f"{said} {state_text(exchange, facts.state)}", [exchange.button("hours", "support_hours")])


def _email(exchange: Exchange) -> None:
    facts = exchange.desk.support.plans.contact(now=exchange.now)
    exchange.say(yes_or_no(exchange, True, exchange.voice.say("contact_email", email=facts.email)))


def _address(exchange: Exchange) -> None:
    organisation = exchange.desk.partner.organisation
    exchange.tell("contact_address", name=organisation.legal_name, address=", ".join(organisation.address))


def _microsoft(exchange: Exchange) -> None:
    """Customers of the partner cannot open requests at Microsoft; direct buyers have their portals."""
    if exchange.who.relationship is Relationship.DIRECT or (
        _buys_direct(exchange) and exchange.who.level < Level.SIGNED
    ):
        _portal(exchange)
        return
    said = yes_or_no(exchange, False, exchange.voice.say("contact_microsoft"), usual=True)
    exchange.say(said, [exchange.button("open_ticket", "open_ticket")])


def _portal(exchange: Exchange) -> None:
    """The address of one product's portal, or of all of the cloud."""
    asked, voice = exchange.asked, exchange.voice
    exchange.remember(topic="contact_support", aspect="portal")
    facts = exchange.desk.support.plans.portals(
        asked_by=exchange.who, cloud=asked.first("cloud"), product=asked.first("product")
    )
    cloud = voice.say(f"cloud_{facts.cloud}")
    if _buys_direct(exchange):
        lines = portal_lines(exchange, asked.first("cloud"), asked.first("product"))
        exchange.tell("portals_direct", portals=bullets(lines), cloud=cloud)
    elif facts.family is not None:
        exchange.remember(product=asked.first("product"))
        family, portal = voice.say(f"family_{facts.family}"), facts.portals[facts.family.value]
        exchange.tell("portal_of_product", family=family, portal=portal, cloud=cloud)
    else:
        lines = portal_lines(exchange, asked.first("cloud"))
        exchange.tell("portals_of_cloud", portals=bullets(lines), cloud=cloud)


def _product(exchange: Exchange) -> None:
    """Who answers for the product named or talked about; without one, for each family.

    Who buys elsewhere, or speaks of a portal or a cloud, asks for an address.
    """
    if _buys_direct(exchange) or exchange.asked.first("cloud") or exchange.asked.speaks_of(SpokenOf.PORTAL):
        _portal(exchange)
        return
    product = exchange.asked.first("product") or exchange.asked.slot("product")
    if product is None:
        exchange.say(_who_supports_what(exchange), [exchange.button("contact", "contact_support")])
        return
    exchange.remember(product=product)
    facts = exchange.desk.support.plans.product(product)
    said = who_supports(exchange, facts)
    if facts.outsourced_to is None:
        said = yes_or_no(exchange, True, said)
    elif exchange.asked.form is Form.YES_NO:
        said = exchange.voice.say("supported_not_by_us", sentence=within(said))
    exchange.say(said, [exchange.button("contact", "contact_support")])


class ContactSupport(Planned):
    """How to reach people; who supports a product; the portal of those who buy elsewhere."""

    action = "action_contact_support"
    plans: ClassVar[Mapping[str, Plan]] = {
        "ways": _ways,
        "phone": _phone,
        "email": _email,
        "address": _address,
        "microsoft": _microsoft,
        "portal": _portal,
        "product": _product,
    }

    def whole(self, exchange: Exchange) -> None:
        """By what was named: a cloud, a product, or nothing."""
        _whole(exchange)


def who_supports(exchange: Exchange, facts: ProductFacts) -> str:
    """The partner itself, or the other company that does."""
    if facts.outsourced_to:
        return exchange.voice.say("supported_by_other", product=facts.product, provider=facts.outsourced_to)
    return exchange.voice.say("supported_by_us", product=facts.product)


def _who_supports_what(exchange: Exchange) -> str:
    """The families by who answers for them, the partner's own first."""
    voice = exchange.voice
    by: dict[str | None, list[str]] = {}
    for facts in exchange.desk.support.plans.products():
        by.setdefault(facts.outsourced_to, []).append(voice.say(f"family_alone_{facts.family}"))
    said = [
        voice.say(
            "supported_families_other" if provider else "supported_families",
            families=voice.list(names),
            provider=provider,
        )
        for provider, names in sorted(by.items(), key=lambda pair: pair[0] is not None)
    ]
    return " ".join(map(opening, said))


def _buys_direct(exchange: Exchange) -> bool:
    return bool(exchange.asked.first("buys_direct")) or exchange.who.relationship is Relationship.DIRECT
