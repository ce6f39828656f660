"""The figures of the reports page as tables: the same rows for the page and for its files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from bot.domain.conversations.summary import clipped
from bot.domain.learning.masking import mask
from bot.domain.reports.figures import Figure, Timing, share
from bot.services.reports.reports import Report, Totals
from bot.writing.spreadsheet import Cell

Say = Callable[[str, str], str]
"""The word for a code: `say("intent", "find_invoice")`; the code itself where there is none."""


@dataclass(frozen=True, slots=True)
class Card:
    """One figure with that of the period before. `part` of `whole` is what a share is made of.

    `better` is +1 where more is better, -1 where less is, 0 where neither.
    """

    figure: Figure
    value: Cell
    before: Cell
    better: int = 0
    part: int | None = None
    whole: int | None = None

    @property
    def trend(self) -> str:
        """ "good" or "bad" where the change is one, else ""."""
        value, before = self.value, self.before
        if not self.better or value is None or before is None or value == before:
            return ""
        rose = value > before  # type: ignore[operator]
        return "good" if rose == (self.better > 0) else "bad"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the columns of a figure. `columns` are keys of texts."""

    figure: Figure
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cards(report: Report) -> tuple[Card, ...]:
    """The figures at the head of the page."""
    now, earlier = report.present, report.earlier

    def shared(figure: Figure, better: int, of: Callable[[Totals], tuple[int, int]]) -> Card:
        return Card(figure, share(*of(now)), share(*of(earlier)), better, *of(now))

    return (
        Card(Figure.CONVERSATIONS, now.conversations, earlier.conversations),
        shared(Figure.SOLVED, 1, lambda totals: (totals.solved, totals.over)),
        shared(Figure.WITH_PEOPLE, 0, lambda totals: (totals.with_people, totals.conversations)),
        shared(Figure.FALLBACK, -1, lambda totals: (totals.doubtful, totals.understood)),
        shared(Figure.MISSED, -1, lambda totals: (totals.missed, totals.looked_up)),
        Card(Figure.WAITING, now.waiting.median, earlier.waiting.median, -1),
        Card(Figure.RESPONSE, now.response.median, earlier.response.median, -1),
        shared(Figure.GOOD, 1, lambda totals: (totals.good, totals.answered)),
        shared(Figure.ANSWERED, 0, lambda totals: (totals.answered, totals.asked)),
    )


def tables(report: Report, say: Say, waiting_limit: timedelta) -> dict[str, Table]:
    """Every table by its figure's key."""
    made = (
        _days(report),
        _groups(report, say),
        _intents(report, say),
        _rising(report, say),
        _reasons(report, say),
        _times(report, say, waiting_limit),
        _queues(report, say),
        _ratings(report, say),
        _comments(report, say),
    )
    return {table.figure.value: table for table in made}


def overview(report: Report, say: Say) -> Table:
    """The cards as a table of their own, for the file."""
    rows = tuple((say("figure", c.figure), c.value, c.before, c.part, c.whole) for c in cards(report))
    return Table(Figure.CONVERSATIONS, ("figure", "value", "before", "part", "whole"), rows)


MOST_DRAWN: Final = 12
"""Bars of one chart; the table has the rest."""

SHOWN: Final = 300
"""Characters of a comment; the whole of it stands in its conversation."""


def charts(
    report: Report, found: dict[str, Table], say: Say, shortened: Callable[[date], str]
) -> dict[str, dict[str, Any]]:
    """What the charts draw, by figure: the first rows of the tables beside them. `shortened` writes a day briefly."""
    days, intents, reasons = (found[key].rows for key in ("days", "intents", "reasons"))
    about = [(rating.about, (rating.good, rating.okay, rating.poor)) for rating in report.present.ratings]
    return {
        "days": {
            "kind": "line",
            "labels": [shortened(count.day) for count in report.daily],
            "series": [_series(say("column", key), days, n) for n, key in ((1, "conversations"), (2, "stretches"))],
        },
        "intents": _bars(say("column", "messages"), intents[:MOST_DRAWN]),
        "reasons": _bars(say("column", "stretches"), reasons),
        "ratings": {
            "kind": "bar",
            "labels": [say("column", score) for score in ("good", "okay", "poor")],
            "series": [{"label": say("about", asked), "values": list(values)} for asked, values in about],
        },
    }


