"""Everyday questions, each answered with the fact asked for: one table a language, by people who had not seen the desk.

To add one, write what somebody types and the patterns that must be read (`reads`) or must not (`never`) into
`everyday/LANGUAGE.yml`; `patterns.py` says how amounts and days are written there.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.bootstrap import Desk
from tests.conversations.chat import Answered, Chat
from tests.conversations.patterns import compiled, folded
from tests.fixtures.desk import NOW
from tests.fixtures.engine import RunningEngine

TABLES = Path(__file__).with_name("everyday")
LEAST = 150
"""Conversations in each language."""
RIGHT = {"en": 0.82, "fr": 0.85}
"""The share of them that must be answered rightly. A model trained on another machine may lose a close call."""
SHOWN = 200
"""Characters of a message or answer told of what was missed."""


def _table(language: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = YAML(typ="safe").load((TABLES / f"{language}.yml").read_text("utf-8"))
    return [{**row, "language": language} for row in rows]


TALKS = [*_table("en"), *_table("fr")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_there_are_enough_in_each_language(language: str) -> None:
    own = [talk["id"] for talk in TALKS if talk["language"] == language]
    assert len(own) >= LEAST
    assert len(set(own)) == len(own)


@pytest.mark.engine
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nearly_all_get_the_answer_to_what_they_asked(
    language: str, engine: RunningEngine, desk_at: Callable[[datetime], Desk]
) -> None:
    talks = [talk for talk in TALKS if talk["language"] == language]
    desk = desk_at(NOW)
    missed = [miss for talk in talks if (miss := _missed(talk, engine, desk))]
    print(*missed, sep="\n")
    assert 1 - len(missed) / len(talks) >= RIGHT[language], "\n".join(missed)


def _missed(talk: dict[str, Any], engine: RunningEngine, desk: Desk) -> str | None:
    """The first turn of a conversation that is not answered rightly."""
    language, today = talk["language"], NOW.date()
    chat = Chat.of(engine, desk, talk.get("as"), language)
    for turn in talk["turns"]:
        answered = chat.write(turn["say"])
        said = everything(answered)
        missing = [one for one in turn.get("reads", ()) if not compiled(one, language, today).search(said)]
        wrong = [one for one in turn.get("never", ()) if compiled(one, language, today).search(said)]
        if missing or wrong:
            return f"{talk['id']}: {turn['say'][:SHOWN]} -> {answered.intent}: {said[:SHOWN]}"
    return None


def everything(answered: Answered) -> str:
    """All that is to be read: texts, buttons, addresses, cards."""
    cards = [value for card in answered.cards for value in _texts(card)]
    return folded("\n".join([answered.text, *cards, *answered.titles, *answered.urls]))


def _texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        return [text for value in part.values() for text in _texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in _texts(value)]
    return [str(part)]
