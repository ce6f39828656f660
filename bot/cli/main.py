"""The door of the `desk` command: finds the subcommand and turns known failures into one sentence."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from bot.cli.failure import CommandFailed
from bot.settings import SettingsError

COMMANDS = {
    "up": "start the engine and the desk on this machine",
    "train": "train the language model if its data changed",
    "learn": "write what people said about doubtful messages into the training data",
    "migrate": "bring the database to the current schema",
    "backup": "write the whole database into one file, while the desk runs",
    "restore": "put a back-up in the place of the database",
    "seed": "create the demo partner's customers, invoices and tickets",
    "agent": "keep the accounts of the partner's own people: add, password, list",
    "chat": "talk to a running desk as one of its contacts",
    "evaluate": "measure how well messages are understood",
    "mail": "take one mail from standard input",
    "doctor": "say what is wrong with this installation",
}
"""Subcommands, each in the module of its name, imported only when asked for, so that `doctor` runs in broken houses."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand and returns its exit status: 0 done, 1 failed, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given[0] if given else "--help"
    if name not in COMMANDS:
        _overview().parse_args([name])
    try:
        return _run(name, given[1:])
    except (CommandFailed, SettingsError) as failure:
        print(failure, file=sys.stderr)
        return getattr(failure, "status", 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read stopped; Python would complain
        return 1


def _overview() -> argparse.ArgumentParser:
    listing = "\n".join(f"  {name:<10} {summary}" for name, summary in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="desk",
        description="Partner Desk answers the billing and support questions of a cloud reseller's customers.",
        epilog=f"commands:\n{listing}\n\n`desk COMMAND --help` explains one.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"desk {version('partner-desk')}")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    return parser


def _run(name: str, arguments: Sequence[str]) -> int:
    module = importlib.import_module(f"bot.cli.{name}")
    parser = argparse.ArgumentParser(
        prog=f"desk {name}", description=module.HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    module.arguments(parser)
    status: int = module.run(parser.parse_args(arguments))
    return status
