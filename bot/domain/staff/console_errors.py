"""Refusals that only the partner's own people meet, in the console; its texts hold their sentences."""

from bot.domain.kernel.errors import DeskError, TransitionRefused


class AgentMayNot(DeskError):
    """No role of the agent allows it. Blank: permission."""

    code = "agent_may_not"


class SessionEnded(DeskError):
    """The console session is unknown, expired or revoked: sign in again."""

    code = "session_ended"


class AgentNotFound(DeskError):
    """No such colleague."""

    code = "agent_not_found"


class ColleagueAway(DeskError):
    """The colleague has said to be away: a customer who is there now is not given to them. Blank: name."""

    code = "colleague_away"


class TeamUnknown(DeskError):
    """No such team in partner.yml. Blank: team."""

    code = "team_unknown"


class QueueUnknown(DeskError):
    """No such queue in partner.yml. Blank: queue."""

    code = "queue_unknown"


class NotHolding(TransitionRefused):
    """Somebody else, or nobody, holds the conversation. Blank: owner."""

    code = "not_holding"


class CrossSiteRefused(DeskError):
    """Another website sent a request that would change something."""

    code = "cross_site_refused"


class CustomerWrote(DeskError):
    """The customer wrote what the agent had not read yet when closing the conversation or handing it back."""

    code = "customer_wrote"


class TagUnusable(DeskError):
    """A tag has 1 to 40 letters, digits, spaces, dots, dashes or plus signs."""

    code = "tag_unusable"


class SnoozePast(DeskError):
    """A conversation is put aside until an instant in the future, at most a year ahead."""

    code = "snooze_past"


class MessageNotReviewable(DeskError):
    """No such message, or a pressed button, or one that nobody had to understand."""

    code = "message_not_reviewable"


class IntentUnknown(DeskError):
    """No intent of that name has training examples. Blank: intent."""

    code = "intent_unknown"


class ReviewExported(DeskError):
    """The review was exported to the training data, or there is none: it cannot be changed here any more."""

    code = "review_exported"
