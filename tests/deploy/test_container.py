"""The Containerfile names files, commands and settings that exist. No container engine runs here: it is not built."""

import json
import re
import shlex
from typing import NamedTuple

from bot.cli.main import COMMANDS
from bot.settings import ROOT, load
from tests.docs.pages import page

TEXT = (ROOT / "Containerfile").read_text(encoding="utf-8")
HOME = "/opt/partner-desk"
DATA = "/var/lib/partner-desk"


class Step(NamedTuple):
    """One instruction and what follows it, lines joined."""

    name: str
    rest: str


def steps() -> list[Step]:
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", TEXT, flags=re.M))
    return [Step(*line.split(None, 1)) for line in joined.splitlines() if line.strip()]


STEPS = steps()
LAST = STEPS[max(number for number, step in enumerate(STEPS) if step.name == "FROM") :]


def of(name: str, among: list[Step] = STEPS) -> list[str]:
    return [step.rest for step in among if step.name == name]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for rest in of("ENV", LAST) for pair in shlex.split(rest))


def test_there_are_two_stages_and_the_second_gets_nothing_but_what_the_first_made() -> None:
    assert [rest.partition(" AS ")[2] for rest in of("FROM")] == ["build", ""]
    assert of("COPY", LAST) == [f"--from=build {HOME} {HOME}"]


def test_only_known_instructions_are_used() -> None:
    known = set("FROM RUN COPY WORKDIR ENV USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD".split())  # noqa: SIM905
    assert {step.name for step in STEPS} <= known


def test_everything_copied_is_in_the_repository_and_nothing_of_it_is_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    for rest in of("COPY")[:-1]:
        for name in rest.split()[:-1]:
            assert (ROOT / name).exists(), name
            assert name not in ignored


def test_all_that_is_needed_to_run_is_copied() -> None:
    copied = {name for rest in of("COPY")[:-1] for name in rest.split()[:-1]}
    needed = {"actions", "bot", "data", "domain.yml", "config.yml", "endpoints.yml", "credentials.yml", "partner.yml"}
    assert needed <= copied
    assert {str(load({}).partner_file.relative_to(ROOT)), "pyproject.toml", "requirements", "web"} <= copied


def test_data_and_secrets_never_get_into_an_image() -> None:
    ignored = set((ROOT / ".dockerignore").read_text().split())
    assert {"var", ".git", "models"} <= ignored


def test_it_runs_as_a_user_without_rights_and_writes_into_one_volume() -> None:
    assert of("USER", LAST) == ["10001:10001"]
    assert of("VOLUME", LAST) == [DATA]
    assert f"ln -s {DATA} var" in " ".join(of("RUN"))
    kept = [
        value
        for name, value in environment().items()
        if name in {"DESK_DATABASE_URL", "DESK_SITE_KEY", "DESK_SITE_KEYS"}
    ]
    assert len(kept) == 3
    assert all(DATA in value for value in kept)


def test_every_setting_exists_and_can_be_read() -> None:
    named = {name for name in environment() if name.startswith("DESK_") or name == "PORT"}
    listed = set(re.findall(r"^\| `(DESK_[A-Z_]+|PORT)`", page("docs/operations.md").text, re.M))
    assert named <= listed
    settings = load(environment())
    assert (settings.host, settings.port) == ("0.0.0.0", 8080)


def test_its_command_and_its_health_are_the_desks() -> None:
    assert json.loads(of("ENTRYPOINT", LAST)[0]) == [f"{HOME}/.venv/bin/desk"]
    assert json.loads(of("CMD", LAST)[0])[0] in COMMANDS
    (health,) = of("HEALTHCHECK", LAST)
    command = json.loads(health.partition("CMD ")[2])
    assert command[0] == ".venv/bin/python"
    compile(command[2], "health", "exec")
    assert f":{environment()['PORT']}/health" in command[2]


def test_the_target_that_makes_everything_exists() -> None:
    assert "RUN make train" in TEXT
    assert re.search(r"^train:", (ROOT / "Makefile").read_text(), re.M)


def test_the_page_says_how_it_is_built_and_that_it_was_not_built_here() -> None:
    text = page("docs/operations.md").section("In a container")
    assert "podman build --format docker -t partner-desk -f Containerfile ." in text
    assert "--read-only" in text
    assert "not built" in text
