"""Proven addresses that no company has, in the console: their lists, and each with what is done about it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web

from bot.console.kernel.fields import search_words
from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.domain.customers.identity import Role
from bot.domain.customers.unlinked import AddressState
from bot.domain.kernel.errors import DeskError
from bot.domain.kernel.written import whole_number
from bot.domain.staff.acting import CustomerNotFound
from bot.domain.staff.agents import Permission
from bot.domain.staff.linking import AddressHasContact, AddressSettled, NameMissing, RoleNotGiven, roles_given_by
from bot.services.records.customers import AddressQuery, CustomerQuery, CustomerRow
from bot.services.staff.files.addresses import NewContact
from bot.web.problems import STATUS

HOME: Final = "/console/customers/addresses"
ONE: Final = r"/customers/addresses/{id:\d{1,9}}"
SEES: Final = needs(Permission.SEE_CUSTOMERS)
LINKS: Final = needs(Permission.LINK_ADDRESSES)
DONE: Final = frozenset({"linked", "unlinked", "dismissed", "waiting", "too_late"})
MOST_COMPANIES: Final = 10
"""Found companies that are offered to link to; more words find fewer."""
_IN_THE_FORM: Final = (AddressHasContact, CustomerNotFound, NameMissing, RoleNotGiven)
"""Refusals that are told beside the form, which keeps what was typed."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: the company's words, the company chosen, the contact's name and roles."""

    words: str
    customer: str = ""
    name: str = ""
    roles: frozenset[Role] = frozenset()


class AddressPages:
    """For who may see customers; what changes something for who may link."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/customers/addresses", self.list),
            web.get(ONE, self.one),
            web.post(f"{ONE}/link", self.link),
            web.post(f"{ONE}/hand-over", self.hand_over),
            web.post(f"{ONE}/unlink", self.unlink),
            web.post(f"{ONE}/dismiss", self.dismiss),
            web.post(f"{ONE}/take-back", self.take_back),
        ]

    @SEES
    async def list(self, request: web.Request) -> web.Response:
        """A page of addresses, the one that came last first."""
        asked = AddressQuery(_state(request.query), search_words(request.query))
        page = await asyncio.to_thread(
            self._desk.customers.addresses.page,
            asked,
            asked_by=agent_of(request),
            now=self._desk.clock(),
            number=whole_number(request.query.get("page", "")) or 1,
        )
        query = {"show": asked.state.value} | ({"q": asked.words} if asked.words else {})
        return await self._frame.page(
            request, "addresses.html", section="customers", page=page, asked=asked, query=query, done=_done(request)
        )

    @SEES
    async def one(self, request: web.Request) -> web.Response:
        """One address; companies to link to by the words of the search, at first by the address's own domain."""
        return await self._page(request, None)

    @LINKS
    async def link(self, request: web.Request) -> web.Response:
        """It becomes a contact of the chosen company."""
        form = await request.post()
        roles = frozenset(role for role in Role if role.value in form.getall("roles", ()))
        typed = Typed(search_words({"q": str(form.get("q", ""))}), str(form.get("customer", "")), _name(form), roles)
        new = NewContact(whole_number(typed.customer) or 0, typed.name, roles)
        try:
            return await self._do(request, self._desk.customers.addresses.link, AddressState.LINKED, new)
        except _IN_THE_FORM as refused:
            return await self._page(request, typed, refused)

    @LINKS
    async def hand_over(self, request: web.Request) -> web.Response:
        """What came from it is the contact's who has the address by now."""
        await self._change(request, self._desk.customers.addresses.hand_over)
        return see_other(f"{HOME}?done=linked")

    @LINKS
    async def unlink(self, request: web.Request) -> web.Response:
        """The contact that the link made ends."""
        return await self._do(request, self._desk.customers.addresses.unlink, AddressState.WAITING, said="unlinked")

    @LINKS
    async def dismiss(self, request: web.Request) -> web.Response:
        """Nobody of any customer."""
        return await self._do(request, self._desk.customers.addresses.dismiss, AddressState.DISMISSED)

    @LINKS
    async def take_back(self, request: web.Request) -> web.Response:
        """It waits again."""
        return await self._do(request, self._desk.customers.addresses.take_back, AddressState.WAITING)

    async def _do(
        self, request: web.Request, verb: Callable[..., None], after: AddressState, *said_with: Any, said: str = ""
    ) -> web.Response:
        """Leads back to the address as it stands now; that a colleague was faster is told there."""
        try:
            await self._change(request, verb, *said_with)
        except AddressSettled:
            return see_other(f"{HOME}/{int(request.match_info['id'])}?done=too_late")
        return see_other(f"{HOME}/{int(request.match_info['id'])}?done={said or after.value}")

    async def _change(self, request: web.Request, verb: Callable[..., None], *said_with: Any) -> None:
        row, agent = int(request.match_info["id"]), agent_of(request)
        await asyncio.to_thread(verb, row, *said_with, asked_by=agent, now=self._desk.clock())

    async def _page(self, request: web.Request, typed: Typed | None, refused: DeskError | None = None) -> web.Response:
        agent, now = agent_of(request), self._desk.clock()
        row = int(request.match_info["id"])
        file = await asyncio.to_thread(self._desk.customers.addresses.one, row, asked_by=agent)
        typed = typed or Typed(search_words(request.query) or f"@{file.row.address.rpartition('@')[2]}")
        companies: tuple[CustomerRow, ...] = ()
        if file.row.state is AddressState.WAITING and agent.may(Permission.LINK_ADDRESSES):
            asked = CustomerQuery(self._desk.partner.today(now), words=typed.words)
            page = await asyncio.to_thread(self._desk.staff.customer_list.page, asked, asked_by=agent, now=now)
            companies = page.rows
        return await self._frame.page(
            request,
            "address.html",
            section="customers",
            status=STATUS[type(refused)] if refused else HTTPStatus.OK,
            file=file,
            typed=typed,
            companies=companies[:MOST_COMPANIES],
            more=len(companies) > MOST_COMPANIES,
            giving=roles_given_by(agent),
            may_link=agent.may(Permission.LINK_ADDRESSES),
            problem=self._frame.refusal(request, refused) if refused else "",
            done=_done(request),
        )


def _state(query: Mapping[str, str]) -> AddressState:
    """Which list the address asks for; those that wait where it says none that there is."""
    asked = query.get("show", "")
    return AddressState(asked) if asked in set(AddressState) else AddressState.WAITING


def _name(form: Mapping[str, Any]) -> str:
    return " ".join(str(form.get("name", "")).split())


def _done(request: web.Request) -> str:
    done = request.query.get("done", "")
    return done if done in DONE else ""
