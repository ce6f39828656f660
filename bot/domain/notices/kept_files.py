"""Which files of a mail are kept, by what their content is and never by what they call themselves."""

import io
import zipfile
from typing import Final

MOST: Final = 10
LARGEST: Final = 10 * 1024 * 1024
TOGETHER: Final = 25 * 1024 * 1024
"""Files of one mail: how many, how large each, how large together, in bytes."""

_SIGNS: Final = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"GIF8", "image/gif", (".gif",)),
)
_OFFICE: Final = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
}
_TEXTS: Final = (".txt", ".csv", ".log")
_MOST_PARTS: Final = 5_000


def kind_of(name: str, content: bytes) -> str | None:
    """The media type of a file that may be kept; None for any other.

    Kept: PDF, PNG, JPEG, GIF, Word, Excel and PowerPoint without macros, plain text. A name that says something else
    than the content is a disguise.
    """
    lower = name.lower()
    for sign, kind, endings in _SIGNS:
        if content.startswith(sign):
            return kind if lower.endswith(endings) else None
    if content.startswith(b"PK\x03\x04"):
        return _office(lower, content)
    return "text/plain" if lower.endswith(_TEXTS) and _is_text(content) else None


def _office(name: str, content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return None
    if len(inside) > _MOST_PARTS or "[Content_Types].xml" not in inside:
        return None
    if any("vba" in part.lower() or "activex" in part.lower() for part in inside):
        return None
    found = next((known for start, known in _OFFICE.items() if any(part.startswith(start) for part in inside)), None)
    return found[0] if found is not None and name.endswith(found[1]) else None


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(sign < " " and sign not in "\t\r\n\f" for sign in text)
