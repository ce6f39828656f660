"""What stands in a mail, before it becomes text and HTML."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, shown as such. `author` is empty where the sentence before names who."""

    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An address to go to, by what happens there."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail in one language. `body` is in order; `small` and `stop` stand below the signature."""

    language: str
    greeting: str
    body: tuple[str | Quote, ...]
    link: Link
    signature: tuple[str, ...]
    small: str
    stop: Link | None = None


def as_text(letter: Letter) -> str:
    """The letter for mail programs that show no HTML."""
    parts = [letter.greeting, *map(_part, letter.body), f"{letter.link.label}\n{letter.link.url}"]
    below = [letter.small, *([f"{letter.stop.label}\n{letter.stop.url}"] if letter.stop else [])]
    signature = "\n".join(("-- ", *letter.signature))
    return "\n\n".join((*parts, signature, *below)) + "\n"


def _part(part: str | Quote) -> str:
    if isinstance(part, str):
        return part
    quoted = "\n".join(f"> {line}".rstrip() for line in part.text.splitlines())
    return f"{part.author}\n{quoted}" if part.author else quoted
