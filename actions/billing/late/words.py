"""Unpaid invoices and the steps that follow, in words: the customer's own with dates, the policy in general."""

from actions.billing.invoice_words import pay_button
from actions.kernel.exchange import Button, Exchange
from bot.domain.billing.dunning import CollectionsPolicy, DunningStep
from bot.services.billing.collections import Arrears, InvoiceInArrears, StepOfInvoice
from bot.writing.voice import bullets, opening


def steps_ahead(exchange: Exchange, number: str) -> str:
    """What comes next for an overdue invoice, to be put after a sentence about it; empty when nothing does."""
    own = exchange.desk.billing.collections.own(asked_by=exchange.who, today=exchange.today)
    found = [step for case in own.overdue if case.facts.number == number for step in case.ahead]
    if not found:
        return ""
    return f" {exchange.voice.say('what_comes_next')}\n{bullets(ahead(exchange, step) for step in found)}"


def overdue_case(exchange: Exchange, case: InvoiceInArrears) -> str:
    """An overdue invoice, the step it has reached, and those ahead."""
    voice, intro = exchange.voice, overdue_now(exchange, case)
    if case.reached is not None:
        intro = f"{intro} {voice.say(f'reached_{case.reached.step.kind}', day=voice.day(case.reached.on))}"
    return _with_steps(exchange, intro, case)


def overdue_now(exchange: Exchange, case: InvoiceInArrears) -> str:
    """How much of an invoice is overdue, and for how many days."""
    voice, facts = exchange.voice, case.facts
    return voice.say(
        "case_overdue",
        number=facts.number,
        balance=voice.money(facts.invoice.balance),
        day=voice.day(facts.invoice.due_on),
        days=voice.days(facts.days_overdue),
    )


def open_case(exchange: Exchange, case: InvoiceInArrears, *, with_steps: bool) -> str:
    """An invoice that is not due yet; with the steps that would follow."""
    voice, facts = exchange.voice, case.facts
    intro = voice.say(
        "case_not_yet_due",
        number=facts.number,
        balance=voice.money(facts.invoice.balance),
        day=voice.day(facts.invoice.due_on),
        in_days=voice.in_days(facts.days_to_due),
    )
    return _with_steps(exchange, f"{intro} {voice.say('what_comes_next')}", case) if with_steps else intro


def _with_steps(exchange: Exchange, intro: str, case: InvoiceInArrears) -> str:
    return f"{intro}\n{bullets(ahead(exchange, step) for step in case.ahead)}" if case.ahead else intro


def ahead(exchange: Exchange, step: StepOfInvoice) -> str:
    """One step to come, for a list."""
    voice = exchange.voice
    return voice.say(f"ahead_{step.kind}", day=voice.day(step.dated.on), in_days=voice.in_days(step.in_days))


def step_of(exchange: Exchange, case: InvoiceInArrears, step: StepOfInvoice) -> str:
    """One step of one invoice in a sentence, past or to come."""
    voice, days = exchange.voice, step.in_days
    when = voice.say("days_ago", days=voice.days(-days)) if days < 0 else voice.in_days(days)
    blanks = {"day": voice.day(step.dated.on), "when": when, "number": case.facts.number}
    if step.dated.step.decided_by_person:
        return voice.say(f"{'since' if days <= 0 else 'from'}_{step.kind}", **blanks)
    return voice.say("step_was" if days <= 0 else "step_comes", step=voice.say(f"name_{step.kind}"), **blanks)


def suspended(exchange: Exchange, own: Arrears) -> str:
    """Subscriptions cut off, and what brings access back."""
    voice = exchange.voice
    owed = voice.list(voice.money(balance.overdue) for balance in own.balances if balance.overdue)
    return " ".join(
        voice.say("suspended_since", product=each.product, day=voice.day(each.state_since), owed=owed)
        for each in own.suspended
    )


def policy_text(exchange: Exchange, policy: CollectionsPolicy) -> str:
    """The steps in general."""
    voice = exchange.voice
    steps = bullets(general_step(exchange, step) for step in policy.steps)
    promise = voice.counted("promise", policy.dunning_promise_max_days)
    parts = [promise, voice.say("policy_access"), late_sum_text(exchange, policy)]
    return f"{voice.say('policy_intro')}\n\n{steps}\n\n{' '.join(filter(None, parts))}"


def general_step(exchange: Exchange, step: DunningStep) -> str:
    """One step with its days from the due date."""
    voice = exchange.voice
    when = voice.counted("days_before_due" if step.days < 0 else "days_after_due", abs(step.days))
    return opening(voice.say(f"step_{step.kind}", when=when))


def reached_after(exchange: Exchange, policy: CollectionsPolicy, late: int, case: InvoiceInArrears | None) -> str:
    """The steps reached so many days after the due date, and the one that follows; with the dates of an invoice."""
    voice = exchange.voice
    reached = [step for step in policy.steps if 0 < step.days <= late]
    following = next((step for step in policy.steps if step.days > late), None)
    intro = voice.say("reached_after" if reached else "nothing_reached_after", days=voice.days(late))
    if case is not None:
        due = voice.say("invoice_due", number=case.facts.number, day=voice.day(case.facts.invoice.due_on))
        intro = f"{due} {intro}"
    steps = bullets(_dated(exchange, step, case) for step in reached)
    after = voice.say("reached_next", step=_dated(exchange, following, case)) if following else ""
    return "\n\n".join(filter(None, (intro, steps, after)))


def _dated(exchange: Exchange, step: DunningStep, case: InvoiceInArrears | None) -> str:
    of_invoice = case.step(step.kind) if case else None
    general = general_step(exchange, step)
    return f"{general} ({exchange.voice.day(of_invoice.dated.on)})" if of_invoice else general


def late_sum_text(exchange: Exchange, policy: CollectionsPolicy) -> str:
    """The fixed sum the law adds, for invoices in its currency; empty where there is none."""
    voice, fixed = exchange.voice, policy.late_sum
    return voice.say("late_sum", fee=voice.money(fixed), currency=fixed.currency) if fixed else ""


def buttons(exchange: Exchange, own: Arrears) -> list[Button]:
    """To pay what is overdue, else what is open, and to talk."""
    cases = [case.facts for case in own.overdue or own.not_yet_due if case.facts.payment_link]
    pay = [pay_button(exchange, facts.payment_link, facts.invoice.balance) for facts in cases[:2] if facts.payment_link]
    return [*pay, exchange.button("payment_methods", "payment_methods"), exchange.button("person", "talk_to_human")]
