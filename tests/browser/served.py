"""A desk that serves real browsers from a thread of its own, so that tests may drive the browser synchronously."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.app import build_app
from bot.bootstrap import Desk
from bot.cli.running.ports import listen
from tests.fixtures.desk import NOW, desk_in
from tests.fixtures.fake_engine import FakeEngine, running_fake_engine

ROOT = Path(__file__).resolve().parents[2]


class Served:
    """A real desk. Its engine is one whose answers a test decides, unless `engine_url` names a real one.

    `now` is the desk's clock and may be moved.
    """

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.now: datetime = NOW
        self.engine: FakeEngine
        self.desk: Desk
        self.port = 0
        self._folder = folder
        self._changes = {"demo_sign_in": True, **changes}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._stack = AsyncExitStack()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Does something within the desk's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def __enter__(self) -> "Served":
        self._thread.start()
        self.run(self._prepare())
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.run(self._stack.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def start(self) -> None:
        """Serves, on the same port as before if there was one."""
        self.run(self._start())

    @contextmanager
    def away(self) -> Iterator[None]:
        """Not there while the block runs."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def stop(self) -> None:
        """Ends the desk's process, as far as anybody outside can see."""
        if self._runner is not None:
            self.run(self._runner.cleanup())
            self._runner = None

    async def _prepare(self) -> None:
        self.engine = await self._stack.enter_async_context(running_fake_engine())
        url = f"sqlite:///{self._folder / 'desk.db'}"
        self._changes.setdefault("engine_url", self.engine.url)
        self.desk = await asyncio.to_thread(lambda: desk_in(self._folder, url, **self._changes))

    async def _start(self) -> None:
        listening = listen("127.0.0.1", self.port)
        self.port = listening.getsockname()[1]
        desk = replace(
            self.desk, clock=lambda: self.now, settings=replace(self.desk.settings, public_url=self.url, port=self.port)
        )
        self._runner = web.AppRunner(build_app(desk), access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()


class Killed(Served):
    """The same with the desk in a process of its own, which stops without a chance to tidy up."""

    _process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        url = f"sqlite:///{self._folder / 'desk.db'}"
        command = [
            sys.executable,
            "-m",
            "tests.browser.desk_program",
            self._folder,
            url,
            self.engine.url,
            str(self.port),
        ]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def stop(self) -> None:
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            self._process.stdout.close()  # type: ignore[union-attr]
            self._process = None
