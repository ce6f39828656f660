"""`desk agent`, and the demo's one password."""

import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import Desk
from bot.cli.failure import CommandFailed
from bot.cli.main import main
from bot.cli.running.demo_password import demo_password
from bot.domain.staff.account_errors import SignInRefused
from bot.services.staff.password_sign_in import Attempt
from tests.fixtures.desk import NOW, database_of, desk_in

ADDED = ("agent", "add", "new@northstar.example", "--name", "Nadia Roux", "--role", "helpdesk_agent")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    made = desk_in(tmp_path, url)
    monkeypatch.setenv("DESK_DATABASE_URL", url)
    monkeypatch.setenv("DESK_NOW", NOW.isoformat())
    yield made
    made.close()


def enter(desk: Desk, email: str, password: str) -> bool:
    """Whether one gets in; True also when the password must be changed."""
    try:
        desk.staff.password_sign_in.enter(Attempt(email, password, "127.0.0.1", ""), NOW)
    except SignInRefused:
        return False
    return True


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    found = re.search(r"shown only now: (\S+)", capsys.readouterr().out)
    assert found
    return found[1]


def test_an_account_is_added_with_a_password_for_one_sign_in(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ADDED) == 0
    _, session = desk.staff.password_sign_in.enter(
        Attempt("new@northstar.example", printed(capsys), "127.0.0.1", ""), NOW
    )
    assert session.must_change_password
    assert [role.value for role in session.agent.roles] == ["helpdesk_agent"]


def test_a_password_is_read_from_standard_input_and_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("seven green bottles\n"))
    assert main([*ADDED, "--ask"]) == 0
    _, session = desk.staff.password_sign_in.enter(
        Attempt("new@northstar.example", "seven green bottles", "127.0.0.1", ""), NOW
    )
    assert not session.must_change_password


def test_another_password_ends_the_sessions(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ADDED) == 0
    first = printed(capsys)
    _, session = desk.staff.password_sign_in.enter(Attempt("new@northstar.example", first, "127.0.0.1", ""), NOW)
    assert main(["agent", "password", "new@northstar.example"]) == 0
    assert not desk.staff.sessions.living(session.digest, NOW)
    assert not enter(desk, "new@northstar.example", first)
    assert enter(desk, "new@northstar.example", printed(capsys))


def test_the_list_says_who_can_sign_in(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with database_of(desk).writing() as work:
        account = work.staff.agents.account_by_email("sales@northstar.example")
        assert account is not None
        work.staff.agents.set_password(account.agent.id, None, must_change=False)
    assert main(["agent", "list"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert len(lines) == 5
    assert lines["helpdesk@northstar.example"].endswith("signs in by password")
    assert lines["sales@northstar.example"].endswith("cannot sign in yet")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["agent", "add", "new@northstar.example"], 2, "--name"),
        (["agent", "password"], 2, "address"),
        (["agent", "password", "nobody@northstar.example"], 1, "no account"),
        (["agent", "add", "helpdesk@northstar.example", "--name", "X", "--role", "sales_agent"], 1, "already"),
        ([*ADDED, "--team", "kitchen"], 1, "no such team"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(
    desk: Desk, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    assert main(arguments) == status
    assert said in capsys.readouterr().err


def test_a_weak_password_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main([*ADDED, "--ask"]) == 1
    assert "12 characters" in capsys.readouterr().err


def test_the_demos_password_is_random_private_and_stays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "var" / "demo-password"
    first = demo_password(path)
    assert demo_password(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert demo_password(tmp_path / "other" / "demo-password") != first
    assert len(first) >= 20


def test_an_emptied_file_of_the_demos_password_is_no_password(tmp_path: Path) -> None:
    path = tmp_path / "demo-password"
    path.write_text("\n")
    with pytest.raises(CommandFailed, match="empty"):
        demo_password(path)
