"""Reads the database after every transaction and says what must never be seen there."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TO_BOT = {"handed_back", "cancelled", "wait_ended", "resolved"}
ONE_SENTENCE = {"handed_off", "transferred", "assigned", "went_silent"} | TO_BOT
"""Changes of hands that the customer is told in exactly one sentence of the bot's or the desk's."""
Row = sqlite3.Row


@dataclass(frozen=True)
class Seen:
    """The conversation's row as one transaction left it."""

    owner: str
    lifecycle: str
    version: int
    segment: int
    last_seq: int
    unanswered: bool
    asked: int
    turns: dict[int, str]

    @property
    def kind(self) -> str:
        return self.owner.partition(":")[0]

    @property
    def bot_may_speak(self) -> bool:
        return self.kind == "bot" and self.lifecycle == "active"


class Ledger:
    """What one conversation has been through, as the database tells it."""

    def __init__(self, path: Path, conversation_id: str) -> None:
        self._id = conversation_id
        self._rows = sqlite3.connect(path, isolation_level=None)
        self._rows.row_factory = sqlite3.Row
        self.events: list[tuple[str, int]] = []
        self.seen = self._read()
        self.begins_again = False
        self._segment_of: dict[int, int] = {}

    def close(self) -> None:
        self._rows.close()

    def all(self, query: str, *more: Any) -> list[Row]:
        return self._rows.execute(query, (self._id, *more)).fetchall()

    def messages(self, after: int = 0) -> list[Row]:
        return self.all("SELECT * FROM messages WHERE conversation_id = ? AND seq > ? ORDER BY seq", after)

    def look(self) -> None:
        """Called after every commit: holds the transaction against the rules."""
        before, now = self.seen, self._read()
        if now == before:
            return
        self.seen = now
        new = self.messages(before.last_seq)
        events = self._new_events(before)
        said = [row for row in new if row["visibility"] == "public" and row["text"]]
        self._segment_of |= {row["seq"]: now.segment for row in new if row["author"] == "customer"}
        self._check_speakers(before, now, said, events)
        self._check_announcements(before, now, said, events)
        self._check_unanswered(before, now, said)
        self._check_turns(before, now, new)
        self._check_ownership(now)
        if TO_BOT & set(events):
            self.begins_again = True
        if "reopened" in events and now.kind == "bot":
            self.begins_again = False  # the state is forgotten altogether

    def _read(self) -> Seen:
        (row,) = self.all("SELECT * FROM conversations WHERE id = ?")
        (asked,) = self.all("SELECT count(*) FROM satisfaction WHERE conversation_id = ?")
        turns = self.all("SELECT seq, state FROM turns WHERE conversation_id = ?")
        agent = f":{row['owner_agent']}" if row["owner_agent"] is not None else ""
        return Seen(
            owner=f"{row['owner_kind']}{agent}",
            lifecycle=row["lifecycle"],
            version=row["version"],
            segment=row["segment"],
            last_seq=row["last_seq"],
            unanswered=row["unanswered_since"] is not None,
            asked=asked[0],
            turns={turn["seq"]: turn["state"] for turn in turns},
        )

    def _new_events(self, before: Seen) -> list[str]:
        query = "SELECT event FROM conversation_events WHERE conversation_id = ? AND version > ? ORDER BY version"
        return [row["event"] for row in self.all(query, before.version)]

    def _check_speakers(self, before: Seen, now: Seen, said: Sequence[Row], events: Sequence[str]) -> None:
        for row in said:
            match row["author"]:
                case "bot":
                    assert before.bot_may_speak, f"the bot spoke while {before.owner} owned it: {row['text']}"
                case "agent":
                    assert now.kind == "agent", "an agent spoke without holding the conversation"
                case "desk" if not events:
                    assert now.kind != "agent", f"the desk spoke while {now.owner} held it: {row['text']}"

    def _check_announcements(self, before: Seen, now: Seen, said: Sequence[Row], events: Sequence[str]) -> None:
        told = sum(row["author"] in ("bot", "desk") for row in said) - (now.asked - before.asked)
        people = sum(row["author"] == "agent" for row in said)
        for event in events:
            if event in ONE_SENTENCE:
                assert told == 1, f"{event} was told in {told} sentences"
            elif event in {"accepted", "taken_over"}:
                assert told + people == 1, f"{event} was told in {told} sentences and {people} replies"
            elif event == "reopened":
                assert told == (1 if now.kind == "agent" else 0)
            elif event == "woken":
                wrote = any(row["author"] == "customer" for row in said)
                assert told == (1 if wrote else 0), "who writes into what was put aside is told so, and nobody else"
            else:
                assert told == 0, f"{event} was told"

    def _check_unanswered(self, before: Seen, now: Seen, said: Sequence[Row]) -> None:
        """Set by the customer's words and by waiting for a person, cleared by an answer.

        Lines of the bot and of the desk are none while people are expected, and the bot's none to a message that came
        after the one it answers. A rating asks for no answer.
        """
        author = said[-1]["author"] if said else None
        if author == "desk" and said[0]["author"] == "customer":
            author = "customer"  # the desk's word that it woke for the customer's is no answer to it
        match author:
            case "customer" if not str(said[0]["choice"]).startswith("/rate"):
                expected = True
            case None | "customer":
                expected = before.unanswered
            case "desk" | "bot":
                expected = before.unanswered and now.kind != "bot"
            case _:
                expected = False
        if now.kind == "queue" and before.kind != "queue":
            expected = True
        following = min((seq for seq, state in now.turns.items() if state == "expected"), default=None)
        pending = following is not None and not self._pressed(following, "/rate")
        if now.kind == "bot" and pending and (author == "bot" or now.unanswered):
            expected = True  # the next turn, once begun, is for a message that nothing said so far answers
        assert now.unanswered == expected, f"after a word of {author}, with {now.owner}"

    def _check_turns(self, before: Seen, now: Seen, new: Sequence[Row]) -> None:
        for seq, state in now.turns.items():
            was = before.turns.get(seq, "expected")
            if was == state:
                continue
            assert was == "expected", f"turn {seq} was {was} already"
            replies = [row for row in new if row["in_reply_to"] == seq]
            assert replies, "a turn ended without a row that tells the customer's client"
            heard = any(row["visibility"] == "public" and row["text"] for row in replies)
            match state:
                case "answered":
                    self._check_answered(seq, before)
                case "suppressed":
                    assert not heard, "a suppressed answer was heard"
                    assert self._may_be_suppressed(seq, now), f"{seq} was dropped, and nobody had answered it"
                case "kept":
                    silent = before.kind == "agent" or before.lifecycle == "closed" or self._pressed(seq, "/rate")
                    assert heard or silent, f"{seq} was kept without a word"
                case "given_up":
                    assert heard, "given up without a word"

    def _check_answered(self, seq: int, before: Seen) -> None:
        assert before.bot_may_speak
        (turn,) = self.all("SELECT parse FROM turns WHERE conversation_id = ? AND seq = ?", seq)
        parse = json.loads(turn["parse"])
        expected = self.begins_again and not parse["fresh"]
        assert parse["begin_again"] == expected or parse["fresh"], f"{seq} began again: {parse['begin_again']}"
        self.begins_again = False

    def _may_be_suppressed(self, seq: int, now: Seen) -> bool:
        people = any(row["author"] == "agent" and row["visibility"] == "public" for row in self.messages(seq))
        return not now.bot_may_speak or people or self._segment_of[seq] < now.segment

    def _pressed(self, seq: int, payload: str) -> bool:
        (row,) = self.all("SELECT choice FROM messages WHERE conversation_id = ? AND seq = ?", seq)
        return str(row["choice"]).startswith(payload)

    def _check_ownership(self, now: Seen) -> None:
        events = self.all("SELECT version, owner FROM conversation_events WHERE conversation_id = ? ORDER BY version")
        assert [event["version"] for event in events] == list(range(2, now.version + 1))
        if events:
            assert events[-1]["owner"] == now.owner
        stretches = self.all("SELECT * FROM stretches WHERE conversation_id = ?")
        still = [stretch for stretch in stretches if stretch["ended_at"] is None]
        assert len(still) == (0 if now.kind == "bot" else 1)
        assert all(stretch["ending"] for stretch in stretches if stretch["ended_at"] is not None)
        asked = self.all("SELECT stretch_id, segment FROM satisfaction WHERE conversation_id = ?")
        assert len({(row["stretch_id"], row["segment"]) for row in asked}) == len(asked)
