"""What all web edges share is tested on the whole desk."""

from tests.fixtures.database import backend, database_url
from tests.fixtures.web import desk, fake_engine, serve

__all__ = ["backend", "database_url", "desk", "fake_engine", "serve"]
