"""Every sentence a customer reads, from the one file that holds them in both languages side by side."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from bot.domain.kernel.locales import LANGUAGES
from bot.writing.plurals import plural

_BLANK: Final = re.compile(r"\{([a-z_]+)\}")


class WordsMissing(LookupError):
    """A response, one of its languages, or the value of a blank does not exist; the message names it."""


class WordsInvalid(ValueError):
    """The file does not hold responses in the expected form; the message lists all `mistakes`."""

    def __init__(self, file: str, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(f"{file}: {'; '.join(self.mistakes)}")


@dataclass(frozen=True, slots=True)
class Wording:
    """One response in one language: its text and its buttons (title, payload or url), blanks still open."""

    text: str
    buttons: tuple[Mapping[str, str], ...] = ()

    @property
    def blanks(self) -> frozenset[str]:
        """The names of the blanks in text and buttons."""
        parts = [self.text, *(value for button in self.buttons for value in button.values())]
        return frozenset(name for part in parts for name in _BLANK.findall(part))


class Words:
    """The responses by key and language."""

    def __init__(self, responses: Mapping[str, Mapping[str, Wording]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, path: Path) -> "Words":
        """Reads a file of Rasa responses conditioned on slot `language`.

        Raises OSError when it cannot be read, and WordsInvalid naming every key that lacks a language or whose
        languages have different blanks.
        """
        responses, mistakes = _responses(path.read_text(encoding="utf-8"))
        if mistakes:
            raise WordsInvalid(path.name, mistakes)
        return cls(responses)

    def __contains__(self, key: object) -> bool:
        return key in self._responses

    def __iter__(self) -> Any:
        return iter(self._responses)

    def wording(self, key: str, language: str) -> Wording:
        """The response with its blanks open. Raises WordsMissing."""
        found = self._responses.get(key, {}).get(language)
        if found is None:
            raise WordsMissing(f"no response {key!r} in language {language!r}")
        return found

    def say(self, key: str, language: str, **blanks: object) -> str:
        """The text with every blank filled. Raises WordsMissing for an unknown key, language or unfilled blank."""
        return _fill(self.wording(key, language).text, key, blanks)

    def counted(self, key: str, count: int, language: str, **blanks: object) -> str:
        """The text of `<key>_one` or `<key>_many` (French counts 0 as one), with the blank `count` filled."""
        return self.say(f"{key}_{plural(count, language)}", language, count=count, **blanks)

    def buttons(self, key: str, language: str, **blanks: object) -> tuple[dict[str, str], ...]:
        """The buttons with every blank filled; values inside a payload are escaped as JSON. Raises WordsMissing."""
        return tuple(_button(button, key, blanks) for button in self.wording(key, language).buttons)


def _button(button: Mapping[str, str], key: str, blanks: Mapping[str, object]) -> dict[str, str]:
    escaped = {name: json.dumps(str(value), ensure_ascii=False)[1:-1] for name, value in blanks.items()}
    return {part: _fill(text, key, escaped if part == "payload" else blanks) for part, text in button.items()}


def _fill(text: str, key: str, blanks: Mapping[str, object]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in blanks:
            raise WordsMissing(f"response {key!r} needs the blank {match[1]!r}")
        return str(blanks[match[1]])

    return _BLANK.sub(value, text)


@lru_cache(maxsize=2)
def _responses(text: str) -> tuple[Mapping[str, Mapping[str, Wording]], tuple[str, ...]]:
    """What a file says, and its mistakes; the same file is not read twice, since that takes a quarter of a second."""
    loaded = YAML(typ="safe").load(text) or {}
    responses = {key: _languages(variations) for key, variations in loaded.get("responses", {}).items()}
    return responses, tuple(mistake for key, found in responses.items() for mistake in _mistakes(key, found))


def _languages(variations: Any) -> dict[str, Wording]:
    return {_language(variation): _wording(variation) for variation in variations}


def _language(variation: Mapping[str, Any]) -> str:
    for condition in variation.get("condition", ()):
        if condition.get("name") == "language":
            return str(condition.get("value"))
    return ""


def _wording(variation: Mapping[str, Any]) -> Wording:
    return Wording(str(variation.get("text", "")).strip(), tuple(variation.get("buttons", ())))


def _mistakes(key: str, found: Mapping[str, Wording]) -> list[str]:
    if missing := [language for language in LANGUAGES if language not in found]:
        return [f"{key} lacks {', '.join(missing)}"]
    if extra := [language or "a variation without a language" for language in found if language not in LANGUAGES]:
        return [f"{key} has {', '.join(extra)}"]
    blanks = {language: wording.blanks for language, wording in found.items()}
    return [] if len(set(blanks.values())) == 1 else [f"{key} has different blanks in its languages"]
