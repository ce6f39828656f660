"""What the repositories of one capability have in common: the transaction they work in."""

from sqlalchemy import Connection


class Room:
    """The repositories of one capability on the transaction's connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
