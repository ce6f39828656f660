"""Typed answers to the question whether a problem stops everybody; its buttons are wishes for a ticket like others."""

from actions.kernel.exchange import Exchange
from actions.kernel.ticket_reading import STOPS, UNSTOPPED, is_question, severity_in
from actions.kernel.ticket_steps import begin, repeat, severity_buttons
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter


def took_severity(exchange: Exchange) -> bool:
    """Whether the message answered the question, and has been dealt with. Raises DeskError.

    A plain no is asked what it was for: it may mean that some can work, or that no ticket is wanted after all. Other
    words are more of the description; unless they say how many it stops, of a problem that does not stop everybody.
    """
    asked, step = exchange.asked, exchange.asked.slot("ticket_step")
    if asked.is_choice or step not in {STOPS, UNSTOPPED} or asked.intent in {"talk_to_human", "switch_language"}:
        return False
    if not asked.has_words:
        return repeat(exchange)
    said = severity_in(asked)
    if asked.intent == "deny" and step == STOPS and said is None:
        _ask_what_no_means(exchange)
        return True
    if said is None and (asked.intent == "deny" or is_question(asked)):
        return False
    if asked.intent == "affirm":
        plain = Severity.CRITICAL if step == STOPS else Severity.MODERATE
        _go_on(exchange, said or plain, asked.slot("ticket_text"))
    else:
        before = asked.slot("ticket_text")
        _go_on(exchange, said or Severity.MODERATE, f"{before}\n\n{asked.text}" if before else asked.text)
    return True


def _ask_what_no_means(exchange: Exchange) -> None:
    names = ("ticket_matter", "ticket_text", "ticket_product", "ticket_subject")
    exchange.remember(ticket_step=UNSTOPPED, **{name: exchange.asked.slot(name) for name in names})
    out = exchange.button("no_ticket", "deny")
    exchange.tell("ask_ticket_unstopped", [*severity_buttons(exchange, UNSTOPPED), out])


def _go_on(exchange: Exchange, severity: Severity, text: str | None) -> None:
    asked = exchange.asked
    matter = Matter(asked.slot("ticket_matter") or Matter.TECHNICAL)
    begin(exchange, matter, text=text, product=asked.slot("ticket_product"), severity=severity)
