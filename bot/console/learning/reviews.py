"""The learning page: doubtful messages, a key for each review, and what the reviews change in the training data."""

import asyncio
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from bot.console.kernel.frame import Frame, agent_of, own_path, see_other
from bot.console.kernel.guard import needs
from bot.domain.kernel.errors import MalformedRequest
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.learning.reviews import OUT_OF_SCOPE, TAUGHT, Reason
from bot.domain.staff.agents import Permission
from bot.domain.staff.console_errors import IntentUnknown
from bot.services.records.learning import ReviewQuery, Shown
from bot.settings import ROOT
from bot.training_data import EVALUATION, Export, TrainingFilesInvalid, known_in, prepared

HOME: Final = "/console/learning"
ONE: Final = r"/learning/{conversation}/{seq:\d{1,9}}"
REVIEWS: Final = needs(Permission.REVIEW_UNDERSTANDING)
_TYPED: Final = re.compile(r"\(([a-z_]+)\)\s*$|^\s*([a-z_]+)\s*$")
"""An intent as chosen from the list, "an invoice (find_invoice)", or its bare name."""


class LearningPages:
    """For whoever may review what was understood."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/learning", self.inbox),
            web.get("/learning/export", self.export),
            web.post(ONE, self.judge),
            web.post(f"{ONE}/withdraw", self.withdraw),
        ]

    @REVIEWS
    async def inbox(self, request: web.Request) -> web.Response:
        """A page of doubtful messages, newest first, and the last review with a way back."""
        asked = _asked(request.query)
        page = await asyncio.to_thread(self._desk.learning.reviews.page, asked, asked_by=agent_of(request))
        return await self._frame.page(
            request,
            "learning.html",
            section="learning",
            asked=asked,
            page=page,
            reasons=tuple(Reason),
            languages=LANGUAGES,
            intents=sorted(TAUGHT),
            out_of_scope=OUT_OF_SCOPE,
            last=_last(request.query),
            address=_address(request.query),
            following=_address(request.query, before=page.following) if page.following else "",
        )

    @REVIEWS
    async def judge(self, request: web.Request) -> web.Response:
        """Keeps a review and leads back to the page it was given on."""
        form = await request.post()
        conversation, seq = request.match_info["conversation"], int(request.match_info["seq"])
        intent = _intent(form)
        await asyncio.to_thread(
            self._desk.learning.reviews.judge,
            conversation,
            seq,
            intent,
            asked_by=agent_of(request),
            now=self._desk.clock(),
        )
        return see_other(_back(form, {"last": f"{conversation}~{seq}", "meant": intent or ""}))

    @REVIEWS
    async def withdraw(self, request: web.Request) -> web.Response:
        """Takes a review back."""
        conversation, seq = request.match_info["conversation"], int(request.match_info["seq"])
        await asyncio.to_thread(
            self._desk.learning.reviews.withdraw, conversation, seq, asked_by=agent_of(request), now=self._desk.clock()
        )
        return see_other(_back(await request.post(), {}))

    @REVIEWS
    async def export(self, request: web.Request) -> web.Response:
        """The change `desk learn export` would make now. Only the command makes it: a web process writes no code."""
        export, problem = None, ""
        try:
            export = await asyncio.to_thread(self._prepared)
        except TrainingFilesInvalid as error:
            problem = str(error)
        return await self._frame.page(
            request, "learning_export.html", section="learning", export=export, problem=problem, home=HOME
        )

    def _prepared(self) -> Export:
        evaluation = sorted((ROOT / EVALUATION).glob("*.csv"))
        return prepared(ROOT, self._desk.learning.reviews.examples(), known_in(ROOT, evaluation))


def _asked(query: Mapping[str, str]) -> ReviewQuery:
    """What the address asks for; what it cannot mean counts as left out."""
    reason, language, intent = query.get("reason", ""), query.get("language", ""), query.get("intent", "")
    return ReviewQuery(
        shown=Shown.JUDGED if query.get("shown") == Shown.JUDGED else Shown.OPEN,
        reason=Reason(reason) if reason in set(Reason) else None,
        language=language if language in LANGUAGES else "",
        intent=intent if re.fullmatch(r"[a-z_]{1,60}", intent) else "",
        before=query.get("before", "")[:300],
    )


def _address(query: Mapping[str, str], **more: str) -> str:
    """This page with its filters."""
    kept = {name: query[name] for name in ("shown", "reason", "language", "intent", "before") if query.get(name)}
    parts = {**kept, **more}
    return f"{HOME}?{urlencode(parts)}" if parts else HOME


def _last(query: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Conversation, number and meaning of the review just given."""
    conversation, _, seq = query.get("last", "").rpartition("~")
    meant = query.get("meant", "")
    usable = re.fullmatch(r"[\w-]{1,200}", conversation) and seq.isdecimal() and (meant in TAUGHT or not meant)
    return (conversation, seq, meant) if usable else None


def _intent(form: Mapping[str, object]) -> str | None:
    """The review of a form: an intent, or None for a message nobody can learn from."""
    review = str(form.get("review", ""))
    if review == "discard":
        return None
    if review == "other":
        typed = str(form.get("intent", ""))
        if not (found := _TYPED.search(typed)):
            raise IntentUnknown(intent=typed[:60])
        return found[1] or found[2]
    if not review.startswith("is:"):
        raise MalformedRequest(problem="review")
    return review.removeprefix("is:")


def _back(form: Mapping[str, object], more: Mapping[str, str]) -> str:
    path = own_path(str(form.get("next", ""))) or HOME
    path = path if path.startswith(HOME) else HOME
    return f"{path}{'&' if '?' in path else '?'}{urlencode(more)}" if more else path
