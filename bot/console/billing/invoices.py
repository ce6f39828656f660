"""An invoice in the console: its lines, payments and credits, its copy, and what its customer is told about it."""

import asyncio
import re
from typing import Final

from aiohttp import web

from bot.console.kernel.addresses import ROOT, own_path
from bot.console.kernel.frame import Frame, agent_of
from bot.console.kernel.guard import needs
from bot.domain.kernel.locales import LANGUAGES, language_of
from bot.domain.staff.agents import Permission
from bot.services.billing.sentences.differences import compared
from bot.services.billing.sentences.lines import every_line
from bot.services.staff.files.invoices import InvoiceFile
from bot.writing.voice import Voice

ONE: Final = r"/invoices/{number:[\w.-]{1,40}}"
SEES: Final = needs(Permission.SEE_INVOICES)
_CONVERSATION: Final = re.compile(rf"{ROOT}/c/([^/?#]+)")


class InvoicePages:
    """One invoice, and its copy."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [web.get(ONE, self.one), web.get(f"{ONE}/copy.pdf", self.copy)]

    @SEES
    async def one(self, request: web.Request) -> web.Response:
        """The page; `back` is where it was opened from, `said` the language of what the customer is told."""
        back = own_path(request.query.get("back", "")) or ""
        opened_from = _CONVERSATION.match(back)
        file = await asyncio.to_thread(
            self._desk.staff.invoice_files.one,
            request.match_info["number"],
            asked_by=agent_of(request),
            now=self._desk.clock(),
            conversation_id=opened_from[1] if opened_from else None,
        )
        wanted = request.query.get("said", "")
        language = wanted if wanted in LANGUAGES else language_of(file.customer.locale)
        return await self._frame.page(
            request,
            "invoice.html",
            section="customers",
            file=file,
            back=back,
            told=self._told(file, language),
            told_in=language,
        )

    @SEES
    async def copy(self, request: web.Request) -> web.Response:
        """The PDF that the customer downloads too."""
        wanted = request.query.get("language", "")
        language = wanted if wanted in LANGUAGES else agent_of(request).language
        made = await asyncio.to_thread(
            self._desk.staff.invoice_files.copy,
            request.match_info["number"],
            language,
            asked_by=agent_of(request),
            now=self._desk.clock(),
        )
        headers = {"Content-Type": made.media_type, "Content-Disposition": f'inline; filename="{made.name}"'}
        return web.Response(body=made.content, headers=headers)

    def _told(self, file: InvoiceFile, language: str) -> list[str]:
        """What the assistant answers to this customer about this invoice: its lines, and why it differs."""
        voice = Voice(self._desk.words, language, file.customer.locale)
        invoice = file.facts.invoice
        why = [compared(voice, file.earlier, invoice)] if file.earlier else []
        return [every_line(voice, invoice), *why]
