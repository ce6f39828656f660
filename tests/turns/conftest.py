"""A desk on SQLite, a fake engine, and a web client."""

from tests.fixtures.web import desk, fake_engine, serve

__all__ = ["desk", "fake_engine", "serve"]
