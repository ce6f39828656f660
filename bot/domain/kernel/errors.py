"""Refusals and faults as codes with their blanks; the edges choose words and status."""

from typing import ClassVar


class DeskError(Exception):
    """A request the desk refuses or cannot carry out.

    `code` names the reason for machines (response key, HTTP status table); keyword arguments given at
    construction are the blanks of the sentence that an edge chooses for it.
    """

    code: ClassVar[str] = "desk_error"

    def __init__(self, **blanks: str) -> None:
        super().__init__(self.code, blanks)
        self.blanks = blanks


class NotSignedIn(DeskError):
    """The question is about a customer's own data and nobody verified is asking."""

    code = "not_signed_in"


class CompanyUnknown(NotSignedIn):
    """The question is about a customer's own data, and of the asker only an address is proven. Blank: address."""

    code = "company_unknown"


class TooManyTickets(DeskError):
    """Too many tickets were opened of late for a proven address that no company has. Blanks: email, phone."""

    code = "too_many_tickets"


class RoleMayNotSeeMoney(DeskError):
    """The contact's role does not include money."""

    code = "role_may_not_see_money"


class RoleMayNot(DeskError):
    """The contact's role does not include what was asked."""

    code = "role_may_not"


class NotACspCustomer(DeskError):
    """The contact's company buys from Microsoft directly: the partner has nothing to look up."""

    code = "not_a_csp_customer"


class InvoiceNotFound(DeskError):
    """No such invoice for who asks: missing and someone else's are the same. Blank: number."""

    code = "invoice_not_found"


class PeriodUnclear(DeskError):
    """A period, day or clock time that cannot be read. Blank: code (what was given)."""

    code = "period_unclear"


class AmountUnclear(DeskError):
    """An amount that cannot be read. Blank: amount."""

    code = "amount_unclear"


class CurrenciesDiffer(DeskError):
    """Two invoices in different currencies are not compared. Blanks: number, other."""

    code = "currencies_differ"


class PeriodsDiffer(DeskError):
    """Two invoices over periods of different length are not compared. Blanks: number, other."""

    code = "periods_differ"


class DocumentNotFound(DeskError):
    """The download link is unknown or too old, or its invoice is no longer the reader's to see."""

    code = "document_not_found"


class ContactAddressMissing(DeskError):
    """A visitor's ticket needs an address to answer to."""

    code = "contact_address_missing"


class TicketTextMissing(DeskError):
    """A ticket needs a description."""

    code = "ticket_text_missing"


class TicketNotFound(DeskError):
    """No such ticket for who asks: missing and someone else's are the same. Blank: number."""

    code = "ticket_not_found"


class ConversationNotFound(DeskError):
    """No such conversation for the bearer of this token."""

    code = "conversation_not_found"


class TransitionRefused(DeskError):
    """The conversation is not in a state in which this may happen. Blanks: event, owner."""

    code = "transition_refused"


class AlreadyAccepted(TransitionRefused):
    """Another agent holds the conversation. Blank: by."""

    code = "already_accepted"


class StaleVersion(DeskError):
    """Somebody changed the conversation since it was read; read again and decide anew."""

    code = "stale_version"


class TokenRefused(DeskError):
    """The token is expired, forged, replayed or for another purpose. Blank: reason."""

    code = "token_refused"


class TokenExpired(TokenRefused):
    """The token of a conversation has run out, or was never one: get a new one."""

    code = "token_expired"


class MessageTooLong(DeskError):
    """The message exceeds the limit. Blank: limit (characters)."""

    code = "message_too_long"


class EmptyMessage(DeskError):
    """There is nothing in the message to answer."""

    code = "empty_message"


class ChoiceUnknown(DeskError):
    """The button was never offered in this conversation."""

    code = "choice_unknown"


class DuplicateEvent(DeskError):
    """Another delivery of the same event was stored at the same moment."""

    code = "duplicate_event"


class MalformedRequest(DeskError):
    """A request is not of the agreed shape. Blank: problem (for developers)."""

    code = "malformed_request"


class StorageBusy(DeskError):
    """The database could not be written in time; nothing was changed, try again."""

    code = "storage_busy"
