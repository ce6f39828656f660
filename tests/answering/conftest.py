"""A desk on each kind of database, a fake engine, and a web client."""

from tests.fixtures.database import backend, database_url
from tests.fixtures.web import desk, fake_engine, serve

__all__ = ["backend", "database_url", "desk", "fake_engine", "serve"]
