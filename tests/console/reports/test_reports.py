"""The reports page: a week counted by hand, the files, who may see it, and what stands beside the figures."""

import csv
import html
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from yarl import URL

from bot.bootstrap import Desk
from bot.console.reports import reports as pages
from bot.domain.reports.counts import Days, Group, Selection
from bot.domain.reports.figures import Figure
from bot.domain.staff.agents import Agent
from bot.settings import ROOT
from bot.storage.schema import audit
from bot.web.texts import Texts
from tests.fixtures.console import signed_in
from tests.fixtures.desk import database_of
from tests.fixtures.reports import NOW, Talk, report, store


def test_a_week_counted_by_hand(week: Desk, agent: Agent) -> None:
    found = report(week, agent)
    now = found.present
    assert (now.conversations, now.over, now.solved, now.with_people) == (8, 7, 3, 2)
    assert (now.understood, now.doubtful) == (13, 2)
    assert (now.asked, now.answered, now.good) == (3, 2, 1)
    assert (now.waiting.count, now.waiting.median, now.waiting.kept, now.waiting.due) == (1, timedelta(minutes=4), 1, 2)
    assert (now.response.count, now.response.median, now.response.kept) == (1, timedelta(minutes=6), 1)
    assert found.reasons == {"asked": 1, "fallback": 1}
    assert list(found.matters.items())[:2] == [("find_invoice", 3), ("talk_to_human", 2)]
    assert "thank" not in found.matters
    assert [comment.text for comment in found.comments] == ["Thanks, write to jane.doe@contoso.example"]
    assert found.channels == ("directline", "teams")


def test_the_days_before_are_counted_up_to_the_same_time_of_day(week: Desk, agent: Agent) -> None:
    earlier = report(week, agent).earlier
    assert (earlier.conversations, earlier.with_people) == (1, 1)
    assert earlier.waiting.due == 0


def test_groups_and_days_add_up_to_the_same_conversations(week: Desk, agent: Agent) -> None:
    found = report(week, agent)
    assert found.present.groups == (
        Group("en", "directline", 6, 5, 2, 1),
        Group("en", "teams", 1, 1, 0, 1),
        Group("fr", "directline", 1, 1, 1, 0),
    )
    assert [count.conversations for count in found.daily] == [0, 0, 0, 0, 0, 0, 8]
    assert [count.stretches for count in found.daily] == [0, 0, 0, 0, 0, 0, 2]


@pytest.mark.parametrize(
    ("selected", "conversations", "asked", "stretches"),
    [({"language": "fr"}, 1, 1, 0), ({"channel": "teams"}, 1, 1, 1), ({"channel": "slack"}, 0, 0, 0)],
)
def test_language_and_channel_select_everything_alike(
    week: Desk, agent: Agent, selected: Mapping[str, str], conversations: int, asked: int, stretches: int
) -> None:
    found = report(week, agent, **selected)
    assert (found.present.conversations, found.present.asked, len(found.present.stretches)) == (
        conversations,
        asked,
        stretches,
    )
    assert sum(count.conversations for count in found.daily) == conversations
    assert found.is_empty is (conversations == 0)


def test_a_day_begins_at_the_partners_midnight(desk: Desk, agent: Agent) -> None:
    midnight = datetime(2026, 11, 17, 23, 0, tzinfo=UTC)  # in Paris
    store(desk, Talk("a", ("greet",), at=midnight - timedelta(seconds=2)), Talk("b", ("greet",), at=midnight))
    days = Days(NOW.date() - timedelta(days=1), NOW.date(), desk.partner.zone)
    found = desk.reports.figures.report(days, Selection(), asked_by=agent, now=NOW)
    assert [count.conversations for count in found.daily] == [1, 1]


async def test_the_page_shows_each_figure_with_its_definition_and_chart(week: Desk, serve: Any) -> None:
    console = await signed_in(await serve(replace(week, clock=lambda: NOW)), "helpdesk")
    page = html.unescape(await console.page("/reports?period=7"))
    for figure in Figure:
        texts = week_texts()
        assert texts.say(f"reports.figure.{figure}.name", "en") in page, figure
        meaning = texts.say(f"reports.figure.{figure}.meaning", "en", least="10", quiet="1 h 00", limit="10 min")
        assert meaning in page, figure
    charts = {
        name: json.loads(data) for name, data in re.findall(r'id="chart-(\w+)-data">(.*?)</script>', page, re.DOTALL)
    }
    assert set(charts) == {"days", "intents", "reasons", "ratings"}
    assert charts["days"]["series"][0]["values"] == [0, 0, 0, 0, 0, 0, 8]
    assert charts["intents"]["labels"][0] == "an invoice"
    assert "43%" in page  # 3 of 7 solved
    assert "3 of 7" in page


