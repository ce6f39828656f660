"""Mistakes between teams and queues: unknown or idle teams, doubled names, none or two defaults of a matter."""

import re
from collections.abc import Iterator
from typing import Any

from bot.domain.kernel.locales import LANGUAGES
from bot.domain.support.tickets import Matter
from bot.partner.source import Location, Source

Finding = tuple[Location, str, str]
Listed = list[tuple[Location, dict[str, Any]]]
_TEAMS = ("handoff", "teams")
_QUEUES = ("handoff", "queues")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def routing_findings(source: Source) -> Iterator[Finding]:
    """Works on the raw tree, as all checks between keys do; without handoff.queues every matter needs its own team."""
    teams, queues = source.get(_TEAMS), source.get(_QUEUES)
    if not isinstance(teams, dict):
        return
    for key in teams:
        if not _KEY.fullmatch(str(key)):
            yield (*_TEAMS, key), f"{key} is no key", "Use small letters, digits and _, such as cloud_team"
    if not isinstance(queues, list):
        yield from _without_queues(teams)
        return
    listed: Listed = [((*_QUEUES, n), queue) for n, queue in enumerate(queues) if isinstance(queue, dict)]
    yield from _teams_at_work(teams, listed)
    yield from _defaults(listed)
    yield from _doubled(listed)
    yield from _plans(source, listed)


def _without_queues(teams: dict[str, Any]) -> Iterator[Finding]:
    for matter in Matter:
        if matter.value not in teams:
            yield _TEAMS, f"the team {matter} is missing", "Add it, or list handoff.queues"
    for key in teams:
        if key not in set(Matter):
            yield (*_TEAMS, key), f"{key} works on no queue", "List handoff.queues, one of them with this team"


def _teams_at_work(teams: dict[str, Any], listed: Listed) -> Iterator[Finding]:
    for place, queue in listed:
        team = queue.get("team")
        if isinstance(team, str) and team not in teams:
            yield (*place, "team"), f"{team} is no team", f"Known are {', '.join(map(str, teams))}"
    busy = {queue.get("team") for _, queue in listed}
    for key in teams:
        if key not in busy:
            yield (*_TEAMS, key), f"{key} works on no queue", "Give it one in handoff.queues, or remove it"


def _defaults(listed: Listed) -> Iterator[Finding]:
    for matter in Matter:
        defaults = [(p, queue) for p, queue in listed if queue.get("matter") == matter and queue.get("default") is True]
        for place, _ in defaults[1:]:
            yield (*place, "default"), f"{matter} matters have a default queue already", "Leave default: true at one"
        if not defaults:
            yield _QUEUES, f"{matter} matters have no default queue", "Add default: true to one of them"
        for place, queue in defaults:
            for narrow in ("products", "plans"):
                if narrow in queue:
                    yield (*place, narrow), "a default queue takes everything else of its matter", "Remove it"


def _doubled(listed: Listed) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for place, queue in listed:
        names = queue.get("name")
        written: dict[Location, Any] = {(*place, "key"): queue.get("key")}
        for language in LANGUAGES:
            written[(*place, "name", language)] = names.get(language) if isinstance(names, dict) else None
        for where, value in written.items():
            if isinstance(value, str) and (str(where[-1]), value) in seen:
                yield where, f"{value} is there already", "Give each its own"
            elif isinstance(value, str):
                seen.add((str(where[-1]), value))


def _plans(source: Source, listed: Listed) -> Iterator[Finding]:
    plans = source.get(("support", "plans"))
    known = [plan.get("key") for plan in plans if isinstance(plan, dict)] if isinstance(plans, list) else []
    for place, queue in listed:
        wanted = queue.get("plans")
        for n, plan in enumerate(wanted if isinstance(wanted, list) else ()):
            if plan not in known:
                yield (*place, "plans", n), f"{plan} is no support plan", f"Known are {', '.join(map(str, known))}"
