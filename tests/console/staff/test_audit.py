"""The page of the audit log, its filters, its pages and its file."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.bootstrap import Desk
from bot.console.staff.audit import A_PAGE
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditQuery
from tests.fixtures.console import agent_in, signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]


def customer_id(desk: Desk, email: str) -> int:
    with database_of(desk).reading() as work:
        person = work.customers.people.by_email(email)
    assert person is not None
    assert person.identity.customer_id is not None
    return person.identity.customer_id


def looked(desk: Desk, email: str, minutes: float = 0) -> None:
    sofia = agent_in(desk, "helpdesk")
    now = NOW + timedelta(minutes=minutes)
    desk.staff.audit.note(sofia, Action.LOOKED_AT_CUSTOMER, now, customer_id=customer_id(desk, email))


async def test_who_looked_at_whom_is_on_the_page(desk: Desk, serve: Serve) -> None:
    looked(desk, "billing@contoso.example")
    text = await (await signed_in(await serve(desk), "globaladmin")).page("/audit")
    row = text[text.index("<tbody") :]
    assert "Sofia Keller" in row
    assert "Looked at a customer" in row
    assert "Contoso Ltd" in row


async def test_filters_leave_what_they_say(desk: Desk, serve: Serve) -> None:
    looked(desk, "billing@contoso.example")
    looked(desk, "compta@fabrikam.example", -3 * 24 * 60)
    sofia = agent_in(desk, "helpdesk").id
    console = await signed_in(await serve(desk), "globaladmin")

    async def table(query: str) -> str:
        text = await console.page(f"/audit?{query}")
        return text[text.index("<tbody") :] if "<tbody" in text else ""

    assert "Fabrikam" not in await table("customer=contoso")
    assert "Fabrikam" in await table("customer=C-1002")
    assert "Sofia Keller" not in await table("action=signed_in")
    assert "Inès Laurent" not in await table(f"agent={sofia}")
    assert "Fabrikam" not in await table("first=2026-11-18")
    assert "Contoso" not in await table("last=2026-11-17")
    assert "Contoso" in await table("first=2026-11-18&last=2026-11-18")
    assert "No entry fits" in await console.page("/audit?customer=nobody")


async def test_a_filter_that_cannot_be_read_filters_nothing(desk: Desk, serve: Serve) -> None:
    looked(desk, "billing@contoso.example")
    console = await signed_in(await serve(desk), "globaladmin")
    text = await console.page("/audit?agent=x&action=nothing&first=yesterday&last=9999-12-31&below=abc")
    assert "Contoso Ltd" in text[text.index("<tbody") :]


async def test_a_long_log_has_pages_without_gaps_or_repetitions(desk: Desk, serve: Serve) -> None:
    sofia = agent_in(desk, "helpdesk")
    for number in range(A_PAGE + 20):
        desk.staff.audit.note(sofia, Action.SEARCHED, NOW, subject=f"entry-{number:03d}.")
    console = await signed_in(await serve(desk), "globaladmin")
    first = await console.page("/audit?action=searched")
    below = first.partition("below=")[2].partition('"')[0]
    second = await console.page(f"/audit?action=searched&below={below}")
    shown = [[n for n in range(A_PAGE + 20) if f"entry-{n:03d}." in text] for text in (first, second)]
    assert shown == [list(range(20, A_PAGE + 20)), list(range(20))]
    assert "below=" not in second.partition("</table>")[2]


async def test_the_file_has_every_entry_of_the_filters_and_its_download_is_an_entry(desk: Desk, serve: Serve) -> None:
    looked(desk, "billing@contoso.example")
    console = await signed_in(await serve(desk), "globaladmin")
    answer = await console.get("/audit.csv?customer=contoso")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(await answer.text())))
    assert [(row["agent"], row["action"], row["customer"]) for row in rows] == [
        ("Sofia Keller", "looked_at_customer", "Contoso Ltd")
    ]
    (taken,) = desk.staff.audit.entries(
        AuditQuery(action=Action.DOWNLOADED_AUDIT), asked_by=agent_in(desk, "globaladmin")
    )
    assert taken.details == {"customer": "contoso"}


async def test_the_file_holds_nothing_a_spreadsheet_would_run(desk: Desk, serve: Serve) -> None:
    desk.staff.audit.note(
        agent_in(desk, "helpdesk"), Action.SEARCHED, NOW, subject='=HYPERLINK("https://evil.example")'
    )
    console = await signed_in(await serve(desk), "globaladmin")
    rows = list(csv.DictReader(io.StringIO(await (await console.get("/audit.csv?action=searched")).text())))
    assert rows[0]["subject"].startswith("'=")


async def test_every_action_has_its_words_in_both_languages(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    for language in ("en", "fr"):
        console.cookies["console_language"] = language
        text = await console.page("/audit")
        assert text.count("<option") == 1 + 5 + 1 + len(Action)


async def test_what_somebody_searched_for_is_text_on_the_page(desk: Desk, serve: Serve) -> None:
    desk.staff.audit.note(agent_in(desk, "helpdesk"), Action.SEARCHED, NOW, subject="<script>alert(1)</script>")
    text = await (await signed_in(await serve(desk), "globaladmin")).page("/audit")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


async def test_details_are_told_in_the_readers_language(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "globaladmin")
    await console.done("/me", {"name": "Inès Laurent", "language": "fr"})
    page = await console.page("/audit")
    assert "par\u00a0: mot de passe" in page
    assert "modifié\u00a0: langue de la console" in page
