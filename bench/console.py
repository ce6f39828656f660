"""`python -m bench.console`: how fast agents and customers see each other's messages, and full queues open."""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp

from bench.crowd import AGENTS, HELD, STORED, Crowd, prepare
from bench.desk import RunningDesk
from bench.figures import times_of
from bench.programs import ProgramFailed
from bench.questions import Mistakes
from bench.reporting import page
from bench.reporting.machine import describe
from bot.cli.models.model import Model
from bot.settings import ROOT

ROUNDS = 5
MESSAGES = 40
"""Messages of each side in a round, spread over all held conversations."""
PAGES = 40
"""Times each page is opened in a round."""

TARGETS = {"to_agent": 0.200, "to_customer": 0.200, "queue_page": 0.100}
"""Seconds at p95: a message is on the other's screen within 200 ms, a queue page is rendered within 100 ms."""

LABELS = {
    "to_agent": "a customer's message at the agent's page",
    "to_customer": "an agent's reply at the customer's chat",
    "queue_page": "the list of those waiting",
    "all_page": "the list of all conversations",
    "search_page": "a search through every message",
    "conversation_page": "a conversation's page",
}


def main() -> int:
    """0 when everything arrived once; 1 when something was lost, or could not be started."""
    parser = argparse.ArgumentParser(prog="bench.console", description=__doc__)
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench-console.json", help="where the figures go")
    parser.add_argument("--page", action="store_true", help="also put the figures into docs/performance.md")
    options = parser.parse_args()
    try:
        result = asyncio.run(_measured())
    except ProgramFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    table = lines(result)
    print("\n".join(["", *table, "", f"All figures: {options.json}"]))
    if options.page:
        path = ROOT / "docs" / "performance.md"
        path.write_text(page.CONSOLE.filled(path.read_text(encoding="utf-8"), table), encoding="utf-8")
    return 1 if result["mistakes"] else 0


async def _measured() -> dict[str, Any]:
    machine, mistakes = describe(Model().python), Mistakes()
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
            desk = RunningDesk(Path(folder), mistakes, http)
            await desk.create(1_000)
            tokens = await asyncio.to_thread(prepare, desk.settings)
            try:
                await desk.start()
                found = await _rounds(Crowd(desk, http, tokens))
            finally:
                await desk.stop()
    times = {name: times_of(rounds) for name, rounds in found.items()}
    return {
        "machine": machine,
        "agents": AGENTS,
        "held": HELD,
        "stored": STORED,
        "times": {name: {"p50": one.p50, "p95": one.p95, "count": one.messages} for name, one in times.items()},
        "reached": {name: times[name].p95 <= limit for name, limit in TARGETS.items()},
        "mistakes": list(mistakes.found),
    }


async def _rounds(crowd: Crowd) -> dict[str, list[Sequence[float]]]:
    found: dict[str, list[Sequence[float]]] = {name: [] for name in LABELS}
    async with crowd:
        for _ in range(ROUNDS):
            found["to_agent"].append([await crowd.customer_writes() for _ in range(MESSAGES)])
            found["to_customer"].append([await crowd.agent_writes() for _ in range(MESSAGES)])
            for name, path in crowd.pages().items():
                found[name].append([await _seconds(crowd, path) for _ in range(PAGES)])
    return found


async def _seconds(crowd: Crowd, path: str) -> float:
    began = time.perf_counter()
    await crowd.opened(path)
    return time.perf_counter() - began


def lines(result: dict[str, Any]) -> list[str]:
    """The table as people read it."""
    machine = result["machine"]
    told = [
        f"{machine['cores']} cores, {machine['memory_mb']} MB, {machine['processor']}, Python {machine['python']}",
        f"{machine['date']}, load before the run {machine['load_before']}",
        f"{result['stored']} conversations stored, {result['held']} held by {result['agents']} agents with open pages",
        "",
        f"{'':<46}{'p50, ms':>10}{'p95, ms':>10}{'asked':>10}",
    ]
    for name, label in LABELS.items():
        times = result["times"][name]
        asked = f"{TARGETS[name] * 1000:.0f}" if name in TARGETS else ""
        told.append(f"{label:<46}{times['p50'] * 1000:>10.1f}{times['p95'] * 1000:>10.1f}{asked:>10}")
    return told


if __name__ == "__main__":
    sys.exit(main())
