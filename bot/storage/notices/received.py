"""Mails that arrived: each once, shown to agents by the matter of its ticket, with their files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, or_, select, update

from bot.domain.conversations.leases import Lease
from bot.domain.kernel.errors import DuplicateEvent
from bot.domain.notices.incoming import Doubt, Fate, KeptFile
from bot.domain.staff.agents import Agent, Permission
from bot.services.records.received import FileName, Mailbox, Received, ReceivedRow, StoredFile
from bot.storage.kernel.columns import unless_there
from bot.storage.schema import mailboxes, received_files, tickets
from bot.storage.schema import received_mails as t

_FROM = t.outerjoin(tickets, tickets.c.number == t.c.ticket)
_ROWS: Select[Any] = select(t).select_from(_FROM)
_FREE = {"lease_worker": None, "lease_until": None}


class SqlReceivedMails:
    """`services.ports.received.ReceivedMails`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def knows(self, key: str) -> bool:
        """Whether that mail was written down before."""
        return self._connection.execute(select(t.c.id).where(t.c.key == key)).first() is not None

    def keep(self, mail: Received, files: Sequence[KeptFile], now: datetime) -> None:
        """Writes it down. Raises DuplicateEvent where a simultaneous reader has done so."""
        values = {
            "key": mail.key,
            "sender": mail.sender,
            "believed": mail.believed,
            "subject": mail.subject,
            "text": mail.text,
            "fate": mail.fate.value,
            "doubt": mail.doubt.value if mail.doubt else None,
            "ticket": mail.ticket,
            "conversation_id": mail.conversation_id,
            "named": mail.named,
            "left_out": "\n".join(mail.left_out),
            "at": now,
        }
        added = unless_there(self._connection, t).returning(t.c.id)
        mail_id = self._connection.execute(added, values).scalar_one_or_none()
        if mail_id is None:
            raise DuplicateEvent()
        if files:
            self._connection.execute(insert(received_files), [_file_row(mail_id, file) for file in files])

    def count(self, sender: str, believed: bool, since: datetime) -> int:
        """How many of an address arrived since then, those whose sender was verified and others apart."""
        these = (t.c.sender == sender, t.c.believed.is_(believed), t.c.at > since)
        return self._connection.execute(select(func.count()).where(*these)).scalar_one()

    def page(
        self, fates: Sequence[Fate], *, asked_by: Agent, limit: int, offset: int
    ) -> tuple[tuple[ReceivedRow, ...], int]:
        """A part of the list, newest first, and how many there are in all."""
        wanted = (t.c.fate.in_([fate.value for fate in fates]), _own(asked_by))
        total = self._connection.execute(select(func.count()).select_from(_FROM).where(*wanted)).scalar_one()
        rows = _ROWS.where(*wanted).order_by(t.c.id.desc()).limit(limit).offset(offset)
        return self._with_files(self._connection.execute(rows).all()), total

    def one(self, row_id: int, *, asked_by: Agent) -> ReceivedRow | None:
        """The mail, or None."""
        rows = self._connection.execute(_ROWS.where(t.c.id == row_id, _own(asked_by))).all()
        return next(iter(self._with_files(rows)), None)

    def of_ticket(self, number: str, *, asked_by: Agent) -> tuple[ReceivedRow, ...]:
        """The mails on a ticket of the agent's matters, in order of arrival."""
        wanted = _ROWS.where(t.c.ticket == number, _own(asked_by)).order_by(t.c.id)
        return self._with_files(self._connection.execute(wanted).all())

    def file(self, number: str, file_id: int, *, asked_by: Agent) -> StoredFile | None:
        """A file of a mail on a ticket of the agent's matters; None for any other."""
        f = received_files
        wanted = (
            select(f.c.name, f.c.kind, f.c.content)
            .select_from(_FROM.join(f, f.c.mail_id == t.c.id))
            .where(t.c.ticket == number, f.c.id == file_id, _own(asked_by))
        )
        row = self._connection.execute(wanted).one_or_none()
        return StoredFile(row.name, row.kind, bytes(row.content)) if row is not None else None

    def decide(self, row_id: int, fate: Fate, ticket: str | None, *, asked_by: Agent) -> bool:
        """A person has looked at an unclear one. False where another was faster."""
        if not asked_by.matters:
            asked_by.require(Permission.WORK_COMMERCIAL_TICKETS)
        open_one = (t.c.id == row_id, t.c.fate == Fate.UNCLEAR.value)
        changed = update(t).where(*open_one).values(fate=fate.value, ticket=ticket)
        return self._connection.execute(changed).rowcount == 1

    def mailbox(self, name: str, lease: Lease) -> Mailbox | None:
        """Takes a mailbox for one reader, and tells how far it was read. None while another holds it."""
        m = mailboxes
        self._connection.execute(unless_there(self._connection, m), {"name": name, "last_uid": 0})
        row = self._connection.execute(select(m).where(m.c.name == name).with_for_update()).one()
        if not lease.may_follow(row.lease_worker, row.lease_until):
            return None
        held = {"lease_worker": lease.worker, "lease_until": lease.until}
        self._connection.execute(update(m).where(m.c.name == name).values(held))
        return Mailbox(row.validity, row.last_uid)

    def read_up_to(self, name: str, worker: str, mailbox: Mailbox) -> bool:
        """Writes down how far it was read; False when another holds it by now."""
        m = mailboxes
        far = {"validity": mailbox.validity, "last_uid": mailbox.last_uid}
        changed = update(m).where(m.c.name == name, m.c.lease_worker == worker).values(far)
        return self._connection.execute(changed).rowcount == 1

    def leave(self, name: str, worker: str) -> None:
        """Gives a mailbox back before the lease ends."""
        m = mailboxes
        self._connection.execute(update(m).where(m.c.name == name, m.c.lease_worker == worker).values(_FREE))

    def _with_files(self, rows: Sequence[Row[Any]]) -> tuple[ReceivedRow, ...]:
        files: dict[int, list[FileName]] = {}
        f = received_files
        wanted = select(f.c.mail_id, f.c.id, f.c.name, f.c.kind, f.c.size).where(f.c.mail_id.in_([r.id for r in rows]))
        for found in self._connection.execute(wanted.order_by(f.c.id)) if rows else ():
            files.setdefault(found.mail_id, []).append(FileName(found.id, found.name, found.kind, found.size))
        return tuple(_row(row, tuple(files.get(row.id, ()))) for row in rows)


def _own(agent: Agent) -> ColumnElement[bool]:
    """Mails on no ticket are anybody's who works on tickets."""
    return or_(t.c.ticket.is_(None), tickets.c.matter.in_(sorted(agent.matters))) if agent.matters else t.c.id.is_(None)


def _row(row: Row[Any], files: tuple[FileName, ...]) -> ReceivedRow:
    return ReceivedRow(
        id=row.id,
        sender=row.sender,
        subject=row.subject,
        text=row.text,
        believed=row.believed,
        fate=Fate(row.fate),
        doubt=Doubt(row.doubt) if row.doubt else None,
        ticket=row.ticket,
        named=row.named,
        left_out=tuple(row.left_out.split("\n")) if row.left_out else (),
        at=row.at,
        files=files,
    )


def _file_row(mail_id: int, file: KeptFile) -> Mapping[str, Any]:
    kept = {"name": file.name, "kind": file.kind, "sha256": file.sha256, "content": file.content}
    return {"mail_id": mail_id, "size": len(file.content), **kept}
