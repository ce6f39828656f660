"""A desk that mails, tickets in it, and the mails it has queued."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.bootstrap import Desk, build
from bot.domain.staff.agents import Agent
from bot.domain.support.tickets import Matter, TicketState
from bot.services.support.tickets import TicketOpened, TicketRequest
from bot.smtp import SmtpSettings, SmtpTls
from bot.storage.schema import mails
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of

THREAD = "0123456789abcdef0123456789abcdef"
VISITOR = "ann@company.example"
NOWHERE = SmtpSettings("127.0.0.1", 9, SmtpTls.NONE)
SECRET = "a secret of tests"


def mailing(desk: Desk, **changes: Any) -> Desk:
    """The same desk with mail set up; nothing is sent unless something runs the sender."""
    settings = replace(desk.settings, smtp=NOWHERE, mail_secret=SECRET, public_url="https://desk.example", **changes)
    desk.close()
    return build(settings)


def conversation(desk: Desk, email: str | None, language: str = "en", thread: str = THREAD) -> str:
    """A conversation of a contact, of somebody with a proven address nobody on file has, or of a visitor."""
    with database_of(desk).writing() as work:
        person = work.customers.people.by_email(email) if email else None
        work.conversations.rows.open(
            conversation_id=thread,
            channel="directline",
            contact_id=person.contact_id if person else None,
            language=language,
            now=NOW,
            address=email if person is None else None,
        )
    return thread


def open_ticket(desk: Desk, email: str | None, language: str = "en", now: datetime = NOW, **more: Any) -> TicketOpened:
    thread = conversation(desk, email, language, more.pop("thread", THREAD))
    with database_of(desk).reading() as work:
        speaker = work.customers.people.speaking_in(thread)
    request = {"matter": Matter.TECHNICAL, "text": "Outlook does not start", "origin": f"m-{thread}"}
    request |= {"contact_address": None if email else VISITOR} | more
    return desk.support.tickets.open(TicketRequest(**request), asked_by=speaker, conversation_id=thread, now=now)


def answer(desk: Desk, number: str, text: str, state: TicketState | None = None, now: datetime = NOW) -> Any:
    agent = sofia(desk)
    file = desk.support.ticket_lists.one(number, asked_by=agent, now=now)
    seen = file.row.ticket.changed_at
    return desk.support.ticket_handling.answer(number, text, state, asked_by=agent, seen=seen, now=now)


def sofia(desk: Desk) -> Agent:
    return agent_in(desk, "helpdesk")


def queued(desk: Desk) -> list[Row[Any]]:
    """All mails to customers, in order."""
    return [mail for mail in all_mails(desk) if mail.kind != "alert"]


def alerted(desk: Desk) -> list[Row[Any]]:
    """All mails to agents, in order."""
    return [mail for mail in all_mails(desk) if mail.kind == "alert"]


def all_mails(desk: Desk) -> list[Row[Any]]:
    with database_of(desk).connection() as connection:
        return list(connection.execute(select(mails).order_by(mails.c.id)))
