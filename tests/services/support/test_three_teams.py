"""A partner with three teams and four queues: what reaches whom, end to end."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import Desk, build
from bot.domain.conversations.conversation import Event, HandoffReason
from bot.domain.staff.agents import AgentRole
from bot.domain.staff.console_errors import QueueUnknown
from bot.domain.support.tickets import Matter
from bot.services.conversations.ownership import change
from bot.services.records.conversations import ConversationQuery, View
from bot.services.records.support import TicketQuery, Whose
from bot.services.staff.accounts import Particulars
from bot.services.support.tickets import TicketRequest
from bot.storage.support.lost_queues import named_elsewhere
from tests.actions.talk import Talk
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW, database_of

CONTACT = "it@contoso.example"
FILE = Path(__file__).parents[3] / "partner.yml"
FEW = "    technical: { en: Technical team, fr: Équipe technique }\n"
MORE = f"""{FEW}    cloud: {{ en: Cloud team, fr: Équipe cloud }}
  queues:
    - {{ key: money, name: {{ en: Billing, fr: Facturation }}, matter: commercial, team: commercial, default: true }}
    - {{ key: azure, name: {{ en: Azure, fr: Azure }}, matter: technical, team: cloud, products: [azure] }}
    - {{ key: calm, name: {{ en: Helpdesk, fr: Assistance }}, matter: technical, team: technical, default: true }}
    - {{ key: migration, name: {{ en: Migrations, fr: Migrations (fr) }}, matter: technical, team: cloud }}
"""


@pytest.fixture
def three_teams(desk: Desk, tmp_path: Path) -> Desk:
    """The demo's desk for a partner with a third team; Maya, a helpdesk agent now, works in it."""
    file = tmp_path / "partner.yml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(FEW, MORE), encoding="utf-8")
    made = build(replace(desk.settings, partner_file=file))
    maya, admin = agent_in(made, "sales"), agent_in(made, "globaladmin")
    roles = frozenset({AgentRole.HELPDESK_AGENT})
    said = Particulars(maya.name, "cloud", roles, maya.languages, maya.language)
    made.staff.accounts.change(maya.id, said, NOW, asked_by=admin)
    return made


def team_list(desk: Desk, name: str) -> list[str]:
    """The conversations in the list of an agent's team."""
    rows = desk.staff.watch.page(ConversationQuery(View.TEAM), asked_by=agent_in(desk, name), now=NOW).rows
    return [row.conversation.id for row in rows]


def team_tickets(desk: Desk, name: str) -> set[str]:
    """The tickets of an agent's team, as the list of tickets shows them."""
    asked = TicketQuery(whose=Whose.TEAM)
    page = desk.support.ticket_lists.page(asked, asked_by=agent_in(desk, name), now=NOW)
    return {listed.row.ticket.number for listed in page.tickets}


def handed_off(desk: Desk, product: str | None, language: str = "en") -> tuple[Talk, str]:
    """A conversation about a technical matter that waits for a person, and the queue asked for."""
    talk = Talk.of(desk, CONTACT, language)
    entities = {"product": product} if product else {}
    talk.ask("technical_issue", "It does not start any more", **entities)
    wish = talk.press("talk_to_human").hand_off
    assert wish is not None
    with database_of(desk).writing() as work:
        record = work.conversations.rows.get(talk.conversation_id)
        assert record is not None
        after = record.conversation.hand_off(wish["queue"], HandoffReason.ASKED, NOW)
        change(work, record.conversation, after, Event.HANDED_OFF, NOW)
    return talk, wish["queue"]


@pytest.mark.parametrize(
    ("product", "queue", "reached"),
    [("Azure", "azure", "sales"), ("Outlook", "calm", "helpdesk"), (None, "calm", "helpdesk")],
)
def test_a_hand_off_reaches_the_list_of_the_team_that_takes_it_and_nobody_elses(
    three_teams: Desk, product: str | None, queue: str, reached: str
) -> None:
    talk, asked_for = handed_off(three_teams, product)
    assert asked_for == queue
    lists = {name: team_list(three_teams, name) for name in ("sales", "helpdesk", "billing")}
    assert lists == {name: [talk.conversation_id] if name == reached else [] for name in lists}
    counts = three_teams.staff.watch.around(None, NOW, asked_by=agent_in(three_teams, reached), now=NOW).counts
    assert (counts["waiting"], counts["team"]) == (1, 1)


