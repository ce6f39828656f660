"""Customers in the console: found by whatever is known of them, shown as far as the role goes."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.conversation import Conversation, Event, HandoffReason
from bot.domain.staff.audit import Action
from bot.services.records.customers import CustomerQuery
from bot.services.records.staff import AuditQuery
from tests.console.conversations.conversing import THREAD, begin
from tests.fixtures.console import agent_in, signed_in
from tests.fixtures.desk import NOW, database_of

Serve = Callable[..., Any]


def listed(text: str) -> list[str]:
    """The companies a page lists, in order."""
    return re.findall(r'<a href="/console/customers/\d+">([^<]+)</a></th>', text)


def customer_id(desk: Desk, company: str) -> int:
    admin = agent_in(desk, "globaladmin")
    with database_of(desk).reading() as work:
        ((row,), _) = work.customers.files.page(CustomerQuery(NOW.date(), words=company), asked_by=admin)
    return row.id


async def test_the_page_lists_everybody_and_says_how_many_there_are(desk: Desk, serve: Serve) -> None:
    text = await (await signed_in(await serve(desk), "billing")).page("/customers")
    assert listed(text) == ["Adatum Corp", "Contoso Ltd", "Fabrikam SARL", "Northwind Traders", "Tailspin Toys"]
    assert "1–5 of 5" in text


@pytest.mark.parametrize(
    ("query", "companies"),
    [
        ("overdue=yes", ["Fabrikam SARL", "Northwind Traders"]),
        ("suspended=yes", ["Northwind Traders"]),
        ("overdue=yes&suspended=yes&language=en", ["Northwind Traders"]),
        ("language=fr", ["Fabrikam SARL"]),
        ("waiting=yes", ["Contoso Ltd"]),
        ("language=xx&overdue=perhaps&page=-7", None),
        ("language=fr&suspended=yes", []),
    ],
)
async def test_filters_narrow_the_list(desk: Desk, serve: Serve, query: str, companies: list[str] | None) -> None:
    begin(desk, "billing@contoso.example")
    with database_of(desk).writing() as work:
        queued = Conversation(THREAD).hand_off("commercial", HandoffReason.ASKED, NOW)
        work.conversations.rows.save(queued, seen=1, event=Event.HANDED_OFF, now=NOW)
    text = await (await signed_in(await serve(desk), "billing")).page(f"/customers?{query}")
    assert listed(text) == (listed(text) if companies is None else companies)
    assert ("No customer fits" in text) == (companies == [])


async def test_who_may_not_see_invoices_is_not_told_who_is_overdue(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    text = await console.page("/customers?overdue=yes")
    assert len(listed(text)) == 5
    assert ">overdue<" not in text
    assert 'name="overdue"' not in text


@pytest.mark.parametrize(
    ("words", "company"),
    [
        ("contoso", "Contoso Ltd"),
        ("C-1002", "Fabrikam SARL"),
        ("Grace", "Northwind Traders"),
        ("admin%40tailspin", "Tailspin Toys"),
        ("ns%20104240", "Fabrikam SARL"),
        ("104231", "Contoso Ltd"),
    ],
)
async def test_a_customer_is_found_by_whatever_is_known(desk: Desk, serve: Serve, words: str, company: str) -> None:
    console = await signed_in(await serve(desk), "billing")
    text = await console.page(f"/customers?q={words}")
    assert f">{company}</a>" in text
    assert listed(text) == [company]


async def test_who_may_not_see_invoices_finds_nobody_by_their_numbers(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    text = await console.page("/customers?q=NS-104231")
    assert "Nobody found" in text
    assert "does not include invoices" in text


async def test_a_wildcard_is_looked_for_literally(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    assert "Nobody found" in await console.page("/customers?q=%25")


async def test_markup_typed_into_the_search_stays_text(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    assert "<script>alert" not in await console.page("/customers?q=%3Cscript%3Ealert(1)%3C/script%3E")


async def test_billing_sees_what_is_owed_and_what_comes_next(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    text = await console.page(f"/customers/{customer_id(desk, 'Fabrikam')}")
    assert "NS-104199" in text
    assert "1,176.00" in text
    assert "12 days overdue" in text
    assert "formal notice in 3 days" in text
    assert "€12.25" in text
    assert "&lt;" not in text


async def test_helpdesk_sees_subscriptions_without_prices_and_no_invoices(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    text = await console.page(f"/customers/{customer_id(desk, 'Contoso')}")
    assert "Microsoft 365 Business Premium" in text
    assert "20.60" not in text
    assert "NS-104231" not in text
    assert "Your role does not include invoices" in text
    assert "T-1002" not in text


async def test_sales_sees_prices_and_no_invoices(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "sales")
    text = await console.page(f"/customers/{customer_id(desk, 'Contoso')}")
    assert "€20.60" in text
    assert "NS-104231" not in text
    assert "T-1002" in text


async def test_who_buys_from_microsoft_has_no_subscriptions_here(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    text = await console.page(f"/customers/{customer_id(desk, 'Adatum')}")
    assert "Buys from Microsoft directly" in text
    assert "file-invoices" not in text


async def test_a_user_admin_sees_no_customers(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "useradmin")
    for path in ("/customers", f"/customers/{customer_id(desk, 'Contoso')}"):
        assert (await console.get(path)).status == 403


async def test_a_customer_who_does_not_exist_is_told_so(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    answer = await console.get("/customers/987654")
    assert answer.status == 404
    assert "There is no such customer" in await answer.text()


async def test_every_look_and_search_is_in_the_audit_log(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "helpdesk")
    wanted = customer_id(desk, "Contoso")
    await console.page("/customers?q=contoso")
    await console.page(f"/customers/{wanted}")
    admin, agent = agent_in(desk, "globaladmin"), agent_in(desk, "helpdesk")
    (search,) = desk.staff.audit.entries(AuditQuery(action=Action.SEARCHED), asked_by=admin)
    (look,) = desk.staff.audit.entries(AuditQuery(action=Action.LOOKED_AT_CUSTOMER), asked_by=admin)
    assert (search.subject, search.agent_id) == ("contoso", agent.id)
    assert (look.customer_id, look.agent_id) == (wanted, agent.id)
