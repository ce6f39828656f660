"""What a run was measured on: figures of different machines, versions or days are not comparable."""

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

DESK_PACKAGES = ("aiohttp", "rasa-sdk", "SQLAlchemy", "pydantic")
ENGINE_PACKAGES = ("rasa", "rasa-sdk", "tensorflow", "scikit-learn", "spacy", "numpy", "jsonschema", "sanic")

QUIET_LOAD = 0.5
"""Processes waiting or running on average in the last minute, above which the machine has other work."""

_VERSIONS = "import sys, importlib.metadata as m; print(*(m.version(name) for name in sys.argv[1:]))"


def describe(engine_python: Path) -> dict[str, Any]:
    """Hardware, versions and how busy the machine was when the run began."""
    load = os.getloadavg()[0]
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "processor": _line("/proc/cpuinfo", "model name"),
        "memory_mb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**20),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "desk_packages": {name: version(name) for name in DESK_PACKAGES},
        "engine_packages": _engine_versions(engine_python),
        "load_before": round(load, 2),
        "quiet": load <= QUIET_LOAD,
    }


def _engine_versions(python: Path) -> dict[str, str]:
    command = [str(python), "-c", _VERSIONS, *ENGINE_PACKAGES]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return dict(zip(ENGINE_PACKAGES, found, strict=True))


def _line(path: str, name: str) -> str | None:
    """The value of the first line that begins with `name`; None where the system has no such file."""
    if not Path(path).is_file():
        return None
    lines = (line.partition(":") for line in Path(path).read_text().splitlines())
    return next((value.strip() for key, _, value in lines if key.strip() == name), None)
