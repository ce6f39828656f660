"""What the partner's people are told of by themselves, before anybody looks."""

from enum import StrEnum


class AlertKind(StrEnum):
    """A critical ticket was opened for whom that is promised day and night; a target comes near; it was missed."""

    CRITICAL_TICKET = "critical_ticket"
    TARGET_NEAR = "target_near"
    TARGET_MISSED = "target_missed"
