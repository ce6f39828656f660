"""The desk command as a person meets it: help that explains, mistakes that are named, statuses that tell."""

import io
import json
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS, main
from bot.settings import ROOT
from tests.fixtures.desk import desk_in
from tests.fixtures.patience import PATIENCE


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ended]


def process(*arguments: str, **environ: str) -> Ended:
    """Runs the command in a process of its own."""
    run = [sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main())", *arguments]
    ran = subprocess.run(
        run, cwd=ROOT, env=_clean() | environ, input="", capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return Ended(ran.returncode, ran.stdout, ran.stderr)


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("DESK_") and name != "PORT"}


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process, as `process` in another; `up`, which sets a log and a umask, needs its own."""

    def run(*arguments: str, **environ: str) -> Ended:
        with monkeypatch.context() as clean:
            for name in set(os.environ) - set(_clean()):
                clean.delenv(name)
            for name, value in environ.items():
                clean.setenv(name, value)
            clean.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
            status = main(arguments)
        return Ended(status, *capsys.readouterr())

    return run


@pytest.fixture
def installation(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation with the cast in its database."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    desk_in(tmp_path, url).close()
    keys = {"DESK_SITE_KEY": str(tmp_path / "site.pem"), "DESK_SITE_KEYS": str(tmp_path / "site.jwks.json")}
    return {"DESK_DATABASE_URL": url, **keys}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(f"usage: desk {name}")
    assert len(said.split()) > 30


def test_the_overview_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"  {name}" in said and summary in said for name, summary in COMMANDS.items())


@pytest.mark.parametrize(
    "arguments",
    [["dance"], ["chat"], ["chat", "--as", "a@b", "--anonymous"], ["seed", "--scale", "-5"], ["seed", "--scale", "²"]],
)
def test_wrong_usage_ends_with_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: desk" in capsys.readouterr().err


def test_settings_with_mistakes_are_all_named_at_once() -> None:
    ended = process("up", PORT="eighty", DESK_ENGINE_URL="engine")
    assert ended.returncode == 1
    assert "PORT='eighty'" in ended.stderr
    assert "DESK_ENGINE_URL='engine'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = process("up", PORT=str(port))
    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        f"Port {port} on 127.0.0.1 is in use: stop what listens there, or choose another, like PORT={port + 1}."
    )


def test_an_old_database_is_told_before_anything_starts(desk: Run, tmp_path: Path) -> None:
    ended = desk("seed", DESK_DATABASE_URL=f"sqlite:///{tmp_path / 'new.db'}")
    assert ended.returncode == 1
    assert "desk migrate" in ended.stderr


def test_an_engine_elsewhere_needs_the_shared_secret() -> None:
    ended = process("up", "--without-engine", PORT="0")
    assert ended.returncode == 1
    assert "DESK_ENGINE_SECRET" in ended.stderr


def test_an_unknown_address_ends_with_status_2_and_the_known_ones(desk: Run, installation: dict[str, str]) -> None:
    ended = desk("chat", "--as", "nobody@contoso.example", "--json", **installation)
    assert ended.returncode == 2
    assert "nobody@contoso.example" in ended.stderr
    assert "billing@contoso.example" in ended.stderr
    assert "compta@fabrikam.example" in ended.stderr
    assert ended.stdout == ""


def test_a_chat_without_a_desk_is_one_sentence(desk: Run, installation: dict[str, str]) -> None:
    ended = desk("chat", "--anonymous", "--url", "http://127.0.0.1:9", "--json", **installation)
    assert ended.returncode == 1
    assert ended.stderr.startswith("No desk answers at http://127.0.0.1:9")


def test_seeding_twice_changes_nothing(desk: Run, installation: dict[str, str]) -> None:
    assert desk("seed", **installation).returncode == 0
    assert desk("migrate", **installation).returncode == 0


def test_an_evaluation_of_a_missing_file_ends_with_status_2(desk: Run, tmp_path: Path) -> None:
    ended = desk("evaluate", str(tmp_path / "none.csv"))
    assert ended.returncode == 2
    assert "none.csv" in ended.stderr


def test_the_doctor_names_each_problem_with_a_remedy(desk: Run, installation: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "partner.yml"
    broken.write_text("organisation: 7\n")
    ended = desk("doctor", "--json", "--offline", DESK_PARTNER_FILE=str(broken), **installation)
    found = json.loads(ended.stdout)
    findings = {finding["name"]: finding for finding in found["findings"]}
    mistakes = [finding for finding in found["findings"] if finding["name"] == "partner.yml"]
    assert ended.returncode == 1
    assert found["ok"] is False
    assert len(mistakes) > 3
    assert all(not told["ok"] and told["detail"].startswith(f"{broken}, line 1") for told in mistakes)
    assert len({told["detail"] for told in mistakes}) == len(mistakes)
    assert findings["database"]["ok"]
    assert not findings["keys"]["ok"]


def test_the_doctor_goes_on_where_settings_cannot_be_read_and_tells_each_once(desk: Run) -> None:
    ended = desk("doctor", "--json", "--offline", PORT="x", DESK_NOW="yesterday")
    findings = json.loads(ended.stdout)["findings"]
    wrong = [finding for finding in findings if finding["name"] == "settings"]
    assert ended.returncode == 1
    assert [(finding["ok"], finding["detail"].partition("=")[0]) for finding in wrong] == [
        (False, "PORT"),
        (False, "DESK_NOW"),
    ]
    assert all(finding["remedy"] for finding in wrong)
    assert not [finding for finding in findings if "SettingsError" in finding["detail"] + finding["remedy"]]
    assert "disk space" in {finding["name"] for finding in findings}


def test_the_version_is_told_without_a_repository(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert (ended.value.code, capsys.readouterr().out) == (0, f"desk {declared}\n")


def test_a_reader_that_stops_early_is_no_failure_of_ours() -> None:
    run = [sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main(['doctor', '--offline']))"]
    with subprocess.Popen(run, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
