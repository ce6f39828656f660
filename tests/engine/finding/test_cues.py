"""What a message says beside what it names, in both languages; and what tests without an engine believe it finds."""

import pytest

from bot.domain.kernel.cues import Cue
from bot.engine.finding import entities_of
from tests.fixtures.cues import CUES

TOLD = {*(cue.value for cue in Cue), "email"}


def cues(text: str) -> str:
    """The cues of a text as tests/fixtures/cues.py writes them."""
    found = [one for one in entities_of(text) if one.name in TOLD]
    return " ".join(
        f"{one.name}=@{one.start}" if one.name == Cue.MEASURED_AGAINST else f"{one.name}={one.value}" for one in found
    )


@pytest.mark.parametrize(("text", "expected"), CUES.items())
def test_the_engine_finds_what_tests_without_it_believe(text: str, expected: str) -> None:
    assert cues(text) == expected


KINDS = {
    "it's about billing": "matter=commercial",
    "commercial": "matter=commercial matter_alone=commercial",
    " Billing!": "matter=commercial matter_alone=commercial",
    "orders": "matter=commercial matter_alone=commercial",
    "facturation": "matter=commercial matter_alone=commercial",
    "c'est pour un tarif": "matter=commercial",
    "la première": "option=1",
    "1": "option=1",
    "1er choix": "option=1",
    "the first one": "option=1",
    "technical": "matter=technical matter_alone=technical",
    "un problème technique": "matter=technical matter_alone=technical",
    "it's technical": "matter=technical",
    "ça ne marche pas": "matter=technical",
    "la deuxième": "option=2",
    "the second": "option=2",
    "option 2": "option=2",
    "billing or technical": "",
    "neither billing nor technical": "matter=neither",
    "ni l'un ni l'autre": "matter=neither",
    "is it technical?": "asks=mark matter=technical",
    "the first invoice": "matter=commercial",
    "12": "",
    "we are about to leave": "",
}


@pytest.mark.parametrize(("text", "expected"), KINDS.items())
def test_the_matter_of_a_ticket_is_told_by_its_name_by_words_for_it_or_by_its_place(text: str, expected: str) -> None:
    told = " ".join(cue for cue in cues(text).split() if not cue.startswith("spoken_of"))
    assert told == expected


ASKING = {
    "are you open": "asks=word",
    "…where is it": "asks=word",
    "OÙ EST-ELLE": "asks=word",
    "où": "asks=word",
    "ou alors demain": "",
    "dites-moi": "asks=word",
    "it works?  ": "asks=mark",
    "it works? thanks": "",
    "whatever": "",
    "area": "",
}


@pytest.mark.parametrize(("text", "expected"), ASKING.items())
def test_a_question_is_known_by_its_mark_or_its_first_word(text: str, expected: str) -> None:
    assert cues(text) == expected


SPOKEN = {
    "Plus versus Premium": "difference",
    "un comparatif": "difference",
    "en quoi different-elles": "difference",
    "the admin centre url": "portal",
    "le portail": "portal",
    "five more": "more",
    "5 de plus": "more",
    "avec ce qu'on a": "more",
    "moreover": "",
    "seats added": "changed",
    "des postes ajoutés": "changed",
    "we deleted two users": "deleted",
    "j'ai supprimé 3 comptes": "deleted",
    "deleted a file": "",
    "par mois": "price",
    "how late are we": "how_late",
    "celles en retard": "how_late",
    "was NS-104188 paid on time or late": "in_time paid_late",
    "settled within the due date?": "in_time",
    "payée après l'échéance ?": "paid_late",
    "when is it too late to pay": "in_time",
    "we are late with it": "",
    "out of these, how much have we cleared": "price paid_part",
    "on a déjà payé combien ?": "price paid_part",
    "we have paid it": "",
    "a penalty": "fee",
    "des pénalités": "fee",
}


@pytest.mark.parametrize(("text", "expected"), SPOKEN.items())
def test_what_is_spoken_of_is_told_by_its_words(text: str, expected: str) -> None:
    assert [one.value for one in entities_of(text) if one.name == Cue.SPOKEN_OF] == expected.split()


MEASURED = {
    "it rose more than that, more than usual": 29,
    "elle a augmenté par rapport à mai": 16,
    "elle est plus élevée que mai": 21,
    "a higher VAT line than before": None,
    "rather this than that": None,
    "les élèves valent mieux que nous": None,
    "a sunrise, bigger than any": None,
}


@pytest.mark.parametrize(("text", "place"), MEASURED.items())
def test_a_change_is_measured_against_what_follows_than(text: str, place: int | None) -> None:
    found = [one.start for one in entities_of(text) if one.name == Cue.MEASURED_AGAINST]
    assert found == ([] if place is None else [place])


ADDRESSES = {
    "Jane.Doe@Contoso.example": "Jane.Doe@Contoso.example",
    "(ann+it@contoso.example)": "ann+it@contoso.example",
    "josé@contoso.example": "josé@contoso.example",
    "ann@mail.contoso.co.example, please": "ann@mail.contoso.co.example",
    f"{'a' * 65}@contoso.example": None,
    "<img src=x onerror=1>@evil": None,
    "ann at company": None,
    "ann@company": None,
}


@pytest.mark.parametrize(("text", "expected"), ADDRESSES.items())
def test_an_address_somebody_may_be_answered_at_is_kept_as_typed(text: str, expected: str | None) -> None:
    assert [one.value for one in entities_of(text) if one.name == "email"] == ([expected] if expected else [])


def test_cues_do_not_push_out_what_is_named_and_stand_in_the_text() -> None:
    text = "why are these higher than before: " + " ".join(f"NS-1042{number:02}" for number in range(40)) + "?"
    found = entities_of(text)
    assert sum(one.name == "invoice_number" for one in found) == 30
    assert {one.name for one in found} == {"invoice_number", "asks", "measured_against"}
    assert all(0 <= one.start < one.end <= len(text) for one in found)
