"""Column types that mean the same on SQLite and PostgreSQL: exact amounts, UTC instants, storable text, JSON."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Connection,
    DateTime,
    Dialect,
    MetaData,
    Numeric,
    Table,
    Text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

metadata = MetaData(naming_convention=NAMING)

PRECISION = 18
"""Digits of an exact number; scaled by 10**6 it still fits SQLite's 64-bit integers."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with NUL and lone surrogates, which no UTF-8 database keeps, replaced by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


class Words(TypeDecorator[str]):
    """Text of any length from anywhere; what a database cannot store is replaced, never refused."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Instant(TypeDecorator[datetime]):
    """An instant. Only aware values go in (ValueError otherwise); what comes out is aware and in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number with at most `places` decimals: NUMERIC, and on SQLite an integer scaled by 10**places.

    `shown` decimals are kept when read, further ones only where they are not zero. A value with more than `places`
    decimals is refused with ValueError: rounding is a business rule and never happens here.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, places: int, shown: int) -> None:
        super().__init__(PRECISION, places)
        self.places = places
        self.shown = shown

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind = BigInteger() if dialect.name == "sqlite" else Numeric(PRECISION, self.places)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than {self.places} decimals")
        return int(scaled) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        exact = Decimal(value).scaleb(-self.places) if dialect.name == "sqlite" else value
        return self._trimmed(exact)

    def _trimmed(self, value: Decimal) -> Decimal:
        if self.places == self.shown:
            return value
        short = value.normalize()
        exponent = short.as_tuple().exponent
        if isinstance(exponent, int) and -exponent >= self.shown:
            return short
        return short.quantize(Decimal(1).scaleb(-self.shown))


def amount() -> Exact:
    """Money in the main unit of the row's currency, to the cent."""
    return Exact(2, 2)


def unit_price() -> Exact:
    """A price for one unit; usage is priced in fractions of a cent."""
    return Exact(6, 2)


def quantity() -> Exact:
    """Seats or metered units."""
    return Exact(6, 0)


def rate() -> Exact:
    """A fraction of one: 0.20 for 20 %."""
    return Exact(4, 2)


def json_document() -> JSON:
    """A JSON document; None is stored as NULL."""
    return JSON(none_as_null=True)


def dump_json(value: Any) -> str:
    """Compact JSON, ASCII only, so that no character in it can be refused."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def one_of(column: str, values: type[StrEnum] | Sequence[str]) -> CheckConstraint:
    """A named CHECK that the column holds one of these codes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def currency_code(column: str = "currency") -> CheckConstraint:
    """A named CHECK that the column looks like an ISO 4217 code."""
    return CheckConstraint(f"length({column}) = 3 AND {column} = upper({column})", name=f"{column}_is_iso_4217")


def unless_there(connection: Connection, table: Table) -> Any:
    """An INSERT that leaves a row with the same key as it is, also one that another transaction is just writing."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()