@pytest.mark.parametrize(("product", "reached"), [("Azure", "sales"), ("Outlook", "helpdesk")])
def test_a_ticket_reaches_the_team_that_takes_it_and_nobody_elses(
    three_teams: Desk, product: str, reached: str
) -> None:
    talk = Talk.of(three_teams, CONTACT)
    with database_of(three_teams).reading() as work:
        speaker = work.customers.people.speaking_in(talk.conversation_id)
    request = TicketRequest(Matter.TECHNICAL, "It is down", "m-1", product=product)
    opened = three_teams.support.tickets.open(request, asked_by=speaker, conversation_id=talk.conversation_id, now=NOW)
    found = {name: team_tickets(three_teams, name) for name in ("sales", "helpdesk", "billing")}
    assert found == {name: {opened.ticket.number} if name == reached else set() for name in found}


@pytest.mark.parametrize(("language", "told"), [("en", "Cloud team"), ("fr", "Équipe cloud")])
def test_a_transfer_to_the_third_team_moves_it_into_their_list_and_tells_the_customer_its_name(
    three_teams: Desk, language: str, told: str
) -> None:
    talk, _ = handed_off(three_teams, None, language)
    sofia = agent_in(three_teams, "helpdesk")
    here, handling = talk.conversation_id, three_teams.staff.handling
    handling.take_over(here, asked_by=sofia, now=NOW)
    handling.transfer(here, "migration", asked_by=sofia, now=NOW)
    assert (team_list(three_teams, "helpdesk"), team_list(three_teams, "sales")) == ([], [here])
    with database_of(three_teams).reading() as work:
        assert told in work.conversations.log.after(here, 0)[-1].text


def test_a_queue_that_is_none_refuses_a_transfer_and_a_move(three_teams: Desk) -> None:
    talk, _ = handed_off(three_teams, None)
    sofia = agent_in(three_teams, "helpdesk")
    three_teams.staff.handling.take_over(talk.conversation_id, asked_by=sofia, now=NOW)
    with pytest.raises(QueueUnknown):
        three_teams.staff.handling.transfer(talk.conversation_id, "technical", asked_by=sofia, now=NOW)
    with pytest.raises(QueueUnknown):
        three_teams.support.ticket_handling.move("T-1001", "technical", "why", asked_by=sofia, seen=NOW, now=NOW)


def test_who_takes_from_the_bot_keeps_it_in_a_queue_of_their_team(three_teams: Desk) -> None:
    talk = Talk.of(three_teams, CONTACT)
    three_teams.staff.handling.take_over(talk.conversation_id, asked_by=agent_in(three_teams, "sales"), now=NOW)
    assert team_list(three_teams, "sales") == [talk.conversation_id]


def test_what_waits_in_a_queue_the_file_lost_is_still_listed_and_shown_by_its_key(
    desk: Desk, three_teams: Desk
) -> None:
    handed_off(three_teams, "Azure")
    with_two = desk.staff.watch
    maya = agent_in(desk, "sales")
    rows = with_two.page(ConversationQuery(View.WAITING), asked_by=maya, now=NOW).rows
    assert [row.conversation.queue for row in rows] == ["azure"]
    assert with_two.page(ConversationQuery(View.TEAM), asked_by=maya, now=NOW).rows == ()
    assert (
        desk.partner.routing.queue_called("azure", "en") == desk.partner.routing.team_called("azure", "fr") == "azure"
    )
    with database_of(desk).connection() as connection:
        lost = named_elsewhere(connection, desk.partner.routing)
        found = named_elsewhere(connection, three_teams.partner.routing)
    assert lost == {("team", "cloud"): 1, ("queue", "azure"): 1}
    assert ("queue", "azure") not in found
