"""What any test may ask for: the real trained engine, started once in a run and only if a test wants it."""

from tests.fixtures.engine import engine

__all__ = ["engine"]
