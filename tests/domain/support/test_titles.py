"""A ticket is called by the first thing its text says, in the writer's words."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel import lengths
from bot.domain.support.titles import title_of, title_of_mail

PROCESSOR_SECONDS = 2
UNTELLING = (
    *("", "Re:", "Question", "URGENT!!!", "Help please", "Re: [T-1002]", "(no subject)"),
    *("Bonjour", "Demande d'assistance", "Sans objet"),
)
"""Subjects that tell nothing."""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Outlook does not start", "Outlook does not start"),
        (
            "Hello,\nOutlook does not start since this morning. Nobody can work.",
            "Outlook does not start since this morning",
        ),
        ("Hi there! Could you help me? Teams shows error 0x80070005.", "Teams shows error 0x80070005"),
        (
            "Dear support team, please invoice NS-104231 is 82.40 EUR too high",
            "Invoice NS-104231 is 82.40 EUR too high",
        ),
        ("I have a problem: the VAT number is missing on 3 invoices", "The VAT number is missing on 3 invoices"),
        ("We have an urgent problem with Outlook on all laptops", "Outlook on all laptops"),
        ("Good morning. I hope you are well. When is our renewal?", "When is our renewal?"),
        ("Mr. Smith cannot sign in any more", "Mr. Smith cannot sign in any more"),
        ("iPhone mail is empty", "IPhone mail is empty"),
        ("hi", "Hi"),
        ("help!", "Help"),
        ("Hello\nOutlook", "Outlook"),
        ("Please add Dana to the recipients of our invoices.", "Add Dana to the recipients of our invoices"),
        ("Bonjour, Teams plante dès qu'on lance une réunion.", "Teams plante dès qu'on lance une réunion"),
        ("Bonjour Madame, Monsieur,\nj'ai un problème : Outlook ne démarre plus", "Outlook ne démarre plus"),
        ("Bonjour à tous ! Pouvez-vous m'aider ? La facture NS-104240 est fausse", "La facture NS-104240 est fausse"),
        ("S'il vous plaît, ajoutez notre numéro de TVA FR12345678901.", "Ajoutez notre numéro de TVA FR12345678901"),
        ("M. Durand ne peut plus se connecter ; c'est urgent", "M. Durand ne peut plus se connecter"),
        ("Bonjour", "Bonjour"),
        ("Hinweis: die Rechnung fehlt", "Hinweis: die Rechnung fehlt"),
        ("hilarious error text on screen", "Hilarious error text on screen"),
        ("Salutations in our mail merge are wrong", "Salutations in our mail merge are wrong"),
    ],
)
def test_the_first_thing_said_is_the_title(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_long_sentence_ends_at_a_comma_that_leaves_enough_else_at_a_word() -> None:
    told = "Since this morning none of our laptops opens Outlook, and we tried to restart every one of them twice"
    assert title_of(told) == "Since this morning none of our laptops opens Outlook"
    assert title_of("word " * 40).endswith("word…")
    assert len(title_of("word " * 40)) <= lengths.SUBJECT


@given(st.text(max_size=400))
def test_any_text_has_a_title_of_its_own_words_on_one_line(text: str) -> None:
    title = title_of(text)
    assert len(title) <= lengths.SUBJECT
    assert "\n" not in title
    assert title or not any(sign.isalnum() for sign in text)


def test_a_long_paste_takes_no_time() -> None:
    for text in (
        " " * 8000,
        "\n" * 8000,
        "; " * 4000,
        "hello " * 1300,
        ", " * 4000 + "a",
        "please " * 1100,
        "a" * 8000,
        "re " * 2700,
        "Re:" + " " * 8000,
        "[" * 8000,
    ):
        began = process_time()
        title_of(text)
        title_of_mail(text, text)
        assert process_time() - began < PROCESSOR_SECONDS


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("VAT number", "VAT number"),
        ("Re: VAT number", "VAT number"),
        ("RE: Fwd: TR: [T-1002] VAT number is wrong.", "VAT number is wrong"),
        ("Re[2]: outlook", "Outlook"),
        ("[External] NS-104231", "NS-104231"),
        ("Question about invoice NS-104231", "Question about invoice NS-104231"),
        ("Hello, Teams is down", "Hello, Teams is down"),
        ("Facture d'octobre", "Facture d'octobre"),
        ("Relation with our bank", "Relation with our bank"),
        *((untelling, "Teams does not start") for untelling in UNTELLING),
    ],
)
def test_a_mail_is_called_by_its_subject_where_that_tells_anything(subject: str, title: str) -> None:
    assert title_of_mail(subject, "Hello,\nTeams does not start. Nobody can work.") == title


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_mail_with_words_has_a_title_of_one_short_line(subject: str, text: str) -> None:
    title = title_of_mail(subject, text)
    assert len(title) <= lengths.SUBJECT
    assert len(title.splitlines()) <= 1
