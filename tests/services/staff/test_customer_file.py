"""The file beside a conversation: honest about who writes, complete for who may see it, and quick."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import thread_time

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.stretches import Ending
from bot.domain.kernel.errors import ContactAddressMissing, ConversationNotFound, TicketTextMissing
from bot.domain.staff.acting import CustomerNotFound, Disclosure
from bot.domain.staff.audit import LOOK_AGAIN_AFTER, Action
from bot.domain.staff.console_errors import AgentMayNot
from bot.domain.support.tickets import Matter
from bot.services.records.customers import CustomerQuery
from bot.services.records.staff import AuditQuery
from bot.storage.demo.seed import seed_scale
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NIGHT, NOW, database_of, desk_in

PANEL_MS = 30
"""What a panel may take on an idle machine; the test allows for a busy one."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}")
    yield made
    made.close()


def test_a_visitor_has_no_file(desk: Desk) -> None:
    begin(desk)
    ask(desk, "I am Amelia of Contoso", "greet", "Hello!")
    file = desk.staff.customer_files.of_conversation(THREAD, asked_by=agent_in(desk, "globaladmin"), now=NOW)
    assert (file.customer, file.contacts, file.subscriptions, file.arrears, file.earlier) == (None, (), (), None, ())
    assert file.disclosure is Disclosure.GENERAL


def test_a_contacts_file_has_everything(desk: Desk) -> None:
    begin(desk, "compta@fabrikam.example")
    file = desk.staff.customer_files.of_conversation(THREAD, asked_by=agent_in(desk, "globaladmin"), now=NOW)
    assert file.customer is not None
    assert file.arrears is not None
    assert file.disclosure is Disclosure.EVERYTHING
    assert [case.facts.number for case in file.arrears.overdue] == ["NS-104199"]
    assert file.arrears.overdue[0].ahead[0].in_days == 3
    assert [one.unit_price is not None for one in file.subscriptions] == [True]
    assert file.support.plan is not None
    assert (file.support.plan.key, file.support.state.is_open) == ("basic", True)


def test_looking_on_is_no_new_look_but_another_customers_file_is(desk: Desk) -> None:
    begin(desk, "compta@fabrikam.example")
    admin, later = agent_in(desk, "globaladmin"), NOW + LOOK_AGAIN_AFTER
    file = desk.staff.customer_files.of_conversation(THREAD, asked_by=admin, now=NOW)
    assert file.customer is not None
    for shown, looks in ((file.customer.id, 1), (file.customer.id + 1, 2)):
        desk.staff.customer_files.of_conversation(THREAD, asked_by=admin, now=later, shown=shown)
        found = desk.staff.audit.entries(AuditQuery(action=Action.LOOKED_AT_CUSTOMER), asked_by=admin)
        assert len(found) == looks


def test_support_is_open_by_the_customers_plan(desk: Desk) -> None:
    begin(desk, "admin@tailspin.example")
    evening = NOW.replace(hour=18)
    agent = agent_in(desk, "helpdesk")
    file = desk.staff.customer_files.of_conversation(THREAD, asked_by=agent, now=evening)
    assert file.support.state.is_open
    night = desk.staff.customer_files.of_conversation(THREAD, asked_by=agent, now=NIGHT)
    assert (night.support.state.is_open, night.support.critical) == (False, True)


def test_earlier_conversations_tell_how_they_ended_and_who_was_there(desk: Desk) -> None:
    sofia = agent_in(desk, "helpdesk")
    begin(desk, "it@contoso.example", "before")
    ask(desk, "help", "technical_issue", "I see.", "before")
    desk.staff.handling.take_over("before", asked_by=sofia, now=NOW)
    desk.staff.handling.resolve("before", asked_by=sofia, now=NOW + timedelta(minutes=5))
    begin(desk, "billing@contoso.example", "silent")
    begin(desk, "billing@contoso.example")
    file = desk.staff.customer_files.of_conversation(THREAD, asked_by=sofia, now=NOW)
    (earlier,) = file.earlier
    assert (earlier.id, earlier.contact, earlier.ending, earlier.agent) == (
        "before",
        "Oliver Finch",
        Ending.RESOLVED,
        "Sofia Keller",
    )


