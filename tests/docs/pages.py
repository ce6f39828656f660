"""The pages of the documentation, taken apart: links, headings, code, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(!?)\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")
_SHELL = {"", "sh", "bash", "console"}


@dataclass(frozen=True)
class Block:
    """A fenced piece of code and the language it is said to be in."""

    language: str
    text: str


@dataclass(frozen=True)
class Link:
    """Where a link or picture points."""

    target: str
    is_picture: bool

    @property
    def is_local(self) -> bool:
        return not re.match(r"[a-z]+:", self.target)


@dataclass(frozen=True)
class Page:
    """One page; its name is its path from the root of the repository."""

    path: Path

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        """The page without its fenced code."""
        return _FENCE.sub("", self.text)

    @property
    def blocks(self) -> list[Block]:
        return [Block(language, text) for language, text in _FENCE.findall(self.text)]

    @property
    def links(self) -> list[Link]:
        prose = _INLINE.sub("", self.prose)
        return [Link(target, bool(mark)) for mark, target in _LINK.findall(prose)]

    @property
    def anchors(self) -> set[str]:
        """What a link may name after the `#`, as GitHub makes it from headings."""
        return {_slug(heading) for heading in _HEADING.findall(self.prose)}

    @property
    def commands(self) -> Iterator[str]:
        """Every line of shell, and every piece of inline code, that may be a command."""
        for block in self.blocks:
            if block.language in _SHELL:
                yield from (line.strip() for line in block.text.splitlines())
        yield from _INLINE.findall(self.prose)

    def section(self, heading: str) -> str:
        """What stands below a heading, up to the next one of its depth or above. Raises ValueError."""
        found = re.search(rf"^(#+) {re.escape(heading)}$", self.text, re.MULTILINE)
        if found is None:
            raise ValueError(f"{self} has no heading {heading!r}")
        rest = self.text[found.end() :]
        following = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
        return rest[: following.start()] if following else rest


def code_in(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


def rows(text: str) -> list[list[str]]:
    """The cells of every table row in a text, without heads and rules."""
    lines = [line.strip() for line in text.splitlines()]
    rules = {number for number, line in enumerate(lines) if re.fullmatch(r"\|(?:[ :]*-+[ :]*\|)+", line)}
    heads = {number - 1 for number in rules}
    kept = [line for n, line in enumerate(lines) if line.startswith("|") and n not in rules | heads]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in kept]


def page(name: str) -> Page:
    """The page of that path."""
    return Page(ROOT / name)


def pages() -> list[Page]:
    """All of them."""
    return [Page(path) for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]]


def _slug(heading: str) -> str:
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).casefold()
    return re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")
