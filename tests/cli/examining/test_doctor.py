"""Each thing the doctor examines: what it takes for well, and what it says when it is not."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cli.doctor import CHECKS, NEEDS_A_RUNNING_DESK, _check
from bot.cli.examining import configuration, installation, privacy, running
from bot.cli.examining.findings import Finding, examined

LOCK = """\
aiohttp==3.14.5 \\
    --hash=sha256:00
pywin32==311 ; sys_platform == 'win32' \\
    --hash=sha256:00
lingua==2.1 ; python_full_version < '3.12' \\
    --hash=sha256:00
lingua==2.2 ; python_full_version >= '3.12' \\
    --hash=sha256:00
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "desk.txt"
    path.write_text(LOCK)
    return path


def test_an_environment_as_locked_is_well(lock: Path) -> None:
    assert installation.compared("desk", {"aiohttp": "3.14.5", "lingua": "2.1"}, lock).well


@pytest.mark.parametrize(
    ("installed", "said"),
    [
        ({"lingua": "2.1"}, "aiohttp missing instead of 3.14.5"),
        ({"aiohttp": "3.9.0", "lingua": "2.2"}, "aiohttp 3.9.0 instead of 3.14.5"),
        ({"aiohttp": "3.14.5", "lingua": "1.0"}, "lingua 1.0 instead of 2.1 or 2.2"),
    ],
)
def test_a_package_other_than_locked_is_named(lock: Path, installed: dict[str, str], said: str) -> None:
    finding = installation.compared("desk", installed, lock)
    assert finding.detail == said
    assert "make demo" in finding.remedy


def test_a_cut_model_is_found(tmp_path: Path) -> None:
    path = tmp_path / "desk-1.tar.gz"
    path.write_bytes(b"\x1f\x8b cut")
    finding = installation._whole(path)
    assert not finding.well
    assert "--force" in finding.remedy


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation.shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    (finding,) = installation.disk()
    assert not finding.well


def test_a_private_key_others_may_read_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("site.pem", "site.jwks.json"):
        (tmp_path / name).write_text("key")
        (tmp_path / name).chmod(0o644)
    monkeypatch.setenv("DESK_SITE_KEY", str(tmp_path / "site.pem"))
    monkeypatch.setenv("DESK_SITE_KEYS", str(tmp_path / "site.jwks.json"))
    private, public = configuration.keys()
    assert private.remedy == f"chmod 600 {tmp_path / 'site.pem'}"
    assert public.well


@pytest.fixture
def private_house(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation whose folder, database, keys and logs are as they should be."""
    (tmp_path / "var" / "log").mkdir(parents=True)
    (tmp_path / "var").chmod(0o700)
    for name in ("desk.db", "desk.db-wal", "session.key", "demo-password", "log/desk.log", "log/engine.log.1"):
        (tmp_path / "var" / name).touch(0o600)
    monkeypatch.setattr(privacy, "ROOT", tmp_path)
    monkeypatch.setattr(privacy, "FILE", tmp_path / "var" / "demo-password")
    monkeypatch.setenv("DESK_DATABASE_URL", f"sqlite:///{tmp_path / 'var' / 'desk.db'}")
    monkeypatch.setenv("DESK_SITE_KEY", str(tmp_path / "var" / "site.pem"))
    return tmp_path / "var"


def test_files_and_folders_of_their_owner_alone_are_well(private_house: Path) -> None:
    (finding,) = privacy.private()
    assert finding.well
    assert finding.detail.startswith("7 ")


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("", 0o755),
        ("desk.db", 0o644),
        ("desk.db-wal", 0o640),
        ("session.key", 0o604),
        ("demo-password", 0o644),
        ("log/desk.log", 0o644),
        ("log/engine.log.1", 0o660),
    ],
)
def test_what_others_may_get_at_is_found_with_the_command_that_ends_it(
    private_house: Path, name: str, mode: int
) -> None:
    (private_house / name).chmod(mode)
    (finding,) = privacy.private()
    assert finding.remedy == f"chmod {'600' if name else '700'} {private_house / name}"


def test_a_password_is_never_shown() -> None:
    shown = configuration._without_password("postgresql://desk:hunter@2@db.example/desk")
    assert shown == "postgresql://db.example/desk"


def test_sign_in_without_a_password_on_an_open_address_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_HOST", "0.0.0.0")
    monkeypatch.setenv("DESK_PUBLIC_URL", "https://desk.example.com")
    monkeypatch.setenv("DESK_DEMO_SIGN_IN", "1")
    assert [finding.name for finding in configuration.settings() if not finding.well] == ["demo sign-in"]


def test_a_desk_for_other_machines_that_sends_their_browsers_to_themselves_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DESK_HOST", "0.0.0.0")
    assert [finding.name for finding in configuration.settings() if not finding.well] == ["public address"]
    monkeypatch.setenv("DESK_PUBLIC_URL", "https://desk.example.com")
    assert all(finding.well for finding in configuration.settings())


def test_a_database_that_is_not_migrated_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DESK_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    (finding,) = configuration.database()
    assert finding.remedy == "run `desk migrate`"


async def test_an_engine_that_is_down_is_told_by_the_running_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    async def health(_: web.Request) -> web.Response:
        return web.json_response({"desk": "ok", "engine": "down", "database": "ok"}, status=503)

    app = web.Application()
    app.router.add_get("/health", health)
    async with TestServer(app) as server:
        monkeypatch.setenv("DESK_PUBLIC_URL", str(server.make_url("")))
        found = {finding.name: finding for finding in await _in_thread(running.desk_and_engine)}
        (clock,) = await _in_thread(running.clock)
    assert found["desk"].well
    assert "engine.log" in found["engine"].remedy
    assert clock.well


def test_a_desk_that_is_not_running_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_PUBLIC_URL", "http://127.0.0.1:9")
    (finding,) = running.desk_and_engine()
    assert "desk up" in finding.remedy


def test_a_frozen_clock_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_NOW", "2026-11-18T10:00:00+01:00")
    (finding,) = running.clock()
    assert "DESK_NOW" in finding.remedy


def test_a_check_that_breaks_is_a_finding_and_not_the_end() -> None:
    def broken() -> list[Finding]:
        raise ImportError("no module")

    (finding,) = examined("engine", broken)
    assert finding.detail == "ImportError: no module"
    assert not finding.well


@pytest.mark.parametrize("name", [name for name in CHECKS if name not in NEEDS_A_RUNNING_DESK])
def test_every_check_can_be_carried_out_here(name: str) -> None:
    assert all(isinstance(finding, Finding) for finding in _check(CHECKS[name]))


async def _in_thread(check: object) -> list[Finding]:
    return list(await asyncio.to_thread(lambda: list(check())))  # type: ignore[operator]
