"""What the command line says when a back-up cannot be made or put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.failure import CommandFailed
from bot.storage.keeping import errors

_SENTENCES = {
    errors.NoDatabase: "There is no database to back up: see that DESK_DATABASE_URL is right.",
    errors.NoBackup: "{name} is no whole back-up of a desk ({reason}).",
    errors.BackupTooNew: "{name} was made by a later version (schema {revision}): install that version first.",
    errors.DatabaseOccupied: "There is a database already. `desk restore {name} --replace` puts the back-up in its "
    "place; make a back-up of what is there first.",
    errors.DatabaseInUse: "The database is in use: stop every desk, and whatever else has it open, then try again.",
    errors.DatabaseUnreadable: "{file} is no database that can be closed: move it and the files beside it away, then "
    "try again.",
}


@contextmanager
def worded(file: Path) -> Iterator[None]:
    """Turns refusals about a back-up in this file, and files that cannot be read or written, into CommandFailed."""
    try:
        yield
    except tuple(_SENTENCES) as error:
        raise CommandFailed(_SENTENCES[type(error)].format(name=file.name, **error.blanks)) from error
    except OSError as error:
        raise CommandFailed(f"{error.filename or file}: {error.strerror}.") from error
