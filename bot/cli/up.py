"""`desk up`: engine and desk together on this machine, until they are told to stop."""

import argparse
import asyncio
import logging
import os
import secrets
import signal
import socket
from contextlib import suppress
from dataclasses import replace

import aiohttp

from bot.app import build_app
from bot.bootstrap import Desk, build
from bot.cli.database import bring_to_head, known_contacts, require_head
from bot.cli.failure import CommandFailed
from bot.cli.models.model import Model, train
from bot.cli.progress import say, step
from bot.cli.running.demo_password import demo_password
from bot.cli.running.engine_process import EngineProcess
from bot.cli.running.engine_program import program_for
from bot.cli.running.open_files import fitting, raised
from bot.cli.running.ports import free_port, listen
from bot.cli.seed import seed_demo
from bot.logs import PrivateFile
from bot.partner import PartnerFileError
from bot.settings import ROOT, Settings, load, local_url
from bot.storage.demo.cast import AGENTS
from bot.web.serving import Serving
from bot.words import WordsInvalid

HELP = """Starts the engine (private, on a free loopback port) and the desk (on DESK_HOST and PORT, 127.0.0.1:8080 if
unset), restarts the engine when it dies, and ends both on Ctrl-C or SIGTERM once the turns under way are answered.
--demo also brings the database up to date, creates the demo's data, trains if needed and lets anybody who opens the
site sign in as a demo contact. With --without-engine the engine of DESK_ENGINE_URL is used and none is started."""

LOG = ROOT / "var" / "log" / "desk.log"
"""What is wrong with the desk, beside standard error."""

