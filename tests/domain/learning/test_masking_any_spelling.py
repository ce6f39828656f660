"""However names, numbers and addresses are written, nothing of them survives masking."""

import re
import string
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.learning.masking import mask
from bot.domain.learning.masking_names import LEAST, TELLS_NOTHING, words_of
from tests.domain.learning.substitutes import MAIL
from tests.fixtures.properties import examples

WORDS = st.text(string.ascii_letters + "éèïçüñøß", min_size=LEAST, max_size=12).filter(
    lambda word: words_of([word]) and not words_of([word]) & (TELLS_NOTHING | {"nom", "name"})
)
SENTENCES = st.sampled_from(
    ["{} wants the invoice", "ici {}", "Bonjour, {}", "je suis avec {} au bureau", "{}'s tenant", "({}) / {}", "\n{}\n",
     "my name is {}", "Cordialement,\n{}", "facture NS-104231 pour {} svp", "x@{}.com"]
)  # fmt: skip
SPELLINGS = st.sampled_from([str, str.upper, str.lower, str.title, " ".join, ".".join])
PLACEHOLDERS = "someoneexamplecomhttpsalexcamillerobinsashamorganlousampleacmespecimenruedelstreet"


@settings(max_examples=examples(400))
@given(people=st.lists(WORDS, min_size=1, max_size=3), sentence=SENTENCES, spelled=SPELLINGS)
def test_no_word_of_a_known_name_survives(people: list[str], sentence: str, spelled: object) -> None:
    full = " ".join(people)
    masked = mask(sentence.format(*[" ".join(map(spelled, people))] * 2), people=[full])  # type: ignore[arg-type]
    neutral_words = set(re.findall(r"\w+", without_accents(sentence)))
    for word in words_of([full]):
        assert word not in re.findall(r"[^\W_]+", without_accents(masked)) or word in neutral_words


def without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in plain if not unicodedata.combining(part))


GAPS = st.sampled_from(["", " ", "-", ".", "\u00a0", "\u202f", " - ", "\u2011"])
AROUND = st.sampled_from(["{}", "call {} now", "merci, {}", "({})", "n° : {} svp", "{}, {}"])


def spaced(draw: st.DrawFn, digits: str) -> str:
    """The digits with gaps between some of them, in ASCII or another script's."""
    zero = ord(draw(st.sampled_from("0٠۰０")))
    gap = draw(GAPS)
    every = draw(st.integers(1, 5))
    groups = [digits[place : place + every] for place in range(0, len(digits), every)]
    return gap.join("".join(chr(zero + int(d)) if d.isdigit() else d for d in group) for group in groups)


@st.composite
def phones(draw: st.DrawFn) -> tuple[str, str]:
    number = "0" + draw(st.text("123456789", min_size=9, max_size=9))
    return number[1:], spaced(draw, number)


def luhn(digits: str) -> str:
    total = sum(sum(divmod(2 * int(d), 10)) if place % 2 == 0 else int(d) for place, d in enumerate(digits[::-1]))
    return digits + str(-total % 10)


@st.composite
def cards(draw: st.DrawFn) -> tuple[str, str]:
    number = luhn(draw(st.sampled_from("345")) + draw(st.text("123456789", min_size=14, max_size=14)))
    return number, spaced(draw, number)


@st.composite
def ibans(draw: st.DrawFn) -> tuple[str, str]:
    body = draw(st.text(string.digits, min_size=23, max_size=23).filter(lambda body: len(set(body)) > 3))
    check = 98 - int(f"{body}152700") % 97
    return body, spaced(draw, f"FR{check:02}{body}")


@settings(max_examples=examples(600))
@given(secret=st.one_of(phones(), cards(), ibans()), around=AROUND)
def test_no_number_of_a_person_survives_however_it_is_spaced(secret: tuple[str, str], around: str) -> None:
    digits, written = secret
    left = re.sub(r"\D", "", mask(around.format(written, written)))
    assert digits not in left
    assert digits[-6:] not in left


@settings(max_examples=examples(300))
@given(
    mailbox=st.text(string.ascii_lowercase + string.digits, min_size=4, max_size=12).filter(
        lambda m: m not in PLACEHOLDERS
    ),
    host=st.text(string.ascii_lowercase, min_size=4, max_size=12).filter(lambda h: h not in PLACEHOLDERS),
    sign=st.sampled_from(["@", " @ ", "(at)", " [at] ", "＠", "\u200b@"]),
    dot=st.sampled_from([".", " (dot) ", "．"]),
)
def test_no_mailbox_survives_however_it_is_written(mailbox: str, host: str, sign: str, dot: str) -> None:
    masked = mask(f"write to {mailbox}{sign}{host}{dot}fr thanks")
    assert masked == f"write to {MAIL} thanks"


PIECES = st.sampled_from(
    ["0612345678", "+33 6 12", "FR14 2004 1010", "jean", "Dupont", "@", "contoso.com", "NS-104231", "12 rue de",
     "1 284,00", "EUR", "\n", " ", ",", ".", "Cordialement", "my name is", "Bonjour", "4111", "1111 1111", "T-1002",
     "2026-08-12", "://", "https", "::", "10.0.0.1", "é", "\u200d", "٣", "A", "-", "'", "Street", "0x80", "%", "www.",
     "Mme", "1"]
)  # fmt: skip


@settings(max_examples=examples(800))
@given(
    text=st.one_of(
        st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=14).map(" ".join), st.text(max_size=80)
    )
)
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text, people=["Jean Dupont"], companies=["Contoso Ltd"])
    assert mask(once, people=["Jean Dupont"], companies=["Contoso Ltd"]) == once


@pytest.mark.parametrize("text", ["a" * 8000, "1" * 8000, "1 " * 4000, "a." * 4000, "A " * 4000, "FR1" * 2600,
                                  "a@" * 4000, "\n" * 8000, "-" * 8000, ":" * 8000, "a b\n" * 2000, "12 Aa " * 1300,
                                  "0-(" * 2600, "a dot " * 1300, "regards " * 1000, "x\u0301" * 4000])  # fmt: skip
def test_the_longest_message_is_masked_in_time(text: str) -> None:
    began = time.thread_time()
    mask(text, people=["Jean Dupont"], companies=["Contoso Ltd"])
    assert time.thread_time() - began < 2
