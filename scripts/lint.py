"""Everything that can be found without running the code: style, types, import directions, forgotten migrations."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
ENGINE = ROOT / ".venv-engine" / "bin" / "python"
CHECKS = {
    "mypy": [BIN / "mypy"],
    "mypy, engine": [
        *(BIN / "mypy", "--python-executable", ENGINE, "--cache-dir", ".mypy_cache/engine"),
        *sorted((ROOT / "bot" / "engine").rglob("*.py")),  # named one by one: pyproject.toml leaves the folder out
    ],
    "ruff check": [BIN / "ruff", "check", "--quiet", "."],
    "ruff format": [BIN / "ruff", "format", "--quiet", "--check", "."],
    "import directions": [BIN / "lint-imports"],
    "migrations": [BIN / "python", "-m", "bot.storage.migrations", "check"],
}
"""The longest first: two run at a time."""


def main() -> int:
    """Runs every check, shows the output of those that fail, and returns how many did."""
    checks = {name: [str(part) for part in command] for name, command in CHECKS.items()}
    if not ENGINE.is_file():
        del checks["mypy, engine"]
        print("!! THE TYPES OF bot/engine WERE NOT CHECKED: there is no .venv-engine. Set it up with: make train")
    with ThreadPoolExecutor(max_workers=2) as pool:
        return sum(not well for well in pool.map(_passes, checks, checks.values()))


def _passes(name: str, command: list[str]) -> bool:
    started = time.monotonic()
    environ = {name: value for name, value in os.environ.items() if name != "DESK_DATABASE_URL"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environ)
    well = done.returncode == 0
    told = "" if well else f"\n{done.stdout}{done.stderr}"
    print(f"  {'ok' if well else '!!'}  {name:<24}{time.monotonic() - started:6.1f} s{told}", flush=True)
    return well


if __name__ == "__main__":
    sys.exit(main())
