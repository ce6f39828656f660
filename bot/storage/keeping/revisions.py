"""Which revision of the schema a database has, and whether this version of the desk knows it."""

from importlib.resources import files

from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from bot.storage.keeping.errors import BackupTooNew


def require_known(revision: str) -> None:
    """Raises BackupTooNew for a revision that a later version of the desk made."""
    config = Config()
    config.set_main_option("script_location", str(files("bot.storage") / "migrations"))
    config.set_main_option("path_separator", "os")
    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError as error:
        raise BackupTooNew(revision=revision) from error
