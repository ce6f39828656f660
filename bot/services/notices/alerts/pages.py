"""Where the console shows what an alert tells."""

from collections.abc import Sequence
from typing import Final

from bot.services.records.alerts import AlertFacts

CONSOLE_PATH: Final = "/console"


def page_of(facts: Sequence[AlertFacts]) -> str:
    """The path of the one thing told of, else of where work begins."""
    if len(facts) > 1:
        return f"{CONSOLE_PATH}/"
    if facts[0].number is not None:
        return f"{CONSOLE_PATH}/tickets/{facts[0].number}"
    return f"{CONSOLE_PATH}/c/{facts[0].conversation_id}"
