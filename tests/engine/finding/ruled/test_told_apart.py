"""What is answered by rule: said about our bank, our costs, data to erase, interfaces, an answer that missed."""

import pytest

from tests.engine.finding.entities import values

RULES = {"bank_changed", "confidential", "erasure", "interface", "missed", "price_to_come"}
SAID = {
    "bank_changed": [
        "I received an e-mail that your bank details have changed",
        "someone phoned and said you have a new IBAN in Portugal",
        "has your account number changed?",
        "did you switch your bank?",
        "on nous dit que vos coordonnées bancaires ont changé",
        "avez-vous un nouveau RIB ? nous avons reçu un courrier",
        "vous avez changé de banque ?",
    ],
    "confidential": [
        "what is your mark-up on these seats?",
        "how much do you pay Microsoft for E3",
        "and what does Microsoft bill you for it at 20.60?",
        "how much do you make on us",
        "quel est votre prix d'achat pour E3 ?",
        "combien vous gagnez sur nos licences",
        "à 12,25 € le poste, Microsoft vous facture combien ?",
    ],
    "price_to_come": [
        "are your prices going to change next year?",
        "is a price increase planned for 2027, or will it stay",
        "will the price of a seat go up next year",
        "vos tarifs vont augmenter ?",
        "le prix des licences doit-il bouger l'année prochaine",
    ],
    "erasure": [
        "please erase all our conversations",
        "I want you to delete my personal data",
        "delete everything you have about me",
        "I claim my right to be forgotten",
        "merci de supprimer toutes mes données",
        "effacez notre historique",
        "je fais valoir mon droit à l'oubli",
    ],
    "interface": [
        "do you offer a REST API",
        "is there a webhook for new invoices",
        "any API?",
        "avez-vous une API ?",
        "y a-t-il un webhook",
    ],
    "missed": [
        "no, that's not what I asked",
        "you didn't answer my question",
        "wrong answer",
        "that is not my question",
        "c'est pas ce que je demandais",
        "vous n'avez pas répondu à ma question",
        "à côté de la plaque",
    ],
}
NOT_SAID = [
    "our bank has changed, please note our new IBAN",
    "we have new bank details, where do I send them?",
    "nous avons changé de banque, voici notre nouveau RIB",
    "what is your IBAN?",
    "which account do I pay into",
    "what does the Plus plan cost",
    "how much do we pay for E3",
    "what do you charge for support",
    "does Microsoft charge tax?",
    "quel est votre tarif",
    "I deleted two users yesterday",
    "remove our seats",
    "j'ai supprimé des comptes",
    "supprimez 3 licences",
    "the Graph API answers 403",
    "our webhook in Azure fails since noon",
    "that is not our invoice",
    "I did not ask for these seats",
    "ce n'est pas notre facture",
    "I asked for a copy",
    "la question de la TVA n'est pas réglée",
]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in SAID.items() for text in texts])
def test_what_is_answered_by_rule_is_found(rule: str, text: str) -> None:
    assert RULES.intersection(values("spoken_of", text)) == {rule}


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_only_sounds_like_it_is_left_to_its_topic(text: str) -> None:
    assert not RULES.intersection(values("spoken_of", text))
