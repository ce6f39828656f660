"""Answers about paying late: own dates first, since they are what such a question is about."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from actions.billing.late import words
from actions.billing.late.asked import AFTER_DAYS, HOW_LATE, aspect_of
from actions.billing.late.promises import in_time_text, promise_text, promised_day
from actions.kernel.exchange import Exchange
from actions.kernel.forms import yes_or_no
from actions.kernel.planned import Plan, Planned
from actions.kernel.wishes import read_back
from bot.domain.billing.dunning import CollectionsPolicy, StepKind
from bot.domain.kernel.cues import SpokenOf
from bot.services.billing.collections import Arrears, InvoiceInArrears
from bot.writing.voice import bullets

REMINDERS = (StepKind.FRIENDLY_REMINDER, StepKind.REMINDER, StepKind.SECOND_REMINDER)


def _policy(exchange: Exchange) -> CollectionsPolicy:
    return exchange.desk.partner.collections


def _own(exchange: Exchange) -> Arrears | None:
    """Of the invoices named, else of those unpaid; None for who may not see them."""
    asked = exchange.asked
    if not exchange.who.may_see_money:
        return None
    return exchange.desk.billing.collections.own(
        asked.all("invoice_number"), asked_by=exchange.who, today=exchange.today
    )


def _meant(exchange: Exchange, own: Arrears) -> tuple[InvoiceInArrears, ...]:
    """The invoices named, else the one talked about, else the overdue ones, else the one due next."""
    talked_about = [case for case in own.cases if case.facts.number == exchange.asked.slot("invoice_number")]
    if exchange.asked.all("invoice_number"):
        return own.cases
    meant = tuple(talked_about) or own.overdue or own.not_yet_due[:1]
    if len(meant) == 1:
        exchange.remember(invoice_number=meant[0].facts.number)
    return meant


def _told_as_paid(exchange: Exchange, own: Arrears) -> bool:
    """Says that the invoices named are paid; False where something is owed on one of them."""
    if own.cases or not own.paid:
        return False
    exchange.say(" ".join(exchange.voice.say("invoice_settled_named", number=facts.number) for facts in own.paid))
    return True


def _consequences(exchange: Exchange) -> None:
    """The own case with dates; where nothing is owed, and for others, the policy."""
    own = _own(exchange)
    if own is None:
        exchange.say(words.policy_text(exchange, _policy(exchange)))
        return
    parts = _cases(exchange, own)
    if own.overdue:
        parts.append(exchange.voice.say("pay_or_call"))
    elif not own.cases and not own.suspended:
        parts.append(words.policy_text(exchange, _policy(exchange)))
    exchange.say("\n\n".join(parts), words.buttons(exchange, own))


def _cases(exchange: Exchange, own: Arrears) -> list[str]:
    named = bool(exchange.asked.all("invoice_number"))
    parts = [exchange.voice.say("invoice_settled_named", number=facts.number) for facts in own.paid]
    parts += [words.overdue_case(exchange, case) for case in own.overdue]
    parts += [words.suspended(exchange, own)] if own.suspended and not named else []
    if not own.overdue and not named:
        parts.insert(0, exchange.voice.say("nothing_overdue"))
    parts += [words.open_case(exchange, case, with_steps=not own.overdue) for case in own.not_yet_due]
    if len(own.cases) == 1 or len(own.overdue) == 1:
        exchange.remember(invoice_number=own.cases[0].facts.number)
    return parts


def _fee(exchange: Exchange) -> None:
    """What the law adds in the currency of the invoices meant, for whom and from when; no balance holds it."""
    own, policy, voice = _own(exchange), _policy(exchange), exchange.voice
    meant = _meant(exchange, own) if own else ()
    fixed = policy.late_sum
    currencies = {case.facts.invoice.currency for case in meant}
    if fixed is None:
        exchange.tell("no_late_sum", [exchange.button("person", "talk_to_human")])
        return
    without = [currency for currency in sorted(currencies) if currency != fixed.currency]
    parts = [voice.say("no_late_sum_in", currency=currency) for currency in without]
    if not currencies or fixed.currency in currencies:
        parts.append(words.late_sum_text(exchange, policy))
    parts += [_fee_of(exchange, case) for case in meant if case.facts.invoice.currency == fixed.currency]
    exchange.say(" ".join((*parts, voice.say("no_rule_for_interest"))), [exchange.button("person", "talk_to_human")])


def _fee_of(exchange: Exchange, case: InvoiceInArrears) -> str:
    key = "late_sum_caused" if case.late_sum else "late_sum_not_yet"
    voice, facts = exchange.voice, case.facts
    return voice.say(key, number=facts.number, days=voice.days(facts.days_overdue), day=voice.day(facts.invoice.due_on))


def _when(*kinds: StepKind) -> Plan:
    """When steps of these kinds come: the next one of each invoice meant, else the last; in general for others."""

    def plan(exchange: Exchange) -> None:
        own, policy = _own(exchange), _policy(exchange)
        general = [words.general_step(exchange, step) for kind in kinds if (step := policy.step(kind))]
        if own is not None and StepKind.SUSPENSION in kinds and own.suspended:
            exchange.say(words.suspended(exchange, own), words.buttons(exchange, own))
            return
        if own is not None and _told_as_paid(exchange, own):
            return
        meant = _meant(exchange, own) if own else ()
        told = [said for case in meant if (said := _step_told(exchange, case, kinds))]
        if own is None or not told:
            notice = policy.step(StepKind.FORMAL_NOTICE) if StepKind.REMINDER in kinds else None
            general += [words.general_step(exchange, notice)] if notice else []
            none = [exchange.voice.say("nothing_unpaid_late")] if own is not None else []
            exchange.say("\n\n".join((*none, bullets(general) if len(general) > 1 else "".join(general))))
            return
        exchange.say("\n\n".join(told), words.buttons(exchange, own))

    return plan


def _step_told(exchange: Exchange, case: InvoiceInArrears, kinds: tuple[StepKind, ...]) -> str:
    steps = [step for kind in kinds if (step := case.step(kind))]
    coming = [step for step in steps if step.in_days > 0]
    step = next(iter(coming), None) or next(iter(steps[-1:]), None)
    return words.step_of(exchange, case, step) if step else ""


def _after_days(exchange: Exchange) -> None:
    """What has happened so many days after the due date, and what follows then; with dates for the own invoices."""
    own, policy = _own(exchange), _policy(exchange)
    late = int(exchange.asked.first("late_days") or 0)
    if own is not None and _told_as_paid(exchange, own):
        return
    meant = _meant(exchange, own) if own else ()
    parts = [words.reached_after(exchange, policy, late, case) for case in meant or (None,)]
    currencies = {case.facts.invoice.currency for case in meant}
    if policy.late_sum is not None and (not currencies or policy.late_sum.currency in currencies):
        parts.append(words.late_sum_text(exchange, policy))
    exchange.say("\n\n".join(parts), words.buttons(exchange, own) if own else ())


def _how_late(exchange: Exchange) -> None:
    """What is overdue and for how many days; a follow-up is about that."""
    own = _own(exchange)
    if own is None or not own.overdue:
        _consequences(exchange)
        return
    exchange.say("\n\n".join(words.overdue_now(exchange, case) for case in own.overdue), words.buttons(exchange, own))
    exchange.remember(topic="invoice_status", aspect="late")
    if len(own.overdue) == 1:
        exchange.remember(invoice_number=own.overdue[0].facts.number)


ended_for_non_payment = _when(StepKind.CANCELLATION)
"""When the partner may cancel, with the own dates."""


def _more_time(exchange: Exchange) -> None:
    """How much there may be; a colleague notes the promise to pay, so the wish becomes a ticket."""
    own, voice = _own(exchange), exchange.voice
    first = voice.counted("more_time", _policy(exchange).dunning_promise_max_days)
    if own is not None and _told_as_paid(exchange, own):
        return
    meant = _meant(exchange, own) if own else ()
    if own is None or not meant:
        exchange.say(first, [exchange.button("person", "talk_to_human")])
        return
    numbers, day = voice.list(case.facts.number for case in meant), promised_day(exchange)
    held = exchange.asked.speaks_of(SpokenOf.HELD)
    wish = voice.say("wish_more_time", numbers=numbers)
    if day is not None and all(day <= case.facts.invoice.due_on for case in meant):
        exchange.say(" ".join(in_time_text(exchange, case.facts, day) for case in meant), words.buttons(exchange, own))
        return
    if day is not None:
        exchange.remember(day=day.isoformat())
        first = promise_text(exchange, day, holds_asked=held)
        wish = voice.say("wish_more_time_until", numbers=numbers, day=voice.day(day))
    elif held:
        first = f"{voice.say('promise_holds_steps')} {first}"
    read_back(exchange, wish, before=[first, voice.say("promise_by_people")])


def _dispute(exchange: Exchange) -> None:
    """The steps know promises to pay only: whether they wait for a contested invoice, people decide."""
    contest = exchange.button("dispute", "dispute_charge")
    exchange.tell("steps_while_contested", [contest, exchange.button("person", "talk_to_human")])


class CollectionsPolicyAnswer(Planned):
    """The partner's steps for everybody; the own invoices for those who may see money."""

    action = "action_collections_policy"
    plans: ClassVar[Mapping[str, Plan]] = {
        "consequences": _consequences,
        "fee": _fee,
        "reminder": _when(*REMINDERS),
        "notice": _when(StepKind.FORMAL_NOTICE),
        "suspension": _when(StepKind.SUSPENSION),
        "end": ended_for_non_payment,
        "more_time": _more_time,
        "how_long": _more_time,
        "dispute": _dispute,
        AFTER_DAYS: _after_days,
        HOW_LATE: _how_late,
    }

    def answer(self, exchange: Exchange) -> None:
        """A step named, or a number of days, is what the question is about."""
        aspect = aspect_of(exchange.asked)
        if exchange.asked.speaks_of(SpokenOf.COURT):
            exchange.say(yes_or_no(exchange, False, exchange.voice.say("no_court")))
        exchange.asked = replace(exchange.asked, aspect=aspect)
        super().answer(exchange)
        if aspect == AFTER_DAYS:
            exchange.remember(aspect="consequences")

    def whole(self, exchange: Exchange) -> None:
        """Own dates first: they are what such a question is about."""
        _consequences(exchange)
