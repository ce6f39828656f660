"""Static files: addressed by their content, so that browsers may keep them for ever."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from aiohttp import web

FOR_EVER: Final = "public, max-age=31536000, immutable"
BRIEFLY: Final = "public, max-age=300"
_TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_COMPRESSED: Final = frozenset({"image/png"})
_DRAWING: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For a drawing opened by its address, whoever made it: it shows itself and does nothing."""
_SUFFIXES: Final = (("br", ".br"), ("gzip", ".gz"))


class AssetUnknown(LookupError):
    """A page names a static file that does not exist."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file's content as it is and compressed (by content coding), and the digest that names this content."""

    content_type: str
    digest: str
    plain: bytes
    coded: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def made(cls, media_type: str, content: bytes) -> "Asset":
        """Content that is no file of the folder."""
        coded = {} if media_type in _COMPRESSED else {"gzip": _zipped(content)}
        return cls(media_type, _digest(content), content, coded)

    def respond(self, request: web.Request, cache: str) -> web.Response:
        """The file in the best coding the client takes; 304 when it has this very content already."""
        headers = {"Cache-Control": cache, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        if self.content_type == "image/svg+xml":
            headers["Content-Security-Policy"] = _DRAWING
        tag = f'"{self.digest}"'
        if tag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers={**headers, "ETag": tag})
        accepted = {part.split(";")[0].strip() for part in request.headers.get("Accept-Encoding", "").split(",")}
        coding = next((coding for coding in self.coded if coding in accepted), None)
        if coding:
            headers["Content-Encoding"] = coding
        body = self.coded[coding] if coding else self.plain
        charset = None if self.content_type in _COMPRESSED else "utf-8"
        return web.Response(
            body=body, content_type=self.content_type, charset=charset, headers={**headers, "ETag": tag}
        )


class Assets:
    """All static files of a folder, read once at start; served below `prefix`."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self._prefix = prefix
        paths = [path for path in sorted(folder.rglob("*")) if path.suffix in _TYPES]
        self._assets = {str(path.relative_to(folder)): _read(path) for path in paths}

    def add(self, name: str, asset: Asset) -> None:
        """Serves what is no file as well, by this name."""
        self._assets[name] = asset

    def __contains__(self, name: object) -> bool:
        return name in self._assets

    @property
    def route(self) -> str:
        """The pattern of the addresses `serve` answers."""
        return self._prefix + r"/{digest:[0-9a-f]{16}}/{name:.+}"

    def get(self, name: str) -> Asset:
        """The file of that name. Raises AssetUnknown."""
        try:
            return self._assets[name]
        except KeyError:
            raise AssetUnknown(name) from None

    def url(self, name: str) -> str:
        """The address of a file's present content. Raises AssetUnknown."""
        return f"{self._prefix}/{self.get(name).digest}/{name}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answers `{prefix}/{digest}/{name}`; another digest than the present content's does not exist."""
        try:
            asset = self.get(request.match_info["name"])
        except AssetUnknown:
            raise web.HTTPNotFound() from None
        if request.match_info["digest"] != asset.digest:
            raise web.HTTPNotFound()
        return asset.respond(request, FOR_EVER)


def _read(path: Path) -> Asset:
    plain = path.read_bytes()
    return Asset(_TYPES[path.suffix], _digest(plain), plain, _codings(path, plain))


def _digest(plain: bytes) -> str:
    return hashlib.sha256(plain).hexdigest()[:16]


def _codings(path: Path, plain: bytes) -> dict[str, bytes]:
    """Compressed beside the file by the build, else here; best first."""
    stored = {coding: path.with_name(path.name + suffix) for coding, suffix in _SUFFIXES}
    ready = {coding: file.read_bytes() for coding, file in stored.items() if file.exists()}
    return ready or {"gzip": _zipped(plain)}


@lru_cache(maxsize=64)
def _zipped(plain: bytes) -> bytes:
    return gzip.compress(plain, mtime=0)
