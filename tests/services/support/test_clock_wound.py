"""What decides when something is due is reckoned with every change of a ticket, whoever changes it."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest

from bot.bootstrap import Desk
from bot.domain.notices.incoming import Fate
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter
from bot.settings import ROOT
from tests.console.conversations.conversing import THREAD, begin
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of
from tests.mail.arriving import SERVER, bring, letter, verified
from tests.services.notices.mailing import mailing

CHANGING = {("tickets", "open"), ("tickets", "change"), ("handling", "change")}
"""What repositories offer to open a ticket and to write an event of one: `work.support.tickets.open`."""
WINDS = {("_clock", "wind"), ("_clock", "at_opening")}


def called_in(node: ast.AST) -> set[tuple[str, str]]:
    """The last two names of every call."""
    calls = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {
        (call.value.attr, call.attr)
        for call in calls
        if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Attribute)
    }


def on_a_database(node: ast.AST) -> bool:
    """Whether a function changes tickets by a repository, and not by a service of the same name."""
    sources = (ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call))
    return any(source.startswith("work.support.") and tuple(source.split(".")[2:]) in CHANGING for source in sources)


def functions_of(code: str) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))


def unwound(code: str) -> list[str]:
    return [one.name for one in functions_of(code) if on_a_database(one) and not WINDS & called_in(one)]


def test_a_change_without_the_clock_is_noticed() -> None:
    assert unwound("def close(self, work):\n    work.support.handling.change(1)") == ["close"]
    assert unwound("def close(self, work):\n    work.support.tickets.change(1)\n    self._clock.wind(work, 1)") == []


def test_every_function_that_changes_a_ticket_winds_its_clock() -> None:
    services = [path.read_text(encoding="utf-8") for path in (ROOT / "bot" / "services").rglob("*.py")]
    changing = [one.name for code in services for one in functions_of(code) if on_a_database(one)]
    assert len(changing) >= len(CHANGING)
    assert [name for code in services for name in unwound(code)] == []


def opened_by_an_agent(desk: Desk) -> str:
    begin(desk, "admin@tailspin.example")
    handling, agent = desk.support.ticket_handling, agent_in(desk, "helpdesk")
    by: dict[str, Any] = {"asked_by": agent, "now": NOW, "severity": Severity.CRITICAL}
    return handling.open_for_customer(THREAD, Matter.TECHNICAL, "Teams", "It does not start", **by).ticket.number


def opened_by_mail(desk: Desk) -> str:
    content = verified(letter("admin@tailspin.example", "Teams does not start."), "tailspin.example")
    bring(desk, content)
    (mail,) = desk.support.mails_received.page(tuple(Fate), asked_by=agent_in(desk, "globaladmin")).mails
    assert mail.ticket is not None
    return mail.ticket


@pytest.mark.parametrize("opens", [opened_by_an_agent, opened_by_mail])
def test_a_ticket_opened_by_an_agent_or_by_mail_is_due_as_reckoned_anew(desk: Desk, opens: Any) -> None:
    made = mailing(desk, mail_verified_by=SERVER)
    number = opens(made)
    with database_of(made).writing() as work:
        before = work.support.handling.one(number, asked_by=agent_in(made, "globaladmin"))
        made.support.clock.wind(work, number, NOW)
        after = work.support.handling.one(number, asked_by=agent_in(made, "globaladmin"))
    assert before is not None
    assert after is not None
    assert before.ticket.first_response_due is not None
    assert before.ticket.dues == after.ticket.dues
    made.close()
