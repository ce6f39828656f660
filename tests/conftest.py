"""What any test may ask for and is made once a process; and how the tests share several processes."""

import gc

import pytest

import tests.fixtures.properties  # noqa: F401 - chooses how often properties are tried
from tests.fixtures.compiled import share_compiled_sql
from tests.fixtures.database import migrated_file, postgresql_schema, seeded_file
from tests.fixtures.engine import engine

__all__ = ["engine", "migrated_file", "postgresql_schema", "seeded_file"]
share_compiled_sql()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests stay in one process, as they share what is costly to make; all that use the engine likewise."""
    for item in items:
        with_engine = "engine" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("engine" if with_engine else item.nodeid.partition("::")[0]))


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
