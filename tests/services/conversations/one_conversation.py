"""How one conversation is driven: what is delivered, what agents may do now, and what must hold when all rests."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from bot.domain.conversations.messages import Button, Incoming
from bot.domain.staff.agents import Agent
from bot.services.conversations.turns import LEASE
from tests.fixtures.console import agent_in
from tests.services.conversations.outcomes import PARSES, says
from tests.services.conversations.stage import Held, Outcome, Process, Stage

REST_ROUNDS = 60
SILENCE_SECONDS = 16 * 60.0
Verb = Callable[[Agent, Agent], object]


class OneConversation(RuleBasedStateMachine):
    """Two processes and two agents around one conversation; the rules say what happens next."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage()
        self.agents = (agent_in(self.stage.base, "helpdesk"), agent_in(self.stage.base, "billing"))
        self.sent: list[Incoming] = []
        self.forms = 0

    def _deliver(self, incoming: Incoming, process: Process, dies: bool) -> None:
        self.sent.append(incoming)
        assert not process.receive(incoming, dies=dies)

    def _offered(self) -> list[Button]:
        if not hasattr(self, "ledger"):
            return []
        with self.stage.database.reading() as work:
            rows = work.conversations.log.after(self.id, 0, limit=10_000)
        return [button for row in rows[-12:] for button in row.buttons if button.payload]

    def _form(self) -> str:
        self.forms += 1
        return f"form {self.forms}"

    def _fitting(self) -> list[str]:
        """What an agent could do now."""
        match self.ledger.seen.kind, self.ledger.seen.lifecycle:
            case "agent", _:
                return ["reply", "note", "hand_back", "hand_back", "transfer", "assign", "resolve", "snooze", "wake"]
            case "queue", _:
                return ["take_over", "reply", "assign"]
            case _, "closed":
                return ["reopen", "note"]
            case _:
                return ["take_over", "note"]

    def _verbs(self) -> dict[str, Verb]:
        desk, writing, here, now = (
            self.stage.base.staff.handling,
            self.stage.base.staff.writing,
            self.id,
            self.stage.now,
        )
        later = now + timedelta(minutes=12)
        return {
            "take_over": lambda by, _: desk.take_over(here, asked_by=by, now=now),
            "reply": lambda by, _: writing.reply(here, "I see.", event_id=self._form(), asked_by=by, now=now),
            "note": lambda by, _: writing.note(here, "Odd.", event_id=self._form(), asked_by=by, now=now),
            "hand_back": lambda by, _: desk.hand_back(here, asked_by=by, now=now, summary="All done."),
            "transfer": lambda by, _: desk.transfer(here, "commercial", asked_by=by, now=now),
            "assign": lambda by, to: desk.assign(here, to.id, asked_by=by, now=now),
            "resolve": lambda by, _: desk.resolve(here, asked_by=by, now=now),
            "reopen": lambda by, _: desk.reopen(here, asked_by=by, now=now),
            "snooze": lambda by, _: desk.snooze(here, later, asked_by=by, now=now),
            "wake": lambda by, _: desk.wake(here, asked_by=by, now=now),
        }

    def _run(self, processes: list[Process], outcome: Outcome, most: int) -> None:
        """Lets these processes go on; whatever the engine is asked ends in `outcome`."""
        results: dict[str, Any] = {"engine": outcome, "parse": PARSES[0]}
        for _ in range(most):
            step = self._next(processes)
            if step is None:
                return
            self.stage.go_on(step, results.get(step.what))

    def _next(self, processes: list[Process]) -> Held | None:
        return next((step for step in self.stage.steps if step.process in processes), None)

    def _let_rest(self) -> None:
        """Nobody does anything any more but the processes; every message must find its end."""
        for _ in range(REST_ROUNDS):
            self._run(self.stage.processes, says, 200)
            if not self.stage.processes[0].desk.conversations.turns.waiting() and not self.stage.steps:
                return
            self.stage.beat += LEASE
            self.stage.processes[0].sweep()
        raise AssertionError("some turns never end")

    def _check_rest(self) -> None:
        assert "expected" not in self.ledger.seen.turns.values()
        theirs = {row["seq"] for row in self.ledger.messages() if row["author"] == "customer"}
        with self.stage.database.reading() as work:
            shown = work.conversations.overview.transcript(self.id, asked_by=self.agents[0], limit=10_000)
        assert theirs <= {message.seq for message in shown}

    def _check_nobody_is_left_alone(self) -> None:
        """The agents leave for good: who is still owed an answer comes back to the bot, and is told so."""
        for _ in range(12):
            if self.ledger.seen.kind == "bot" or (self.ledger.seen.kind == "agent" and not self.ledger.seen.unanswered):
                return
            self.stage.later(SILENCE_SECONDS)
            self.stage.processes[0].sweep()
            self._run(self.stage.processes, says, 200)
        raise AssertionError(f"the customer is left with {self.ledger.seen.owner}")
