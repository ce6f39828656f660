"""Every word of our own pages, languages side by side, and which language a browser prefers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from bot.domain.kernel.locales import FALLBACK, LANGUAGES

_BLANK: Final = re.compile(r"\{([a-z_]+)\}")


class TextMissing(LookupError):
    """A page asks for a text, or leaves open a blank, that does not exist; the message names it."""


class Texts:
    """Texts by dotted key, both languages side by side."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    @classmethod
    def load(cls, path: Path) -> "Texts":
        """Reads a file of nested keys ending in `en` and `fr`. Raises OSError when it cannot be read."""
        return cls(_texts(path.read_text(encoding="utf-8")))

    @classmethod
    def load_all(cls, paths: Iterable[Path]) -> "Texts":
        """Reads several files of nested keys as if they were one. Raises OSError."""
        return cls({key: texts.variants(key) for path in paths for texts in (cls.load(path),) for key in texts})

    @classmethod
    def load_folders(cls, folders: Iterable[Path]) -> "Texts":
        """Reads every .yml file of the folders; a file's stem is the first part of its keys. Raises OSError."""
        texts: dict[str, Mapping[str, str]] = {}
        for path in sorted(path for folder in folders for path in folder.glob("*.yml")):
            topic = cls.load(path)
            texts |= {f"{path.stem}.{key}": topic.variants(key) for key in topic}
        return cls(texts)

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def variants(self, key: str) -> Mapping[str, str]:
        """The text in every language, blanks open. Raises TextMissing."""
        try:
            return self._texts[key]
        except KeyError:
            raise TextMissing(f"no text {key!r}") from None

    def say(self, key: str, language: str, **blanks: object) -> str:
        """The text with its blanks filled. Raises TextMissing."""
        try:
            return _BLANK.sub(lambda match: str(blanks[match[1]]), self.variants(key)[language])
        except KeyError as missing:
            raise TextMissing(f"text {key!r} in {language!r} lacks {missing}") from None

    def section(self, prefix: str, language: str) -> dict[str, str]:
        """All texts below `prefix`, by the rest of their key."""
        below = f"{prefix}."
        return {key.removeprefix(below): text[language] for key, text in self._texts.items() if key.startswith(below)}


def blanks(text: str) -> frozenset[str]:
    """The names of a text's blanks."""
    return frozenset(_BLANK.findall(text))


def preferred(accept_language: str) -> str:
    """Our language that ranks highest in an Accept-Language header (RFC 9110, 12.5.4)."""
    ranked = [_ranked(part) for part in accept_language.split(",")]
    spoken = [(weight, language) for weight, language in ranked if language in LANGUAGES and weight > 0]
    return max(spoken, key=lambda pair: pair[0])[1] if spoken else FALLBACK


def _ranked(part: str) -> tuple[float, str]:
    tag, _, weight = part.strip().partition(";q=")
    try:
        return (float(weight) if weight else 1.0), tag.split("-")[0].casefold()
    except ValueError:
        return 0.0, ""


@lru_cache(maxsize=64)
def _texts(text: str) -> Mapping[str, Mapping[str, str]]:
    """What a file says; the same file is not parsed twice: parsing all of them takes half a second."""
    return dict(_leaves(YAML(typ="safe").load(text), ""))


def _leaves(node: Mapping[str, object], path: str) -> "list[tuple[str, Mapping[str, str]]]":
    found: list[tuple[str, Mapping[str, str]]] = []
    for key, value in node.items():
        if not isinstance(value, Mapping):
            raise TextMissing(f"{path}{key} must have the languages {', '.join(LANGUAGES)} below it")
        if set(value) & set(LANGUAGES):
            found.append((f"{path}{key}", {name: str(text).strip() for name, text in value.items()}))
        else:
            found.extend(_leaves(value, f"{path}{key}."))
    return found
