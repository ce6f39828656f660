"""The way to pay somebody asks about is found by its names in both languages, and nowhere else."""

import pytest

from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "payment_way",
        {
            "Can we post you a cheque?": ["cheque"],
            "do you take checks": [],
            "can I pay by check?": ["cheque"],
            "could you check this for me": [],
            "vous prenez les chèques ?": ["cheque"],
            "is there a link to pay by credit card online": ["card"],
            "je peux régler par CB ?": ["card"],
            "my card was declined": [],
            "pay NS-104120 by SEPA from our German account": ["sepa"],
            "un virement SEPA pour la facture en dollars": ["sepa"],
            "SEPA direct debit": ["direct_debit"],
            "le prélèvement automatique, c'est possible ?": ["direct_debit"],
            "on peut payer en LSV": ["direct_debit"],
            "by bank transfer": ["transfer"],
            "je préfère un virement": ["transfer"],
            "wire transfer": ["wire"],
            "PayPal ok?": ["paypal"],
            "pay pal": ["paypal"],
            "acceptez-vous Orange Money ou Wave svp ?": ["mobile_money", "mobile_money"],
            "a wave of emails": [],
            "in cash at your office": ["cash"],
            "on peut payer en espèces ?": ["cash"],
            "en liquide": ["cash"],
            "Apple Pay or Bitcoin": ["other", "other"],
            "twint": ["other"],
            "how can we pay?": [],
            "my direct manager": [],
        },
    )
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE), ids=lambda part: str(part)[:40])
def test_a_way_to_pay_is_found_where_one_is_named(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected
