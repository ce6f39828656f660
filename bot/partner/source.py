"""The text of partner.yml as a tree that still knows the line of every key."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.partner.mistakes import Mistake, PartnerFileError

Location = tuple[str | int, ...]
"""Keys and list positions from the top of the file."""


class Source:
    """A parsed file."""

    def __init__(self, tree: CommentedMap) -> None:
        self.tree = tree

    def line(self, location: Location) -> int:
        """The line (from 1) of a key; of the nearest key above it when it is missing."""
        node: Any = self.tree
        line = 1
        for part in location:
            found = _line_of(node, part)
            if found is None:
                break
            line, node = found + 1, node[part]
        return line

    def get(self, location: Location) -> Any:
        """The value at a location, or None when there is none."""
        node: Any = self.tree
        for part in location:
            if _line_of(node, part) is None:
                return None
            node = node[part]
        return node


def read(path: Path) -> Source:
    """Parses the file; the same text is the same source.

    Raises PartnerFileError when it is missing, no text, no YAML, or no mapping.
    """
    try:
        source = _source(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _refused(path, 1, "the file does not exist", "Create it, or set DESK_PARTNER_FILE") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path, 1, f"the file cannot be read ({error})", "Make it a readable file in UTF-8") from error
    except YAMLError as error:
        raise _syntax(path, error) from error
    if not isinstance(source.tree, CommentedMap):
        raise _refused(path, 1, "the file holds no keys", "Start from docs/partner-yml.md")
    return source


def path_text(location: Sequence[str | int]) -> str:
    """A location as people write it: `support.plans[1].key`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return "".join(parts).lstrip(".")


def plain(node: Any, above: tuple[int, ...] = ()) -> Any:
    """The tree as dictionaries, lists and scalars, numbers with a point as text (so that no cent is lost).

    An anchor within itself is cut off: the check of shape finds the hole.
    """
    if id(node) in above:
        return None
    if isinstance(node, CommentedMap):
        return {key: plain(value, (*above, id(node))) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(value, (*above, id(node))) for value in node]
    return repr(float(node)) if isinstance(node, float) else node


class _Constructor(RoundTripConstructor):
    """Leaves dates as they are written: the check of shape tells which are none, with their line."""


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda constructor, node: str(node.value))


@lru_cache(maxsize=2)
def _source(text: str) -> Source:
    """The file as a tree; the same file is not parsed twice, and is the same source."""
    yaml = YAML()
    yaml.Constructor = _Constructor
    return Source(yaml.load(text))


def _line_of(node: Any, part: str | int) -> int | None:
    if isinstance(node, CommentedMap) and part in node:
        return int(node.lc.key(part)[0])
    if isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
        return int(node.lc.item(part)[0])
    return None


def _syntax(path: Path, error: YAMLError) -> PartnerFileError:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return _refused(path, 1, f"this is not YAML ({error})", "Mend the syntax")
    problem = (error.problem or "this is not YAML").splitlines()[0]
    remedy = "Check indentation, quotes and brackets here and in the line above"
    if "duplicate key" in problem:
        remedy = "Keep one of the two"
    return _refused(path, error.problem_mark.line + 1, problem, remedy)


def _refused(path: Path, line: int, problem: str, remedy: str) -> PartnerFileError:
    return PartnerFileError(path.name, (Mistake(line, "", problem, remedy),))
