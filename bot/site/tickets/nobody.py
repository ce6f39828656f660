"""Who is signed in on the site, for pages that only contacts see, and what all others see there."""

from http import HTTPStatus

from aiohttp import web

from bot.domain.customers.identity import Identity
from bot.site.frame import Frame


async def contact_of(frame: Frame, request: web.Request) -> Identity | None:
    """Who is signed in, a contact or a proven address that no company has; None for everybody else."""
    contact = (await frame.front.seen(request)).get("contact")
    return contact.identity if contact else None


async def sign_in_first(frame: Frame, request: web.Request) -> web.Response:
    """A page that says to sign in (403)."""
    return await frame.page(request, "tickets_nobody.html", status=HTTPStatus.FORBIDDEN)
