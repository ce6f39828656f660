"""What a customer adds to a ticket by mail can also be read in the conversation that the ticket came from."""

from datetime import datetime

from bot.domain.conversations.messages import Author
from bot.domain.support.tickets import Ticket
from bot.services.conversations.sentences.spoken import spoken
from bot.services.conversations.unreadable import say_both
from bot.services.ports import Work
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import Draft


class MailedWords:
    """Two lines: the customer's words, as theirs, and where they went."""

    def __init__(self, words: Responses) -> None:
        self._words = words

    def repeat(self, work: Work, ticket: Ticket, text: str, origin: str, now: datetime) -> None:
        """Writes them into the ticket's conversation, if it came from one. `origin` is the mail's, said only once.

        An agent who had put that conversation aside has it among the open ones again. Raises StaleVersion.
        """
        record = work.conversations.rows.get(ticket.conversation_id) if ticket.conversation_id else None
        if record is None:
            return
        mailed = self._words.say("utter_desk_mailed", record.language, text=text)
        told = spoken(self._words, "utter_desk_mail_added", record.language, number=ticket.number)
        say_both(work, record, Draft(Author.CUSTOMER, mailed, event_id=origin), told.text, now)
