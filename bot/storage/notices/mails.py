"""The outbox: mails are queued once, held by one sender at a time, and never sent twice unasked."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, update

from bot.domain.conversations.leases import Lease
from bot.domain.customers.mailed_codes import TRIES
from bot.domain.notices.outbox import MailState, Trouble, furthest_wait
from bot.services.records.notices import MailDraft, MailKind, OutgoingMail, Settled
from bot.storage.kernel.columns import unless_there
from bot.storage.kernel.holding import is_due, is_over
from bot.storage.schema import mailed_codes
from bot.storage.schema import mails as t
from bot.storage.schema.notices import UNDER_WAY_ROWS

_OUTGOING = (
    t.c.id,
    t.c.mail_id,
    t.c.thread,
    t.c.recipient,
    t.c.language,
    t.c.subject,
    t.c.text,
    t.c.html,
    t.c.reply_to,
    t.c.stop_url,
    t.c.queued_at,
    t.c.attempts,
)
_FREE = {"lease_worker": None, "lease_until": None}


class SqlMails:
    """`services.ports.Mails`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue(self, draft: MailDraft, now: datetime) -> None:
        """Adds the mail; one of that key that is there already stays as it is."""
        state = {"state": MailState.PENDING.value, "attempts": 0, "queued_at": now, "changed_at": now, "detail": ""}
        self._connection.execute(unless_there(self._connection, t), asdict(draft) | state)

    def knows(self, key: str) -> bool:
        """Whether a mail of that key was queued before."""
        return self._connection.execute(select(t.c.id).where(t.c.key == key)).first() is not None

    def has_ended_codes(self, now: datetime) -> bool:
        """Whether some mail holds a code that is good for nothing any more."""
        return self._connection.execute(select(t.c.id).where(_ended(now)).limit(1)).first() is not None

    def end_codes(self, now: datetime) -> int:
        """Blanks the mails of codes that are good for nothing any more, and sends none of them; how many.

        One that the mail server is just being given is left for the next time: it may have to be tried again.
        """
        unsent = t.c.state.in_([MailState.PENDING.value, MailState.SENDING.value])
        blank = {"text": "", "html": "", "changed_at": now}
        given_up = {"state": MailState.FAILED.value, "trouble": Trouble.GIVEN_UP.value, "next_at": None, **_FREE}
        held_back = self._connection.execute(update(t).where(_ended(now), unsent).values(blank | given_up)).rowcount
        return held_back + self._connection.execute(update(t).where(_ended(now)).values(blank)).rowcount

    def blanked(self, mail_ids: Sequence[str]) -> frozenset[str]:
        """Which of these mails held a code and were blanked."""
        wanted = (t.c.mail_id.in_(mail_ids), t.c.kind == MailKind.CODE.value, t.c.text == "")
        return frozenset(self._connection.execute(select(t.c.mail_id).where(*wanted)).scalars())

    def unasked_to_strangers(self, recipient: str, since: datetime) -> tuple[int, int]:
        """How many mails that nobody wrote were queued since then for this unconfirmed address, and for all such."""
        counted = select(func.count()).where(t.c.confirmed.is_(False), t.c.written.is_(False), t.c.queued_at > since)
        one = self._connection.execute(counted.where(t.c.recipient == recipient)).scalar_one()
        return one, self._connection.execute(counted).scalar_one()

    def claim(self, lease: Lease, limit: int) -> tuple[OutgoingMail, ...]:
        """Takes mails that are due for one sender, the oldest first; also those whose sender died before the end."""
        now = lease.begins
        ids = list(self._connection.execute(due_by(lease, limit)).scalars())
        if not ids:
            return ()
        taken = (
            update(t)
            .where(t.c.id.in_(ids))
            .values(
                state=MailState.SENDING.value,
                attempts=t.c.attempts + 1,
                changed_at=now,
                next_at=None,
                lease_worker=lease.worker,
                lease_until=lease.until,
            )
            .returning(*_OUTGOING)
        )
        rows = sorted(self._connection.execute(taken), key=lambda row: int(row.id))
        return tuple(OutgoingMail(**row._mapping) for row in rows)

    def hand_over(self, mail_id: int, lease: Lease) -> bool:
        """From now on the mail may have arrived. False when another sender holds it: then nothing may be sent."""
        mine = and_(t.c.id == mail_id, t.c.state == MailState.SENDING.value, t.c.lease_worker == lease.worker)
        values = {"state": MailState.HANDING_OVER.value, "changed_at": lease.begins, "lease_until": lease.until}
        return self._connection.execute(update(t).where(mine).values(values)).rowcount == 1

    def settle(self, mail_id: int, worker: str, settled: Settled) -> bool:
        """Writes down how the attempt ended; False when another has the mail by now.

        A mail that was given up as uncertain meanwhile was sent after all, or was not: what is known now counts.
        """
        given_up = and_(t.c.state == MailState.UNCERTAIN.value, t.c.trouble == Trouble.UNCONFIRMED.value)
        mine = and_(t.c.id == mail_id, or_(t.c.lease_worker == worker, given_up))
        values = values_of(settled)
        if not settled.counted:
            values["attempts"] = t.c.attempts - 1
        return self._connection.execute(update(t).where(mine).values(values)).rowcount == 1

    def give_up_on_lost(self, lease: Lease) -> int:
        """Mails whose sender died while handing them over, as who holds `lease` sees it, become uncertain; how many."""
        over = is_over(t.c.lease_until, lease.begins, lease.furthest)
        lost = and_(t.c.state == MailState.HANDING_OVER.value, over)
        values = values_of(Settled(MailState.UNCERTAIN, lease.begins, Trouble.UNCONFIRMED))
        return self._connection.execute(update(t).where(UNDER_WAY_ROWS, lost).values(values)).rowcount

    def bounced(self, mail_id: str, reason: str, now: datetime) -> bool:
        """The mail of that id came back. False where it was never sent, or came back before."""
        sent = (MailState.SENT.value, MailState.UNCERTAIN.value)
        values = values_of(Settled(MailState.BOUNCED, now, Trouble.REFUSED, reason))
        changed = update(t).where(t.c.mail_id == mail_id, t.c.state.in_(sent)).values(values)
        return self._connection.execute(changed).rowcount == 1


def _ended(now: datetime) -> ColumnElement[bool]:
    """Mails that hold a code which was used or tried too often, or whose time is over."""
    c = mailed_codes.c
    over = select(c.mail_key).where(or_(c.used_at.is_not(None), c.tries >= TRIES, c.expires_at <= now))
    given = t.c.state == MailState.HANDING_OVER.value
    return and_(t.c.key.in_(over), t.c.kind == MailKind.CODE.value, t.c.text != "", ~given)


def due_by(lease: Lease, limit: int) -> Select[Any]:
    """Ids of the mails that a sender may take now, the oldest first, passing over those another is just taking."""
    now = lease.begins
    due = is_due(t.c.next_at, now, furthest_wait(now))
    left = and_(t.c.state == MailState.SENDING.value, is_over(t.c.lease_until, now, lease.furthest))
    return (
        select(t.c.id)
        .where(UNDER_WAY_ROWS, or_(and_(t.c.state == MailState.PENDING.value, due), left))
        .order_by(t.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def values_of(settled: Settled) -> dict[str, Any]:
    """The columns that an ended attempt changes; nobody holds the mail any more."""
    return {
        "state": settled.state.value,
        "changed_at": settled.at,
        "trouble": settled.trouble.value if settled.trouble else None,
        "detail": settled.detail,
        "next_at": settled.at + settled.pause if settled.pause is not None else None,
        **_FREE,
    }