def test_nobody_looks_without_the_permission(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    nobody = agent_in(desk, "useradmin")
    with pytest.raises(AgentMayNot):
        desk.staff.customer_files.of_conversation(THREAD, asked_by=nobody, now=NOW)
    with pytest.raises(AgentMayNot):
        desk.staff.customer_files.of_customer(1, asked_by=nobody, now=NOW)
    with pytest.raises(AgentMayNot):
        desk.staff.customer_list.page(CustomerQuery(NOW.date()), asked_by=nobody, now=NOW)


def test_what_does_not_exist_is_told_so(desk: Desk) -> None:
    agent = agent_in(desk, "helpdesk")
    with pytest.raises(CustomerNotFound):
        desk.staff.customer_files.of_customer(999, asked_by=agent, now=NOW)
    with pytest.raises(ConversationNotFound):
        desk.staff.customer_files.of_conversation("nowhere", asked_by=agent, now=NOW)


def test_a_long_list_is_turned_page_by_page_with_its_total(desk: Desk) -> None:
    seed_scale(database_of(desk), 800, NOW.date())
    agent, asked = agent_in(desk, "helpdesk"), CustomerQuery(NOW.date(), words="measured")
    pages = [desk.staff.customer_list.page(asked, asked_by=agent, now=NOW, number=n) for n in (1, 2, 999)]
    assert len(pages[0].rows) == 25
    assert {page.total for page in pages} == {pages[0].total}
    assert pages[0].total > 25
    assert (pages[2].number, pages[2].first) == (pages[2].pages, 25 * (pages[2].pages - 1) + 1)
    assert not {row.id for row in pages[0].rows} & {row.id for row in pages[1].rows}


def test_the_panel_is_quick_with_a_long_history(desk: Desk) -> None:
    for n in range(60):
        begin(desk, "billing@contoso.example", f"old-{n}")
        ask(desk, "hello", "greet", "Hello!", f"old-{n}")
    begin(desk, "billing@contoso.example")
    agent = agent_in(desk, "globaladmin")
    taken = []
    for _ in range(15):
        start = thread_time()
        file = desk.staff.customer_files.of_conversation(THREAD, asked_by=agent, now=NOW)
        taken.append((thread_time() - start) * 1000)
    assert len(file.earlier) == 10
    assert median(taken) < 2 * PANEL_MS


def test_an_agent_opens_a_ticket_in_the_speakers_name(desk: Desk) -> None:
    begin(desk, "it@contoso.example")
    sofia = agent_in(desk, "helpdesk")
    give = (THREAD, Matter.COMMERCIAL, "VAT", "Please add our VAT number.")
    opened = desk.support.ticket_handling.open_for_customer(*give, asked_by=sofia, now=NOW, origin="form-1")
    again = desk.support.ticket_handling.open_for_customer(*give, asked_by=sofia, now=NOW, origin="form-1")
    assert opened == again
    assert (opened.ticket.number, opened.first_response_hours) == ("T-1003", 4)
    file = desk.support.ticket_lists.one("T-1003", asked_by=agent_in(desk, "billing"), now=NOW)
    assert (file.row.contact, [step.agent for step in file.history]) == ("Oliver Finch", ["Sofia Keller"])


def test_a_visitors_ticket_needs_an_address_from_agents_too(desk: Desk) -> None:
    begin(desk)
    sofia = agent_in(desk, "helpdesk")
    give = (THREAD, Matter.TECHNICAL, "Down")
    with pytest.raises(ContactAddressMissing):
        desk.support.ticket_handling.open_for_customer(*give, "It is down.", asked_by=sofia, now=NOW)
    with pytest.raises(TicketTextMissing):
        desk.support.ticket_handling.open_for_customer(*give, " ", asked_by=sofia, now=NOW)
    with pytest.raises(AgentMayNot):
        desk.support.ticket_handling.open_for_customer(*give, "x", asked_by=agent_in(desk, "useradmin"), now=NOW)
    opened = desk.support.ticket_handling.open_for_customer(
        *give, "It is down.", asked_by=sofia, now=NOW, contact_address="ann@company.example"
    )
    assert opened.ticket.contact_address == "ann@company.example"


def test_a_summary_reads_the_conversation_for_who_may(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    ask(desk, "is NS-104231 paid?", "invoice_status", "Not yet.")
    summary = desk.conversations.summaries.of(THREAD, asked_by=agent_in(desk, "helpdesk"))
    assert ([topic.intent for topic in summary.topics], summary.invoices) == (["invoice_status"], ("NS-104231",))
    assert desk.conversations.summaries.of(THREAD, asked_by=agent_in(desk, "helpdesk"), since=2).since is None
    with pytest.raises(AgentMayNot):
        desk.conversations.summaries.of(THREAD, asked_by=agent_in(desk, "useradmin"))
