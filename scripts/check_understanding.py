"""Measures the trained model on evaluation files and fails below the floors the project promises.

usage: check_understanding.py FILE.csv...
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.domain.kernel.locales import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
LEAST_ACCURACY = 0.85
"""Of in-scope lines in each language."""
LEAST_REFUSED = 0.75
"""Of out-of-scope lines, while LEAST_KEPT of in-scope lines are kept."""
LEAST_KEPT = 0.92


def main(files: list[str]) -> int:
    """Prints each file's figures; 1 when one of them is below its floor."""
    misses = [miss for file in files for miss in _judged(Path(file))]
    for miss in misses:
        print(f"BELOW THE FLOOR  {miss}")
    return 1 if misses else 0


def _judged(file: Path) -> list[str]:
    command = [ROOT / ".venv" / "bin" / "desk", "evaluate", file, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"{file.name}: not measured: {done.stderr.strip()[-300:]}"]
    measured = json.loads(done.stdout)
    accuracy, refusing = measured["in_scope_accuracy"], measured["out_of_scope"]
    print(f"{file.name}: {measured['n']} lines, in-scope accuracy {accuracy}, out of scope {refusing}")
    return [f"{file.name}: {miss}" for miss in misses(measured)]


def misses(measured: dict[str, Any]) -> Iterator[str]:
    """The figures below their floor; None stands for a language without lines."""
    for language in LANGUAGES:
        value = measured["in_scope_accuracy"].get(language)
        if value is not None and value < LEAST_ACCURACY:
            yield f"accuracy {language} {value:.3f} < {LEAST_ACCURACY}"
    for name, least in (("refused", LEAST_REFUSED), ("in_scope_kept", LEAST_KEPT)):
        value = measured["out_of_scope"].get(name)
        if value is not None and value < least:
            yield f"{name} {value:.3f} < {least}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
