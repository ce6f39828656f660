"""The engine as this installation runs it: which model, which port, which secret."""

from collections.abc import Awaitable, Callable

import aiohttp

from bot.cli.models.model import Model
from bot.cli.running.engine_process import EngineProgram
from bot.settings import ROOT, Settings

HEALTH_SECONDS = 2.0


def program_for(settings: Settings, session: aiohttp.ClientSession) -> EngineProgram:
    """An engine on the port of `settings.engine_url` that knows the secret and where the actions listen."""
    port = settings.engine_url.rpartition(":")[2]
    return EngineProgram(
        command=lambda: _command(Model(), port),
        folder=ROOT,
        environ={
            "DESK_ENGINE_SECRET": settings.secret,
            "DESK_ACTIONS_URL": f"http://127.0.0.1:{settings.actions_port}",
            # One message is too little to share out: on busy cores, threads waiting for each other cost more than it.
            "OPENBLAS_NUM_THREADS": "1",
        },
        ready=answering(session, f"{settings.engine_url}/webhooks/desk/"),
        log=ROOT / "var" / "log" / "engine.log",
    )


def answering(session: aiohttp.ClientSession, url: str) -> Callable[[], Awaitable[bool]]:
    """Asks an address whether it answers with 200; false also while nobody listens."""

    async def ask() -> bool:
        try:
            async with session.get(url, timeout=aiohttp.ClientTimeout(total=HEALTH_SECONDS)) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    return ask


def _command(model: Model, port: str) -> list[str]:
    """Decided at every start, so that a model trained meanwhile is taken; a stale one is better than none."""
    path = model.in_use() or model.path
    files = ["--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]
    return [str(model.python), "-m", "rasa", "run", "--model", str(path), "-i", "127.0.0.1", "--port", port, *files]
