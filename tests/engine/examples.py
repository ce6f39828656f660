"""A small set of examples, enough to train a real model on in a second."""

INTENTS = {
    "find_invoice": [
        "send me my invoice",
        "where is the invoice",
        "I need a copy of my bill",
        "envoyez-moi la facture",
        "je cherche ma facture",
        "la facture svp",
    ],
    "balance_due": [
        "how much do we owe",
        "what is our balance",
        "total due please",
        "combien je vous dois",
        "quel est notre solde",
        "le total à payer",
    ],
    "greet": ["hello", "hi there", "good morning", "bonjour", "salut", "bonsoir à vous"],
    "out_of_scope": [
        "what is the weather",
        "tell me a joke",
        "bake a cake",
        "quel temps fait-il",
        "raconte une blague",
        "une recette de gâteau",
    ],
}
TEXTS = [text for texts in INTENTS.values() for text in texts]
LABELS = [intent for intent, texts in INTENTS.items() for _ in texts]
