"""The mail that holds a code to sign in: readable while the code is good, and sent no later."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.bootstrap import Desk
from bot.domain.customers.mailed_codes import CODE_LIFE, TRIES, CodeRefused
from bot.domain.notices.outbox import Trouble
from bot.storage.schema import mails
from tests.fixtures.desk import NOW, database_of
from tests.services.conversations.test_mailed_codes import ask, code_in, other_than, queued
from tests.services.notices.mailing import mailing


@pytest.fixture
def mailed(desk: Desk) -> Iterator[Desk]:
    """A desk that mails codes."""
    made = mailing(desk)
    yield made
    made.close()


def states(desk: Desk) -> list[str]:
    with database_of(desk).connection() as connection:
        return list(connection.execute(select(mails.c.state).order_by(mails.c.id)).scalars())


def test_a_used_code_and_an_old_one_leave_the_outbox(mailed: Desk) -> None:
    browser = ask(mailed)
    ask(mailed, "it@contoso.example")
    mailed.codes.enter(browser, code_in(queued(mailed)[0]), NOW)
    used, other = queued(mailed)
    assert (used, bool(other)) == ("", True)
    ask(mailed, "compta@fabrikam.example", now=NOW + CODE_LIFE)
    assert queued(mailed)[:2] == ["", ""]
    assert states(mailed) == ["failed", "failed", "pending"]


@pytest.mark.parametrize(
    ("tries", "after", "blanked"),
    [(0, CODE_LIFE, True), (0, CODE_LIFE - timedelta(seconds=1), False), (TRIES, None, True), (TRIES - 1, None, False)],
)
def test_a_code_that_ends_by_itself_leaves_the_outbox_by_the_next_sweep(
    mailed: Desk, tries: int, after: timedelta | None, blanked: bool
) -> None:
    browser = ask(mailed)
    for _ in range(tries):
        with pytest.raises(CodeRefused):
            mailed.codes.enter(browser, other_than(code_in(queued(mailed)[0])), NOW)
    now = NOW + (after or timedelta(0))
    assert mailed.codes.end_due(now) == blanked
    assert (queued(mailed) == [""]) == blanked
    assert mailed.codes.end_due(now) == 0


def test_a_code_that_ends_while_its_mail_waits_for_the_server_is_not_sent(mailed: Desk) -> None:
    browser = ask(mailed)
    (held,) = mailed.notices.outbox.claim(4)
    mailed.codes.enter(browser, code_in(queued(mailed)[0]), NOW)
    assert not mailed.notices.outbox.hand_over(held)
    mailed.notices.outbox.failed(held, Trouble.BUSY, "try later")
    assert (states(mailed), mailed.notices.outbox.claim(4)) == (["failed"], ())


def test_a_mail_just_handed_over_is_blanked_once_that_has_ended(mailed: Desk) -> None:
    browser = ask(mailed)
    (held,) = mailed.notices.outbox.claim(4)
    assert mailed.notices.outbox.hand_over(held)
    mailed.codes.enter(browser, code_in(queued(mailed)[0]), NOW)
    assert (mailed.codes.end_due(NOW), states(mailed)) == (0, ["handing_over"])
    mailed.notices.outbox.sent(held)
    assert mailed.codes.end_due(NOW) == 1
    assert (queued(mailed), states(mailed)) == ([""], ["sent"])
