"""Mistakes about teams and queues are told with their line, place and remedy."""

from pathlib import Path

import pytest

from bot.partner import load_partner
from tests.partner.mistaken import GOOD, Mistake, changed, mistakes

TWO = "    technical: { en: Technical team, fr: Équipe technique }\n"
BILLING = "    commercial: { en: Billing team, fr: Équipe facturation }\n"
QUEUES = f"""{TWO}    cloud: {{ en: Cloud team, fr: Équipe cloud }}
  queues:
    - {{ key: money, name: {{ en: Billing, fr: Facturation }}, matter: commercial, team: commercial, default: true }}
    - {{ key: azure, name: {{ en: Azure, fr: Azure (fr) }}, matter: technical, team: cloud, products: [azure] }}
    - {{ key: calm, name: {{ en: Helpdesk, fr: Assistance }}, matter: technical, team: technical, default: true }}
    - {{ key: urgent, name: {{ en: Urgent, fr: Urgences }}, matter: technical, team: cloud, plans: [premium] }}
"""
WITH_QUEUES = changed(TWO, QUEUES)


def the_mistake(tmp_path: Path, text: str) -> tuple[Mistake, str]:
    """The only mistake of a file, and the line it names."""
    (found,) = mistakes(tmp_path, text)
    return found, text.splitlines()[found.line - 1]


def test_the_file_with_queues_that_the_mistakes_are_made_in_has_none(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_text(WITH_QUEUES, encoding="utf-8")
    assert [queue.key for queue in load_partner(file).routing.queues] == ["money", "azure", "calm", "urgent"]


@pytest.mark.parametrize(
    ("old", "new", "path", "problem", "remedy"),
    [
        (
            "technical, team: cloud, products",
            "technical, team: clouds, products",
            "handoff.queues[1].team",
            "clouds is no team",
            "Known are commercial, technical, cloud",
        ),
        (
            TWO,
            f"{TWO}    idle: {{ en: Idle team, fr: Équipe libre }}\n",
            "handoff.teams.idle",
            "idle works on no queue",
            "Give it one in handoff.queues, or remove it",
        ),
        (
            "team: cloud, plans: [premium]",
            "team: cloud, default: true",
            "handoff.queues[3].default",
            "technical matters have a default queue already",
            "Leave default: true at one",
        ),
        (
            "team: commercial, default: true",
            "team: commercial, default: false",
            "handoff.queues",
            "commercial matters have no default queue",
            "Add default: true to one of them",
        ),
        (
            "team: technical, default: true",
            "team: technical, default: true, products: [azure]",
            "handoff.queues[2].products",
            "a default queue takes everything else of its matter",
            "Remove it",
        ),
        (
            "team: technical, default: true",
            "team: technical, default: true, plans: [plus]",
            "handoff.queues[2].plans",
            "a default queue takes everything else of its matter",
            "Remove it",
        ),
        ("key: urgent", "key: azure", "handoff.queues[3].key", "azure is there already", "Give each its own"),
        ("en: Urgent", "en: Azure", "handoff.queues[3].name.en", "Azure is there already", "Give each its own"),
        (
            "fr: Urgences",
            "fr: Assistance",
            "handoff.queues[3].name.fr",
            "Assistance is there already",
            "Give each its own",
        ),
        (
            "plans: [premium]",
            "plans: [premium, gold]",
            "handoff.queues[3].plans[1]",
            "gold is no support plan",
            "Known are basic, plus, premium",
        ),
    ],
)
def test_each_mistake_between_queues_and_teams_is_told_with_its_line_and_remedy(
    tmp_path: Path, old: str, new: str, path: str, problem: str, remedy: str
) -> None:
    assert WITH_QUEUES.count(old) == 1
    text = WITH_QUEUES.replace(old, new)
    found, line = the_mistake(tmp_path, text)
    assert (found.path, found.problem) == (path, problem)
    assert remedy in found.remedy
    places = "queues:" if path == "handoff.queues" else new.strip().splitlines()[-1]
    assert places in line


@pytest.mark.parametrize(
    ("text", "path", "problem", "remedy", "line"),
    [
        (
            GOOD.replace(BILLING, ""),
            "handoff.teams",
            "the team commercial is missing",
            "Add it, or list handoff.queues",
            "  teams:",
        ),
        (
            GOOD.replace(TWO, ""),
            "handoff.teams",
            "the team technical is missing",
            "Add it, or list handoff.queues",
            "  teams:",
        ),
        (
            GOOD.replace(TWO, f"{TWO}    cloud: {{ en: Cloud team, fr: Équipe cloud }}\n"),
            "handoff.teams.cloud",
            "cloud works on no queue",
            "List handoff.queues, one of them with this team",
            "    cloud: { en: Cloud team, fr: Équipe cloud }",
        ),
    ],
)
def test_without_queues_there_is_exactly_one_team_a_matter(
    tmp_path: Path, text: str, path: str, problem: str, remedy: str, line: str
) -> None:
    found, named = the_mistake(tmp_path, text)
    assert (found.path, found.problem, found.remedy, named) == (path, problem, remedy, line)


def test_a_team_whose_key_is_none_is_told_before_what_follows_from_it(tmp_path: Path) -> None:
    text = WITH_QUEUES.replace("    cloud: {", "    Cloud-1: {")
    key, idle, *unknown = mistakes(tmp_path, text)
    assert (key.path, key.problem) == ("handoff.teams.Cloud-1", "Cloud-1 is no key")
    assert key.remedy == "Use small letters, digits and _, such as cloud_team"
    assert "Cloud-1: {" in text.splitlines()[key.line - 1]
    assert idle.problem == "Cloud-1 works on no queue"
    assert [mistake.path for mistake in unknown] == ["handoff.queues[1].team", "handoff.queues[3].team"]
