"""Other terms of payment: what is provided for first, then the wish in the customer's words."""

from tests.actions.talk import Talk


def test_other_terms_become_a_ticket_with_the_wish(contoso: Talk) -> None:
    said = contoso.ask("payment_methods/terms", "can we pay NS-104231 in three instalments", invoice_number="NS-104231")
    assert "a promise to pay, 1 for each invoice and at most 10 days long" in said.text
    assert "**Other terms of payment: can we pay NS-104231 in three instalments**" in said.text
    subject = contoso.ask("affirm", "yes").facts["Subject"]
    assert subject == "Other terms of payment: can we pay NS-104231 in three instalments"


def test_a_discount_for_paying_early_is_declined_and_passed_on_as_a_wish(contoso: Talk, fabrikam: Talk) -> None:
    said = contoso.ask("payment_methods/terms", "any rebate for paying early?").text
    assert said.startswith("No, I know of no discount for paying early")
    assert "**Other terms of payment: any rebate for paying early?**" in said
    french = fabrikam.ask("payment_methods/terms", "un escompte si nous payons en avance ?").text
    assert french.startswith("Non, je ne connais pas d'escompte pour paiement anticipé")
    assert "escompte" not in fabrikam.ask("payment_methods/terms", "on peut étaler ?").text