SHOWN = 12
"""Contacts listed at the start; the demo's cast has six."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("--demo", action="store_true", help="prepare and show the demo; anybody may sign in")
    parser.add_argument("--without-engine", action="store_true", help="use the engine of DESK_ENGINE_URL")


def run(options: argparse.Namespace) -> int:
    """Runs until told to stop; then 0."""
    os.umask(0o077)  # whatever is written from here on holds customers' words, or keys
    _keep_log()
    settings = load()
    settings = replace(settings, limits=fitting(settings.limits, raised()))
    listening = listen(settings.host, settings.port)
    desk = _built(_chosen(settings, listening, options))
    return asyncio.run(_until_stopped(desk, listening, options))


def _keep_log() -> None:
    try:
        kept = PrivateFile(LOG)
    except OSError as error:
        raise CommandFailed(f"{LOG} cannot be written ({error.strerror}): see to the rights of its folder.") from error
    handlers = (logging.StreamHandler(), kept)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s", handlers=handlers)


def _chosen(settings: Settings, listening: socket.socket, options: argparse.Namespace) -> Settings:
    """The settings of this very run: real ports and a secret, where the environment named none."""
    port = int(listening.getsockname()[1])
    public = settings.public_url if os.environ.get("DESK_PUBLIC_URL") else local_url(settings.host, port)
    changed = replace(settings, port=port, public_url=public, demo_sign_in=settings.demo_sign_in or bool(options.demo))
    if options.without_engine:
        if not settings.secret:
            raise CommandFailed("--without-engine needs DESK_ENGINE_SECRET, the same as the engine's: set it for both.")
        return changed
    return replace(
        changed,
        secret=settings.secret or secrets.token_urlsafe(32),
        engine_url=settings.engine_url if os.environ.get("DESK_ENGINE_URL") else f"http://127.0.0.1:{free_port()}",
        actions_port=settings.actions_port if os.environ.get("DESK_ACTIONS_PORT") else free_port(),
    )


def _built(settings: Settings) -> Desk:
    try:
        return build(settings)
    except (PartnerFileError, WordsInvalid) as error:
        raise CommandFailed(str(error)) from error
    except ValueError as error:
        raise CommandFailed(f"DESK_DATABASE_URL cannot be used: {error}.") from error


async def _until_stopped(desk: Desk, listening: socket.socket, options: argparse.Namespace) -> int:
    stopping = _Stopping()
    async with aiohttp.ClientSession() as session:
        engine = None if options.without_engine else EngineProcess(program_for(desk.settings, session), say)
        work = asyncio.create_task(_work(desk, listening, engine, demo=options.demo))
        stopping.cancels(work)
        try:
            await work
        except asyncio.CancelledError:
            say("Stopped.")
        finally:
            listening.close()
    return 0


class _Stopping:
    """Ctrl-C, SIGTERM and a closed terminal all mean: finish and end. Asked twice, it ends at once."""

    def cancels(self, work: "asyncio.Task[None]") -> None:
        """Lets each of the three signals cancel the work."""
        loop = asyncio.get_running_loop()
        asked: list[signal.Signals] = []

        def stop(received: signal.Signals) -> None:
            if asked:
                os._exit(130)  # the engine is tied to this process and ends with it
            asked.append(received)
            with suppress(OSError):  # the terminal may be gone
                say("\nStopping; turns under way are finished first.")
            work.cancel()

        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(one, stop, one)


async def _work(desk: Desk, listening: socket.socket, engine: EngineProcess | None, *, demo: bool) -> None:
    serving: Serving | None = None
    starting = asyncio.create_task(_start_engine(engine, demo=demo))
    try:
        await _prepare_database(desk.settings, demo=demo)
        serving = await _serve(desk, listening)
        await starting
        _announce(desk.settings, demo=demo)
        await (engine.watch() if engine else asyncio.Event().wait())
    finally:
        await _cancelled(starting)
        if serving is not None:
            await serving.stop()
        if engine is not None:
            await engine.stop()


async def _cancelled(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError, CommandFailed):  # its failure was raised where it was awaited
        await task


async def _start_engine(engine: EngineProcess | None, *, demo: bool) -> None:
    if engine is None:
        return
    model = Model()
    if demo and not model.fresh and not model.is_kept_back:
        with step("language model"):
            await train(model, _nothing)
    elif not model.trained():
        raise CommandFailed("There is no trained model: run `desk train` first.")
    elif model.is_kept_back:
        say("An older model stays in use: that of today's data waits in models/candidates, where its report says why.")
    elif not model.fresh:
        say("The model is older than its data; `desk train` makes a new one for the next start.")
    with step("engine"):
        await engine.start()


def _nothing(_: str) -> None:
    """A demo shows its training's seconds, not its lines."""


async def _prepare_database(settings: Settings, *, demo: bool) -> None:
    if not demo:
        return await asyncio.to_thread(require_head, settings)
    with step("database"):
        await asyncio.to_thread(bring_to_head, settings)
    with step("demo data"):
        await asyncio.to_thread(seed_demo, settings, demo_password())
    return None


async def _serve(desk: Desk, listening: socket.socket) -> Serving:
    serving = Serving(build_app(desk), listening)
    await serving.start()
    return serving


def _announce(settings: Settings, *, demo: bool) -> None:
    say(f"\nPartner Desk is running; Ctrl-C ends it.\n\n  website   {settings.public_url}/")
    say(f"  console   {settings.public_url}/console/")
    say(f"  health    {settings.public_url}/health\n")
    if not demo:
        return
    say(f"  mails     {settings.public_url}/demo/mail (they go to nobody)\n")
    say("Sign in on the website, without a password, as one of the demo's contacts:")
    for entry in known_contacts(settings, limit=SHOWN):
        say(f"  {entry.email:<28}{entry.customer:<20}{entry.language}   {', '.join(entry.roles) or 'no CSP customer'}")
    say("\nSign in to the console as one of its people, with the password below:")
    for agent in AGENTS:
        say(f"  {agent.email:<32}{agent.name:<18}{agent.role}")
    say(f"  Password: {demo_password()}")
    say("\nOr in another terminal: .venv/bin/desk chat --as billing@contoso.example")
