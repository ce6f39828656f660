"""The summary tells what was said and nothing else; its draft is short and invents no figure."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversations.conversation import HandoffReason
from bot.domain.conversations.messages import Author, Message, TurnSummary, Visibility
from bot.domain.conversations.summary import (
    MAX_DRAFT,
    MAX_QUOTE,
    Summary,
    Topic,
    clipped,
    draft_summary,
    latest_intent,
    numbers_named,
    summarise,
)
from bot.settings import ROOT
from bot.web.texts import Texts

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
TEXTS = Texts.load(ROOT / "bot" / "console" / "conversations" / "texts" / "summary.yml")
Row = tuple[Author, str, str | None]


def log(*rows: Row | Message) -> list[Message]:
    """Rows in order: (author, text, intent); a bot's row answers the customer's row before it."""
    made: list[Message] = []
    for seq, row in enumerate(rows, start=1):
        if isinstance(row, Message):
            made.append(row)
            continue
        author, text, intent = row
        asked = next((m.id for m in reversed(made) if m.author is Author.CUSTOMER), None)
        turn = TurnSummary(intent, 0.9, "en", "bot") if author in {Author.BOT, Author.DESK} and asked else None
        made.append(
            Message(
                f"c|{seq}",
                "c",
                seq,
                author,
                Visibility.PUBLIC,
                text,
                NOW + timedelta(minutes=seq),
                in_reply_to=asked if turn else None,
                turn=turn,
                author_name="Sofia Keller" if author is Author.AGENT else "",
            )
        )
    return made


def say(language: str):  # type: ignore[no-untyped-def]
    return lambda key, **blanks: TEXTS.say(key, language, **blanks)


CUSTOMER, BOT, DESK, AGENT = Author.CUSTOMER, Author.BOT, Author.DESK, Author.AGENT
TALK = log(
    (CUSTOMER, "hello", None),
    (BOT, "Hello!", "greet"),
    (CUSTOMER, "is ns-104231 paid?", None),
    (BOT, "NS-104231 is open.", "invoice_status"),
    (CUSTOMER, "and T-1002?", None),
    (BOT, "T-1002 is open.", "ticket_status"),
    (CUSTOMER, "is it paid now?", None),
    (BOT, "Not yet.", "invoice_status"),
    (CUSTOMER, "I want to talk to someone", None),
)


def test_topics_stand_in_order_and_are_counted_without_courtesies() -> None:
    summary = summarise(TALK, invoice_prefix="NS-", reason=HandoffReason.ASKED)
    assert summary.topics == (Topic("invoice_status", 2), Topic("ticket_status", 1))
    assert (summary.invoices, summary.tickets) == (("NS-104231",), ("T-1002",))
    assert (summary.since, summary.reason) == (TALK[0].sent_at, HandoffReason.ASKED)


def test_a_question_nobody_answered_is_open() -> None:
    summary = summarise(TALK, invoice_prefix="NS-")
    assert (summary.open, summary.asked) == (True, "I want to talk to someone")
    answered = summarise([*TALK, *log((AGENT, "Here I am", None))[-1:]], invoice_prefix="NS-")
    assert answered.asked == "I want to talk to someone"


def test_a_persons_answer_closes_the_question_and_the_desks_notice_does_not() -> None:
    waiting = log((CUSTOMER, "someone please", None), (DESK, "You are next.", "talk_to_human"))
    assert summarise(waiting, invoice_prefix="NS-").open
    helped = log((CUSTOMER, "someone please", None), (AGENT, "Here I am.", None))
    summary = summarise(helped, invoice_prefix="NS-")
    assert (summary.open, summary.answered, summary.answered_by) == (False, "Here I am.", "Sofia Keller")
    assert summary.people == ("Sofia Keller",)


def test_notes_and_suppressed_replies_are_never_quoted() -> None:
    secret = Message("c|9", "c", 9, AGENT, Visibility.NOTE, "NS-999999 is a trap", NOW, author_name="Sofia Keller")
    hidden = Message("c|10", "c", 10, BOT, Visibility.SUPPRESSED, "NS-888888", NOW)
    summary = summarise([*log((CUSTOMER, "hello", None)), secret, hidden], invoice_prefix="NS-")
    assert (summary.invoices, summary.answered, summary.people) == ((), "", ())


def test_what_cards_show_counts_as_said() -> None:
    card = {"kind": "invoice", "title": "Invoice NS-104231", "facts": [{"title": "Ticket", "value": "T-1002"}]}
    shown = Message("c|2", "c", 2, BOT, Visibility.PUBLIC, "", NOW, card=card)
    summary = summarise([*log((CUSTOMER, "my invoice", None)), shown], invoice_prefix="NS-")
    assert (summary.looked_up, summary.invoices, summary.tickets) == (
        ("Invoice NS-104231",),
        ("NS-104231",),
        ("T-1002",),
    )


def test_a_rating_asks_nothing_and_marks_of_bold_words_are_not_read() -> None:
    asked, answered = log((Author.CUSTOMER, "Is it paid?", "invoice_status"), (Author.BOT, "**Yes**, 5\\*3", None))
    press = '/rate{"id": "7", "score": "good"}'
    rating = replace(asked, id="c|3", seq=3, text="Good", choice=press)
    summary = summarise([asked, answered, rating], invoice_prefix="NS")
    assert (summary.asked, summary.answered, summary.open) == ("Is it paid?", "Yes, 5*3", False)


def test_what_nobody_could_place_is_counted() -> None:
    talk = log((CUSTOMER, "blub", None), (BOT, "Pardon?", "nlu_fallback"))
    summary = summarise(talk, invoice_prefix="NS-")
    assert (summary.not_understood, summary.topics) == (1, ())


def test_an_empty_conversation_has_an_empty_summary() -> None:
    assert summarise([], invoice_prefix="NS-") == Summary()
    assert draft_summary(Summary(), say("en")) == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ns-104231 and NS-104188.", ("NS-104231", "NS-104188")),
        ("NS-104231, NS-104231", ("NS-104231",)),
        ("xNS-104231 NS-C-10031 NS-", ()),
        ("NS-104231-2", ()),
    ],
)
def test_numbers_are_found_in_their_printed_shape(text: str, named: tuple[str, ...]) -> None:
    assert summarise(log((CUSTOMER, text, None)), invoice_prefix="NS-").invoices == named


def test_the_number_named_last_comes_last() -> None:
    talk = log((CUSTOMER, "NS-1", None), (BOT, "NS-2", "invoice_status"), (CUSTOMER, "no, NS-1", None))
    assert numbers_named(talk, "NS-")[-1] == "NS-1"


def test_the_latest_intent_is_that_of_the_latest_message_only() -> None:
    assert latest_intent(TALK) is None
    assert latest_intent(TALK[:-1]) == "invoice_status"
    assert latest_intent([]) is None


def test_the_draft_tells_the_essence_in_the_agents_language() -> None:
    talk = log((CUSTOMER, "is NS-104231 paid?", None), (BOT, "Not yet.", "invoice_status"), (AGENT, "It is.", None))
    summary = summarise(talk, invoice_prefix="NS-", reason=HandoffReason.ANGER)
    assert draft_summary(summary, say("en")) == (
        "The customer asked about: whether an invoice is paid. A person came in because: upset. "
        "Invoices: NS-104231. Sofia Keller wrote last: “It is.”"
    )
    assert "Le client a parlé de\u00a0: statut d’une facture." in draft_summary(summary, say("fr"))


def test_a_cut_never_leaves_the_first_digits_of_a_number() -> None:
    assert clipped("you owe 1 476 600 euros", 13) == "you owe…"
    assert clipped("short", 13) == "short"
    assert clipped("x" * 20, 13) == "…"


words = st.one_of(
    st.sampled_from(["NS-104231", "T-1002", "1 476,60", "1,476.60", "invoice", "\n", "  ", "42"]), st.text(max_size=30)
)
rows = st.lists(
    st.tuples(
        st.sampled_from([CUSTOMER, BOT, DESK, AGENT]),
        st.lists(words, max_size=40).map(" ".join),
        st.sampled_from(["invoice_status", "greet", "ticket_status", "nlu_fallback", None]),
    ),
    max_size=15,
)


@given(rows=rows, reason=st.sampled_from([None, *HandoffReason]), language=st.sampled_from(["en", "fr"]))
def test_a_draft_is_short_and_every_figure_in_it_was_said(
    rows: list[Row], reason: HandoffReason | None, language: str
) -> None:
    messages = log(*rows)
    draft = draft_summary(summarise(messages, invoice_prefix="NS-", reason=reason), say(language))
    assert len(draft) <= MAX_DRAFT
    said = " ".join(message.text for message in messages)
    assert set(re.findall(r"\d+", draft)) <= set(re.findall(r"\d+", said))


@given(text=st.lists(words, max_size=60).map(" ".join), width=st.integers(1, MAX_QUOTE))
def test_a_quotation_fits_and_begins_like_the_text(text: str, width: int) -> None:
    quoted = clipped(text, width)
    assert len(quoted) <= width
    assert " ".join(text.split()).startswith(quoted.removesuffix("…") if quoted.endswith("…") else quoted)
