"""Codes mailed to sign in with: kept by digests that tell neither address nor code."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from bot.domain.customers.mailed_codes import TRIES, MailedCode
from bot.storage.schema import confirmed_addresses as proven
from bot.storage.schema import contacts
from bot.storage.schema import mailed_codes as t

KEPT: Final = timedelta(days=1)
_WHOSE: Final = (t.c.browser, t.c.address, t.c.network, t.c.contact_id, t.c.address_id)
_COLUMNS: Final = (*_WHOSE, t.c.digest, t.c.mail_key, t.c.expires_at)


class SqlMailedCodes:
    """`services.ports.MailedCodes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def asked(self, address: str, network: str, since: datetime) -> tuple[int, int]:
        """How many were asked for since then for an address and from a network, by their digests."""
        counted = select(func.count()).select_from(t).where(t.c.asked_at > since)
        to_address = self._connection.execute(counted.where(t.c.address == address)).scalar_one()
        return to_address, self._connection.execute(counted.where(t.c.network == network)).scalar_one()

    def keep(self, code: MailedCode, now: datetime) -> None:
        """Remembers a code that is mailed; what is older than a day is forgotten."""
        self._connection.execute(delete(t).where(t.c.asked_at <= now - KEPT))
        self._connection.execute(insert(t).values(asdict(code) | {"tries": 0, "asked_at": now}))

    def tried(self, browser: str, now: datetime) -> MailedCode | None:
        """Counts a try of the code asked for in a browser. None for no code, and one that may not be tried any more.

        Counting and looking is one step, so that simultaneous guesses are counted like successive ones.
        """
        open_still = (t.c.browser == browser, t.c.tries < TRIES, t.c.used_at.is_(None), t.c.expires_at > now)
        counted = update(t).where(*open_still).values(tries=t.c.tries + 1)
        if self._connection.execute(counted).rowcount != 1:
            return None
        return MailedCode(*self._connection.execute(select(*_COLUMNS).where(t.c.browser == browser)).one())

    def used(self, browser: str, now: datetime) -> str | None:
        """The code is used up; the address it went to. None when it was used in this very moment."""
        unused = (t.c.browser == browser, t.c.used_at.is_(None))
        if self._connection.execute(update(t).where(*unused).values(used_at=now)).rowcount != 1:
            return None
        reached = t.outerjoin(contacts, t.c.contact_id == contacts.c.id)
        reached = reached.outerjoin(proven, t.c.address_id == proven.c.id)
        whose = func.coalesce(contacts.c.email, proven.c.address)
        wanted = select(whose).select_from(reached).where(t.c.browser == browser)
        return self._connection.execute(wanted).scalar_one_or_none()
