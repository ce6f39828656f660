"""Alembic's environment and revisions; `python -m bot.storage.migrations` is its command line without an ini file."""
