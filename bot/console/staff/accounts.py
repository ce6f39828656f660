"""The page of colleagues: who has an account, and everything one may do to it."""

import asyncio
from typing import Any, Final

from aiohttp import web
from multidict import MultiDictProxy

from bot.console.kernel.frame import Frame, agent_of, see_other
from bot.console.kernel.guard import needs
from bot.console.staff.browsers import named
from bot.console.staff.hashing import hashing
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError
from bot.domain.kernel.locales import FALLBACK, LANGUAGES
from bot.domain.staff.account_errors import AccountIncomplete, AddressTaken, LastGlobalAdmin, RoleMissing
from bot.domain.staff.agents import Agent, AgentRole, Permission, may_manage
from bot.domain.staff.console_errors import AgentNotFound, TeamUnknown
from bot.services.records.staff import Account
from bot.services.staff.accounts import Particulars

PATH: Final = "/console/accounts"
_MANAGERS: Final = needs(Permission.MANAGE_AGENTS)
_IN_THE_FORM: Final = (AccountIncomplete, AddressTaken, LastGlobalAdmin, RoleMissing, TeamUnknown)
"""Refusals that are told beside the form, which keeps what was typed."""

Form = MultiDictProxy[Any]


class AccountPages:
    """For whoever manages agents."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._desk = frame.desk

    def routes(self) -> list[web.RouteDef]:
        one = r"/accounts/{id:\d{1,9}}"
        return [
            web.get("/accounts", self.all),
            web.get("/accounts/new", self.new),
            web.post("/accounts", self.add),
            web.get(one, self.one),
            web.post(one, self.change),
            web.post(f"{one}/disable", self.disable),
            web.post(f"{one}/enable", self.enable),
            web.post(f"{one}/password", self.reset),
            web.post(f"{one}/directory", self.unbind),
            web.post(f"{one}/sessions", self.end_sessions),
        ]

    @_MANAGERS
    async def all(self, request: web.Request) -> web.Response:
        """Everybody, the disabled last."""
        accounts = await asyncio.to_thread(self._desk.staff.accounts.all, asked_by=agent_of(request))
        ordered = sorted(accounts, key=lambda account: not account.active)
        return await self._frame.page(request, "accounts.html", section="accounts", accounts=ordered)

    @_MANAGERS
    async def new(self, request: web.Request) -> web.Response:
        """An empty form."""
        blank = Particulars("", next(iter(self._desk.partner.routing.teams)), frozenset(), LANGUAGES, FALLBACK)
        return await self._form(request, None, blank)

    @_MANAGERS
    async def add(self, request: web.Request) -> web.Response:
        """A new account; its password is on this answer and nowhere else."""
        form = await request.post()
        said, email = _said(form), str(form.get("email", "")).strip()
        try:
            agent, password = await hashing(
                self._desk.staff.accounts.add, email, said, self._desk.clock(), asked_by=agent_of(request)
            )
        except _IN_THE_FORM as refused:
            return await self._form(request, None, said, refused, email)
        return await self._shown_once(request, agent, password)

    @_MANAGERS
    async def one(self, request: web.Request) -> web.Response:
        """One account with its sessions."""
        account = await self._account(request)
        return await self._form(request, account, _particulars(account.agent))

    @_MANAGERS
    async def change(self, request: web.Request) -> web.Response:
        """Name, team, languages, roles."""
        account, said = await self._account(request), _said(await request.post())
        try:
            await asyncio.to_thread(
                self._desk.staff.accounts.change, account.agent.id, said, self._desk.clock(), asked_by=agent_of(request)
            )
        except _IN_THE_FORM as refused:
            return await self._form(request, account, said, refused)
        return see_other(f"{PATH}/{account.agent.id}?saved")

    @_MANAGERS
    async def disable(self, request: web.Request) -> web.Response:
        """Ends every session of the account at once."""
        return await self._set_active(request, False)

    @_MANAGERS
    async def enable(self, request: web.Request) -> web.Response:
        """Lets sign in again, with the password of before."""
        return await self._set_active(request, True)

    @_MANAGERS
    async def reset(self, request: web.Request) -> web.Response:
        """A new password for one sign-in, shown on this answer and nowhere else."""
        account = await self._account(request)
        password = await hashing(
            self._desk.staff.accounts.reset_password, account.agent.id, self._desk.clock(), asked_by=agent_of(request)
        )
        return await self._shown_once(request, account.agent, password)

    @_MANAGERS
    async def unbind(self, request: web.Request) -> web.Response:
        """Forgets which person of the directory the account belongs to."""
        return await self._do(request, self._desk.staff.accounts.unbind)

    @_MANAGERS
    async def end_sessions(self, request: web.Request) -> web.Response:
        """Signs the agent out everywhere."""
        return await self._do(request, self._desk.staff.sessions.revoke_all)

    async def _set_active(self, request: web.Request, active: bool) -> web.Response:
        agent_id = _id(request)
        await asyncio.to_thread(
            self._desk.staff.accounts.set_active, agent_id, active, self._desk.clock(), asked_by=agent_of(request)
        )
        return see_other(f"{PATH}/{agent_id}")

    async def _do(self, request: web.Request, what: Any) -> web.Response:
        agent_id = _id(request)
        await asyncio.to_thread(what, agent_id, self._desk.clock(), asked_by=agent_of(request))
        return see_other(f"{PATH}/{agent_id}")

    async def _account(self, request: web.Request) -> Account:
        return await asyncio.to_thread(self._desk.staff.accounts.one, _id(request), asked_by=agent_of(request))

    async def _shown_once(self, request: web.Request, agent: Agent, password: str) -> web.Response:
        return await self._frame.page(
            request, "account_password.html", section="accounts", whose=agent, password=password
        )

    async def _form(
        self,
        request: web.Request,
        account: Account | None,
        said: Particulars,
        refused: DeskError | None = None,
        email: str = "",
    ) -> web.Response:
        manager = agent_of(request)
        theirs = account is not None and may_manage(manager, account.agent.roles)
        sessions = await self._sessions(account, manager) if account is not None and theirs else ()
        return await self._frame.form(
            request,
            "account.html",
            section="accounts",
            refused=refused,
            account=account,
            said=said,
            email=account.agent.email if account else email,
            saved="saved" in request.query and refused is None,
            mine=account is not None and account.agent.id == manager.id,
            open_to_change=account is None or theirs,
            roles=[role for role in AgentRole if may_manage(manager, frozenset({role}))],
            teams=self._desk.partner.routing.teams,
            sessions=[(session, named(session.browser)) for session in sessions],
        )

    async def _sessions(self, account: Account, manager: Agent) -> Any:
        return await asyncio.to_thread(
            self._desk.staff.sessions.of, account.agent.id, self._desk.clock(), asked_by=manager
        )


def _id(request: web.Request) -> int:
    """Numbers no database has room for belong to nobody. Raises AgentNotFound."""
    number = int(request.match_info["id"])
    if number >= 2**31:
        raise AgentNotFound()
    return number


def _particulars(agent: Agent) -> Particulars:
    return Particulars(agent.name, agent.team, agent.roles, agent.languages, agent.language)


def _said(form: Form) -> Particulars:
    """The form as sent; a role nobody knows is no role."""
    known = set(AgentRole)
    return Particulars(
        name=str(form.get("name", ""))[: lengths.NAME],
        team=str(form.get("team", "")),
        roles=frozenset(AgentRole(role) for role in map(str, form.getall("roles", [])) if role in known),
        languages=tuple(sorted({str(language) for language in form.getall("languages", [])})),
        language=str(form.get("language", FALLBACK)),
    )