def _series(label: str, rows: tuple[tuple[Cell, ...], ...], column: int) -> dict[str, Any]:
    return {"label": label, "values": [row[column] for row in rows]}


def _bars(label: str, rows: tuple[tuple[Cell, ...], ...]) -> dict[str, Any]:
    return {"kind": "bar", "across": True, "labels": [row[0] for row in rows], "series": [_series(label, rows, 1)]}


def _days(report: Report) -> Table:
    rows = tuple((count.day, count.conversations, count.stretches) for count in report.daily)
    return Table(Figure.DAYS, ("day", "conversations", "stretches"), rows)


def _groups(report: Report, say: Say) -> Table:
    rows = tuple(
        (
            say("language", group.language),
            say("channel", group.channel),
            group.conversations,
            group.over,
            group.solved,
            share(group.solved, group.over),
            group.with_people,
        )
        for group in report.present.groups
    )
    columns = ("language", "channel", "conversations", "over", "solved", "solved_share", "with_people")
    return Table(Figure.GROUPS, columns, rows)


def _intents(report: Report, say: Say) -> Table:
    before, total = report.earlier.intents, sum(report.matters.values())
    rows = tuple(
        (say("intent", intent), count, share(count, total), before.get(intent, 0))
        for intent, count in report.matters.items()
    )
    return Table(Figure.INTENTS, ("intent", "messages", "share", "before"), rows)


def _rising(report: Report, say: Say) -> Table:
    rows = tuple((say("intent", r.intent), r.count, r.before, round(r.expected)) for r in report.rising)
    return Table(Figure.RISING, ("intent", "messages", "before", "expected"), rows)


def _reasons(report: Report, say: Say) -> Table:
    total, before = len(report.present.stretches), report.reasons_before
    rows = tuple(
        (say("reason", reason), count, share(count, total), before.get(reason, 0))
        for reason, count in report.reasons.items()
    )
    return Table(Figure.REASONS, ("reason", "stretches", "share", "before"), rows)


def _times(report: Report, say: Say, waiting_limit: timedelta) -> Table:
    present, earlier = report.present, report.earlier
    columns = ("time", "measured", "median", "p90", "promise", "due", "kept", "median_before")
    measured: Iterator[tuple[str, Any, Any, Cell]] = iter((
        ("waiting", present.waiting, earlier.waiting, waiting_limit),
        ("response", present.response, earlier.response, say("promise", "plan")),
    ))  # fmt: skip
    rows = tuple(
        (say("figure", key), now.count, now.median, now.p90, promise, now.due, share(now.kept, now.due), before.median)
        for key, now, before, promise in measured
    )
    return Table(Figure.TIMES, columns, rows)


def _queues(report: Report, say: Say) -> Table:
    columns = ("queue", "stretches", "wait", "wait_p90", "wait_kept", "answer", "answer_p90", "answer_kept", "tickets")
    rows = tuple(
        (say("queue", one.queue), one.stretches, *_promised(one.waiting), *_promised(one.response), one.tickets)
        for one in report.queues
    )
    return Table(Figure.QUEUES, columns, rows)


def _promised(timing: Timing) -> tuple[Cell, Cell, Cell]:
    return timing.median, timing.p90, share(timing.kept, timing.due)


def _ratings(report: Report, say: Say) -> Table:
    columns = ("about", "asked", "answered", "answer_rate", "good", "okay", "poor", "good_share")
    rows = tuple(
        (
            say("about", rating.about),
            rating.asked,
            rating.answered,
            share(rating.answered, rating.asked),
            rating.good,
            rating.okay,
            rating.poor,
            share(rating.good, rating.answered),
        )
        for rating in report.present.ratings
    )
    return Table(Figure.RATINGS, columns, rows)


def _comments(report: Report, say: Say) -> Table:
    """What customers wrote, without what tells who they are."""
    rows = tuple(
        (
            comment.asked_at,
            say("about", comment.about),
            say("column", comment.score),
            mask(clipped(comment.text, SHOWN)),
        )
        for comment in report.comments
    )
    return Table(Figure.COMMENTS, ("asked_at", "about", "score", "comment"), rows)
