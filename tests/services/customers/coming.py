"""Somebody comes in with a statement that names an address."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select

from bot.bootstrap import Desk
from bot.domain.customers.identity import Identity
from bot.services.conversations.sign_in import Statement
from bot.storage.schema import contacts
from tests.fixtures.desk import NOW, database_of

ANN = "ann@company.example"


def statement(address: str, now: datetime = NOW) -> Statement:
    """What a site signed and the channel verified."""
    return Statement("partner-site", uuid4().hex, address, now + timedelta(minutes=5))


def come(desk: Desk, address: str | None, now: datetime = NOW, **more: Any) -> str:
    """The conversation one comes into."""
    proof = statement(address, now) if address is not None else None
    more = {"channel": "directline", "language": "en"} | more
    return desk.conversations.sign_in.enter(proof, now=now, **more).conversation_id


def speaker_in(desk: Desk, conversation: str) -> Identity:
    """Who the desk takes the speaker for."""
    with database_of(desk).reading() as work:
        return work.customers.people.speaking_in(conversation)


def put_on_file(desk: Desk, address: str, colleague: str = "billing@contoso.example") -> int:
    """The partner's own books gain a contact with that address, at the company of a colleague; the customer's id."""
    with database_of(desk).connection() as connection:
        customer = connection.execute(select(contacts.c.customer_id).where(contacts.c.email == colleague)).scalar_one()
        row = {"customer_id": customer, "email": address, "name": "Ann", "language": "en"}
        connection.execute(insert(contacts), row)
        connection.commit()
    return int(customer)
