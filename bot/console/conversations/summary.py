"""The summary of a conversation in the asking agent's words."""

from aiohttp import web

from bot.console.kernel.frame import Frame, language_of
from bot.domain.conversations.summary import Summary, draft_summary


def drafted(frame: Frame, request: web.Request, summary: Summary) -> str:
    """Plain text of at most MAX_DRAFT characters in the agent's language: the draft of what a hand-back leaves."""
    language = language_of(request)
    return draft_summary(summary, lambda key, **blanks: frame.texts.say(f"summary.{key}", language, **blanks))
