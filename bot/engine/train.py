"""Trains the assistant: `python -m bot.engine.train` writes models/desk-DATE-TIME.tar.gz."""

import argparse
import logging
import os
import sys
import time
import warnings
from pathlib import Path

NOT_OURS = (
    "Your training data contains an example",
    "You have defined training data with examples for training a response selector",
    "Action 'utter_",
    "The following duplicated intents have been found",
)
"""How Rasa's warnings begin that want a response for each `topic/aspect`: what is said is for the actions to decide."""
FORMAT = "desk-%Y%m%d-%H%M%S"


def main(arguments: list[str] | None = None) -> int:
    """Train and return the exit status: 0, or 1 when the data cannot be trained on."""
    options = _options(arguments)
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow is loaded by Rasa and used by nobody
    started = time.monotonic()
    print("Loading Rasa ...", flush=True)
    from rasa.api import train  # takes seconds: not before the options are known to be right
    from rasa.shared.exceptions import RasaException
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(log_level=logging.WARNING)
    configure_structlog(logging.WARNING)
    for beginning in NOT_OURS:
        warnings.filterwarnings("ignore", message=beginning)
    print(f"Training on {options.data} ...", flush=True)
    try:
        result = train(
            domain=str(options.domain),
            config=str(options.config),
            training_files=[str(options.data)],
            output=str(options.out),
            fixed_model_name=time.strftime(FORMAT),
            force_training=True,
        )
    except (RasaException, ValueError) as error:
        print(f"Training failed: {error}", file=sys.stderr)
        return 1
    if result.code or not result.model:
        print("Training failed; Rasa's messages above say why.", file=sys.stderr)
        return 1
    print(f"Trained {Path(result.model)} in {time.monotonic() - started:.0f} s")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.engine.train", description=__doc__)
    for name, default in (("domain", "domain.yml"), ("config", "config.yml"), ("data", "data"), ("out", "models")):
        parser.add_argument(f"--{name}", type=Path, default=Path(default))
    options = parser.parse_args(arguments)
    for path in (options.domain, options.config, options.data):
        if not path.exists():
            parser.error(f"{path} does not exist")
    return options


if __name__ == "__main__":
    sys.exit(main())
