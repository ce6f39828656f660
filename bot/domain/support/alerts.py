"""What the partner's people are told of by themselves, before anybody looks."""

from enum import StrEnum


class AlertKind(StrEnum):
    """A customer waits for a person; a ticket came; a critical one came for whom that is promised day and night; a
    target comes near; it was missed.
    """

    CUSTOMER_WAITS = "customer_waits"
    TICKET_OPENED = "ticket_opened"
    CRITICAL_TICKET = "critical_ticket"
    TARGET_NEAR = "target_near"
    TARGET_MISSED = "target_missed"
