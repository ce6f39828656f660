"""A desk as a program, so that a test can kill it. Prints its port once it serves, and ends when its parent does.

usage: python -m tests.browser.desk_program FOLDER DATABASE_URL ENGINE_URL PORT
"""

import asyncio
import os
import sys
from pathlib import Path

from aiohttp import web

from bot.app import build_app
from bot.bootstrap import build
from bot.cli.running.ports import listen
from tests.fixtures.desk import settings_in


async def main(folder: str, database_url: str, engine_url: str, port: str) -> None:
    listening = listen("127.0.0.1", int(port))
    public_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    settings = settings_in(Path(folder), database_url, engine_url=engine_url, public_url=public_url, demo_sign_in=True)
    runner = web.AppRunner(build_app(build(settings)), access_log=None)
    await runner.setup()
    await web.SockSite(runner, listening).start()
    print(runner.addresses[0][1], flush=True)
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
