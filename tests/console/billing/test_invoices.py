"""An invoice in the console: opened wherever its number stands, by who may see it and by nobody else."""

from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from bot.bootstrap import Desk
from bot.domain.staff.audit import Action
from bot.services.records.staff import AuditQuery
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.console import agent_in, signed_in

Serve = Callable[..., Any]
BILLING = "billing@contoso.example"
CARD = {
    "kind": "invoice",
    "title": "Invoice NS-104231",
    "status": {"text": "Open", "tone": "warn"},
    "facts": [{"label": "Issued", "value": "2 November 2026"}],
    "sections": [{"title": "Rows", "rows": [{"label": "NS-104188", "value": "€1,284.00", "note": "paid"}]}],
}


async def test_lines_payments_credits_and_answers_are_on_the_page(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    text = unescape(await console.page("/invoices/NS-104231"))
    for expected in ("Contoso Ltd", "Microsoft 365 Business Premium", "€1,476.60", "Licences removed", "Left to pay"):
        assert expected in text
    assert "192.60" in text
    paid = unescape(await console.page("/invoices/NS-104188"))
    assert "SEPA transfer" in paid
    assert "Received" in paid
    credited = unescape(await console.page("/invoices/NS-104120"))
    assert "NS-C-10031" in credited
    assert "Tax exemption" in credited
    assert "Declined" in credited


async def test_what_the_customer_is_told_is_the_chats_own_answer(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    french = unescape(await console.page("/invoices/NS-104240"))
    assert 'class="words told" lang="fr"' in french
    assert "588,00" in french
    english = unescape(await console.page("/invoices/NS-104240?said=en"))
    assert 'class="words told" lang="en"' in english


@pytest.mark.parametrize("number", ["ns 104231", "104231", "NS-104231"])
async def test_a_number_opens_in_the_shapes_people_type(desk: Desk, serve: Serve, number: str) -> None:
    console = await signed_in(await serve(desk), "billing")
    answer = await console.get(f"/invoices/{quote(number.replace(' ', '-'))}")
    assert answer.status == 200


@pytest.mark.parametrize("number", ["NS-999999", "NS-C-10031", "x", "0"])
async def test_an_invoice_that_is_not_there_is_told_as_such(desk: Desk, serve: Serve, number: str) -> None:
    console = await signed_in(await serve(desk), "billing")
    for path in (f"/invoices/{number}", f"/invoices/{number}/copy.pdf"):
        answer = await console.get(path)
        assert answer.status == 404
        assert "There is no such invoice." in await answer.text()


@pytest.mark.parametrize("name", ["helpdesk", "sales", "useradmin"])
async def test_who_may_not_see_invoices_opens_none(desk: Desk, serve: Serve, name: str) -> None:
    console = await signed_in(await serve(desk), name)
    for path in ("/invoices/NS-104231", "/invoices/NS-104231/copy.pdf"):
        answer = await console.get(path)
        assert answer.status == 403
        assert "1,476.60" not in await answer.text()


async def test_the_copy_is_the_pdf_and_both_looks_stand_in_the_audit_log(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    await console.page("/invoices/NS-104231")
    copy = await console.get("/invoices/NS-104231/copy.pdf?language=fr")
    assert (copy.content_type, (await copy.read())[:5]) == ("application/pdf", b"%PDF-")
    found = desk.staff.audit.entries(AuditQuery(customer="Contoso"), asked_by=agent_in(desk, "globaladmin"))
    assert [(entry.action, entry.subject) for entry in found] == [
        (Action.DOWNLOADED_INVOICE, "NS-104231"),
        (Action.LOOKED_AT_INVOICE, "NS-104231"),
    ]


async def test_it_opens_from_the_transcript_and_back_leads_to_the_line(desk: Desk, serve: Serve) -> None:
    begin(desk, BILLING)
    ask(desk, "Why is NS-104231 higher?", "explain_charge", "**NS-104231** is higher.", card=CARD)
    client = await serve(desk)
    shown = unescape(await (await signed_in(client, "billing")).page(f"/c/{THREAD}?view=all"))
    back = quote(f"/console/c/{THREAD}?view=all#line-1", safe="")
    assert f'<a href="/console/invoices/NS-104231?back={back}">NS-104231</a>' in shown
    opened = await (await signed_in(client, "billing")).page(f"/invoices/NS-104231?back={back}")
    assert f'<a class="back" href="/console/c/{THREAD}?view=all#line-1">' in opened
    assert "tell them nothing" not in opened
    assert "tell them nothing" in await (await signed_in(client, "billing")).page(f"/invoices/NS-104199?back={back}")


async def test_who_may_not_see_invoices_reads_the_number_only(desk: Desk, serve: Serve) -> None:
    begin(desk, BILLING)
    ask(desk, "Why is NS-104231 higher?", "explain_charge", "**NS-104231** is higher.", card=CARD)
    shown = await (await signed_in(await serve(desk), "helpdesk")).page(f"/c/{THREAD}")
    assert "NS-104231" in shown
    assert "/console/invoices/" not in shown


async def test_the_card_the_customer_saw_is_drawn_and_never_raw(desk: Desk, serve: Serve) -> None:
    begin(desk, BILLING)
    ask(desk, "Show it", "find_invoice", "Here.", card=CARD)
    shown = unescape(await (await signed_in(await serve(desk), "sales")).page(f"/c/{THREAD}"))
    for expected in ("Invoice NS-104231", "2 November 2026", "€1,284.00", "paid"):
        assert expected in shown
    assert "'kind'" not in shown
    assert '"kind"' not in shown


async def test_back_never_leads_to_another_site(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    page = await console.page("/invoices/NS-104231?back=https://evil.example/")
    assert 'href="https://evil' not in page
    assert '<a class="back" href="/console/customers/' in page


async def test_an_invoice_opened_from_a_conversation_that_is_gone_is_told(desk: Desk, serve: Serve) -> None:
    console = await signed_in(await serve(desk), "billing")
    assert (await console.get("/invoices/NS-104231?back=/console/c/nothing")).status == 404
