"""The systemd units name programs, settings and folders of an installation, and systemd takes them."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS
from bot.settings import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
HOME = "/opt/partner-desk"
HARDENING = {"NoNewPrivileges": "true", "ProtectSystem": "strict", "PrivateTmp": "true", "UMask": "0077"}


def read(unit: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


def test_there_are_units_for_desk_engine_and_back_up() -> None:
    assert {unit.name for unit in UNITS} == {
        "partner-desk.service",
        "partner-desk-engine.service",
        "partner-desk-backup.service",
        "partner-desk-backup.timer",
    }


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_every_service_runs_without_rights_as_a_user_of_its_own(unit: Path) -> None:
    service = read(unit)["Service"]
    assert service["User"] == "partner-desk"
    assert {name: service[name] for name in HARDENING} == HARDENING
    assert service["EnvironmentFile"] == "/etc/partner-desk.env"
    assert service["WorkingDirectory"] == HOME


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_every_command_of_a_service_exists(unit: Path) -> None:
    service = read(unit)["Service"]
    commands = [service[name] for name in ("ExecStartPre", "ExecStart") if name in service]
    given = [found for command in commands for found in re.findall(r"/bin/desk (\w+)", command)]
    assert set(given) <= set(COMMANDS)
    assert given or ".venv-engine/bin/python -m rasa run" in commands[0]


def test_the_desk_may_open_as_many_files_as_the_page_says() -> None:
    assert read(ROOT / "deploy/systemd/partner-desk.service")["Service"]["LimitNOFILE"] == "65536"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text().replace("/opt/partner-desk", str(tmp_path))
        (tmp_path / unit.name).write_text(text)
    for program in (".venv/bin/desk", ".venv-engine/bin/python"):
        path = tmp_path / program
        path.parent.mkdir(parents=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in told.stderr.splitlines() if "partner-desk" in line]
    assert (told.returncode, ours) == (0, []), told.stderr
