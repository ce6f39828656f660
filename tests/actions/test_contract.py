"""What domain, rules, sentences and actions must agree on."""

import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import actions
from actions.conversations.dialogue import NOT_OFFERED
from actions.kernel.answer import Answer
from actions.kernel.exchange import FORGOTTEN
from actions.kernel.planned import Planned
from actions.kernel.ticket_reading import QUESTIONS
from actions.server import ANSWERS
from bot.domain.conversations import topics
from bot.domain.customers.audience import ACCOUNT, MONEY, MONEY_UNLESS_VISITOR, ORDERS, PARTNERS_CUSTOMERS
from bot.domain.kernel.questions import ASPECTS
from bot.settings import ROOT
from bot.words import Words

BUTTONS_ONLY = {"copy_invoice", "compare_invoices", "something_else", "nlu_fallback"}

BY_AUTHORS = {"account_request"}
"""What only the files of data/nlu/authors teach."""

AS_A_WHOLE = {("balance_due", "statement"), *((topic, "whole") for topic in ("find_invoice", "explain_charge"))}
"""Aspects answered with their topic as a whole."""


def _yaml(name: str) -> Any:
    return YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def domain() -> Any:
    return _yaml("domain.yml")


@pytest.fixture(scope="module")
def intents(domain: Any) -> set[str]:
    return {next(iter(intent)) for intent in domain["intents"]}


def test_every_intent_has_exactly_one_rule(intents: set[str]) -> None:
    ruled = [rule["steps"][0]["intent"] for rule in _yaml("data/rules.yml")["rules"]]
    assert sorted(ruled) == sorted(intents)


def test_every_intent_has_training_data_unless_only_a_button_means_it(intents: set[str]) -> None:
    files = (ROOT / "data" / "nlu").rglob("*.yml")
    trained = {
        name for path in files for name in re.findall(r"^- intent: (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert intents - BUTTONS_ONLY - BY_AUTHORS <= trained
    assert trained <= intents


def test_every_action_of_the_domain_exists_once_and_no_other(domain: Any) -> None:
    named = [answer.action for answer in ANSWERS]
    assert sorted(named) == sorted(domain["actions"])
    assert len(set(named)) == len(named)


def test_every_answer_class_is_registered() -> None:
    modules = [import_module(module.name) for module in pkgutil.walk_packages(actions.__path__, "actions.")]
    classes = {kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)}
    assert {kind for kind in classes if issubclass(kind, Answer) and hasattr(kind, "action")} == set(ANSWERS)


def test_every_step_of_rules_and_stories_is_an_action_or_a_response(domain: Any) -> None:
    words = Words.load(ROOT / "data" / "responses.yml")
    flows = [*_yaml("data/rules.yml")["rules"], *_yaml("data/stories.yml")["stories"]]
    steps = {step["action"] for flow in flows for step in flow["steps"] if "action" in step}
    assert [step for step in steps if step not in domain["actions"] and step not in words] == []


def test_every_aspect_of_a_topic_that_answers_by_aspect_has_a_plan() -> None:
    planned = {answer.action.removeprefix("action_"): answer.plans for answer in ANSWERS if issubclass(answer, Planned)}
    asked = {(topic, aspect) for topic in planned for aspect in ASPECTS.get(topic, ())}
    assert {(topic, aspect) for topic, aspect in asked if aspect not in planned[topic]} <= AS_A_WHOLE


def test_slots_that_answers_reset_exist_in_the_domain(domain: Any) -> None:
    assert set(FORGOTTEN) <= set(domain["slots"])


def test_intents_named_in_the_code_exist(intents: set[str]) -> None:
    assert intents >= MONEY | MONEY_UNLESS_VISITOR | ACCOUNT | ORDERS | PARTNERS_CUSTOMERS
    assert intents >= QUESTIONS
    assert intents >= NOT_OFFERED


def test_everything_but_the_talk_itself_is_a_question_a_partner_may_name(intents: set[str]) -> None:
    assert intents - BUTTONS_ONLY - topics.QUESTIONS == NOT_OFFERED - BUTTONS_ONLY - {"previous_invoice"}
    assert intents >= topics.QUESTIONS


def test_every_meaning_that_can_be_offered_has_a_title(intents: set[str]) -> None:
    words = Words.load(ROOT / "data" / "responses.yml")
    offered = intents - NOT_OFFERED - BUTTONS_ONLY
    assert [intent for intent in offered if f"utter_meaning_{intent}" not in words] == []


def test_every_sentence_named_in_the_code_exists() -> None:
    words = Words.load(ROOT / "data" / "responses.yml")
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").rglob("*.py"))
    said = set(re.findall(r'\b(?:say|tell)\(\s*"([a-z0-9_]+)"', code))
    counted = set(re.findall(r'counted\(\s*"([a-z0-9_]+)"', code))
    buttons = set(re.findall(r'button\(\s*"([a-z0-9_]+)"', code))
    wanted = said | {f"{key}_{form}" for key in counted for form in ("one", "many")} | {f"button_{b}" for b in buttons}
    assert sorted(key for key in wanted if f"utter_{key}" not in words) == []


def test_no_sentence_stands_in_the_code() -> None:
    accents = re.compile(r"[éèêàùçîôÉ]")
    # words looked for in questions
    allowed = {"collections.py", "explanations.py", "hours_words.py", "ticket_reading.py", "which_invoice.py"}
    for path in Path(ROOT / "actions").rglob("*.py"):
        if path.name not in allowed:
            assert not accents.search(path.read_text(encoding="utf-8")), path.name
