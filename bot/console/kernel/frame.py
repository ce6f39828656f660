"""What every page of the console stands in: layout, language, who is asking, and the desk behind it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jinja2
from aiohttp import web

from bot.console.kernel.addresses import own_path, see_other
from bot.console.kernel.asking import AGENT
from bot.console.kernel.cells import labelled
from bot.console.kernel.filters import Writing
from bot.console.kernel.linking import Linking
from bot.console.kernel.sections import SECTIONS, Section, home_of, sections_for
from bot.domain.kernel import lengths
from bot.domain.kernel.errors import DeskError
from bot.domain.kernel.locales import LANGUAGES, NAMES
from bot.domain.staff.agents import Agent, Permission
from bot.web.assets import Assets
from bot.web.compiled import Compiled
from bot.web.problems import STATUS
from bot.web.texts import Texts, preferred
from bot.writing.plurals import plural

if TYPE_CHECKING:
    from bot.bootstrap import Desk

__all__ = ["SECTIONS", "Frame", "Section", "agent_of", "home_of", "language_of", "own_path", "require", "see_other"]

LANGUAGE_COOKIE: Final = "console_language"
CONSOLE: Final = Path(__file__).parent.parent
_NAMES: Final = (
    "billing",
    "conversations",
    "customers",
    "kernel",
    "learning",
    "notices",
    "reports",
    "staff",
    "support",
)
ROOMS: Final = tuple(CONSOLE / name for name in _NAMES)
"""Each capability keeps its templates and texts beside its pages. No two templates have the same name."""


_COMPILED: Final = {language: Compiled() for language in LANGUAGES}


def agent_of(request: web.Request) -> Agent:
    """Who is signed in. KeyError means that a page was reached without the session guard: a defect."""
    agent: Agent = request[AGENT]
    return agent


def require(request: web.Request, permission: Permission) -> Agent:
    """Who is signed in, if they may. Raises AgentMayNot."""
    agent = agent_of(request)
    agent.require(permission)
    return agent


def language_of(request: web.Request) -> str:
    """The agent's own, else (on the way in) as chosen in this browser, else what the browser prefers."""
    agent: Agent | None = request.get(AGENT)
    if agent is not None:
        return agent.language
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else preferred(request.headers.get("Accept-Language", ""))


class Frame:
    """Renders pages and parts of pages. One for the whole console; `closing` is set when the desk stops."""

    def __init__(self, desk: "Desk", texts: Texts, assets: Assets) -> None:
        self.desk = desk
        self.texts = texts
        self.assets = assets
        self.signals = desk.signals
        self.closing = asyncio.Event()
        self._environments = {language: self._environment(language) for language in LANGUAGES}

    async def page(
        self, request: web.Request, template: str, *, section: str, status: int = 200, **facts: Any
    ) -> web.Response:
        """A whole page. `section` is the key of the navigation's entry to mark; "" marks none."""
        text = self.fragment(request, template, section=section, marked_section=section, **facts)
        headers = {"Vary": "Accept-Language, Cookie"}
        return web.Response(text=text, status=status, content_type="text/html", charset="utf-8", headers=headers)

    async def form(
        self, request: web.Request, template: str, *, section: str, refused: DeskError | None = None, **facts: Any
    ) -> web.Response:
        """A page with a form: after a refusal with its status, and with its sentence under the name `problem`."""
        status = STATUS[type(refused)] if refused else 200
        problem = self.refusal(request, refused) if refused else ""
        return await self.page(request, template, section=section, status=status, problem=problem, **facts)

    def fragment(self, request: web.Request, template: str, **facts: Any) -> str:
        """A template in the asking agent's language: a page, or a part of one for htmx and server-sent events."""
        environment = self._environments[language_of(request)]
        return environment.get_template(template).render({**self._asking(request), **facts})

    def refusal(self, request: web.Request, error: DeskError) -> str:
        """The sentence of a refusal, in the asking agent's language. Raises TextMissing."""
        return self.texts.say(f"frame.problem.{error.code}", language_of(request), **error.blanks)

    def _asking(self, request: web.Request) -> Mapping[str, Any]:
        agent: Agent | None = request.get(AGENT)
        return {
            "agent": agent,
            "may": lambda name: agent is not None and agent.may(Permission(name)),
            "sections": sections_for(agent) if agent else (),
            "section": "",
            "here": (own_path(request.path_qs) if request.method == "GET" else None) or "/console/",
            "now": self.desk.clock(),
        }

    def _environment(self, language: str) -> jinja2.Environment:
        """One a language, so that macros know it without being handed it."""
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader([room / "templates" for room in ROOMS]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILED[language],
        )
        zone = self.desk.partner.support.schedule.zone
        environment.filters.update(Writing(language, zone, self.texts, self.desk.clock).filters())
        environment.filters["labelled"] = labelled
        environment.filters["said"] = Linking(self.desk.partner.number_prefix).filter()
        environment.globals.update(self._words(language), partner=self.desk.partner, asset=self.assets.url)
        environment.globals.update(has_asset=self.assets.__contains__, lengths=lengths, language_names=NAMES)
        return environment

    def _words(self, language: str) -> Mapping[str, Any]:
        def t(key: str, **blanks: object) -> str:
            return self.texts.say(key, language, **blanks)

        def n(key: str, count: int, **blanks: object) -> str:
            return t(f"{key}_{plural(count, language)}", count=count, **blanks)

        def called(prefix: str, code: str) -> str:
            """The name of something that others add to, such as a channel; its code where nobody named it."""
            return t(f"{prefix}.{code}") if f"{prefix}.{code}" in self.texts else code

        return {
            "t": t,
            "n": n,
            "called": called,
            "lang": language,
            "languages_called": lambda prefix: [(code, t(f"{prefix}{code}")) for code in LANGUAGES],
            "texts_below": lambda prefix: self.texts.section(prefix, language),
        }
