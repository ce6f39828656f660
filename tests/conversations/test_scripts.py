"""What customers write and what they must read, line by line, with the real engine, actions and storage."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.bootstrap import Desk
from bot.settings import ROOT
from tests.conversations.chat import Answered, Chat
from tests.fixtures.desk import NIGHT, NOW
from tests.fixtures.engine import RunningEngine

SCRIPTS: list[dict[str, Any]] = [
    script
    for table in ("scripts.yml", "follow_ups.yml")
    for script in YAML(typ="safe").load(Path(__file__).with_name(table).read_text("utf-8"))
]
UNSURE = {"nlu_fallback", "copy_invoice", "compare_invoices", "something_else"}
"""Intents that are no clear typed message: doubt has tests of its own, the others stand behind buttons."""


@pytest.mark.engine
@pytest.mark.parametrize("script", SCRIPTS, ids=[script["name"] for script in SCRIPTS])
def test_a_conversation_reads_as_scripted(
    script: dict[str, Any], engine: RunningEngine, desk_at: Callable[[datetime], Desk]
) -> None:
    desk = desk_at(NIGHT if script.get("at") == "night" else NOW)
    chat = Chat.of(engine, desk, script.get("as"), script["language"])
    for turn in script["turns"]:
        said = turn.get("say") or f"[{turn['press']}]"
        answered = chat.write(turn["say"]) if "say" in turn else chat.press(turn["press"])
        assert answered.text, f"{said}: silence"
        assert _problems(turn, answered) == [], f"{said} → {answered.intent} {answered.confidence}: {answered.text}"


def test_every_intent_is_spoken_in_both_languages() -> None:
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text("utf-8"))
    intents = {next(iter(intent)) for intent in domain["intents"]} - UNSURE
    for language in ("en", "fr"):
        spoken = {
            turn["intent"]
            for script in SCRIPTS
            for turn in script["turns"]
            if "intent" in turn and turn.get("in", script["language"]) == language
        }
        assert sorted(intents - spoken) == [], language


def _problems(turn: dict[str, Any], answered: Answered) -> list[str]:
    problems = [f"does not say {wanted!r}" for wanted in turn.get("reads", ()) if not answered.says(wanted)]
    problems += [f"says {unwanted!r}" for unwanted in turn.get("never", ()) if answered.says(unwanted)]
    if "intent" in turn and "say" in turn and answered.intent != turn["intent"]:
        problems.append(f"understood as {answered.intent}")
    if "language" in turn and answered.language != turn["language"]:
        problems.append(f"answered in {answered.language}")
    if "queued" in turn and (answered.hand_off or {}).get("queue") != turn["queued"]:
        problems.append(f"handed to {answered.hand_off}")
    if "because" in turn and (answered.hand_off or {}).get("reason") != turn["because"]:
        problems.append(f"handed off as {answered.hand_off}")
    return problems
