"""Sends the copy behind a short-lived link that an answer contained."""

import asyncio

from aiohttp import web

from bot.bootstrap import Desk

PATH = "/documents"


class DocumentRoute:
    """The link itself is the permission; the service checks who spoke when it was made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[web.RouteDef]:
        """The one route."""
        return [web.get(f"{PATH}/{{secret}}", self.download)]

    async def download(self, request: web.Request) -> web.Response:
        """The file, never cached. Raises DocumentNotFound."""
        secret = request.match_info["secret"]
        file = await asyncio.to_thread(self._desk.billing.documents.download, secret, now=self._desk.clock())
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return web.Response(body=file.content, content_type=file.media_type, headers=headers)
