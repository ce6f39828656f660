"""The desk as one web application: every edge on it, and what runs beside the requests."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import aiohttp
from aiohttp import web

from actions.server import actions_app
from bot.alerting.poster import Poster
from bot.alerting.requests import requests_of
from bot.alerting.teller import Teller
from bot.answering.engine import Engine
from bot.answering.mail_meaning import MailMeaning
from bot.answering.worker import TurnWorker
from bot.bootstrap import Desk
from bot.channels.directline.app import DirectLine
from bot.channels.directline.cross_origin import CrossOrigin
from bot.channels.directline.requests import BASE
from bot.channels.directline.stream import STREAMS
from bot.channels.documents import DocumentRoute
from bot.channels.health import HEALTH, HealthRoute
from bot.console.app import add_console
from bot.mail.reading.mailbox import imap_session
from bot.mail.reading.receiver import MailReceiver
from bot.mail.sender import MailSender
from bot.mail.setup import post_for, transport_for
from bot.services.ports import WakeUps
from bot.site.app import add_site
from bot.web.bodies import LIMITS, read_at_the_door
from bot.web.connections import CONNECTIONS, Connections, bounded
from bot.web.forwarded import PROXIES
from bot.web.headers import protect
from bot.web.origins import Origins
from bot.web.problems import answer_problems
from bot.web.serving import arguments

LARGEST_BODY = 256 * 1024
"""Bytes of a request body: enough to refuse a far too long message with a sentence instead of a cut connection."""

DRAIN_SECONDS = 8.0
"""How long a stopping desk waits for the turns under way."""


def build_app(desk: Desk) -> web.Application:
    """The application, ready to be served; it starts and stops turns, mails, alerts and the actions."""
    settings = desk.settings
    connections = Connections(settings.limits, settings.proxies)
    app = web.Application(
        middlewares=[answer_problems, bounded(connections, always={HEALTH}), read_at_the_door],
        client_max_size=LARGEST_BODY,
        handler_args=arguments(),
    )
    app[CONNECTIONS], app[LIMITS], app[PROXIES] = connections, settings.limits, settings.proxies
    engine = Engine(settings.engine_url, settings.secret)
    worker = TurnWorker(desk, engine, desk.signals)
    app[STREAMS] = set()
    cross_origin = CrossOrigin(Origins.of(desk), BASE)
    app.on_response_prepare.extend([protect, cross_origin.mark()])
    protocol = DirectLine(desk).routes()
    app.add_routes([*protocol, *cross_origin.routes(protocol)])
    app.add_routes(DocumentRoute(desk).routes())
    app.add_routes(HealthRoute(desk, engine).routes())
    add_site(app, desk)
    add_console(app, desk)
    app.cleanup_ctx.append(_database(desk))
    app.cleanup_ctx.append(_actions(desk))
    app.cleanup_ctx.append(_engine(engine))
    app.cleanup_ctx.append(_worker(worker, desk.wake_ups))
    app.cleanup_ctx.append(_mails(desk))
    app.cleanup_ctx.append(_mailbox(desk, MailMeaning(engine)))
    app.cleanup_ctx.append(_alerts(desk))
    app.on_shutdown.append(_end_streams)
    return app


Context = Callable[[web.Application], AsyncIterator[None]]


def _database(desk: Desk) -> Context:
    async def context(_: web.Application) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(desk.close)

    return context


def _actions(desk: Desk) -> Context:
    async def context(_: web.Application) -> AsyncIterator[None]:
        runner = web.AppRunner(actions_app(desk, desk.settings.secret), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", desk.settings.actions_port).start()
        yield
        await runner.cleanup()

    return context


def _engine(engine: Engine) -> Context:
    async def context(_: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as session:
            engine.use(session)
            yield

    return context


def _worker(worker: TurnWorker, wake_ups: WakeUps) -> Context:
    async def context(_: web.Application) -> AsyncIterator[None]:
        sweep = asyncio.create_task(worker.sweep_forever())
        with wake_ups.calling(worker.wake):
            yield
        sweep.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sweep
        await worker.drain(DRAIN_SECONDS)

    return context


def _mails(desk: Desk) -> Context:
    """Sends mails where they are set up. A mail under way when the desk stops is finished first."""

    def sweep() -> None:
        desk.codes.end_due(desk.clock())
        desk.notices.unread.queue_due(desk.clock())

    async def context(_: web.Application) -> AsyncIterator[None]:
        policy, transport = desk.partner.mail, transport_for(desk.settings.mail)
        if policy is None or transport is None:
            yield
            return
        sender = MailSender(desk.notices.outbox, transport, policy, desk.notices.bell, sweep)
        sending = asyncio.create_task(sender.send_forever())
        yield
        await sender.finish(DRAIN_SECONDS)
        sending.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sending

    return context


def _alerts(desk: Desk) -> Context:
    """Passes alerts on to people: by mail, and by pushes to their browsers."""

    async def context(_: web.Application) -> AsyncIterator[None]:
        poster = Poster(desk.notices.alerts.posts, requests_of(desk), loopback=desk.settings.post_to_loopback)
        running = [
            asyncio.create_task(Teller(desk.notices, desk.clock).tell_forever()),
            asyncio.create_task(poster.post_forever()),
        ]
        yield
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    return context


def _mailbox(desk: Desk, meaning: MailMeaning) -> Context:
    """Reads the mailbox of customers' mails where one is set up. A mail being taken when the desk stops is finished."""

    async def context(_: web.Application) -> AsyncIterator[None]:
        choice = desk.settings.mail
        post = post_for(desk.partner.mail, choice) if choice.mailbox is not None else None
        if post is None or choice.mailbox is None:
            yield
            return
        source = partial(imap_session, choice.mailbox)
        receiver = MailReceiver(
            choice.mailbox.name,
            source,
            post,
            desk.notices.mailboxes,
            desk.support.mail_in,
            desk.clock,
            partial(meaning.of_from, asyncio.get_running_loop()),
        )
        receiving = asyncio.create_task(receiver.receive_forever())
        yield
        receiver.stop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(receiving, DRAIN_SECONDS)

    return context


async def _end_streams(app: web.Application) -> None:
    """Open streams would keep the server waiting; clients reconnect by themselves."""
    closing: list[Awaitable[object]] = [socket.close(code=1001, message=b"restart") for socket in app[STREAMS]]
    await asyncio.gather(*closing, return_exceptions=True)
