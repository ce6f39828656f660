"""Each mail once, though its sender is killed at any of its writes."""

import asyncio
import subprocess
import sys

import pytest

from bot.domain.notices.outbox import MailState
from bot.domain.notices.policy import MailPolicy
from bot.settings import ROOT
from bot.storage.database import SqlDatabase
from tests.fixtures.patience import PATIENCE
from tests.mail.killed_sender import outbox, sender
from tests.mail.queued import draft, queue, states
from tests.mail.server import MailServer

SENT, UNCERTAIN = (MailState.SENT, None), (MailState.UNCERTAIN, "unconfirmed")
CLAIM, HAND_OVER, SETTLE = 1, 2, 3


def killed(url: str, port: int, at: int, moment: str) -> None:
    """A sender that was killed with -9, which is checked."""
    command = [sys.executable, "-m", "tests.mail.killed_sender"]
    done = subprocess.run([*command, url, str(port), str(at), moment], cwd=ROOT, timeout=PATIENCE, check=False)
    assert done.returncode == -9


@pytest.mark.parametrize(
    ("at", "moment", "ends", "arrived"),
    [
        (CLAIM, "before", SENT, 1),
        (CLAIM, "after", SENT, 1),
        (HAND_OVER, "before", SENT, 1),
        (HAND_OVER, "after", UNCERTAIN, 0),
        (SETTLE, "before", UNCERTAIN, 1),
        (SETTLE, "after", SENT, 1),
    ],
)
async def test_a_mail_is_sent_once_or_shown_as_uncertain(
    database: SqlDatabase,
    database_url: str,
    server: MailServer,
    policy: MailPolicy,
    at: int,
    moment: str,
    ends: tuple[MailState, str | None],
    arrived: int,
) -> None:
    queue(database, draft())
    await asyncio.to_thread(killed, database_url, server.port, at, moment)
    following = sender(outbox(database, "next", hours_later=1), server.port, policy)
    while await following.send_some():
        pass
    assert states(database) == {"one": ends}
    assert len(server.taken) == arrived


async def test_nobody_takes_a_mail_from_a_sender_that_lives(
    database: SqlDatabase, server: MailServer, policy: MailPolicy
) -> None:
    queue(database, draft())
    (held,) = outbox(database, "first").claim(4)
    assert await sender(outbox(database, "second"), server.port, policy).send_some() == 0
    later = outbox(database, "second", hours_later=1)
    assert len(later.claim(4)) == 1
    assert not outbox(database, "first").hand_over(held)


def test_what_a_dead_sender_held_by_a_clock_ahead_is_taken_at_once(database: SqlDatabase) -> None:
    queue(database, draft())
    assert len(outbox(database, "dead", hours_later=1).claim(4)) == 1
    assert len(outbox(database, "alive").claim(4)) == 1


def test_what_a_dead_sender_handed_over_by_a_clock_ahead_is_shown_as_uncertain(database: SqlDatabase) -> None:
    queue(database, draft())
    dead = outbox(database, "dead", hours_later=1)
    (held,) = dead.claim(4)
    assert dead.hand_over(held)
    assert outbox(database, "alive").claim(4) == ()
    assert states(database) == {"one": UNCERTAIN}


async def test_two_senders_side_by_side_send_each_mail_once(
    database: SqlDatabase, server: MailServer, policy: MailPolicy
) -> None:
    queue(database, *(draft(f"mail-{n}") for n in range(12)))
    senders = [sender(outbox(database, name), server.port, policy) for name in ("a", "b")]

    async def empty(one: object) -> None:
        while await one.send_some():  # type: ignore[attr-defined]
            pass

    await asyncio.gather(*map(empty, senders))
    assert set(states(database).values()) == {SENT}
    assert sorted(message["Message-ID"] for message in server.messages) == sorted(
        f"<mail-{n}@northstar.example>" for n in range(12)
    )
