"""`python -m bench`: measures, prints a table, writes var/bench.json; fails on wrong, missing or repeated answers."""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import aiohttp

from bench.load import FULL, QUICK
from bench.programs import ProgramFailed
from bench.questions import Mistakes
from bench.reporting import page
from bench.reporting.table import lines
from bench.results import as_json
from bench.session import Session
from bot.settings import ROOT

LONGEST_SECONDS = 20 * 60
"""A run that takes longer is ended: something hangs, or the machine is far too busy to measure anything."""


def main() -> int:
    """0 when every answer was right, 1 when not, or when something could not be started or took too long."""
    options = _options()
    try:
        result = asyncio.run(_within_limit(quick=options.quick, trained=options.trained or options.quick))
    except ProgramFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except TimeoutError:
        print(f"Not done within {LONGEST_SECONDS // 60} minutes: try again on a quieter machine.", file=sys.stderr)
        return 1
    except (asyncio.CancelledError, KeyboardInterrupt):
        return 130
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print("\n".join(["", *lines(result), "", f"All figures: {options.json}"]))
    if options.page:
        page.update(ROOT, list(lines(result)))
    return 1 if result["mistakes"] else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--trained", action="store_true", help="train only what has no model from an earlier run")
    parser.add_argument("--quick", action="store_true", help="few messages, and --trained: too few to quote")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench.json", help="where the figures go")
    parser.add_argument("--page", action="store_true", help="also put the figures into the README and its page")
    return parser.parse_args()


async def _within_limit(*, quick: bool, trained: bool) -> dict[str, Any]:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with asyncio.timeout(LONGEST_SECONDS):
        return await _measured(quick=quick, trained=trained)


async def _measured(*, quick: bool, trained: bool) -> dict[str, Any]:
    began = time.monotonic()
    mistakes = Mistakes()
    connector = aiohttp.TCPConnector(limit=0)  # a limit would make clients wait for each other
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        async with aiohttp.ClientSession(connector=connector) as http:
            session = Session(Path(folder), http, mistakes, QUICK if quick else FULL, trained)
            found = await session.run()
    return as_json(found, mistakes.found, time.monotonic() - began, quick=quick)


if __name__ == "__main__":
    sys.exit(main())
