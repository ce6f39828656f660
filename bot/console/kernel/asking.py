"""Under which keys a request carries who is asking."""

from typing import Final

from aiohttp import web

from bot.domain.staff.agents import Agent
from bot.services.records.staff import Session

AGENT: Final = web.RequestKey("agent", Agent)
SESSION: Final = web.RequestKey("session", Session)
"""Both are there whenever somebody is signed in, also on pages open to everybody."""
