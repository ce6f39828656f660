"""What an answer offers beside itself: a person, with a reason and a button."""

from tests.actions.talk import Said

DOUBT = (("find_invoice", 0.3), ("balance_due", 0.2))
RIDICULOUS = "this is ridiculous"


def reasons(said: Said) -> list[str]:
    """What the buttons that ask for a person hold."""
    return [button["payload"] for button in said.buttons if button.get("payload", "").startswith("/talk_to_human")]


def button_for(reason: str) -> str:
    return f'/talk_to_human{{"handoff_reason": "{reason}"}}'
