"""`desk train`: a model for the data as it is now."""

import argparse
import asyncio

from bot.cli.model import Model, train
from bot.cli.progress import say, step

HELP = """Trains the language model from config.yml, domain.yml and data/ if any of them changed since the last
training. The model is written to models/ under a name that holds a digest of what it was trained on; the last three
are kept. A running desk takes a new model at its next start."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("--force", action="store_true", help="train although nothing changed")


def run(options: argparse.Namespace) -> int:
    """Trains, or says that it is not needed."""
    model = Model()
    if model.fresh and not options.force:
        say(f"models/{model.path.name} is up to date with its data.")
        return 0
    with step("language model"):
        path = asyncio.run(train(model, say))
    say(f"Trained models/{path.name}")
    return 0
