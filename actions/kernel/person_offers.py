"""Offering a person where one may help: with a reason and a button first, and honestly when nobody is there."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from actions.kernel.exchange import Button, Exchange
from actions.kernel.question import Question
from actions.kernel.ticket_reading import severity_in
from bot.domain.conversations.conversation import HandoffReason
from bot.domain.customers.audience import may_ask
from bot.domain.support.targets import Severity, Target
from bot.domain.support.tickets import Matter
from bot.writing.dates import clock

PERSON: Final = "talk_to_human"
"""The intent that asks for a person; every button that offers one asks it."""
OFFERED: Final = frozenset({
    HandoffReason.FALLBACK, HandoffReason.FORM_FAILED, HandoffReason.DISPUTE, HandoffReason.POLICY,
    HandoffReason.ANGER,
})  # fmt: skip
"""Reasons for which the desk itself brings a person up. Whoever asks unprompted has asked."""
TECHNICAL: Final = "technical_issue"
"""The intent that, spoken of just now or before, makes it a technical matter."""
QUIET_TURNS: Final = 5
"""Turns after a mood was spoken of in which it is not spoken of again: repeated understanding is none."""

ENOUGH_WORDS: Final = 6
"""An outburst with fewer words than these describes nothing a ticket could hold."""


def reason_pressed(asked: Question) -> HandoffReason:
    """The reason behind the button that was pressed; typed wishes and unknown reasons count as asked for."""
    return _known(asked.first("handoff_reason")) if asked.is_choice else HandoffReason.ASKED


def reason_offered(asked: Question) -> HandoffReason:
    """The reason of the offer that a "yes" takes up."""
    return _known(asked.slot("handoff_reason"))


def person_button(exchange: Exchange, reason: HandoffReason, label: str = "person") -> Button:
    """A button that asks for a person for a reason; `label` is the key of its title."""
    return exchange.button(label, PERSON, handoff_reason=reason.value)


def offer_person(
    exchange: Exchange, sentence: str, reason: HandoffReason, *more: Button, label: str | None = None
) -> None:
    """Says a sentence and asks whether to bring in a colleague, in closed hours whether to leave a ticket instead."""
    exchange.remember(pending=PERSON, handoff_reason=reason.value)
    closed = closed_text(exchange)
    question = exchange.voice.say("shall_i_leave_ticket" if closed else "shall_i_bring_colleague")
    button = person_button(exchange, reason, label or ("leave_ticket" if closed else "person"))
    exchange.say(" ".join(filter(None, (sentence, closed, question))), [button, *more])


def closed_text(exchange: Exchange) -> str:
    """That nobody is there for the speaker, and what their plan gives meanwhile; empty while people are reached."""
    who, voice = exchange.who, exchange.voice
    reach = exchange.desk.conversations.availability.reach(who.support_plan, queue_wanted(exchange), exchange.now)
    if reach.reachable:
        return ""
    if reach.plan is not None and reach.state.until is not None:
        return voice.say("plan_nobody_on_duty", plan=reach.plan.name, time=clock(reach.state.until))
    if reach.state.opens_at is None:
        return voice.say("closed_now")
    said = voice.say("nobody_until", when=voice.when(reach.state.opens_at, exchange.today))
    return " ".join((said, *_plan_meanwhile(exchange, reach.state.opens_at)))


def _plan_meanwhile(exchange: Exchange, opens_at: datetime) -> Iterator[str]:
    """What the speaker's plan gives before the office opens: hours of its own, and critical problems at any time."""
    key, voice, support = exchange.who.support_plan, exchange.voice, exchange.desk.partner.support
    plan = support.plan(key) if key else None
    if plan is None:
        return
    covers = plan.schedule.next_opening(exchange.now)
    if covers is not None and covers < opens_at:
        yield voice.say("nobody_but_plan", plan=plan.name, when=voice.when(covers, exchange.today))
    hours = plan.promised_hours(Severity.CRITICAL, Target.FIRST_RESPONSE)
    if plan.critical_24x7 and hours is not None:
        yield voice.counted("nobody_but_critical", hours, plan=plan.name)


