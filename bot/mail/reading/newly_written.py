"""What somebody newly wrote in a mail, without what is quoted below, above or between, and without its signature."""

import re
from html.parser import HTMLParser
from typing import Final

from mailparser_reply import EmailReplyParser

from bot.domain.kernel.locales import LANGUAGES

LONGEST: Final = 100_000
"""Characters looked at; what is longer stands in the mailbox."""
_QUICKLY: Final = 5_000
"""Characters given to the parser, whose time grows with the square of them; longer texts are cut by our own rules."""
_PARSER: Final = EmailReplyParser(languages=list(LANGUAGES))
_BLANK: Final = re.compile(r"\n{3,}")
_WROTE: Final = r"(?:wrote|a écrit)[\s\u00a0\u202f]*:?"
_ATTRIBUTION: Final = re.compile(rf"^[> ]*(?:On|Le)\b[^\n]{{5,200}}(?:\n[^\n]{{0,200}})?{_WROTE}[ \t]*$", re.MULTILINE)
_SEPARATOR: Final = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:Original Message|Message d['’]origine|Message original|Forwarded message)[ \t]*-{2,}"
    r"|_{20,})[ \t]*$.*",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_HEADERS: Final = re.compile(
    r"^[ \t>*]*(?:From|De)[ \u00a0]?:[^\n]{3,200}\n[ \t>*]*(?:Sent|Date|Envoyé)(?: le)?[ \u00a0]?:.*",
    re.MULTILINE | re.DOTALL,
)
_SIGNATURE: Final = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
_PHONE: Final = re.compile(
    r"^[ \t]*(?:Sent from my|Get Outlook for|Envoyé de mon|Envoyé depuis|Télécharger Outlook|Obtenir Outlook)"
    r"\b[^\n]{0,80}$",
    re.MULTILINE | re.IGNORECASE,
)


def newly_written(text: str) -> str:
    """The writer's own words; "" where there are none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST].split("\n")
    text = _joined(_BLANK.sub("\n\n", "\n".join(line.rstrip() for line in lines)))
    said = _PARSER.parse_reply(text) or "" if len(text) <= _QUICKLY else ""
    return _tidied(said) or _tidied(text)


def _joined(text: str) -> str:
    """The words "Le … a écrit :" on one line, where a mail program has broken it."""
    return _ATTRIBUTION.sub(lambda match: " ".join(match[0].split("\n")), text)


def _tidied(text: str) -> str:
    text = _HEADERS.sub("", _SEPARATOR.sub("", text))
    text = _SIGNATURE.sub("", text)
    kept = [line for line in text.split("\n") if not line.lstrip().startswith(">")]
    text = _PHONE.sub("", _ATTRIBUTION.sub("", "\n".join(kept)))
    return _BLANK.sub("\n\n", text).strip()


class _Words(HTMLParser):
    """The words of an HTML mail, quoted mails left out."""

    _SILENT: Final = frozenset({"script", "style", "head", "title", "blockquote"})
    _LINES: Final = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self._silent.append(tag)
        elif tag in self._LINES and not self._silent:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in {"p", "div"} and not self._silent:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(re.sub(r"\s+", " ", data))


def words_of_html(html: str) -> str:
    """What a reader sees of an HTML mail, as lines."""
    reader = _Words()
    reader.feed(html[: 10 * LONGEST])
    reader.close()
    lines = "".join(reader.words).split("\n")
    return _BLANK.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()
