"""The page of the audit log: who looked at what and who decided what, with filters, and as a file."""

import asyncio
import contextlib
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import needs
from bot.domain.kernel import lengths
from bot.domain.kernel.written import nearest_day_of, whole_number
from bot.domain.staff.agents import Agent, Permission
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditEntry, AuditQuery
from bot.writing.spreadsheet import harmless

PATH: Final = "/console/audit"
A_PAGE: Final = 50
A_PORTION: Final = 1000
"""Entries read at once for the file, so that a log of years takes little memory."""

COLUMNS: Final = (
    "at", "agent", "action", "customer", "conversation", "subject", "details",
)  # fmt: skip
_READERS: Final = needs(Permission.READ_AUDIT_LOG)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the page's form asks for, as typed."""

    agent: str = ""
    action: str = ""
    customer: str = ""
    conversation: str = ""
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, request: web.Request) -> "Filters":
        """From the address."""
        return cls(**{name: request.query.get(name, "").strip()[: lengths.SEARCH] for name in cls.__slots__})

    @property
    def query(self) -> str:
        """The same as part of an address."""
        return urlencode({name: value for name in self.__slots__ if (value := getattr(self, name))})

    def asked(self, zone: ZoneInfo) -> AuditQuery:
        """What cannot be read filters nothing. Days are those at the partner's place, both included, within YEARS."""
        return AuditQuery(
            agent_id=whole_number(self.agent),
            action=Action(self.action) if self.action in set(Action) else None,
            customer=self.customer or None,
            conversation_id=self.conversation or None,
            since=_midnight(self.first, zone, timedelta()),
            before=_midnight(self.last, zone, timedelta(days=1)),
        )


class AuditPages:
    """For whoever may read the log. Reading it is no entry; taking it away as a file is one."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk
        self._zone = frame.desk.partner.support.schedule.zone

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/audit", self.page), web.get("/audit.csv", self.download)]

    @_READERS
    async def page(self, request: web.Request) -> web.Response:
        """The newest entries, or those before a cursor."""
        filters, below = Filters.of(request), whole_number(request.query.get("below", ""))
        found = await self._entries(filters, agent_of(request), below, A_PAGE + 1)
        entries = found[:A_PAGE]
        older = f"{PATH}?{filters.query}&below={entries[-1].id}" if len(found) > A_PAGE else ""
        return await self._frame.page(
            request,
            "audit.html",
            section="audit",
            entries=entries,
            filters=filters,
            older=older,
            newest=f"{PATH}?{filters.query}" if below else "",
            file=f"{PATH}.csv?{filters.query}",
            agents=await asyncio.to_thread(self._desk.staff.audit.people, asked_by=agent_of(request)),
            actions=list(Action),
        )

    @_READERS
    async def download(self, request: web.Request) -> web.StreamResponse:
        """Everything the filters leave, as CSV in UTF-8, newest first."""
        filters, agent, now = Filters.of(request), agent_of(request), self._desk.clock()
        details = {name: value for name in Filters.__slots__ if (value := getattr(filters, name))}
        await asyncio.to_thread(self._desk.staff.audit.note, agent, Action.DOWNLOADED_AUDIT, now, details=details)
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/csv; charset=utf-8",
                "Content-Disposition": f'attachment; filename="audit-{now.astimezone(self._zone):%Y-%m-%d}.csv"',
            }
        )
        portion = await self._entries(filters, agent, None, A_PORTION)  # what fails at once is refused in words
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):
            await response.write(_lines([COLUMNS]))
            while portion:
                await response.write(_lines(map(_row, portion)))
                portion = await self._entries(filters, agent, portion[-1].id, A_PORTION)
            await response.write_eof()
        return response

    async def _entries(self, filters: Filters, agent: Agent, below: int | None, limit: int) -> tuple[AuditEntry, ...]:
        asked = filters.asked(self._zone)
        return await asyncio.to_thread(self._desk.staff.audit.entries, asked, asked_by=agent, below=below, limit=limit)


def _midnight(text: str, zone: ZoneInfo, later: timedelta) -> datetime | None:
    day = nearest_day_of(text)
    return datetime.combine(day + later, time(), zone).astimezone(UTC) if day is not None else None


def _row(entry: AuditEntry) -> tuple[str, ...]:
    details = "; ".join(f"{name}={value}" for name, value in sorted(entry.details.items()))
    return (
        entry.at.isoformat(),
        entry.agent_name or "",
        entry.action.value,
        entry.customer_name or "",
        entry.conversation_id or "",
        entry.subject or "",
        details,
    )


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue().encode()
