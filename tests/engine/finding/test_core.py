"""The writer's own words are told from quoted mails, signatures and notices."""

import pytest

from bot.engine.finding import entities_of
from bot.engine.questions.core import own_words
from tests.engine.finding.entities import values

OWN = {
    "Where is invoice 104188?": ["Where is invoice 104188?"],
    "Where is it?\n\n> On Monday we sent NS-104188\n> thanks": ["Where is it?"],
    "> is it paid?\nYes, in May.\n> and the other?\nNo.": ["Yes, in May.", "No."],
    "Please check NS-1\n-----Original Message-----\nFrom: a\nSent: b\n\nThis is ridiculous": ["Please check NS-1"],
    "Où est ma facture ?\n\nDe : Marie <m@x.example>\nEnvoyé : lundi 3 novembre 2026\nÀ : Support\n\nInadmissible": [
        "Où est ma facture ?"
    ],
    "Is it paid?\n\nOn Mon, 3 Nov 2026 at 10:12, Northstar <b@n.example> wrote:\nYour invoice NS-104231\nis late": [
        "Is it paid?"
    ],
    "On Mon, 3 Nov 2026 at 10:12, Northstar wrote:\n> NS-104231\n> is late\n\nWe paid that one!": ["We paid that one!"],
    "Payée !\nLe lun. 3 nov. 2026 à 10:12, Northstar <b@n.example> a écrit :\nVotre facture": ["Payée !"],
    "Payée ! Le lun. 3 nov. 2026 à 10:12, Northstar <b@n.example> a écrit : votre facture": ["Payée !"],
    "Is it paid? From: Jane Doe Sent: Monday To: Support": ["Is it paid?"],
    "Can you send it?\nBest regards,\nJane Doe\n+1 555 123 4567": ["Can you send it?"],
    "Can you send it?\nBest regards,\nJane\n\n> why?\n> still": ["Can you send it?"],
    "Pouvez-vous l'envoyer ?\nBien cordialement,\nJean\nPS: et la NS-2": ["Pouvez-vous l'envoyer ?", "PS: et la NS-2"],
    "Is it paid?\n-- \nJane Doe": ["Is it paid?"],
    "Is it paid?\nSent from my iPhone": ["Is it paid?"],
    "Is it paid?\n\nThis e-mail and any attachments are confidential.\nUnacceptable use is prohibited.": [
        "Is it paid?"
    ],
    "Payée ?\n\nCe message et ses pièces jointes sont confidentiels. Honte à vous.": ["Payée ?"],
    "From: Jane\nSent: Monday\nTo: Anna\n\nNS-1 is attached.\nRegards\n\nHow do we pay this?": ["How do we pay this?"],
    "De : Marie\nEnvoyé : lundi\nÀ : Anna\n\nVoici NS-1.\n\nElle est payée ?\n": ["Elle est payée ?"],
    # these are the writer's own
    "On Monday your colleague wrote: pay now. Is that right?": [
        "On Monday your colleague wrote: pay now. Is that right?"
    ],
    "Cheers\nand what about May?": ["Cheers\nand what about May?"],
    "Merci de payer. De : quand date NS-1 ?": ["Merci de payer. De : quand date NS-1 ?"],
    "invoices > 500 euros": ["invoices > 500 euros"],
    # where nothing else is left, all of it is
    "> where is NS-104188?": ["> where is NS-104188?"],
    "-----Original Message-----\nWhere is it?": ["-----Original Message-----\nWhere is it?"],
    "From: Jane\nSent: Monday\n\nNS-1 is attached.": ["From: Jane\nSent: Monday\n\nNS-1 is attached."],
    "-----Original Message-----\n\n> is it paid?": ["-----Original Message-----\n\n> is it paid?"],
    "": [""],
    "\n\n": ["\n\n"],
}


@pytest.mark.parametrize(("text", "own"), OWN.items(), ids=lambda part: str(part)[:40])
def test_the_words_of_the_writer_are_told_from_those_of_others(text: str, own: list[str]) -> None:
    assert [text[start:end] for start, end in own_words(text)] == own


QUOTING = "{own}\n\n-----Original Message-----\nFrom: Northstar\nSent: 3 May 2026\n\n{quoted}"


def test_what_a_quoted_mail_names_does_not_count_where_the_writer_names_one() -> None:
    text = QUOTING.format(own="Where is NS-104231?", quoted="Your invoice NS-104188 for Teams is overdue.")
    assert values("invoice_number", text) == ["NS-104231"]
    assert values("product", text) == ["Teams"]
    assert values("date", text) == values("state", text) == []


def test_a_number_in_a_quoted_mail_counts_where_the_writer_names_none() -> None:
    assert values("invoice_number", QUOTING.format(own="Is it paid?", quoted="> Invoice NS-104188")) == ["NS-104188"]


@pytest.mark.parametrize(
    "text",
    [
        QUOTING.format(own="Is it paid?", quoted="This is a disgrace, you are thieves!"),
        "Thanks for the help\n> this is ridiculous",
        "Is it paid?\n\nThis e-mail and any attachments are confidential. Misuse is totally unacceptable.",
    ],
)
def test_anger_that_is_quoted_is_not_the_writers(text: str) -> None:
    assert values("mood", text) == []


def test_a_things_place_is_that_in_the_message_as_typed() -> None:
    text = "> où est-elle ?\nOù est NS-104231 ?\n> hier\nmerci pour NS-104188"
    found = [entity for entity in entities_of(text) if entity.name == "invoice_number"]
    assert [text[entity.start : entity.end] for entity in found] == ["NS-104231", "NS-104188"]


def test_own_words_below_a_long_quoted_mail_are_read() -> None:
    assert values("invoice_number", "> quoted words\n" * 600 + "Where is NS-104231?") == ["NS-104231"]
