"""Alerts are pushed from a whole desk on real databases, to a push service on this machine."""

from tests.fixtures.database import *  # noqa: F403
from tests.fixtures.web import desk

__all__ = ["desk"]
