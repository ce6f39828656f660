"""What the sender needs of a way for mails, and the one error it knows."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.domain.notices.outbox import Trouble


class MailTrouble(Exception):
    """A mail did not leave. `detail` is what the server or the connection said, for agents and operators."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(f"{trouble}: {detail}")
        self.trouble = trouble
        self.detail = detail


class Handover(Protocol):
    """A mail's sender and recipient are accepted; what is still to come is the mail."""

    async def hand_over(self, content: bytes) -> None:
        """Gives the mail away; when this returns, the server has it.

        Raises MailTrouble: UNCONFIRMED when it may or may not have it.
        """


class Transport(Protocol):
    """A way for mails."""

    def delivery(self, sender: str, recipient: str) -> AbstractAsyncContextManager[Handover]:
        """Connects and names both addresses; nothing has been handed over yet. Raises MailTrouble."""

    async def probe(self) -> None:
        """Tries everything but a mail: connection, TLS, sign-in. Raises MailTrouble."""
