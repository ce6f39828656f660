"""What the partner's people did and looked at, as the audit log names it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final


class Action(StrEnum):
    """One kind of entry in the audit log."""

    LOOKED_AT_CONVERSATION = "looked_at_conversation"
    LOOKED_AT_CUSTOMER = "looked_at_customer"
    LOOKED_AT_TICKET = "looked_at_ticket"
    LOOKED_AT_INVOICE = "looked_at_invoice"
    SEARCHED = "searched"

    TOOK_OVER = "took_over"
    REPLIED = "replied"
    NOTED = "noted"
    HANDED_BACK = "handed_back"
    TRANSFERRED = "transferred"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    TAGGED = "tagged"
    UNTAGGED = "untagged"

    TICKET_OPENED = "ticket_opened"
    TICKET_NOTED = "ticket_noted"
    TICKET_ANSWERED = "ticket_answered"
    TICKET_CHANGED = "ticket_changed"
    TICKET_RATED = "ticket_rated"
    TICKET_ASSIGNED = "ticket_assigned"
    TICKET_MOVED = "ticket_moved"

    WEBHOOK_POSTED_AGAIN = "webhook_posted_again"
    MAIL_SENT_AGAIN = "mail_sent_again"
    MAIL_GIVEN_UP = "mail_given_up"
    MAIL_ATTACHED = "mail_attached"
    MAIL_DISCARDED = "mail_discarded"

    ADDRESS_CARRIED_OVER = "address_carried_over"
    ADDRESS_LINKED = "address_linked"
    ADDRESS_UNLINKED = "address_unlinked"
    ADDRESS_DISMISSED = "address_dismissed"
    ADDRESS_TAKEN_BACK = "address_taken_back"

    CANNED_ADDED = "canned_added"
    CANNED_CHANGED = "canned_changed"
    CANNED_REMOVED = "canned_removed"

    REVIEWED = "reviewed"
    EXPORTED = "exported"
    DOWNLOADED_REPORT = "downloaded_numbers"  # as older entries have it, which nobody changes
    DOWNLOADED_FILE = "downloaded_file"
    DOWNLOADED_INVOICE = "downloaded_invoice"
    DOWNLOADED_AUDIT = "downloaded_audit"

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SESSION_REVOKED = "session_revoked"
    WENT_AWAY = "went_away"
    CAME_BACK = "came_back"

    AGENT_ADDED = "agent_added"
    AGENT_CHANGED = "agent_changed"
    AGENT_DISABLED = "agent_disabled"
    AGENT_ENABLED = "agent_enabled"
    AGENT_BOUND = "agent_bound"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an action
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of an action


LOOKS: Final = frozenset({
    Action.LOOKED_AT_CONVERSATION, Action.LOOKED_AT_CUSTOMER, Action.LOOKED_AT_TICKET,
    Action.LOOKED_AT_INVOICE, Action.SEARCHED,
})  # fmt: skip
"""Entries made by reading alone."""

LOOK_AGAIN_AFTER: Final = timedelta(minutes=15)
"""Pages reload themselves: a look by one agent at one thing is written once in this time, to keep the log readable."""


def is_new_look(last: datetime | None, now: datetime) -> bool:
    """Whether a look is to be written, given when the same look was written last."""
    return last is None or now - last >= LOOK_AGAIN_AFTER
