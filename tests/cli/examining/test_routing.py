"""The doctor finds rows that name a team or a queue which partner.yml lost, and says how to mend it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from bot.cli.doctor import CHECKS, _check
from bot.cli.examining.findings import Finding
from bot.cli.examining.routing import teams_and_queues
from bot.storage.database import SqlDatabase
from bot.storage.schema import agents, canned_replies, conversations, tickets
from tests.partner.mistaken import GOOD
from tests.storage.conversations.talking import NOW

TALK = {"channel": "web", "language": "en", "lifecycle": "active", "version": 2, "segment": 1, "last_seq": 0}
WAITS = {**TALK, "owner_kind": "queue", "waiting_since": NOW, "started_at": NOW}
REQUEST = {"matter": "technical", "subject": "S", "text": "T", "opened_at": NOW, "changed_at": NOW, "assigned_to": "us"}


@pytest.fixture
def partner_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    file = tmp_path / "partner.yml"
    file.write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv("DESK_PARTNER_FILE", str(file))
    return file


@pytest.fixture
def cast(
    seeded_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, partner_file: Path
) -> Iterator[SqlDatabase]:
    """The demo's cast in a database that the doctor looks at."""
    url = f"sqlite:///{shutil.copy(seeded_file, tmp_path / 'desk.db')}"
    monkeypatch.setenv("DESK_DATABASE_URL", url)
    opened = SqlDatabase(url)
    yield opened
    opened.close()


def found() -> list[Finding]:
    return list(teams_and_queues())


def test_teams_and_queues_that_partner_yml_names_are_well(cast: SqlDatabase) -> None:
    (finding,) = found()
    assert finding.well
    assert finding.detail == "2 teams, 2 queues"


def test_what_people_still_work_with_in_a_lost_queue_is_counted(cast: SqlDatabase, partner_file: Path) -> None:
    with cast.connection() as connection:
        connection.execute(insert(conversations), [{**WAITS, "id": f"c{n}", "queue": "azure"} for n in range(2)])
        states = [{"number": f"T-{state}", "origin": state, "state": state} for state in ("open", "waiting", "closed")]
        connection.execute(insert(tickets), [{**REQUEST, **state, "queue": "azure"} for state in states])
    (finding,) = found()
    assert not finding.well
    assert finding.detail == "queue azure is not in partner.yml; rows that name it: 4"
    assert finding.remedy == f"name azure in {partner_file} again, or give what names it to others in the console"


def test_agents_and_replies_of_a_lost_team_are_counted_without_those_not_in_use(cast: SqlDatabase) -> None:
    reply = {"team": "cloud", "intents": [], "texts": {}, "changed_at": NOW, "changed_by": 1}
    with cast.connection() as connection:
        connection.execute(update(agents).where(agents.c.id == 1).values(team="cloud", active=True))
        connection.execute(update(agents).where(agents.c.id == 2).values(team="gone", active=False))
        rows = [{**reply, "name": "kept", "deleted_at": None}, {**reply, "name": "deleted", "deleted_at": NOW}]
        connection.execute(insert(canned_replies), rows)
    (finding,) = found()
    assert finding.detail == "team cloud is not in partner.yml; rows that name it: 2"


def test_what_other_checks_tell_is_not_told_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, partner_file: Path
) -> None:
    monkeypatch.setenv("DESK_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert found() == []
    partner_file.write_text("partner: 7\n")
    assert found() == []


def test_the_doctor_carries_the_check_out(cast: SqlDatabase) -> None:
    assert _check(CHECKS["teams and queues"]) == found() != []
