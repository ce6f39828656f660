"""What a browser calls itself, in two words a person recognises."""

from typing import Final

_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""In this order: most of them also claim to be the ones below."""

_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def named(browser: str) -> tuple[str, str]:
    """Name and system; "" for what is not recognised. Nothing a browser says about itself is shown as it stands."""
    return _first(_BROWSERS, browser), _first(_SYSTEMS, browser)


def _first(known: tuple[tuple[str, str], ...], browser: str) -> str:
    return next((name for mark, name in known if mark in browser), "")
