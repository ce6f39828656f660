"""`desk mail receive`: what the mail server hears, and each mail once though the program is killed."""

import asyncio
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.mail import TAKEN, TRY_AGAIN, UNAVAILABLE, receive
from bot.domain.notices.incoming import LARGEST
from bot.settings import ROOT, Settings, SettingsError
from bot.storage.database import SqlDatabase
from bot.storage.schema import received_mails, tickets
from tests.fixtures.desk import desk_in, settings_in
from tests.fixtures.fake_engine import running_fake_engine
from tests.fixtures.patience import PATIENCE
from tests.mail.arriving import SERVER, letter, verified


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    desk_in(tmp_path, url).close()
    return settings_in(tmp_path, url, mail_verified_by=SERVER)


def brought(settings: Settings, content: bytes) -> int:
    return receive(io.BytesIO(content), lambda: settings)


def counted(settings: Settings) -> tuple[int, int]:
    database = SqlDatabase(settings.database_url)
    with database.connection() as connection:
        found = (len(connection.execute(table.select()).all()) for table in (received_mails, tickets))
        mails, opened = tuple(found)
    database.close()
    return mails, opened


def test_a_mail_is_taken_once(settings: Settings) -> None:
    _, before = counted(settings)
    assert brought(settings, verified(letter())) == TAKEN
    assert brought(settings, verified(letter())) == TAKEN
    assert counted(settings) == (1, before + 1)


async def test_what_a_mail_is_about_is_asked_of_the_engine(settings: Settings) -> None:
    async with running_fake_engine() as engine:
        engine.parse = {"intent": "technical_issue", "confidence": 0.9, "ranking": []}
        asking = replace(settings, engine_url=engine.url)
        assert await asyncio.to_thread(brought, asking, verified(letter(text="Teams does not start."))) == TAKEN
        assert engine.heard == ["A question\nTeams does not start."]
    database = SqlDatabase(settings.database_url)
    with database.connection() as connection:
        ticket = connection.execute(tickets.select().order_by(tickets.c.id.desc())).first()
    assert ticket is not None
    assert (ticket.matter, ticket.subject) == ("technical", "Teams does not start")
    database.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff" * 500, b"From: a@b.example\r\n\r\n", b"Content-Type: multipart/mixed\r\n\r\n--x", b"\n"],
)
def test_what_is_no_mail_is_taken_for_a_person_to_look_at(settings: Settings, content: bytes) -> None:
    assert brought(settings, content) == TAKEN
    assert counted(settings)[0] == 1


def test_a_mail_of_thirty_megabytes_is_listed_and_not_read(settings: Settings) -> None:
    assert brought(settings, verified(letter()) + b"x" * (LARGEST + 5_000_000)) == TAKEN
    database = SqlDatabase(settings.database_url)
    with database.connection() as connection:
        row = connection.execute(received_mails.select()).one()
    assert (row.doubt, row.subject, row.text) == ("too_large", "A question", "")
    database.close()


def unusable() -> Settings:
    raise SettingsError(["PORT"])


def without_database(settings: Settings, tmp_path: Path) -> Settings:
    return settings_in(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}")


def test_what_may_be_mended_makes_the_mail_server_keep_the_mail(settings: Settings, tmp_path: Path) -> None:
    assert receive(io.BytesIO(b""), unusable) == TRY_AGAIN
    assert brought(without_database(settings, tmp_path), verified(letter())) == TRY_AGAIN


def test_a_desk_without_mail_returns_it(settings: Settings, tmp_path: Path) -> None:
    partner = (ROOT / "partner.yml").read_text(encoding="utf-8")
    start, end = partner.index("\nmail:"), partner.index("\nwidget:")
    path = tmp_path / "partner.yml"
    path.write_text(partner[:start] + partner[end:], encoding="utf-8")
    url = settings.database_url
    assert brought(settings_in(tmp_path, url, partner_file=path), verified(letter())) == UNAVAILABLE


KILLED: dict[str, Callable[[str], str]] = {
    moment: lambda when: (
        f"""
import io, os, signal
from contextlib import contextmanager
import bot.storage.database as d
writing = d.SqlDatabase.writing
@contextmanager
def deadly(self, *, durable=True):
    with writing(self, durable=durable) as work:
        yield work
        if {when!r} == "before":
            os.kill(os.getpid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
d.SqlDatabase.writing = deadly
from bot.cli.main import main
main(["mail", "receive"])
"""
    )
    for moment in ("before", "after")
}


@pytest.mark.parametrize("moment", sorted(KILLED))
def test_a_program_killed_at_the_commit_leaves_each_mail_once(settings: Settings, moment: str) -> None:
    _, before = counted(settings)
    environ = dict(os.environ) | {
        "DESK_DATABASE_URL": settings.database_url,
        "DESK_MAIL_VERIFIED_BY": SERVER,
        "DESK_SITE_KEY": str(settings.site_key_file),
    }
    command = [sys.executable, "-c", KILLED[moment](moment)]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, input=verified(letter()), timeout=PATIENCE, check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert counted(settings) == ((0, before) if moment == "before" else (1, before + 1))
    assert brought(settings, verified(letter())) == TAKEN
    assert counted(settings) == (1, before + 1)
