"""Mistakes in the theme: text that could not be read, measured as WCAG 2.2 does, with the nearest colour that can."""

from collections.abc import Iterator, Sequence

from bot.domain.kernel.looks.colours import READABLE, contrast, least_contrast, nearest_readable, text_on
from bot.domain.kernel.looks.theme import DARK_GROUNDS, LIGHT_GROUNDS
from bot.partner.source import Location, Source
from bot.partner.values import Wrong, read_colour

HEADER = "#12284c"
HEADER_TEXT = "#ffffff"
ACCENT = "#1557b8"
ACCENT_DARK = "#8ab8ff"
"""The desk's own colours, where a theme names only some."""

COLOURS: Location = ("widget", "theme", "colours")
Finding = tuple[Location, str, str]


def theme_findings(source: Source) -> Iterator[Finding]:
    """Every colour on which, or in which, something could not be read."""
    yield from _header(source)
    yield from _accent(source, "accent", LIGHT_GROUNDS)
    yield from _accent(source, "accent_dark", DARK_GROUNDS)
    if source.get(("widget", "sign_in_by_mail")) is True and source.get(("mail",)) is None:
        yield ("widget", "sign_in_by_mail"), "no mail is sent, so nobody gets a code", "Add mail, or remove this key"


def _header(source: Source) -> Iterator[Finding]:
    ground, text = _given(source, "header") or HEADER, _given(source, "header_text") or HEADER_TEXT
    measured = contrast(ground, text)
    if measured >= READABLE:
        return
    named = "header_text" if _given(source, "header_text") else "header"
    other = ground if named == "header_text" else text
    nearest = nearest_readable(text if named == "header_text" else ground, (other,))
    more = f", or set header_text to {text_on(ground)}" if named == "header" else ""
    problem = f"text in {text} on {ground} {_measured(measured)}"
    yield (*COLOURS, named), problem, f"The nearest {named} that passes is {nearest}{more}"


def _accent(source: Source, name: str, grounds: Sequence[str]) -> Iterator[Finding]:
    colour = _given(source, name)
    if colour is None or (measured := least_contrast(colour, grounds)) >= READABLE:
        return
    worst = min(grounds, key=lambda ground: contrast(colour, ground))
    problem = f"links and buttons in {colour} on {worst} {_short(measured)}"
    yield (*COLOURS, name), problem, f"The nearest {name} that passes is {nearest_readable(colour, grounds)}"


def _measured(ratio: float) -> str:
    return f"has a contrast of {_rounded(ratio)}:1, and {READABLE}:1 is needed (WCAG AA)"


def _short(ratio: float) -> str:
    return f"have a contrast of {_rounded(ratio)}:1, and {READABLE}:1 is needed (WCAG AA)"


def _rounded(ratio: float) -> str:
    """Two decimals, cut: what fails never reads as if it passed."""
    return f"{int(ratio * 100) / 100:.2f}"


def _given(source: Source, name: str) -> str | None:
    """A colour that is one; what is none is told by the check of shape."""
    try:
        value = source.get((*COLOURS, name))
        return read_colour(value) if value is not None else None
    except Wrong:
        return None
