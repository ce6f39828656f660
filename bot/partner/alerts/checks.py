"""Mistakes between the keys of the section alerts."""

from collections.abc import Iterator

from bot.partner.source import Location, Source


def alert_findings(source: Source) -> Iterator[tuple[Location, str, str]]:
    """Names given twice: each has a secret of its own."""
    listed = source.get(("alerts", "webhooks"))
    seen: set[str] = set()
    for index, one in enumerate(listed if isinstance(listed, list) else []):
        key = one.get("key") if isinstance(one, dict) else None
        if isinstance(key, str) and key in seen:
            yield ("alerts", "webhooks", index, "key"), f"{key!r} is given twice", "Give each webhook a key of its own"
        seen.add(str(key))
