"""Mistakes about promises in time: critical issues at any hour and nobody on call, targets that contradict."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.domain.kernel.hours import Schedule, Shift
from bot.domain.support.on_call import Duty, first_gap
from bot.domain.support.targets import Severity
from bot.partner.source import Location, Source
from bot.partner.values import Wrong, read_shift

Finding = tuple[Location, str, str]
_ON_CALL: Final = ("support", "on_call")
_PLANS: Final = ("support", "plans")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ADD: Final = "Add support.on_call with an agent's address, or remove critical_24x7"


def on_call_findings(source: Source) -> Iterator[Finding]:
    """A plan that takes critical issues at any hour needs somebody to call at every hour of a usual week."""
    for place, duty in _items(source, _ON_CALL):
        yield from _dates(place, duty)
    promising = [place for place, plan in _items(source, _PLANS) if plan.get("critical_24x7") is True]
    if not promising:
        return
    duties = tuple(_duty(duty) for _, duty in _items(source, _ON_CALL))
    gap = first_gap(duties)
    if gap is None:
        return
    if not duties:
        for place in promising:
            yield (*place, "critical_24x7"), "critical issues are promised at any hour, and nobody is on call", _ADD
        return
    weekday, at = gap
    problem = f"nobody is on call on {_DAYS[weekday - 1].capitalize()} from {at:%H:%M}, and a plan has critical_24x7"
    yield _ON_CALL, problem, "Add an agent without hours at the end, who is called whenever no other is"


def target_findings(source: Source) -> Iterator[Finding]:
    """Targets that contradict the plan's own keys, or each other."""
    for place, plan in _items(source, _PLANS):
        targets = plan.get("targets")
        for severity in Severity:
            said = targets.get(severity.value) if isinstance(targets, dict) else None
            if isinstance(said, dict):
                yield from _contradictions((*place, "targets", severity.value), severity, said, plan)


def _contradictions(
    place: Location, severity: Severity, said: dict[str, Any], plan: dict[str, Any]
) -> Iterator[Finding]:
    first = "first_response_hours"
    if severity is Severity.CRITICAL and first in said and "critical_first_response_hours" in plan:
        yield (*place, first), "the first answer to critical issues is said twice", "Keep critical_first_response_hours"
    resolution, answer = said.get("resolution_hours"), said.get(first, plan.get(first))
    if isinstance(resolution, int) and isinstance(answer, int) and resolution < answer:
        where = (*place, "resolution_hours")
        yield where, f"an end after {resolution} hours comes before the first answer ({answer})", "Give it more hours"


def _dates(place: Location, duty: dict[str, Any]) -> Iterator[Finding]:
    first, last = _date(duty.get("valid_from")), _date(duty.get("valid_to"))
    if first is not None and last is not None and last < first:
        yield (*place, "valid_to"), "the duty ends before it begins", "Exchange or correct the dates"


def _duty(keys: dict[str, Any]) -> Duty:
    hours = keys.get("hours")
    schedule = Schedule(ZoneInfo("UTC"), _week(hours)) if isinstance(hours, dict) else None
    return Duty(str(keys.get("agent")), schedule, _date(keys.get("valid_from")), _date(keys.get("valid_to")))


def _week(hours: dict[str, Any]) -> dict[int, tuple[Shift, ...]]:
    return {number: tuple(_shifts(hours.get(day))) for number, day in enumerate(_DAYS, start=1)}


def _shifts(written: Any) -> Iterator[Shift]:
    for text in written if isinstance(written, list) else ():
        try:
            yield read_shift(text)
        except Wrong:
            continue


def _date(written: Any) -> date | None:
    try:
        return date.fromisoformat(str(written)) if written is not None else None
    except ValueError:
        return None


def _items(source: Source, location: Location) -> list[tuple[Location, dict[str, Any]]]:
    found = source.get(location)
    listed = found if isinstance(found, list) else []
    return [((*location, index), item) for index, item in enumerate(listed) if isinstance(item, dict)]
