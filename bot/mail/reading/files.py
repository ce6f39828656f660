"""The files of a mail: those that are kept, and the names of the others."""

import hashlib
from collections.abc import Sequence
from email.message import Message
from typing import Final

from bot.domain.kernel import lengths
from bot.domain.notices.incoming import KeptFile
from bot.domain.notices.kept_files import LARGEST, MOST, TOGETHER, kind_of

_TEXTS: Final = frozenset({"text/plain", "text/html"})
_REPORTS: Final = frozenset({"message/delivery-status", "text/rfc822-headers"})


def files_of(parts: Sequence[Message]) -> tuple[tuple[KeptFile, ...], tuple[str, ...]]:
    """The files that are kept, and the names of those that are not. Small pictures in signatures are files too."""
    kept: list[KeptFile] = []
    left_out: list[str] = []
    for part in parts:
        if not is_file(part):
            continue
        name, content = _name(part), _content(part)
        kind = kind_of(name, content)
        together = sum(len(file.content) for file in kept) + len(content)
        if kind is None or len(content) > LARGEST or together > TOGETHER or len(kept) >= MOST:
            left_out.append(name)
        else:
            kept.append(file_of(name, kind, content))
    return tuple(kept), tuple(left_out[:MOST])


def file_of(name: str, kind: str, content: bytes) -> KeptFile:
    """A file with its digest."""
    return KeptFile(name, kind, hashlib.sha256(content).hexdigest(), content)


def is_file(part: Message) -> bool:
    """Whether a part is a file, and not the text of the mail."""
    kind = part.get_content_type()
    if kind in _REPORTS:
        return False
    return bool(part.get_filename()) or part.get_content_disposition() == "attachment" or kind not in _TEXTS


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """One line without folders; a mail in the mail has none."""
    given = part.get_filename() or f"({part.get_content_type()})"
    base = given.replace("\\", "/").rpartition("/")[2]
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in base).split()).strip(". ")
    if len(name) <= lengths.FILE_NAME:
        return name or "?"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: lengths.FILE_NAME - 12]}…{dot}{ending[:10]}" if stem else name[: lengths.FILE_NAME]
