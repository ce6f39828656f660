"""Mistakes between keys: shifts that overlap, steps out of order, names given twice, promises nobody can keep.

Works on the raw tree, so that these are found even where other keys are wrong; what has the wrong type is left
to the check of shape.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import holidays

from bot.domain.billing.dunning import StepKind
from bot.partner.alerts.checks import alert_findings
from bot.partner.checking.on_call import on_call_findings, target_findings
from bot.partner.checking.routing import routing_findings
from bot.partner.mail.checks import mail_findings
from bot.partner.mistakes import Mistake
from bot.partner.source import Location, Source, path_text
from bot.partner.theme_checks import theme_findings
from bot.partner.values import Wrong, read_shift

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def cross_mistakes(source: Source) -> tuple[Mistake, ...]:
    """Everything wrong between keys."""
    own = (_hours, _plans, _structure, _subdivision, _steps, _methods, _routes)
    checks = (*own, routing_findings, on_call_findings, target_findings, theme_findings, mail_findings, alert_findings)
    return tuple(
        Mistake(source.line(location), path_text(location), problem, remedy)
        for check in checks
        for location, problem, remedy in check(source)
    )


Finding = tuple[Location, str, str]


def _items(source: Source, *location: str | int) -> list[tuple[Location, dict[str, Any]]]:
    found = source.get(location)
    if not isinstance(found, list):
        return []
    return [((*location, index), item) for index, item in enumerate(found) if isinstance(item, dict)]


def _hours(source: Source) -> Iterator[Finding]:
    listed = (*_items(source, "support", "plans"), *_items(source, "support", "on_call"))
    weeks = [("support", "hours"), *((*place, "hours") for place, _ in listed)]
    for week in weeks:
        for weekday in WEEKDAYS:
            yield from _overlaps(source, (*week, weekday))
    main = source.get(("support", "hours"))
    if isinstance(main, dict) and not any(main.get(day) for day in WEEKDAYS):
        yield ("support", "hours"), "support is never open", "Give at least one weekday a span of time"


def _overlaps(source: Source, location: Location) -> Iterator[Finding]:
    written = source.get(location)
    spans = []
    for index, text in enumerate(written if isinstance(written, list) else ()):
        try:
            spans.append((read_shift(text), index))
        except Wrong:
            continue
    for (earlier, _), (later, index) in pairwise(spans):
        if later.start < earlier.end or earlier.end.hour == earlier.end.minute == 0:
            yield (*location, index), "this span overlaps or precedes the one before it", "Order them, without overlap"


def _plans(source: Source) -> Iterator[Finding]:
    yield from _repeated(source, ("support", "plans"), "key")
    for place, plan in _items(source, "support", "plans"):
        if plan.get("critical_24x7") is True and "critical_first_response_hours" not in plan:
            yield place, "critical issues are promised at any time, without a response time", _ADD_CRITICAL
        if plan.get("critical_24x7") is not True and "critical_first_response_hours" in plan:
            where = (*place, "critical_first_response_hours")
            yield where, "it has no meaning without critical_24x7: true", "Add that key, or remove this one"


_ADD_CRITICAL = "Add critical_first_response_hours"


def _repeated(source: Source, location: tuple[str, ...], key: str) -> Iterator[Finding]:
    seen: set[Any] = set()
    for place, item in _items(source, *location):
        value = item.get(key)
        if isinstance(value, str) and value in seen:
            yield (*place, key), f"{value} is there already", "Give each its own, or remove one"
        if isinstance(value, str):
            seen.add(value)


def _structure(source: Source) -> Iterator[Finding]:
    areas = source.get(("support", "structure"))
    for area, keys in areas.items() if isinstance(areas, dict) else ():
        structure = keys.get("structure") if isinstance(keys, dict) else None
        place = ("support", "structure", area)
        if structure in ("resold", "outsourced") and not keys.get("provider"):
            yield place, f"{structure} support names no provider", "Add provider: the company that answers"
        if structure == "direct" and keys.get("provider"):
            yield (*place, "provider"), "direct support has no other provider", "Remove it, or change structure"


def _subdivision(source: Source) -> Iterator[Finding]:
    country = source.get(("support", "holidays", "country"))
    place = ("support", "holidays", "subdivision")
    known = holidays.list_supported_countries(include_aliases=True).get(country) if isinstance(country, str) else None
    subdivision = source.get(place)
    if known is not None and isinstance(subdivision, str) and subdivision not in known:
        choices = ", ".join(known) or "none: leave the key out"
        yield place, f"{subdivision!r} is no part of {country} with holidays of its own", f"Known are {choices}"


def _steps(source: Source) -> Iterator[Finding]:
    yield from _repeated(source, ("collections", "steps"), "step")
    order = [kind.value for kind in StepKind]
    previous: tuple[int, int] | None = None
    for place, step in _items(source, "collections", "steps"):
        days, kind = step.get("days"), step.get("step")
        if isinstance(days, bool) or not isinstance(days, int) or kind not in order:
            continue
        if previous and days <= previous[0]:
            yield (*place, "days"), f"{days} days is not after the step before ({previous[0]})", "Put steps in order"
        if previous and order.index(kind) < previous[1]:
            yield (*place, "step"), f"{kind} comes after a harsher step", f"The order is {', '.join(order)}"
        if days < 0 and kind != StepKind.FRIENDLY_REMINDER:
            yield (*place, "days"), f"{kind} comes before the due date", "Only friendly_reminder may have negative days"
        if kind in (StepKind.SUSPENSION, StepKind.CANCELLATION) and step.get("decided_by_person") is not True:
            yield (
                place,
                f"nobody decides on the {kind}",
                "Add decided_by_person: true; a person always does",
            )
        previous = (days, order.index(kind))


def _methods(source: Source) -> Iterator[Finding]:
    yield from _repeated(source, ("payment", "methods"), "method")
    for place, method in _items(source, "payment", "methods"):
        if method.get("method") == "sepa" and not method.get("iban"):
            yield place, "a SEPA transfer needs an account", "Add iban"
        if method.get("method") == "link" and not source.get(("payment", "link")):
            yield place, "there is no payment link", "Add payment.link, or remove this method"
        currencies = method.get("currencies")
        if method.get("method") == "sepa" and isinstance(currencies, list) and list(currencies) != ["EUR"]:
            yield (*place, "currencies"), "SEPA transfers are in euros only", "Write [EUR]"


def _routes(source: Source) -> Iterator[Finding]:
    spans: dict[str, list[tuple[date, date]]] = {}
    for place, route in _items(source, "microsoft_routes"):
        try:
            first = date.fromisoformat(route.get("valid_from") or date.min.isoformat())
            last = date.fromisoformat(route.get("valid_to") or date.max.isoformat())
        except (ValueError, TypeError):
            continue
        if last < first:
            yield (*place, "valid_to"), "the route ends before it begins", "Exchange or correct the dates"
        known = spans.setdefault(str(route.get("key")), [])
        if any(first <= other_last and other_first <= last for other_first, other_last in known):
            yield (
                (*place, "key"),
                "this key is there already for these days",
                "Let the dates follow each other",
            )
        known.append((first, last))
