"""One decision about several things: each is checked by itself, and what could not be done is named."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.console.kernel.frame import Frame
from bot.domain.kernel.errors import DeskError

MOST: Final = 100
"""Things of one form: more than a page of any list shows."""


@dataclass(frozen=True, slots=True)
class Result:
    """One thing by its key. `refusal` is why nothing was done, "" where it was."""

    key: str
    name: str
    href: str
    refusal: str = ""


async def each(
    frame: Frame, request: web.Request, chosen: Iterable[Result], act: Callable[[str], object]
) -> tuple[Result, ...]:
    """Carries `act` out for each key, one after the other; a refusal of one keeps none of the others back."""
    results = []
    for one in tuple(dict.fromkeys(chosen))[:MOST]:
        try:
            await asyncio.to_thread(act, one.key)
            results.append(one)
        except DeskError as error:
            results.append(Result(one.key, one.name, one.href, frame.refusal(request, error)))
    return tuple(results)
