"""In memory: alerts, and agents of whom none can be called."""

from datetime import datetime

from bot.services.records.support import AlertDraft


class MemoryAlerts:
    """Alerts by key."""

    def __init__(self) -> None:
        self.rows: dict[str, AlertDraft] = {}

    def tell(self, draft: AlertDraft, now: datetime) -> bool:
        return self.rows.setdefault(draft.key, draft) is draft


class MemoryAgents:
    """Nobody can sign in."""

    def account_by_email(self, email: str) -> None:
        return None
