"""What customers are told when people come and go: exactly one sentence for each change of hands."""

from bot.domain.conversations.messages import Author
from bot.domain.partner import Partner
from bot.domain.staff.agents import Agent
from bot.services.conversations.sentences.spoken import spoken
from bot.services.ports import Work
from bot.services.ports.conversations import Responses
from bot.services.records.conversations import ConversationRecord, Draft


class Announcements:
    """The desk's own lines around people, in the conversation's language."""

    def __init__(self, words: Responses, partner: Partner) -> None:
        self._words = words
        self._partner = partner

    def joined(self, language: str, agent: Agent) -> Draft:
        """A colleague is here now."""
        return self._line("utter_desk_agent_joined", language, agent=agent.name, team=self._team(agent.team, language))

    def handed_back(self, language: str, agent: Agent) -> Draft:
        """The assistant is back."""
        return self._line("utter_desk_agent_handed_back", language, agent=agent.name)

    def transferred(self, language: str, agent: Agent, queue: str) -> Draft:
        """The team that works on a queue takes over; the customer waits again."""
        team = self._team(self._partner.routing.team_on(queue), language)
        return self._line("utter_desk_agent_transferred", language, agent=agent.name, team=team)

    def assigned(self, language: str, agent: Agent) -> Draft:
        """Another colleague goes on."""
        return self._line(
            "utter_desk_agent_assigned", language, agent=agent.name, team=self._team(agent.team, language)
        )

    def went_silent(self, language: str) -> Draft:
        """Nobody answered in time: the customer waits for another colleague."""
        return self._line("utter_desk_agent_silent", language)

    def resolved(self, language: str, agent: Agent) -> Draft:
        """The matter is closed; writing opens it again."""
        return self._line("utter_desk_agent_resolved", language, agent=agent.name)

    def woken(self, work: Work, record: ConversationRecord) -> Draft:
        """The customer wrote in what its agent had put aside: it is before that agent again."""
        agent = work.staff.agents.by_id(record.conversation.owner.agent or 0)
        return self._line("utter_desk_agent_woken", record.language, agent=agent.name if agent else "")

    def _team(self, team: str, language: str) -> str:
        return self._partner.routing.team_called(team, language)

    def _line(self, key: str, language: str, **blanks: object) -> Draft:
        said = spoken(self._words, key, language, **blanks)
        return Draft(Author.DESK, said.text, buttons=said.buttons)
