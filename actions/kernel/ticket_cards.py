"""A ticket as customers see it beside a sentence."""

from actions.kernel.exchange import Exchange
from bot.domain.support.tickets import Matter, Ticket
from bot.writing.voice import opening, quoted


def ticket_card(exchange: Exchange, ticket: Ticket) -> dict[str, object]:
    """The ticket as a card."""
    voice = exchange.voice
    tone = {"open": "warn", "waiting": "warn", "closed": "good"}[ticket.state]
    opened = ticket.opened_at.astimezone(exchange.desk.partner.zone)
    facts = [
        (voice.say("label_matter"), opening(voice.say(f"matter_{ticket.matter}"))),
        (voice.say("label_subject"), quoted(ticket.subject)),
        (voice.say("label_severity"), _severity(exchange, ticket)),
        (voice.say("label_opened"), voice.day(opened.date())),
        (voice.say("label_assigned"), _team(exchange, ticket.assigned_to)),
    ]
    return {
        "kind": "ticket",
        "title": voice.say("ticket_title", number=ticket.number),
        "status": {"text": opening(voice.say(f"ticket_state_{ticket.state}")), "tone": tone},
        "facts": [{"label": label, "value": value} for label, value in facts if value],
    }


def _severity(exchange: Exchange, ticket: Ticket) -> str:
    """How much it stops, where customers are asked for it."""
    return opening(exchange.voice.say(f"severity_{ticket.severity}")) if ticket.matter is Matter.TECHNICAL else ""


def _team(exchange: Exchange, assigned_to: str) -> str:
    return exchange.desk.partner.routing.team_called(assigned_to, exchange.voice.language)
