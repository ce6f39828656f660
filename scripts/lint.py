"""Everything that can be found without running the code: style, types, import directions, forgotten migrations."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHECKS = {
    "ruff check": [BIN / "ruff", "check", "--quiet", "."],
    "ruff format": [BIN / "ruff", "format", "--quiet", "--check", "."],
    "mypy": [BIN / "mypy"],
    "import directions": [BIN / "lint-imports"],
    "migrations": [BIN / "python", "-m", "bot.storage.migrations", "check"],
}


def main() -> int:
    """Runs every check, shows the output of those that fail, and returns how many did."""
    return sum(not _passes(name, [str(part) for part in command]) for name, command in CHECKS.items())


def _passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    environ = {name: value for name, value in os.environ.items() if name != "DESK_DATABASE_URL"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environ)
    well = done.returncode == 0
    print(f"  {'ok' if well else '!!'}  {name:<24}{time.monotonic() - started:6.1f} s", flush=True)
    if not well:
        print(done.stdout + done.stderr, flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main())
