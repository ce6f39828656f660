"""Services that mail, for tests in which mail is not set up."""

from bot.domain.partner import Partner
from bot.mail.letters import as_html
from bot.services.notices.mailroom import Mailroom
from bot.services.notices.tickets import TicketNotices
from bot.services.support.ticket_clock import TicketClock
from bot.services.support.tickets import CustomerTickets
from bot.settings import ROOT
from bot.signals import ProcessBell
from bot.words import Words


def without_mail(database: object, partner: Partner, kind: type[CustomerTickets] = CustomerTickets) -> CustomerTickets:
    """Tickets of a desk that sends no mail."""
    words = Words.load(ROOT / "data" / "responses.yml")
    notices = TicketNotices(Mailroom(partner, words, as_html, None))
    return kind(database, partner, TicketClock(database, partner), notices, ProcessBell())  # type: ignore[arg-type]
