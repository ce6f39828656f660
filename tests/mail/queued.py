"""Mails in the outbox of a test's database, and what became of them."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.domain.notices.outbox import MailState
from bot.domain.support.tickets import Matter
from bot.services.records.notices import MailDraft, MailKind
from bot.storage.database import SqlDatabase
from bot.storage.schema import mails

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def draft(key: str = "one", **changes: object) -> MailDraft:
    values: dict[str, object] = {
        "key": key,
        "mail_id": key,
        "thread": key,
        "kind": MailKind.ANSWERED,
        "about": "t:T-1002",
        "matter": Matter.COMMERCIAL,
        "recipient": "billing@contoso.example",
        "confirmed": True,
        "written": True,
        "language": "en",
        "subject": "[T-1002] VAT number é",
        "text": "Hello,\n\n.a line with a point\n",
        "html": "<p>Hello</p>",
        "reply_to": "reply+t.t-1002.x@northstar.example",
        "stop_url": "https://desk.example/mail/stop/x",
    }
    return MailDraft(**values | changes)  # type: ignore[arg-type]


def queue(database: SqlDatabase, *drafts: MailDraft) -> None:
    with database.writing() as work:
        for one in drafts:
            work.notices.mails.queue(one, NOW)


def states(database: SqlDatabase) -> dict[str, tuple[MailState, str | None]]:
    """State and trouble of every mail, by its key."""
    with database.connection() as connection:
        rows = connection.execute(select(mails.c.key, mails.c.state, mails.c.trouble))
        return {row.key: (MailState(row.state), row.trouble) for row in rows}
