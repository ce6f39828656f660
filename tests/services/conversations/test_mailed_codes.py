"""A mailed code signs in who reads the contact's mail: in the browser that asked, once, in few minutes and tries."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.bootstrap import Desk, build
from bot.domain.customers.mailed_codes import (
    CODE_LIFE,
    MOST_FROM_NETWORK,
    MOST_TO_ADDRESS,
    TRIES,
    WITHIN,
    CodeRefused,
    TooManyCodes,
)
from bot.domain.kernel.errors import ContactAddressMissing
from bot.services.records.notices import MailQuery
from bot.settings import ROOT
from bot.storage.schema import mailed_codes, mails
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.services.notices.mailing import mailing

EMAIL = "billing@contoso.example"
NETWORK = "192.0.2.1"


@pytest.fixture
def mailed(desk: Desk) -> Iterator[Desk]:
    """A desk that mails codes."""
    made = mailing(desk)
    yield made
    made.close()


def ask(desk: Desk, email: str = EMAIL, network: str = NETWORK, language: str = "en", now: datetime = NOW) -> str:
    return desk.codes.ask(email, network, language, now)


def queued(desk: Desk) -> list[str]:
    with database_of(desk).connection() as connection:
        return list(
            connection.execute(select(mails.c.text).where(mails.c.kind == "code").order_by(mails.c.id)).scalars()
        )


def code_in(text: str) -> str:
    (found,) = re.findall(r"\b\d{6}\b", text)
    return str(found)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_of_the_mail_signs_in_in_the_browser_that_asked(mailed: Desk) -> None:
    browser = ask(mailed)
    (text,) = queued(mailed)
    assert mailed.codes.enter(browser, code_in(text), NOW) == EMAIL


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "{spaced}", "{code}\n"])
def test_a_code_is_taken_however_it_is_pasted(mailed: Desk, typed: str) -> None:
    browser = ask(mailed, f" {EMAIL.upper()} ")
    code = code_in(queued(mailed)[0])
    assert mailed.codes.enter(browser, typed.format(code=code, spaced=f"{code[:3]} {code[3:]}"), NOW) == EMAIL


def test_a_code_is_good_once(mailed: Desk) -> None:
    browser = ask(mailed)
    code = code_in(queued(mailed)[0])
    mailed.codes.enter(browser, code, NOW)
    with pytest.raises(CodeRefused):
        mailed.codes.enter(browser, code, NOW)


def test_of_simultaneous_uses_one_gets_in(mailed: Desk) -> None:
    browser = ask(mailed)
    code = code_in(queued(mailed)[0])

    def enter(_: int) -> bool:
        try:
            return mailed.codes.enter(browser, code, NOW) == EMAIL
        except CodeRefused:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(enter, range(4))) == 1


def test_another_browser_gets_nothing_with_the_right_code(mailed: Desk) -> None:
    ask(mailed)
    code = code_in(queued(mailed)[0])
    elsewhere = ask(mailed, "it@contoso.example")
    for browser in (elsewhere, "made up", ""):
        with pytest.raises(CodeRefused):
            mailed.codes.enter(browser, code, NOW)


def test_a_code_ends_after_ten_minutes(mailed: Desk) -> None:
    browser = ask(mailed)
    code = code_in(queued(mailed)[0])
    with pytest.raises(CodeRefused):
        mailed.codes.enter(browser, code, NOW + CODE_LIFE)
    assert mailed.codes.enter(browser, code, NOW + CODE_LIFE - timedelta(seconds=1)) == EMAIL


def test_after_five_tries_the_right_code_is_worth_nothing(mailed: Desk) -> None:
    browser = ask(mailed)
    code = code_in(queued(mailed)[0])
    for _ in range(TRIES):
        with pytest.raises(CodeRefused):
            mailed.codes.enter(browser, other_than(code), NOW)
    with pytest.raises(CodeRefused):
        mailed.codes.enter(browser, code, NOW)


def test_simultaneous_guesses_are_counted_like_successive_ones(mailed: Desk) -> None:
    browser = ask(mailed)
    code = other_than(code_in(queued(mailed)[0]))

    def guess(_: int) -> None:
        with pytest.raises(CodeRefused):
            mailed.codes.enter(browser, code, NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess, range(12)))
    with database_of(mailed).connection() as connection:
        assert connection.execute(select(mailed_codes.c.tries)).scalar_one() == TRIES


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(mailed: Desk) -> None:
    browser = ask(mailed, "nobody@elsewhere.example")
    assert queued(mailed) == []
    assert len(browser) == len(ask(mailed))
    with database_of(mailed).connection() as connection:
        rows = connection.execute(select(mailed_codes)).all()
    assert len(rows) == 2
    for _ in range(TRIES + 1):
        with pytest.raises(CodeRefused):
            mailed.codes.enter(browser, "123456", NOW)


@pytest.mark.parametrize("email", ["nobody@elsewhere.example", EMAIL])
def test_one_address_gets_a_few_codes_an_hour_known_or_not(mailed: Desk, email: str) -> None:
    for number in range(MOST_TO_ADDRESS):
        ask(mailed, email, f"192.0.2.{number}")
    with pytest.raises(TooManyCodes):
        ask(mailed, email, "192.0.2.99")
    ask(mailed, "it@contoso.example", "192.0.2.99")
    ask(mailed, email, "192.0.2.99", now=NOW + WITHIN + timedelta(seconds=1))


def test_one_network_asks_for_so_many_codes_an_hour(mailed: Desk) -> None:
    for number in range(MOST_FROM_NETWORK):
        ask(mailed, f"somebody{number}@elsewhere.example")
    with pytest.raises(TooManyCodes):
        ask(mailed)
    ask(mailed, network="198.51.100.1")


@pytest.mark.parametrize(
    "email", ["", "billing", "a@b@c", "x" * 300 + "@contoso.example", "a@b.example\nBcc: c@d.example"]
)
def test_what_is_no_address_is_refused_before_anything_is_written(mailed: Desk, email: str) -> None:
    with pytest.raises(ContactAddressMissing):
        ask(mailed, email)
    assert queued(mailed) == []


def test_the_database_holds_neither_code_nor_address_nor_the_browsers_secret(mailed: Desk) -> None:
    browser = ask(mailed)
    code = code_in(queued(mailed)[0])
    with database_of(mailed).connection() as connection:
        kept = " ".join(map(str, connection.execute(select(mailed_codes)).one()))
    assert not {part for part in (browser, EMAIL, NETWORK) if part in kept}
    assert not re.search(rf"\b{code}\b", kept)


def test_no_agent_sees_mails_with_codes(mailed: Desk) -> None:
    ask(mailed)
    with database_of(mailed).reading() as work:
        rows, total = work.notices.lists.page(MailQuery(), asked_by=agent_in(mailed, "globaladmin"))
    assert (rows, total) == ((), 0)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Your code to sign in at Northstar Cloud is"), ("fr", "Votre code de connexion chez Northstar Cloud est")],
)
def test_the_mail_is_in_the_language_of_the_page_and_holds_nothing_but_the_code(
    mailed: Desk, language: str, said: str
) -> None:
    ask(mailed, language=language)
    (text,) = queued(mailed)
    assert said in text
    assert "Contoso" not in text
    assert "NS-" not in text
    assert "https://desk.example/help/sign-in/code" in text


@pytest.mark.parametrize(("wished", "offered"), [("true", True), ("false", False)])
def test_codes_are_offered_where_partner_yml_says_so_and_mail_is_set_up(
    desk: Desk, tmp_path: Path, wished: str, offered: bool
) -> None:
    file = tmp_path / "partner.yml"
    file.write_text(f"{(ROOT / 'partner.yml').read_text()}  sign_in_by_mail: {wished}\n")
    with_mail, without = mailing(desk, partner_file=file), build(replace(desk.settings, partner_file=file))
    assert (with_mail.codes.offered, without.codes.offered) == (offered, False)
    with_mail.close()
    without.close()
