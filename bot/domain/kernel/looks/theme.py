"""How the chat and the desk's own pages look, and what the assistant is called: the partner's choice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

LIGHT_GROUNDS: Final = ("#ffffff", "#f5f7fb")
"""What stands behind links and labels where the device prefers light: cards and pages."""

DARK_GROUNDS: Final = ("#1a2540", "#151e33", "#0f172a", "#0d1424")
"""The same where it prefers dark."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours as `#1557b8`. `header` is behind the head of the chat and its button, `header_text` upon it; `accent` is
    that of links, buttons and the customer's own messages, on light and on dark, each with the text upon it.
    """

    header: str
    header_text: str
    accent: str
    accent_text: str
    accent_dark: str
    accent_dark_text: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The partner's mark: an SVG without scripts, or a PNG. `media_type` is `image/svg+xml` or `image/png`."""

    media_type: str
    content: bytes

    @property
    def suffix(self) -> str:
        """How a file with it ends."""
        return ".svg" if self.media_type == "image/svg+xml" else ".png"


@dataclass(frozen=True, slots=True)
class Theme:
    """Without colours the desk has its own. `assistant` is what the assistant is called, "" for no name of its own;
    `greeting` by language stands before the chat's first words; `on_the_left` says where its button is.
    """

    colours: Colours | None = None
    logo: Logo | None = None
    assistant: str = ""
    on_the_left: bool = False
    greeting: Mapping[str, str] = field(default_factory=dict)
