"""What any test may ask for and is made once a process; and how the tests share several processes."""

import gc
from pathlib import Path

import pytest

import tests.fixtures.properties  # noqa: F401 - chooses how often properties are tried
from tests.fixtures.database import migrated_file, postgresql_schema, seeded_file, share_compiled_sql
from tests.fixtures.engine import engine
from tests.fixtures.web import share_static_files

__all__ = ["engine", "migrated_file", "postgresql_schema", "seeded_file"]
share_compiled_sql()
share_static_files()
HERE = Path(__file__).parent
PROGRAMS = {
    "channels/test_directlinejs.py",
    "cli/keeping/test_while_writing.py",
    "cli/models/test_candidate.py",
    "cli/models/test_model.py",
    "cli/models/test_model_in_use.py",
    "cli/running/test_engine_process.py",
    "cli/talking/test_chat.py",
    "cli/test_main.py",
    "cli/test_open_files.py",
    "cli/test_up.py",
    "mail/test_killed.py",
    "mail/test_mailbox.py",
    "test_runs.py",
}
"""Files whose tests start programs and wait for them: commands of the desk, mail servers, Node.js."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay in one process, as they share what is costly to make; all that use the engine likewise."""
    for item in [item for item in items if isinstance(item, pytest.Function)]:
        with_engine = "engine" in item.fixturenames
        if "provider_program" in item.fixturenames or item.path.relative_to(HERE).as_posix() in PROGRAMS:
            item.add_marker(pytest.mark.process)
        item.add_marker(pytest.mark.xdist_group("engine" if with_engine else item.nodeid.partition("::")[0]))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
