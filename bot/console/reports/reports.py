"""The reports page: what the desk did in a period, compared with the period before, and each table as a file."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from bot.console.kernel.addresses import ROOT, moved
from bot.console.kernel.frame import Frame, agent_of, language_of
from bot.console.kernel.guard import needs
from bot.console.reports.tables import Say, Table, cards, charts, overview, tables
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import PeriodUnclear
from bot.domain.kernel.locales import LANGUAGES, locale_for
from bot.domain.reports.counts import PRESETS, QUIET, Days, Selection, chosen, latest
from bot.domain.reports.figures import LEAST_TO_RISE
from bot.domain.staff.agents import Permission
from bot.domain.staff.audit import Action
from bot.services.reports.reports import Report
from bot.writing.dates import brief_day, short_day
from bot.writing.spreadsheet import spreadsheet

CUSTOM: Final = "custom"
USUAL: Final = "30"
OVERVIEW: Final = "overview"
_WORDS: Final = {"intent": "summary.topic.", "reason": "summary.reason.", "language": "reports.language_"}
"""Codes whose words stand with another part of the console; all others below `reports`."""
_READERS: Final = needs(Permission.SEE_REPORTS)


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What the page's form asks for, as typed."""

    period: str = USUAL
    first: str = ""
    last: str = ""
    language: str = ""
    channel: str = ""

    @classmethod
    def of(cls, request: web.Request) -> "ReportQuery":
        """From the address; a period that is none becomes the usual one."""
        given = {name: request.query[name].strip()[: lengths.SEARCH] for name in cls.__slots__ if name in request.query}
        if given.get("period") not in {*PRESETS, CUSTOM}:
            given["period"] = USUAL
        return cls(**given)

    @property
    def query(self) -> str:
        """The same as part of an address."""
        return urlencode({name: value for name in self.__slots__ if (value := getattr(self, name))})

    @property
    def selection(self) -> Selection:
        """Empty fields select everything; so does a language nobody is answered in."""
        return Selection(self.language if self.language in LANGUAGES else None, self.channel or None)


class ReportPages:
    """For whoever may see reports. Taking a table away as a file is an entry in the audit log."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/reports", self.page),
            web.get("/reports.csv", self.download),
            web.get("/numbers", self.moved),
            web.get("/numbers.csv", self.moved),
        ]

    @_READERS
    async def page(self, request: web.Request) -> web.Response:
        """Cards, charts and tables; with days that cannot be read, those of the usual period and what is wrong."""
        asked, problem = ReportQuery.of(request), ""
        try:
            days = self._days(asked)
        except PeriodUnclear as unclear:
            days, problem = (
                self._days(ReportQuery()),
                self._frame.texts.say("reports.days_unclear", language_of(request)),
            )
            problem = f"{problem} ({unclear.blanks['code']})"
        report = await self._report(request, asked, days)
        say = self._say(request)
        found = await asyncio.to_thread(tables, report, say, self._desk.reports.figures.waiting_limit)
        return await self._frame.page(
            request,
            "reports.html",
            section="reports",
            status=400 if problem else 200,
            asked=asked,
            problem=problem,
            report=report,
            cards=cards(report),
            tables=found,
            charts=charts(report, found, say, _short_days(language_of(request))),
            presets=tuple(PRESETS),
            earlier=self._earlier(days, language_of(request)),
            channel_name=lambda channel: say("channel", channel),
            definitions={"least": LEAST_TO_RISE, "quiet": QUIET, "limit": self._desk.reports.figures.waiting_limit},
        )

    @_READERS
    async def download(self, request: web.Request) -> web.Response:
        """One table, all its rows."""
        asked = ReportQuery.of(request)
        try:
            days = self._days(asked)
        except PeriodUnclear as unclear:
            raise web.HTTPBadRequest from unclear
        report = await self._report(request, asked, days)
        table = await asyncio.to_thread(self._table, request, report)
        name = request.query["table"]
        await asyncio.to_thread(
            self._desk.staff.audit.note,
            agent_of(request),
            Action.DOWNLOADED_REPORT,
            self._desk.clock(),
            subject=name,
            details={"first": days.first.isoformat(), "last": days.last.isoformat()},
        )
        say = self._say(request)
        head = tuple(say("column", column) for column in table.columns)
        file = f"{name}-{days.first.isoformat()}-{days.last.isoformat()}.csv"
        return web.Response(
            body=spreadsheet([head, *table.rows], language_of(request)),
            headers={
                "Content-Type": "text/csv; charset=utf-8",
                "Content-Disposition": f'attachment; filename="{file}"',
            },
        )

    @_READERS
    async def moved(self, request: web.Request) -> web.Response:
        """The page's and the files' addresses of before, in bookmarks and mails."""
        file, asked = ".csv" if request.path.endswith(".csv") else "", request.rel_url.raw_query_string
        return moved(f"{ROOT}/reports{file}{'?' if asked else ''}{asked}")

    def _table(self, request: web.Request, report: Report) -> Table:
        say, name = self._say(request), request.query.get("table", "")
        if name == OVERVIEW:
            return overview(report, say)
        found = tables(report, say, self._desk.reports.figures.waiting_limit).get(name)
        if found is None:
            raise web.HTTPNotFound
        return found

    def _days(self, asked: ReportQuery) -> Days:
        partner = self._desk.partner
        if asked.period == CUSTOM:
            return chosen(asked.first, asked.last, partner.zone)
        return latest(PRESETS[asked.period], partner.today(self._desk.clock()), partner.zone)

    async def _report(self, request: web.Request, asked: ReportQuery, days: Days) -> Report:
        agent, now = agent_of(request), self._desk.clock()
        return await asyncio.to_thread(
            self._desk.reports.figures.report, days, asked.selection, asked_by=agent, now=now
        )

    def _earlier(self, days: Days, language: str) -> tuple[str, str]:
        """The first and the last day of the period compared with, in words."""
        before, locale = days.preceding, locale_for(language)
        return short_day(before.first, locale), short_day(before.last, locale)

    def _say(self, request: web.Request) -> Say:
        texts, language, routing = self._frame.texts, language_of(request), self._desk.partner.routing

        def say(kind: str, code: str) -> str:
            if kind == "queue":
                return routing.queue_called(code, language)
            end = f"{code}.name" if kind == "figure" else code
            keys = (f"{_WORDS.get(kind, '')}{end}", f"reports.{kind}.{end}")
            return next((texts.say(key, language) for key in keys if key in texts), code)

        return say


def _short_days(language: str) -> Callable[[date], str]:
    locale = locale_for(language)
    return lambda day: brief_day(day, locale)
