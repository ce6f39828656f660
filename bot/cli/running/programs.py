"""How the programs of the engine's environment are started: quietly, and tied to this process."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_TETHER = Path(__file__).with_name("tether.py")

_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore",
}


def tied(command: Sequence[str]) -> list[str]:
    """The command as a program that dies with this process, however this process dies."""
    return [sys.executable, "-I", str(_TETHER), str(os.getpid()), *command]


def quiet(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of everything that runs Rasa: nothing sent home, none of its libraries' noise."""
    return {**os.environ, **_QUIET, **(more or {})}
