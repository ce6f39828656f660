"""Over all interleavings of customer, bot, two agents, time-outs and crashes: who owns a conversation is who speaks.

Two real processes work on one real database, held still before every step of theirs; hypothesis chooses what happens
next, and `ledger` reads the database after every single transaction.
"""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from bot.domain.conversations.messages import Incoming
from bot.domain.kernel.errors import StaleVersion, TransitionRefused
from bot.domain.staff.console_errors import AgentMayNot, SnoozePast
from bot.services.conversations.turns import LEASE
from tests.fixtures.desk import NIGHT, NOW
from tests.fixtures.properties import DEEP
from tests.services.conversations.one_conversation import SILENCE_SECONDS, OneConversation
from tests.services.conversations.outcomes import OUTCOMES, PARSES, TEXTS
from tests.services.conversations.stage import CHANNEL, Crash, Outcome

RUN = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,  # a shared machine may be slow, which says nothing about ownership
    derandomize=True,  # the same interleavings every time: a red run is red for whoever looks after it
    database=None,
    phases=(Phase.generate,),  # shrinking a failure takes minutes: the long run does it
    suppress_health_check=list(HealthCheck),
)
"""A minute's worth of interleavings for every test run."""
LONG = settings(
    RUN,
    max_examples=3000,
    stateful_step_count=80,
    derandomize=False,
    print_blob=True,
    phases=(Phase.generate, Phase.shrink),
)
"""For a night: `make test-deep`, other interleavings each time."""
REFUSALS = (TransitionRefused, AgentMayNot, StaleVersion, SnoozePast)


