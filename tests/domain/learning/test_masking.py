"""What tells who wrote a message is gone after masking; what a model learns from is still there."""

import re
import string
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.learning.masking import mask
from bot.domain.learning.masking_names import LEAST, TELLS_NOTHING, words_of
from bot.settings import ROOT
from tests.fixtures.properties import examples

MAIL, PHONE, IBAN, CARD = "someone@example.com", "0100000000", "FR7600000000000000000000000", "4000000000000000"


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("write to jean.dupont+it@contoso.example please", f"write to {MAIL} please"),
        ("jean @ contoso.com. Thanks", f"{MAIL}. Thanks"),
        ("jean (at) contoso (dot) com", MAIL),
        ("mail: jean arobase contoso point fr", f"mail: {MAIL}"),
        ("jean dot dupont at contoso dot com", MAIL),
        ("ｊｅａｎ＠contoso．fr", MAIL),
        ("rappelez-moi au 06 12 34 56 78", f"rappelez-moi au {PHONE}"),
        ("tél. 06.12.34.56.78 ou 06-12-34-56-78", f"tél. {PHONE} ou {PHONE}"),
        ("call +33 (0)6 12 34 56 78 now", f"call {PHONE} now"),
        ("0 6 1 2 3 4 5 6 7 8", PHONE),
        ("٠٦١٢٣٤٥٦٧٨ ０６１２３４５６７８", f"{PHONE} {PHONE}"),
        ("06\u200b12\u00a034\u202f56\u00ad78", PHONE),
        ("(206) 555-0123, 206.555.0123 or 020 7946 0958", f"{PHONE}, {PHONE} or {PHONE}"),
        ("IBAN FR14 2004 1010 0505 0001 3M02 606 for 12 seats", f"IBAN {IBAN} for 12 seats"),
        ("F R 1 4 2 0 0 4 1 0 1 0 0 5 0 5 0 0 0 1 3 M 0 2 6 0 6", IBAN),
        ("gb29nwbk60161331926819", IBAN),
        ("4111 1111 1111 1111", CARD),
        ("card 4111-1111-1111-1111, 3782 822463 10005", f"card {CARD}, {CARD}"),
        ("TVA FR 40 303 265 045", "TVA FR00000000000"),
        ("our VAT is DE136695976", "our VAT is FR00000000000"),
        ("https://contoso.sharepoint.com/sites/x?key=abc ne s'ouvre pas", "https://example.com ne s'ouvre pas"),
        ("the domain contoso.onmicrosoft.com", "the domain example.com"),
        ("from 10.1.2.3 and 2001:db8:85a3::8a2e:370:7334", "from 192.0.2.1 and 2001:db8::1"),
        ("tenant 1F2B3C4D-1111-2222-3333-ABCDEFABCDEF", "tenant 00000000-0000-0000-0000-000000000000"),
        ("12 bis, rue Victor Hugo, 75011 Paris", "1 rue de l'exemple, 10000 Paris"),
        ("we are at 221B Baker Street", "we are at 1 Example Street"),
        ("our office is 10 downing street", "our office is 1 Example Street"),
        ("10 Downing Street, SW1A 2AA", "1 Example Street, AA1 1AA"),
    ],
)
def test_addresses_numbers_and_links_become_ones_that_are_nobodys(written: str, masked: str) -> None:
    assert mask(written) == masked


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("my name is Ann Smith and I need a copy", "my name is Alex and I need a copy"),
        ("my name is ann smith", "my name is Alex"),
        ("je m'appelle Zoé Le Goff, où est ma facture ?", "je m'appelle Alex, où est ma facture ?"),
        ("Je m’appelle zoé", "Je m'appelle Alex"),
        ("this is Anna Meyer from the purchasing team", "this is Alex from the purchasing team"),
        ("je suis Paul Martin de la comptabilité", "je suis Alex de la comptabilité"),
        ("my name is Alex Johnson, hello", "my name is Alex, hello"),
        ("my name is ann lee please send it again today", "my name is Alex send it again today"),
        ("MME DURAND LE GOFF A PAYE HIER", "MME Alex A PAYE HIER"),
        ("Madame Durand attend toujours", "Madame Alex attend toujours"),
        ("Bonjour Sophie, une question", "Bonjour Alex, une question"),
        ("Please help.\nBest regards\nAnn Smith\nCFO, Smith & Sons", "Please help.\nBest regards\nAlex"),
        ("Merci. Cordialement, Paul Martin", "Merci. Cordialement, Alex"),
        ("Il manque une ligne.\nMerci,\nPaul", "Il manque une ligne.\nMerci,\nAlex"),
    ],
)
def test_names_are_found_by_the_words_around_them(written: str, masked: str) -> None:
    assert mask(written) == masked


@pytest.mark.parametrize(
    "text",
    [
        "facture du 12/08/2026 de 1 284,00 EUR, échéance le 3 septembre",
        "we paid €1,284.50 on 2026-08-12 at 10:30:15",
        "this is Power BI from Microsoft, not Outlook 2019",
        "error 0x8004010F and AADSTS50076 when I sign in",
        "I am Global Admin of portal.azure.com",
        "with regards to my invoice, I need help",
        "ajoutez 10 licences Microsoft 365 E3, 3 cours de formation, 2 places",
        "Bonjour Madame, Monsieur",
        "the 31 August 2026 bill, M365 and Q3 2026",
        "10 users on the road",
        "look at admin.microsoft.com",
        "Outlook fails. It says no",
    ],
)
def test_what_a_model_needs_stays(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("NS-104231", "NS-100000"),
        ("ns 104 231 and ns104231", "ns 100 000 and ns100000"),
        ("NS-C-10031", "NS-C-10000"),
        ("T-1002, t1002", "T-1000, t1000"),
        ("dossier n° 58213", "dossier n° 10000"),
        ("118402 and 104188 104231 104199", "100000 and 100000 100000 100000"),
    ],
)
def test_documents_keep_their_spelling(written: str, masked: str) -> None:
    assert mask(written) == masked
    assert mask(masked) == masked


def test_known_names_go_whatever_their_spelling() -> None:
    written = "JEAN-MARC Dûpont of CONTOSO: jeandupont, d u p o n t, Contoso's, dupon\u0302t"
    assert mask(written, people=["Jean-Marc Dupont"], companies=["Contoso Ltd"]) == (
        "Alex of Example: Alex, Alex, Example's, Alex"
    )


def test_articles_and_legal_forms_of_a_company_stay() -> None:
    assert mask("the bill and les avoirs", companies=["The Bread and Les Pains SARL"]) == "the bill and les avoirs"


def test_somebody_named_like_the_substitute_gets_another() -> None:
    assert mask("Alex asks", people=["Alex Moore"]) == "Camille asks"


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
    began = time.perf_counter()
    mask(text, people=["Jean Dupont"], companies=["Contoso Ltd"])
    assert time.perf_counter() - began < 2


def test_training_lines_lose_numbers_and_little_else() -> None:
    """Lines written without personal data stay as they are, but for numbers and invented names."""
    lines = [
        line.removeprefix("    - ")
        for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("    - ")
    ]
    changed = [
        line for line in lines if not re.search(r"\d{4}|@|\.[a-z]{2}", line) and mask(line) != mask_spelling(line)
    ]
    assert len(changed) < len(lines) * 0.02, changed[:20]


def mask_spelling(text: str) -> str:
    """Only what masking evens out in spelling."""
    from bot.domain.learning.masking import _evened

    return _evened(text)
