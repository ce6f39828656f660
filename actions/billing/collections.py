"""What happens when an invoice is not paid: in general, and in the customer's own case with dates."""

from actions.billing.invoice_words import pay_button
from actions.kernel.answer import Answer
from actions.kernel.exchange import Button, Exchange
from actions.kernel.voice import bullets
from bot.domain.billing.dunning import CollectionsPolicy, DunningStep
from bot.domain.kernel.cues import Aspect
from bot.domain.kernel.money import total
from bot.services.billing.collections import Arrears, InvoiceInArrears, StepAhead


class CollectionsPolicyAnswer(Answer):
    """The partner's steps for everybody; the own overdue invoices for those who may see money."""

    action = "action_collections_policy"

    def answer(self, exchange: Exchange) -> None:
        """Own dates first: they are what such a question is about."""
        _tell(exchange)


def told_what_comes_next(exchange: Exchange) -> bool:
    """Answers "what happens next with it?" for questions about unpaid invoices; False when that was not asked.

    Such a question names an invoice and its state, so it may be understood as one about the invoice.
    """
    if not exchange.asked.is_about(Aspect.NEXT_STEP):
        return False
    exchange.require_partner_customer()
    _tell(exchange)
    return True


def _tell(exchange: Exchange) -> None:
    policy = exchange.desk.billing.collections.policy()
    if not exchange.who.may_see_money:
        exchange.say(_general(exchange, policy))
        return
    own = exchange.desk.billing.collections.own(asked_by=exchange.who, today=exchange.today)
    if own.overdue or own.suspended:
        _tell_own(exchange, own)
    else:
        exchange.say(f"{exchange.voice.say('nothing_overdue')}\n\n{_general(exchange, policy)}")


def steps_ahead(exchange: Exchange, number: str) -> str:
    """What comes next for an overdue invoice, to be put after a sentence about it; empty when nothing does."""
    own = exchange.desk.billing.collections.own(asked_by=exchange.who, today=exchange.today)
    ahead = [step for case in own.overdue if case.facts.number == number for step in case.ahead]
    if not ahead:
        return ""
    return f" {exchange.voice.say('what_comes_next')}\n{bullets(_ahead(exchange, step) for step in ahead)}"


def _tell_own(exchange: Exchange, own: Arrears) -> None:
    parts = [_case(exchange, case) for case in own.overdue]
    parts += [_suspended(exchange, own)] if own.suspended else []
    parts += [_not_yet(exchange, case) for case in own.not_yet_due]
    parts.append(exchange.voice.say("pay_or_call"))
    if len(own.overdue) == 1:
        exchange.remember(invoice_number=own.overdue[0].facts.number)
    exchange.say("\n\n".join(parts), _buttons(exchange, own))


def _case(exchange: Exchange, case: InvoiceInArrears) -> str:
    voice, facts = exchange.voice, case.facts
    invoice = facts.invoice
    intro = voice.say(
        "case_overdue",
        number=facts.number,
        balance=voice.money(invoice.balance),
        day=voice.day(invoice.due_on),
        days=voice.days(facts.days_overdue),
    )
    reached = [_reached(exchange, case)] if case.reached else []
    ahead = [_ahead(exchange, step) for step in case.ahead]
    return " ".join([intro, *reached]) + (f"\n{bullets(ahead)}" if ahead else "")


def _reached(exchange: Exchange, case: InvoiceInArrears) -> str:
    voice = exchange.voice
    if case.reached is None:
        return ""
    said = voice.say(f"reached_{case.reached.step.kind}", day=voice.day(case.reached.on))
    if not case.fees:
        return said
    fees = total(case.fees, case.facts.invoice.currency)
    return f"{said} {voice.say('fee_so_far', fee=voice.money(fees))}"


def _ahead(exchange: Exchange, step: StepAhead) -> str:
    voice = exchange.voice
    blanks = {"day": voice.day(step.dated.on), "in_days": voice.in_days(step.in_days)}
    said = voice.say(f"ahead_{step.kind}", **blanks)
    return said if step.fee is None else f"{said} {voice.say('with_fee', fee=voice.money(step.fee))}"


def _suspended(exchange: Exchange, own: Arrears) -> str:
    voice = exchange.voice
    owed = voice.list(voice.money(balance.overdue) for balance in own.balances if balance.overdue)
    return " ".join(
        voice.say("suspended_since", product=each.product, day=voice.day(each.state_since), owed=owed)
        for each in own.suspended
    )


def _not_yet(exchange: Exchange, case: InvoiceInArrears) -> str:
    voice, facts = exchange.voice, case.facts
    return voice.say(
        "case_not_yet_due",
        number=facts.number,
        balance=voice.money(facts.invoice.balance),
        day=voice.day(facts.invoice.due_on),
        in_days=voice.in_days(facts.days_to_due),
    )


def _general(exchange: Exchange, policy: CollectionsPolicy) -> str:
    voice = exchange.voice
    steps = bullets(_step(exchange, step) for step in policy.steps)
    promise = voice.counted("promise", policy.dunning_promise_max_days)
    return f"{voice.say('policy_intro')}\n\n{steps}\n\n{promise} {voice.say('policy_access')}"


def _step(exchange: Exchange, step: DunningStep) -> str:
    voice = exchange.voice
    when = voice.counted("days_before_due" if step.days < 0 else "days_after_due", abs(step.days))
    said = voice.say(f"step_{step.kind}", when=when)
    return said if step.fee is None else f"{said} {voice.say('step_fee', fee=voice.amount(step.fee))}"


def _buttons(exchange: Exchange, own: Arrears) -> list[Button]:
    cases = [case.facts for case in own.overdue if case.facts.payment_link]
    pay = [pay_button(exchange, facts.payment_link, facts.invoice.balance) for facts in cases[:2] if facts.payment_link]
    return [*pay, exchange.button("payment_methods", "payment_methods"), exchange.button("person", "talk_to_human")]
