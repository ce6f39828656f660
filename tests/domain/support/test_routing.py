"""Which queue takes a question and which team works on it: at every boundary."""

import pytest

from bot.domain.kernel.products import Family
from bot.domain.support.routing import Queue, Routing, Team
from bot.domain.support.tickets import Matter


def _names(name: str) -> dict[str, str]:
    return {"en": name, "fr": f"{name} (fr)"}


COMMERCIAL = Queue("commercial", _names("Billing"), Matter.COMMERCIAL, "billing", default=True)
AZURE = Queue("azure", _names("Azure"), Matter.TECHNICAL, "cloud", families=frozenset({Family.AZURE}))
URGENT = Queue("urgent", _names("Urgent"), Matter.TECHNICAL, "cloud", plans=frozenset({"premium"}))
BOTH = Queue(
    "both", _names("Both"), Matter.TECHNICAL, "cloud", families=frozenset({Family.AZURE}), plans=frozenset({"plus"})
)
TECHNICAL = Queue("technical", _names("Technical"), Matter.TECHNICAL, "helpdesk", default=True)
LEGAL = Queue("legal", _names("Legal"), Matter.COMMERCIAL, "billing")
TEAMS = {key: Team(key, _names(key.title())) for key in ("billing", "helpdesk", "cloud")}


def routing(*queues: Queue) -> Routing:
    return Routing(queues, TEAMS)


ALL = routing(LEGAL, COMMERCIAL, TECHNICAL, BOTH, AZURE, URGENT)


@pytest.mark.parametrize(
    ("matter", "product", "plan", "queue"),
    [
        (Matter.COMMERCIAL, None, None, "commercial"),
        (Matter.COMMERCIAL, "Azure", "premium", "commercial"),
        (Matter.TECHNICAL, None, None, "technical"),
        (Matter.TECHNICAL, "Outlook", "plus", "technical"),
        (Matter.TECHNICAL, "Azure", None, "azure"),
        (Matter.TECHNICAL, "Azure Backup", "premium", "azure"),
        (Matter.TECHNICAL, "Azure", "plus", "both"),
        (Matter.TECHNICAL, None, "premium", "urgent"),
        (Matter.TECHNICAL, "Outlook", "premium", "urgent"),
        (Matter.TECHNICAL, "", "basic", "technical"),
    ],
)
def test_the_first_queue_that_takes_it_gets_it_else_the_default_of_its_matter(
    matter: Matter, product: str | None, plan: str | None, queue: str
) -> None:
    assert ALL.queue_for(matter, product, plan).key == queue


def test_the_order_of_the_file_decides_between_queues_that_both_take_it() -> None:
    assert routing(COMMERCIAL, TECHNICAL, URGENT, AZURE).queue_for(Matter.TECHNICAL, "Azure", "premium") is URGENT
    assert routing(COMMERCIAL, TECHNICAL, AZURE, URGENT).queue_for(Matter.TECHNICAL, "Azure", "premium") is AZURE


def test_a_queue_that_asks_for_nothing_and_is_no_default_is_reached_by_transfer_alone() -> None:
    reached = {ALL.queue_for(matter, product).key for matter in Matter for product in (None, "Azure", "Outlook")}
    assert reached == {"commercial", "technical", "azure"}
    assert ALL.queue("legal") is LEGAL


def test_a_team_sees_all_its_queues_and_no_other() -> None:
    assert ALL.queues_of("cloud") == ("both", "azure", "urgent")
    assert ALL.queues_of("billing") == ("legal", "commercial")
    assert ALL.queues_of("helpdesk") == ("technical",)


def test_what_an_agent_took_from_the_bot_goes_to_the_default_queue_of_the_team_or_its_first() -> None:
    homes = [ALL.queue_with(team) for team in ("billing", "cloud", "helpdesk")]
    assert homes == ["commercial", "both", "technical"]


@pytest.mark.parametrize(
    ("team", "staying", "queue"),
    [
        ("cloud", "azure", "azure"),
        ("cloud", "technical", "both"),
        ("billing", "legal", "legal"),
        ("helpdesk", "gone", "technical"),
        ("gone", "azure", "azure"),
        ("gone", None, "commercial"),
    ],
)
def test_it_stays_in_a_queue_the_team_works_on(team: str, staying: str | None, queue: str) -> None:
    assert ALL.queue_with(team, staying) == queue


def test_keys_that_the_file_no_longer_names_are_shown_and_break_nothing() -> None:
    assert ALL.queue("gone") is None
    assert ALL.matter_of("gone") is ALL.matter_of(None) is Matter.COMMERCIAL
    assert ALL.matter_of("azure") is Matter.TECHNICAL
    assert ALL.queues_of("gone") == ()
    assert ALL.team_on("gone") == ALL.team_called("gone", "en") == ALL.queue_called("gone", "fr") == "gone"


@pytest.mark.parametrize(("language", "team", "queue"), [("en", "Cloud", "Azure"), ("fr", "Cloud (fr)", "Azure (fr)")])
def test_names_are_in_the_readers_language(language: str, team: str, queue: str) -> None:
    assert ALL.team_called(ALL.team_on("azure"), language) == team
    assert ALL.queue_called("azure", language) == queue
