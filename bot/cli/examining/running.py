"""Checks of a running desk: does it answer, does its engine, and do its clock and ours agree."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.cli.examining.findings import Finding
from bot.settings import load

SECONDS = 5.0
LARGEST_DRIFT = 30.0
"""Seconds; the desk forgives as much between its clock and the signing site's."""


def desk_and_engine() -> Iterator[Finding]:
    """What /health says of desk, engine and database."""
    url = f"{load().public_url}/health"
    answer = _health(url)
    if answer is None:
        yield Finding("desk", f"nothing answers at {url}", "start it: `make demo` or `desk up`")
        return
    for part in ("desk", "engine", "database"):
        state = str(answer[0].get(part, "unknown"))
        yield Finding(part if part != "database" else "desk's database", state, _remedy(part, state))


def clock() -> Iterator[Finding]:
    """Statements of the site live for minutes, so clocks must agree; a frozen one is for demonstrations."""
    settings = load()
    if settings.now is not None:
        yield Finding("clock", f"frozen at {settings.now.isoformat()}", "unset DESK_NOW unless this is a demonstration")
        return
    answer = _health(f"{settings.public_url}/health")
    theirs = answer[1] if answer else None
    if theirs is None:
        yield Finding("clock", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC (no running desk to compare with)")
        return
    drift = abs((datetime.now(UTC) - theirs).total_seconds())
    remedy = "" if drift <= LARGEST_DRIFT else "synchronise the clocks of both machines (NTP)"
    yield Finding("clock", f"{drift:.0f} s from the desk's", remedy)


def _remedy(part: str, state: str) -> str:
    if state == "ok":
        return ""
    return {
        "engine": "wait half a minute after a start; then read var/log/engine.log",
        "database": "see the line on the database above",
    }.get(part, "restart it and read what it prints")


def _health(url: str) -> tuple[dict[str, object], datetime | None] | None:
    """What the desk says and its time; None when nobody answers there or it is no desk."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as response:  # noqa: S310 - settings admit http(s) only
            return _read(response.read(), response.headers.get("Date"))
    except urllib.error.HTTPError as refusal:
        return _read(refusal.read(), refusal.headers.get("Date"))
    except OSError:
        return None


def _read(body: bytes, date: str | None) -> tuple[dict[str, object], datetime | None] | None:
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return (said, parsedate_to_datetime(date) if date else None) if isinstance(said, dict) else None
