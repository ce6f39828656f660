"""Writers pass one at a time, in the order they came, and nobody waits longer than told."""

import threading
import time

import pytest

from bot.domain.kernel.errors import StorageBusy
from bot.storage.kernel.turnstile import Turnstile

PATIENT = 10.0


def test_who_came_first_passes_first() -> None:
    turnstile, passed, inside = Turnstile(), [], []

    def pass_through(name: int) -> None:
        with turnstile.passing(PATIENT):
            inside.append(name)
            assert len(inside) == 1, "one at a time"
            time.sleep(0.001)
            inside.clear()
            passed.append(name)

    threads = [threading.Thread(target=pass_through, args=(n,)) for n in range(10)]
    with turnstile.passing(PATIENT):
        for n, thread in enumerate(threads):
            thread.start()
            while len(turnstile._waiting) <= n:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert passed == list(range(10))


def test_who_waits_too_long_is_refused_and_does_not_block_the_others() -> None:
    turnstile = Turnstile()
    with turnstile.passing(PATIENT), pytest.raises(StorageBusy), turnstile.passing(0.01):
        pytest.fail("two inside")
    with turnstile.passing(0.01):
        pass


def test_an_error_inside_lets_the_next_one_in() -> None:
    turnstile = Turnstile()
    with pytest.raises(ZeroDivisionError), turnstile.passing(0.01):
        raise ZeroDivisionError
    with turnstile.passing(0.01):
        pass


def test_many_impatient_threads_never_lose_the_turnstile() -> None:
    """Time-outs and hand-overs cross each other; in the end it must be free."""
    turnstile = Turnstile()

    def hurry(n: int) -> None:
        for _ in range(50):
            try:
                with turnstile.passing(0.0005 * (n % 4)):
                    time.sleep(0.0002)
            except StorageBusy:
                continue

    threads = [threading.Thread(target=hurry, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with turnstile.passing(0.01):
        assert not turnstile._waiting
