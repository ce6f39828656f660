"""One line for every step of a start, with the seconds it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(line: str = "") -> None:
    """Prints at once, also into a pipe."""
    print(line, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announces a step and reports its seconds; a step that fails is reported by whoever started it."""
    say(f"  ..  {name}")
    started = time.monotonic()
    yield
    say(f"  ok  {name:<24}{time.monotonic() - started:6.1f} s")
