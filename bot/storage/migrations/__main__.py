"""Alembic's command line on DESK_DATABASE_URL, or on a fresh temporary database when that is not set.

`python -m bot.storage.migrations check` compares revisions and tables; `revision --autogenerate -m "..."` writes
the next one.
"""

import os
import sys
import tempfile
from pathlib import Path

from alembic.config import CommandLine
from alembic.util import CommandError

from bot.storage.migration import configured, migrate, migrating


def main(arguments: list[str]) -> int:
    """Runs one Alembic command; the status of the process."""
    with tempfile.TemporaryDirectory() as scratch:
        url = os.environ.get("DESK_DATABASE_URL")
        if url is None:
            url = f"sqlite:///{Path(scratch) / 'scratch.db'}"
            migrate(url)
        return _run(url, arguments)


def _run(url: str, arguments: list[str]) -> int:
    line = CommandLine(prog="python -m bot.storage.migrations")
    options = line.parser.parse_args(arguments)
    if not hasattr(options, "cmd"):
        line.parser.error("too few arguments")
    function, positional, named = options.cmd
    with migrating(url) as connection:
        values = {name: getattr(options, name, None) for name in named}
        try:
            function(configured(connection), *(getattr(options, name) for name in positional), **values)
        except CommandError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