def queue_wanted(exchange: Exchange) -> str:
    """The key of the queue that takes what is talked about."""
    asked, who = exchange.asked, exchange.who
    named = exchange.remembered.get("ticket_matter") or asked.slot("ticket_matter")
    technical = TECHNICAL in {asked.intent, asked.previous_intent} or severity_in(asked) is Severity.CRITICAL
    matter = Matter(named) if named in set(Matter) else Matter.TECHNICAL if technical else Matter.COMMERCIAL
    product = asked.first("product") or asked.slot("ticket_product")
    return exchange.desk.partner.routing.queue_for(matter, product, who.support_plan).key


def offer_by_policy(exchange: Exchange) -> None:
    """Adds the offer of a person to an answer for which the partner wants it; in closed hours where no ticket is."""
    if exchange.asked.intent not in exchange.desk.partner.handoff.offer_person_for or _mood(exchange.asked):
        return
    offered = exchange.remembered.get("pending") == PERSON or exchange.offers(f"/{PERSON}{{")
    if exchange.person_asked or offered or not may_ask(exchange.who, PERSON):
        return
    _offer_beside(exchange, exchange.voice.say("policy_person"), HandoffReason.POLICY)


def speak_to_mood(exchange: Exchange) -> None:
    """Adds one calm sentence and the offer of a person to whatever was answered to somebody angry or leaving.

    Not to a pressed button, not where a person was just asked for or offered, and not again within QUIET_TURNS.
    """
    quiet = exchange.asked.count("soothed")
    if quiet:
        exchange.remember(soothed=float(quiet - 1))
    mood = _mood(exchange.asked)
    if mood is None or exchange.person_asked or exchange.remembered.get("pending") == PERSON:
        return
    exchange.remember(soothed=float(QUIET_TURNS))
    sentence = exchange.voice.say("mood_leaving" if mood == "leaving" else "mood_angry")
    if not may_ask(exchange.who, PERSON):
        exchange.say(sentence)
    elif closed_text(exchange) and _ticket_at_hand(exchange):
        exchange.say(f"{sentence} {closed_text(exchange)}")
    else:
        exchange.withdraw(f"/{PERSON}")
        _remember_words(exchange)
        offer_person(exchange, sentence, HandoffReason.ANGER)


def _offer_beside(exchange: Exchange, sentence: str, reason: HandoffReason) -> None:
    """Beside another question of the answer only a button: a plain "yes" belongs to that question."""
    exchange.withdraw(f"/{PERSON}")
    if exchange.remembered.get("pending") is None and exchange.remembered.get("ticket_step") is None:
        offer_person(exchange, "" if closed_text(exchange) else sentence, reason)
    elif not closed_text(exchange):
        exchange.say(sentence, [person_button(exchange, reason)])


def _ticket_at_hand(exchange: Exchange) -> bool:
    """Whether the answer opened a ticket, asks for its parts, or offers one."""
    remembered = exchange.remembered
    told = any(
        (message.get("json_message") or {}).get("card", {}).get("kind") == "ticket" for message in exchange.messages
    )
    return told or remembered.get("pending") == "open_ticket" or remembered.get("ticket_step") is not None


def _remember_words(exchange: Exchange) -> None:
    """Keeps what was written for a ticket, where the answer has not kept something better."""
    described = exchange.asked.has_words and len(exchange.asked.text.split()) >= ENOUGH_WORDS
    if described and not exchange.remembered.get("ticket_text"):
        exchange.remember(ticket_text=exchange.asked.text)


def _mood(asked: Question) -> str | None:
    """The mood to be spoken to now, if any."""
    return None if asked.is_choice or asked.count("soothed") else asked.first("mood")


def _known(reason: str | None) -> HandoffReason:
    return HandoffReason(reason) if reason in OFFERED else HandoffReason.ASKED
