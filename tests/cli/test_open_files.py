"""As many files as the system allows, and no more connections than fit into them."""

import logging
import subprocess
import sys

import pytest

from bot.cli.running.open_files import fitting
from bot.limits import LEAST_CONNECTIONS, Limits
from bot.settings import ROOT

RAISED = """
import resource
from bot.cli.running.open_files import raised
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 900))
print(raised(), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def test_a_low_limit_is_raised_as_far_as_the_system_allows() -> None:
    done = subprocess.run([sys.executable, "-c", RAISED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["900", "900", "900"]


@pytest.mark.parametrize(
    ("files", "connections", "per_address"),
    [(1_000_000, 4000, 400), (4400, 4000, 400), (1024, 624, 312), (256, 128, 64), (50, LEAST_CONNECTIONS, 20)],
)
def test_connections_fit_into_the_open_files_and_one_address_never_gets_more_than_half(
    files: int, connections: int, per_address: int, caplog: pytest.LogCaptureFixture
) -> None:
    limits = fitting(Limits(), files)
    assert (limits.connections, limits.per_address) == (connections, per_address)
    told = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert bool(told) is (connections < 4000)
