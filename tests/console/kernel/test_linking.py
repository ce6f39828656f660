"""Texts on agents' pages: what is a link in them, and that nothing in them runs."""

from typing import Any

import jinja2
import pytest

from bot.console.kernel.linking import Linking
from bot.domain.staff.agents import Agent, AgentRole

SEES = Agent(1, "a@northstar.example", "A", "commercial", frozenset({AgentRole.BILLING_ADMIN}))
SEES_NOT = Agent(1, "a@northstar.example", "A", "technical", frozenset({AgentRole.USER_ADMIN}))


def shown(text: str, agent: Agent = SEES_NOT, marked: bool = False) -> str:
    environment = jinja2.Environment(autoescape=True)
    environment.filters["said"] = Linking("NS-").filter()
    facts: dict[str, Any] = {"agent": agent, "may": lambda name: name in agent.permissions, "here": "/console/"}
    return environment.from_string("{{ text|said(marked) }}").render(text=text, marked=marked, **facts)


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("See https://example.org/a?b=c&d.", "https://example.org/a?b=c&amp;d", "."),
        ("(http://example.org)", "http://example.org", ")"),
    ],
)
def test_a_web_address_is_a_link_in_a_tab_that_learns_nothing(text: str, address: str, rest: str) -> None:
    link = f'<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{address}</a>{rest}'
    assert link in shown(text)


def test_a_mail_address_is_a_link_to_write_to_it() -> None:
    assert '<a href="mailto:ann@example.org">ann@example.org</a>,' in shown("Ask ann@example.org, please")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "file:///etc/passwd",
        "JAVASCRIPT://%0aalert(1)",
        "@@",
    ],
)
def test_nothing_else_is_a_link(text: str) -> None:
    assert "<a " not in shown(text)


def test_markup_stays_text_also_within_an_address() -> None:
    text = 'https://example.org/"onmouseover="x <script>alert(1)</script> <b>https://example.org/<i></b>'
    assert "<script" not in shown(text)
    assert 'href="https://example.org/"' in shown(text)
    assert "<b>" not in shown(text, marked=True)


def test_an_invoice_opens_for_who_may_see_it_and_is_a_number_for_others() -> None:
    assert '<a href="/console/invoices/NS-104231?back=%2Fconsole%2F">NS-104231</a>' in shown("About NS-104231?", SEES)
    assert shown("About NS-104231?") == "About NS-104231?"
    assert "<a" not in shown("NS-C-10031 XNS-104231 NS-104231-X NS-", SEES)


def test_a_ticket_opens_for_who_works_on_tickets() -> None:
    assert '<a href="/console/tickets/T-1002">T-1002</a>' in shown("In T-1002.", SEES)
    assert shown("In T-1002.") == "In T-1002."


def test_the_desks_own_marks_are_drawn_and_peoples_are_not() -> None:
    assert shown("**bold**\n- one", marked=True) == "<strong>bold</strong>\n• one"
    assert shown("**bold**\n- one") == "**bold**\n- one"
