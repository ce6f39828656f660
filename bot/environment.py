"""Reads environment variables one by one, and collects what cannot be used instead of stopping at the first."""

from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit


class Environment:
    """Some variables. Each method returns the usable value or the default, and notes in `problems` how to mend it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.problems: list[str] = []

    def text(self, name: str, default: str) -> str:
        """As it stands."""
        return self._environ.get(name) or default

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        raw = self._environ.get(name)
        if not raw:
            return default
        if raw.isascii() and raw.isdigit() and low <= int(raw) <= high:
            return int(raw)
        self.problems.append(f"{name}={raw!r} is not a whole number from {low} to {high}: correct it or unset it")
        return default

    def url(self, name: str, default: str) -> str:
        """An http(s) address without a slash at the end."""
        raw = (self._environ.get(name) or default).rstrip("/")
        if urlsplit(raw).scheme in {"http", "https"} and urlsplit(raw).netloc:
            return raw
        self.problems.append(f"{name}={raw!r} is no http(s) address: write it like {default}")
        return default

    def file(self, name: str, default: Path) -> Path:
        """A file that is there."""
        path = Path(self._environ.get(name) or default)
        if not path.is_file():
            self.problems.append(f"{name}: there is no file {path}: create it or point {name} to the right one")
        return path

    def networks(
        self, name: str, default: tuple[IPv4Network | IPv6Network, ...]
    ) -> tuple[IPv4Network | IPv6Network, ...]:
        """Addresses or networks, separated by spaces."""
        raw = self._environ.get(name)
        if not raw:
            return default
        try:
            return tuple(ip_network(part, strict=False) for part in raw.split())
        except ValueError as error:
            self.problems.append(f"{name}={raw!r}: {error}: write addresses or networks, like 127.0.0.1 10.0.0.0/8")
            return default

    def flag(self, name: str) -> bool:
        """1 or 0; unset is 0."""
        raw = self._environ.get(name, "").casefold()
        if raw not in {"", "0", "1", "true", "false"}:
            self.problems.append(f"{name}={raw!r} is neither 1 nor 0")
        return raw in {"1", "true"}

    def instant(self, name: str) -> datetime | None:
        """An ISO 8601 instant with a zone, in UTC; None when unset."""
        raw = self._environ.get(name)
        if not raw:
            return None
        try:
            instant = datetime.fromisoformat(raw)
        except ValueError:
            instant = None
        if instant is None or instant.tzinfo is None:
            self.problems.append(f"{name}={raw!r} is no ISO 8601 instant with a zone, like 2026-11-22T10:00:00+01:00")
            return None
        return instant.astimezone(UTC)

    def content(self, name: str) -> str:
        """What the file of that name holds, without white space around it; nothing when unset."""
        path = self._environ.get(name)
        if not path:
            return ""
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.problems.append(f"{name}: {path} cannot be read: create it or point {name} to the right file")
            return ""