class Ownership(OneConversation):
    """One conversation; the customer, two processes and two agents act in any order."""

    @initialize(who=st.sampled_from(["billing@contoso.example", None]), language=st.sampled_from(["en", "fr"]))
    def a_customer_comes(self, who: str | None, language: str) -> None:
        self.id = self.stage.open(who, language)
        assert self.stage.ledger is not None
        self.ledger = self.stage.ledger
        self._deliver(Incoming(CHANNEL, self.id, "e0", "hello"), self.stage.processes[0], False)

    # --- the customer ---------------------------------------------------------------------------------------------

    @rule(text=st.sampled_from(TEXTS), to=st.sampled_from([0, 1]), dies=st.integers(0, 9).map(lambda n: n == 9))
    def customer_writes(self, text: str, to: int, dies: bool) -> None:
        """`dies`: the process is killed between the commit and telling its worker."""
        self._deliver(Incoming(CHANNEL, self.id, f"e{len(self.sent)}", text), self.stage.processes[to], dies)
        if dies:
            self.stage.restart(to)

    @precondition(lambda self: self._offered())
    @rule(data=st.data(), to=st.sampled_from([0, 1]))
    def customer_presses(self, data: st.DataObject, to: int) -> None:
        button = data.draw(st.sampled_from(self._offered()))
        incoming = Incoming(CHANNEL, self.id, f"e{len(self.sent)}", button.title, button.id)
        self._deliver(incoming, self.stage.processes[to], False)

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), to=st.sampled_from([0, 1]))
    def the_same_is_delivered_again(self, data: st.DataObject, to: int) -> None:
        before = self.ledger.seen
        assert self.stage.processes[to].receive(data.draw(st.sampled_from(self.sent)))
        assert self.ledger.seen == before

    # --- the processes --------------------------------------------------------------------------------------------

    @precondition(lambda self: self.stage.steps)
    @rule(data=st.data())
    def a_step_goes_on(self, data: st.DataObject) -> None:
        step = self.stage.steps[data.draw(st.integers(0, len(self.stage.steps) - 1))]
        results = {"engine": OUTCOMES, "parse": PARSES}.get(step.what)
        self.stage.go_on(step, data.draw(st.sampled_from(results)) if results else None)

    @precondition(lambda self: self.stage.steps)
    @rule(data=st.data(), outcome=st.sampled_from(OUTCOMES))
    def a_process_goes_on_until_it_rests(self, data: st.DataObject, outcome: Outcome) -> None:
        process = data.draw(st.sampled_from(self.stage.processes))
        self._run([process], outcome, 12)

    @precondition(lambda self: [step for step in self.stage.steps if step.what not in ("engine", "parse")])
    @rule(data=st.data())
    def a_process_crashes_before_its_commit(self, data: st.DataObject) -> None:
        step = data.draw(st.sampled_from([one for one in self.stage.steps if one.what not in ("engine", "parse")]))
        with self.stage.crash_before_commit():
            self.stage.go_on(step)
        if step.process in self.stage.processes:
            self.stage.restart(self.stage.processes.index(step.process))

    @rule(index=st.sampled_from([0, 1]))
    def a_process_is_killed(self, index: int) -> None:
        self.stage.restart(index)

    @rule(index=st.sampled_from([0, 1]))
    def a_process_looks_for_what_was_left_behind(self, index: int) -> None:
        self.stage.processes[index].sweep()

    # --- time -----------------------------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([1.0, LEASE.total_seconds() + 1, 60.0, 11 * 60.0, SILENCE_SECONDS]))
    def time_passes(self, seconds: float) -> None:
        self.stage.later(seconds)

    @precondition(lambda self: self.stage.now < NIGHT)
    @rule()
    def the_desk_closes(self) -> None:
        self.stage.later((NIGHT - self.stage.now).total_seconds())

    @precondition(lambda self: self.stage.now >= NIGHT)
    @rule()
    def the_desk_opens_again(self) -> None:
        days = (self.stage.now - NOW) // timedelta(days=1) + 1
        self.stage.later((NOW + timedelta(days=days) - self.stage.now).total_seconds())

    # --- the agents -----------------------------------------------------------------------------------------------

    @rule(data=st.data(), who=st.sampled_from([0, 1]), crashes=st.integers(0, 9).map(lambda n: n == 9))
    def an_agent_acts(self, data: st.DataObject, who: int, crashes: bool) -> None:
        name = data.draw(st.sampled_from(self._fitting() * 2 + sorted(self._verbs())))
        acting, other = self.agents[who], self.agents[1 - who]
        before = self.ledger.seen
        try:
            if crashes:
                with self.stage.crash_before_commit():
                    self._verbs()[name](acting, other)
            else:
                self._verbs()[name](acting, other)
        except (*REFUSALS, Crash):
            assert self.ledger.seen == before

    @precondition(lambda self: self.stage.steps and self.ledger.seen.bot_may_speak)
    @rule(who=st.sampled_from([0, 1]), answers=st.booleans())
    def an_agent_only_looks_in(self, who: int, answers: bool) -> None:
        """Took it and gave it back while the bot was still thinking."""
        for name in ("take_over", "reply", "hand_back") if answers else ("take_over", "hand_back"):
            self._verbs()[name](self.agents[who], self.agents[1 - who])

    @precondition(lambda self: hasattr(self, "ledger") and self.ledger.seen.kind == "agent")
    @rule(text=st.sampled_from(TEXTS), to=st.sampled_from([0, 1]))
    def the_customer_writes_into_what_was_put_aside(self, text: str, to: int) -> None:
        holder = next(one for one in self.agents if self.ledger.seen.owner == f"agent:{one.id}")
        self._verbs()["snooze"](holder, holder)
        self.customer_writes(text, to, dies=False)

    @rule(data=st.data(), who=st.sampled_from([0, 1]), check=st.sampled_from(["take_from_silent", "wake_snoozed"]))
    def an_agent_acts_while_time_outs_are_looked_for(self, data: st.DataObject, who: int, check: str) -> None:
        """Between the reading and the writing of a verb of the clock's, when the time has come."""
        self.stage.later(SILENCE_SECONDS)
        held = self.ledger.seen.kind == "agent"
        name = data.draw(st.sampled_from(["reply", "hand_back", "snooze", "transfer"] if held else self._fitting()))
        if held and self.ledger.seen.owner == f"agent:{self.agents[1 - who].id}":
            who = 1 - who

        def meanwhile() -> None:
            try:
                self._verbs()[name](self.agents[who], self.agents[1 - who])
            except REFUSALS:
                return

        self.stage.interruption = meanwhile
        last = self.ledger.messages()[-1:]
        changed = getattr(self.stage.base.conversations.waiting, check)(self.stage.now)
        self.stage.interruption = None
        if check == "take_from_silent" and changed:
            said = [row for row in self.ledger.messages(last[0]["seq"] if last else 0) if row["visibility"] == "public"]
            assert "agent" not in {row["author"] for row in said}, "called silent right after an answer"

    # --- what must always hold ------------------------------------------------------------------------------------

    @invariant()
    def nothing_failed_unseen(self) -> None:
        assert self.stage.faults == []

    @invariant()
    def every_message_exists_once_and_has_a_turn(self) -> None:
        if not hasattr(self, "ledger"):
            return
        rows = [row for row in self.ledger.messages() if row["author"] == "customer"]
        assert [row["event_id"] for row in rows] == [incoming.event_id for incoming in self.sent]
        assert set(self.ledger.seen.turns) == {row["seq"] for row in rows}

    @invariant()
    def the_customer_reads_what_is_public_and_nothing_else(self) -> None:
        if not hasattr(self, "ledger"):
            return
        with self.stage.database.reading() as work:
            read = [message.seq for message in work.conversations.log.after(self.id, 0, limit=10_000)]
        assert read == [row["seq"] for row in self.ledger.messages() if row["visibility"] == "public"]

    def teardown(self) -> None:
        try:
            if hasattr(self, "ledger"):
                self._let_rest()
                self._check_rest()
                self._check_nobody_is_left_alone()
                assert self.stage.faults == []
        finally:
            self.stage.close()


Ownership.TestCase.settings = LONG if DEEP else RUN


class TestWhoeverOwnsTheConversationSpeaksInItAndNobodyElse(Ownership.TestCase):  # type: ignore[misc]
    """Collected by its name, which is the sentence it proves."""
