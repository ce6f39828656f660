"""The whole installation as its operator starts it: desk and engine up, a question answered, all of it down again."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli.models.model import Model
from bot.settings import ROOT
from tests.fixtures.patience import PATIENCE

START_SECONDS = 240.0
RUN = [sys.executable, "-c", "import sys; from bot.cli.main import main; sys.exit(main())"]

pytestmark = pytest.mark.engine


@dataclass
class Running:
    """A started installation."""

    process: "subprocess.Popen[str]"
    environ: dict[str, str]
    url: str

    def chat(self, *lines: str, who: str) -> list[dict[str, object]]:
        said = "".join(f"{line}\n" for line in lines)
        run = [*RUN, "chat", "--as", who, "--json", "--url", self.url]
        done = subprocess.run(
            run, cwd=ROOT, env=self.environ, input=said, capture_output=True, text=True, timeout=200, check=False
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def engine_pid(self) -> int | None:
        """The engine is the desk's only child."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else None


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`desk up --demo` on a database of its own."""
    if not Model().python.exists():
        pytest.skip("the engine's environment .venv-engine is missing: run `make train` once")
    folder = tmp_path_factory.mktemp("up")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DESK_")} | {
        "PORT": "0",
        "DESK_DATABASE_URL": f"sqlite:///{folder / 'desk.db'}",
        "DESK_SITE_KEY": str(folder / "site.pem"),
        "DESK_SITE_KEYS": str(folder / "site.jwks.json"),
    }
    log = (folder / "up.log").open("w+")
    process = subprocess.Popen(
        [*RUN, "up", "--demo"], cwd=ROOT, env=environ, stdout=log, stderr=log, text=True, start_new_session=True
    )
    try:
        yield Running(process, environ, _address(process, folder / "up.log"))
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def _address(process: "subprocess.Popen[str]", log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(r"website\s+(http://\S+?)/\n", log.read_text()):
            return found[1]
        time.sleep(0.2)
    pytest.fail(f"desk up did not come up:\n{log.read_text()}")


def test_a_signed_in_contact_is_answered_with_the_fields_of_the_contract(running: Running) -> None:
    greeting, answer = running.chat("show me invoice NS-104231", who="billing@contoso.example")
    assert greeting["text"] == ""
    assert greeting["replies"]
    assert set(answer) == {"text", "replies", "intent", "confidence", "language", "owner", "ms"}
    assert answer["intent"] == "find_invoice"
    assert answer["language"] == "en"
    assert answer["owner"] == "bot"
    assert "1,476.60" in json.dumps(answer["replies"], ensure_ascii=False)


def test_an_offered_button_can_be_pressed(running: Running) -> None:
    turns = running.chat("show me invoice NS-104231", who="billing@contoso.example")
    replies = turns[-1]["replies"]
    assert isinstance(replies, list)
    titles = [button["title"] for reply in replies for button in reply["buttons"] if "url" not in button]
    pressed = running.chat("show me invoice NS-104231", f"!button {titles[0]}", who="billing@contoso.example")[-1]
    assert pressed["text"] == titles[0]
    assert pressed["replies"]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_killed_engine_comes_back_and_the_question_is_answered(running: Running) -> None:
    first = running.engine_pid()
    assert first is not None
    os.kill(first, signal.SIGKILL)
    answer = running.chat("what are your support hours?", who="billing@contoso.example")[-1]
    assert answer["intent"] == "support_hours"
    assert running.engine_pid() not in (None, first)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_asked_to_stop_it_ends_with_its_engine(running: Running) -> None:
    engine = running.engine_pid()
    assert engine is not None
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0
    assert not Path(f"/proc/{engine}").exists()