async def test_the_page_tells_nobodys_name_or_address(week: Desk, serve: Any) -> None:
    console = await signed_in(await serve(replace(week, clock=lambda: NOW)), "billing")
    shown = await console.page("/reports?period=7")
    for table in (*(figure.value for figure in Figure), "overview"):
        answer = await console.get(f"/reports.csv?period=7&table={table}")
        shown += await answer.text() if answer.status == 200 else ""
    assert "Thanks, write to" in shown
    for secret in ("jane.doe", "contoso", "Contoso", "fabrikam"):
        assert secret not in shown, secret


async def test_a_file_opens_in_a_spreadsheet_and_leaves_an_audit_entry(week: Desk, serve: Any) -> None:
    console = await signed_in(await serve(replace(week, clock=lambda: NOW)), "helpdesk")
    answer = await console.get("/reports.csv?period=7&table=times")
    body = await answer.read()
    assert body.startswith(b"\xef\xbb\xbf")
    assert 'filename="times-2026-11-12-2026-11-18.csv"' in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert rows[1][:7] == ["Waiting for a person", "1", "240", "240", "600", "2", "50.0"]
    with database_of(week).connection() as connection:
        noted = connection.execute(
            select(audit.c.subject, audit.c.details).where(audit.c.action == "downloaded_numbers")
        )
        assert [tuple(row) for row in noted] == [("times", {"first": "2026-11-12", "last": "2026-11-18"})]


async def test_a_french_file_has_semicolons_and_decimal_commas(week: Desk, serve: Any) -> None:
    console = await signed_in(await serve(replace(week, clock=lambda: NOW)), "helpdesk")
    await console.done("/language", {"language": "fr"})
    answer = await console.get("/reports.csv?period=7&table=overview")
    rows = list(csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig")), delimiter=";"))
    assert rows[2] == ["Résolues sans personne", "42,9", "0,0", "3", "7"]
    assert "Rapports" in await console.page("/reports")


@pytest.mark.parametrize("wrong", ["first=2026-11-18&last=2026-11-17", "first=x&last=y", "first=0001-01-01&last=x", ""])
async def test_days_that_cannot_be_read_are_told_and_nothing_breaks(week: Desk, serve: Any, wrong: str) -> None:
    console = await signed_in(await serve(replace(week, clock=lambda: NOW)), "helpdesk")
    answer = await console.get(f"/reports?period=custom&{wrong}")
    assert answer.status == 400
    assert "needs two dates in order" in await answer.text()
    assert (await console.get(f"/reports.csv?table=days&period=custom&{wrong}")).status == 400


@pytest.mark.parametrize("asked", ["table=nothing", "", "table=__init__"])
async def test_a_file_of_no_table_does_not_exist(week: Desk, serve: Any, asked: str) -> None:
    console = await signed_in(await serve(week), "helpdesk")
    assert (await console.get(f"/reports.csv?{asked}")).status == 404


async def test_a_period_without_anything_is_an_empty_page_with_a_way_on(desk: Desk, serve: Any) -> None:
    console = await signed_in(await serve(desk), "sales")
    page = await console.page("/reports?period=today&language=xx")
    assert "Nothing happened in this period" in page
    assert 'href="/console/reports?period=90"' in page


@pytest.mark.parametrize("asked", ["", "?period=7", ".csv?table=days&period=7&channel=a%26b%0D%0Ac"])
async def test_the_addresses_of_before_lead_on_for_good(desk: Desk, serve: Any, asked: str) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    answer = await console.get(f"/numbers{asked}")
    assert (answer.status, URL(answer.headers["Location"])) == (301, URL(f"/console/reports{asked}"))
    assert (await console.get(f"/reports{asked}")).status == 200


@pytest.mark.parametrize("path", ["/reports", "/reports.csv?table=days", "/numbers"])
async def test_who_manages_accounts_only_sees_no_reports(desk: Desk, serve: Any, path: str) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    assert (await console.get(path)).status == 403


def week_texts() -> Texts:
    return Texts.load_folders([Path(pages.__file__).parent / "texts"])


def test_page_documentation_and_code_name_the_same_figures() -> None:
    texts = {key.split(".")[2] for key in week_texts() if key.startswith("reports.figure.")}
    documented = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "reports.md").read_text(), re.MULTILINE)
    assert len(documented) == len(set(documented))
    assert texts == set(documented) == set(Figure)
