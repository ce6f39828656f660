"""The database behind the services' port: transactions for reading and writing, and one error when it is busy."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from bot.domain.kernel.errors import StorageBusy
from bot.storage.kernel.engines import durable as choose_durability
from bot.storage.kernel.engines import reading_engine, writing_engine
from bot.storage.kernel.trouble import is_busy, is_full, tell
from bot.storage.kernel.turnstile import Turnstile
from bot.storage.schema import counters
from bot.storage.work import SqlWork

TIMEOUT = 5.0
"""Seconds a transaction waits for a lock or a connection before it is refused."""

CLOSE_SECONDS = 2.0
"""How long closing waits for others: a connection given back to a closed pool would stay open."""

FULL_SECONDS = 10.0
"""How long `ping` remembers that there was no room: a small write may still fit where no message does."""


class SqlDatabase:
    """`services.ports.Database` on SQLite (`sqlite:///path`) or PostgreSQL (`postgresql://...`).

    Safe to use from many threads. `timeout` is in seconds. The schema is made by `storage.migration.migrate`, not here.
    Connections open with the first use. Raises ValueError for an address of another kind.
    """

    def __init__(self, url: str, *, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._writers = writing_engine(url, timeout)
        self._readers = reading_engine(url, timeout)
        self._full_until = 0.0
        self._turnstile = Turnstile() if self._writers.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[SqlWork]:
        """One consistent view. Raises StorageBusy."""
        with _transaction(self._readers) as connection:
            yield SqlWork(connection)

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[SqlWork]:
        """Commits at the end, rolls back when the block raises. Raises StorageBusy.

        With `durable` the commit is on the disk when the block ends. Without, it survives this process but not
        the machine's power: for what another worker repeats anyhow, such as a lease.
        """
        with self.connection(durable=durable) as connection:
            yield SqlWork(connection)

    @contextmanager
    def connection(self, *, durable: bool = True) -> Iterator[Connection]:
        """A writing transaction without repositories, for seeding and for tests of the tables. Raises StorageBusy."""
        in_turn = self._turnstile.passing(self._timeout) if self._turnstile else nullcontext()
        with self._noting(), in_turn, _transaction(self._writers, durable) as connection:
            yield connection

    def ping(self) -> None:
        """Answers when the database takes a write and had room for every one of the last FULL_SECONDS.

        Raises StorageBusy.
        """
        if monotonic() < self._full_until:
            raise StorageBusy()
        with self.connection(durable=False) as connection:
            _beat(connection)

    def close(self) -> None:
        """Gives all connections back; waits up to CLOSE_SECONDS for transactions that other threads are just ending."""
        for engine in (self._readers, self._writers):
            _wait_until_idle(engine)
            engine.dispose()

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except StorageBusy as busy:
            if busy.__cause__ is None:
                tell(busy)  # the turn to write did not come
            elif isinstance(busy.__cause__, Exception) and is_full(busy.__cause__):
                self._full_until = monotonic() + FULL_SECONDS
            raise


def _beat(connection: Connection) -> None:
    """The smallest write that really changes something, so that nothing can spare it."""
    ours = counters.c.name == "health"
    if connection.execute(update(counters).where(ours).values(value=1 - counters.c.value)).rowcount == 0:
        connection.execute(insert(counters).values(name="health", value=0))


def _wait_until_idle(engine: Engine) -> None:
    until = monotonic() + CLOSE_SECONDS
    while isinstance(engine.pool, QueuePool) and engine.pool.checkedout() and monotonic() < until:
        sleep(0.005)


@contextmanager
def _transaction(engine: Engine, durable: bool = True) -> Iterator[Connection]:
    try:
        with engine.connect() as connection, choose_durability(connection, durable).begin():
            if not durable and connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
            yield connection
    except (PoolTimeout, DBAPIError) as error:
        if is_busy(error):
            tell(error)
            raise StorageBusy() from error
        raise
