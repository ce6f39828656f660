"""What tells who wrote a message is gone after masking; what a model learns from is still there."""

import re

import pytest

from bot.domain.learning.masking import mask
from bot.settings import ROOT
from tests.domain.learning.substitutes import CARD, IBAN, MAIL, PHONE


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
