"""Why a back-up cannot be made or put back: codes, which the command line words."""

from bot.domain.kernel.errors import DeskError


class NoDatabase(DeskError):
    """There is nothing to back up."""

    code = "no_database"


class NoBackup(DeskError):
    """The file is no back-up of a desk, or not whole. Blank: reason."""

    code = "no_backup"


class BackupTooNew(DeskError):
    """The back-up was made by a later version of the desk. Blank: revision."""

    code = "backup_too_new"


class DatabaseOccupied(DeskError):
    """There is a database already, and nobody said to replace it."""

    code = "database_occupied"


class DatabaseInUse(DeskError):
    """Somebody, such as a running desk, has the database open."""

    code = "database_in_use"


class DatabaseUnreadable(DeskError):
    """What stands where the back-up belongs cannot be read. Blank: file."""

    code = "database_unreadable"
