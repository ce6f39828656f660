"""The writer's own words are told from quoted mails, signatures and notices."""

import pytest

from bot.engine.questions.core import own_words

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
    "": [""],
    "\n\n": ["\n\n"],
}


@pytest.mark.parametrize(("text", "own"), OWN.items(), ids=lambda part: str(part)[:40])
def test_the_words_of_the_writer_are_told_from_those_of_others(text: str, own: list[str]) -> None:
    assert [text[start:end] for start, end in own_words(text)] == own
