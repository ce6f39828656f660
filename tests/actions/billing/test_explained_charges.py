"""Why an invoice is what it is: compared with the one meant, and adding up to the cent."""

import pytest

from tests.actions.talk import Talk


def test_why_it_rose_adds_up_to_the_cent(contoso: Talk) -> None:
    contoso.ask("find_invoice", "the last one", which="last")
    said = contoso.ask("explain_charge", "why did it go up?").text
    assert "**€192.60** higher than **NS-104188**" in said
    assert "**+€82.40**: 10 seats of Microsoft 365 Business Premium added" in said
    assert "for 12 of the period's 30 days" in said
    assert "**+€78.10**: more usage of Azure plan" in said
    assert "**+€32.10**: tax" in said


def test_the_lines_tell_a_seat_change_as_one_change(contoso: Talk) -> None:
    said = contoso.ask("explain_charge", "what is this refund line on NS-104231", invoice_number="NS-104231").text
    assert "from 50 to 60 seats" in said
    assert "+€82.40" in said
    assert "€412.00 given back" in said
    assert "€494.40 charged" in said
    assert "Tax at 20%: €246.10" in said


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("explain_charge", "why is it higher than the one before?"),
        ("explain_charge", "pourquoi est-elle plus élevée que la précédente ?"),
        ("explain_charge", "why more expensive compared to the previous one?"),
        ("explain_charge", "pourquoi plus chère par rapport à la précédente"),
        ("previous_invoice", "why is it so much higher than the one before?"),
        ("find_invoice", "pourquoi est-elle plus haute que la précédente ?"),
    ],
)
@pytest.mark.parametrize("shown_before", [True, False])
def test_the_one_before_is_what_an_invoice_is_compared_with(
    contoso: Talk, intent: str, text: str, shown_before: bool
) -> None:
    if shown_before:
        contoso.ask("find_invoice", "show me my last invoice", which="last")
    said = contoso.ask(intent, text, which="previous").text
    assert "**NS-104231**" in said
    assert "**€192.60** higher than **NS-104188**" in said
    assert "**NS-104231**" in contoso.ask("invoice_status", "is it paid?").text


def test_what_comes_after_than_is_compared_with_and_what_comes_before_is_asked_about(contoso: Talk) -> None:
    text = "why is NS-104231 higher than NS-104188?"
    place = {"NS-104231": text.index("NS-104231"), "NS-104188": text.index("NS-104188")}
    assert "**€192.60** higher than **NS-104188**" in contoso.ask_placed("explain_charge", text, place).text
    contoso.ask("find_invoice", "NS-104188", invoice_number="NS-104188")
    assert "**€192.60** higher" in contoso.ask("explain_charge", "why is the last one higher?", which="last").text


def test_a_month_without_an_invoice_is_not_explained_as_another(contoso: Talk) -> None:
    said = contoso.ask("explain_charge", "what about march?", period="2020-03")
    assert said.texts[0] == "I find no invoice for March 2020. Your latest one is this:"
    assert "**NS-104231**" in said.text


@pytest.mark.parametrize("text", ["pourquoi ?", "pourquoi la dernière est plus chère ?", "pk ca a augmenté"])
def test_a_french_why_is_compared_too(fabrikam: Talk, text: str) -> None:
    said = fabrikam.ask("explain_charge", text).text
    assert "NS-104240" in said
    assert "même montant, 588,00 €" in said or "se compose" in said
