"""What a mail is about is asked of the engine, and nobody waits for one that is away."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.answering import mail_meaning
from bot.answering.engine import Engine
from bot.answering.mail_meaning import MailMeaning, asked_once
from bot.domain.support.meant import NOTHING, READ, Meant
from bot.domain.support.tickets import Matter
from tests.fixtures.fake_engine import SECRET, FakeEngine
from tests.fixtures.patience import PATIENCE
from tests.fixtures.web import fake_engine

__all__ = ["fake_engine"]

TECHNICAL = Meant(Matter.TECHNICAL)


@pytest.fixture
async def meaning(fake_engine: FakeEngine) -> AsyncIterator[MailMeaning]:
    fake_engine.parse = {"intent": "technical_issue", "confidence": 0.9, "ranking": []}
    engine = Engine(fake_engine.url, SECRET)
    async with aiohttp.ClientSession() as session:
        engine.use(session)
        yield MailMeaning(engine)


async def test_the_first_words_are_understood(meaning: MailMeaning, fake_engine: FakeEngine) -> None:
    assert await meaning.of("Outlook is down. " * 1_000, "en") == TECHNICAL
    assert [len(text) for text in fake_engine.heard] == [READ]


async def test_an_engine_that_fails_is_left_alone_for_a_while(
    meaning: MailMeaning, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_engine.failures = 1
    assert await meaning.of("Outlook is down", "en") == NOTHING
    assert await meaning.of("Outlook is down", "en") == NOTHING
    assert len(fake_engine.heard) == 1
    monkeypatch.setattr(meaning, "_away_until", 0.0)
    assert await meaning.of("Outlook is down", "en") == TECHNICAL


async def test_an_engine_that_hangs_keeps_no_mail_waiting(
    meaning: MailMeaning, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_meaning, "WAIT_SECONDS", 0.05)
    fake_engine.hold = asyncio.Event()
    assert await asyncio.wait_for(meaning.of("Outlook is down", "en"), PATIENCE) == NOTHING
    fake_engine.hold.set()


async def test_words_that_the_engine_refuses_keep_nobody_elses_from_it(
    meaning: MailMeaning, fake_engine: FakeEngine
) -> None:
    fake_engine.refuses = lambda body: body["text"] == "odd"
    assert await meaning.of("odd", "en") == NOTHING
    assert await meaning.of("Outlook is down", "en") == TECHNICAL


async def test_an_answer_that_nobody_expects_leaves_the_mail_without_meaning(
    meaning: MailMeaning, fake_engine: FakeEngine
) -> None:
    fake_engine.parse = {"entities": "none"}
    assert await meaning.of("Outlook is down", "en") == NOTHING


async def test_a_thread_asks_by_the_loop(meaning: MailMeaning) -> None:
    asked = asyncio.to_thread(meaning.of_from, asyncio.get_running_loop(), "Outlook is down", "en")
    assert await asked == TECHNICAL


async def test_a_program_asks_for_one_mail(meaning: MailMeaning, fake_engine: FakeEngine) -> None:
    assert await asyncio.to_thread(asked_once, fake_engine.url, SECRET, "Outlook is down", "en") == TECHNICAL
    assert await asyncio.to_thread(asked_once, "http://127.0.0.1:9", SECRET, "Outlook is down", "en") == NOTHING
