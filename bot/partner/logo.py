"""The partner's logo: a file beside partner.yml, of a kind and size that every page can show, which can run nothing."""

import re
import struct
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from bot.domain.kernel.looks.theme import Logo
from bot.partner.mistakes import Mistake
from bot.partner.source import Location, Source, path_text
from bot.partner.values import Wrong

LARGEST: Final = 200_000
"""Bytes: every page of the desk and every chat loads it."""

WIDEST: Final = 2000
"""Pixels in each direction of a PNG: it is shown 32 pixels high."""

LOGO: Final[Location] = ("widget", "theme", "logo")

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SVG: Final = "http://www.w3.org/2000/svg "
_ELEMENTS: Final = (
    "svg g defs title desc metadata path rect circle ellipse line polyline polygon text tspan textPath image use "
    "symbol linearGradient radialGradient stop clipPath mask pattern marker style switch filter feBlend "
    "feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile feTurbulence"
)
"""What draws and neither runs nor moves (SVG 2)."""

_INERT: Final = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
)
"""What drawing programs note beside a drawing; browsers pass it over."""

_ELSEWHERE: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|\\", re.IGNORECASE)
_PICTURE: Final = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]")
_PLAIN: Final = "Save it as plain SVG without scripts and links, or as PNG"


def logo_beside(file: Path, source: Source) -> Logo | Mistake | None:
    """The logo that partner.yml names, or what is wrong with it; None where it names none.

    A name that is no text is left to the check of shape.
    """
    name = source.get(LOGO)
    if not isinstance(name, str) or not name:
        return None
    try:
        return _read(file.parent, name)
    except Wrong as wrong:
        return Mistake(source.line(LOGO), path_text(LOGO), wrong.problem, wrong.remedy)


def _read(folder: Path, name: str) -> Logo:
    content = _content(folder, name)
    if content.startswith(_PNG):
        _require_small(content)
        return Logo("image/png", content)
    if not name.lower().endswith(".svg"):
        raise Wrong(f"{name} is neither SVG nor PNG", "Save it as SVG or PNG")
    _Drawing(name).require_harmless(content)
    return Logo("image/svg+xml", content)


def _content(folder: Path, name: str) -> bytes:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Wrong(f"{name} is not beside partner.yml", "Put the file into the folder of partner.yml, or below it")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Wrong(f"{name} cannot be read ({error.strerror})", "Put the file beside partner.yml") from error
    if len(content) > LARGEST:
        raise Wrong(f"{name} has more than {LARGEST // 1000} kB", "Save it smaller")
    return content


def _require_small(content: bytes) -> None:
    """The first chunk of a PNG holds its measures (PNG, third edition, 11.2.1)."""
    if len(content) < 24 or content[12:16] != b"IHDR":
        raise Wrong("the logo is cut short: it is no whole PNG", "Save it once more")
    width, height = struct.unpack(">II", content[16:24])
    if not (0 < width <= WIDEST and 0 < height <= WIDEST):
        raise Wrong(f"the logo has {width} x {height} pixels", f"Save it with at most {WIDEST} in each direction")


class _Drawing:
    """Reads an SVG and refuses whatever is not a mere drawing."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._root = False
        self._in_style = False

    def require_harmless(self, content: bytes) -> None:
        """Raises Wrong for what is no SVG, runs, or asks for something elsewhere."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True  # a text comes whole
        parser.StartDoctypeDeclHandler = self._declaration
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise Wrong(f"{self._name} is no SVG ({error})", _PLAIN) from error

    def _declaration(self, *_: Any) -> None:
        self._refuse("a document type declaration")

    def _instruction(self, target: str, _: str) -> None:
        self._refuse(f"the instruction {target}")

    def _begin(self, element: str, attributes: dict[str, str]) -> None:
        plain = element.removeprefix(_SVG)
        if not self._root and element != f"{_SVG}svg":
            raise Wrong(f"{self._name} is no SVG: it begins with <{plain.split()[-1]}>", _PLAIN)
        self._root = True
        if (element == plain or plain not in _ELEMENTS.split()) and not element.startswith(_INERT):
            self._refuse(f"<{plain.split()[-1]}>")
        self._in_style = plain == "style"
        for name, value in attributes.items():
            self._attribute(name.split()[-1], value)

    def _end(self, _: str) -> None:
        self._in_style = False

    def _attribute(self, name: str, value: str) -> None:
        if name.lower().startswith("on"):
            self._refuse(f"the script {name}")
        if name == "href" and not _PICTURE.match(value.strip()):
            self._refuse(f"a link to {value[:60]!r}")
        if _ELSEWHERE.search(value):
            self._refuse(f"something from elsewhere in {name}")

    def _text(self, text: str) -> None:
        if self._in_style and _ELSEWHERE.search(text):
            self._refuse("something from elsewhere in its style")

    def _refuse(self, what: str) -> None:
        raise Wrong(f"{self._name} holds {what}", _PLAIN)
