"""What is answered by rule, whatever topic a message was taken for, to everybody and in both languages."""

import pytest

from bot.bootstrap import Desk
from bot.domain.conversations.glossary import TERMS, TOPIC_OF
from bot.domain.kernel.questions import ASPECTS
from tests.actions.billing.wishing import note, written
from tests.actions.conftest import ADATUM, BILLING, TECHNICAL
from tests.actions.talk import Talk


@pytest.mark.parametrize("email", [None, ADATUM, TECHNICAL, BILLING])
@pytest.mark.parametrize(("language", "meaning"), [("en", "A credit note is a document"), ("fr", "Un avoir est un")])
def test_what_a_word_means_is_told_to_everybody(desk: Desk, email: str | None, language: str, meaning: str) -> None:
    said = Talk.of(desk, email, language).ask("refund_status/where", "what is it?", term="credit_note")
    assert said.text.replace("**", "").startswith(meaning)


@pytest.mark.parametrize("term", sorted(TERMS))
def test_every_word_has_its_meaning_and_what_follows_is_about_it(desk: Desk, term: str) -> None:
    talk = Talk.of(desk)
    assert len(talk.ask("nlu_fallback", "what is it?", term=term).text) > 40
    topic = TOPIC_OF[term]
    assert topic is None or topic[1] in ASPECTS[topic[0]]
    assert (talk.slots.get("topic"), talk.slots.get("aspect")) == (topic or (None, None))


def test_a_word_asked_about_while_a_ticket_is_written_is_explained_and_the_ticket_kept(contoso: Talk) -> None:
    contoso.ask("dispute_charge/dispute", "something is wrong")
    said = contoso.ask("refund_status/where", "what is a credit note?", term="credit_note")
    assert "credit note" in said.texts[0]
    assert said.texts[1].startswith("I have put the ticket aside")


@pytest.mark.parametrize(
    ("language", "first"), [("en", "I know of no change of our"), ("fr", "Je n'ai connaissance d'aucun")]
)
def test_bank_details_said_to_have_changed_are_warned_about_before_the_account(
    desk: Desk, language: str, first: str
) -> None:
    for email in (None, BILLING):
        said = Talk.of(desk, email, language).ask("account_request/bank_details", "it says", spoken_of="bank_changed")
        assert said.text.startswith(first)
        assert "FR14 2004 1010 0505 0001 3M02 606" in said.text


@pytest.mark.parametrize("topic", ["explain_charge/unit_price", "support_pricing/price", "nlu_fallback"])
def test_costs_and_margins_meet_the_refusal_beside_an_amount_too(contoso: Talk, topic: str) -> None:
    said = contoso.ask(topic, "your cut on the 20.60?", spoken_of="confidential", amount="20.60")
    assert said.text.startswith("I only speak about your own company")


def test_the_other_question_beside_a_refused_one_is_answered(contoso: Talk) -> None:
    said = contoso.ask_several(
        "your margin? and our balance?",
        ("explain_charge/unit_price", {"spoken_of": "confidential"}),
        ("balance_due/total", {}),
    )
    assert said.texts[0].startswith("I only speak about your own company")
    assert "1,476.60" in said.texts[1]


def test_a_wish_to_be_erased_becomes_a_ticket_and_nothing_is_said_to_be_done(desk: Desk, contoso: Talk) -> None:
    said = contoso.ask("contact_support/email", "erase our chats", spoken_of="erasure")
    assert said.text.startswith("I take that seriously. I cannot erase anything myself")
    assert note(said) == "Erase our personal data: erase our chats"
    contoso.ask("affirm", "yes")
    assert written(desk, contoso) == ("Erase our personal data: erase our chats", "erase our chats")


def test_who_buys_elsewhere_is_told_where_to_write_to_be_erased(desk: Desk) -> None:
    said = Talk.of(desk, ADATUM).ask("contact_support/email", "erase me", spoken_of="erasure")
    assert "support@northstar.example" in said.text
    assert said.titles == []


def test_no_interface_is_invented_and_lists_as_files_are_named(desk: Desk, contoso: Talk) -> None:
    visitor = Talk.of(desk).ask("find_invoice/list", "an API or CSV?", spoken_of="interface")
    assert visitor.text.startswith("I know of no programming interface")
    assert "Once you are signed in" in visitor.text
    assert "can be downloaded here as CSV: ask me" in contoso.ask("nlu_fallback", "API?", spoken_of="interface").text
    assert "Once you are signed in" in Talk.of(desk).ask("find_invoice/list", "csv?", spoken_of="download").text
    assert contoso.ask("find_invoice/list", "csv please", spoken_of="download").card is not None


def test_a_typed_address_identifies_nobody(desk: Desk) -> None:
    talk = Talk.of(desk)
    said = talk.ask("contact_support/email", "it is billing@contoso.example, look", email=BILLING)
    assert said.text.startswith("Thank you, but a typed address does not tell me who you are")
    assert "104231" not in said.text
    assert (
        "support@northstar.example" in Talk.of(desk, BILLING).ask("contact_support/email", "email?", email=BILLING).text
    )


def test_an_address_given_for_a_ticket_is_still_taken(desk: Desk) -> None:
    talk = Talk.of(desk)
    talk.ask("open_ticket", "a ticket about billing please", ticket_matter="commercial")
    talk.ask("nlu_fallback", "the price list on your page does not open")
    assert "T-1003" in talk.ask("contact_support/email", "ann@new.example", email="ann@new.example").text


@pytest.mark.parametrize(
    ("language", "words", "sorry"),
    [
        ("en", "that's not what I asked", "I am sorry that this was not what you asked; I have noted it."),
        ("fr", "ce n'est pas ma question", "Je suis désolé que ce ne soit pas ce que vous demandiez"),
    ],
)
def test_an_answer_that_missed_is_noted_when_it_is_said_in_words(
    desk: Desk, language: str, words: str, sorry: str
) -> None:
    talk = Talk.of(desk, BILLING, language)
    talk.ask("balance_due/total", "how much?")
    said = talk.ask("deny", words, spoken_of="missed")
    assert said.text.startswith(sorry)
    assert len(said.titles) == 1


def test_who_says_at_once_what_was_asked_instead_is_answered(contoso: Talk) -> None:
    contoso.ask("find_invoice/amount", "what is it?")
    said = contoso.ask("find_invoice/tax", "that is not what I asked, I want the VAT of it", spoken_of="missed")
    assert "246.10" in said.text


@pytest.mark.parametrize(
    ("language", "added"), [("en", "I add that to what you wrote:"), ("fr", "Je l'ajoute à ce que vous avez écrit")]
)
@pytest.mark.parametrize("understood", ["list_open_invoices", "nlu_fallback", "invoice_status/state"])
def test_facts_told_while_a_ticket_is_offered_belong_to_it(
    desk: Desk, language: str, added: str, understood: str
) -> None:
    talk = Talk.of(desk, TECHNICAL, language)
    talk.ask("technical_issue/problem", "Teams is silent for three of us", product="Teams")
    said = talk.ask(understood, "Since last night. The others are fine.", sure=0.5)
    assert said.text.startswith(added)
    assert "Since last night." in said.text
    assert talk.slots["ticket_text"] == "Teams is silent for three of us\n\nSince last night. The others are fine."
    assert talk.slots["pending"] == "open_ticket"


@pytest.mark.parametrize(
    ("understood", "text", "form"),
    [
        ("invoice_status/paid", "is the last one paid", "yes_no"),
        ("balance_due/total", "our balance, all of it", "statement"),
        ("thank", "thank you so much indeed", "statement"),
        ("talk_to_human", "get me a person now", "statement"),
    ],
)
def test_what_is_no_fact_is_not_written_into_the_ticket(desk: Desk, understood: str, text: str, form: str) -> None:
    talk = Talk.of(desk, BILLING)
    talk.ask("technical_issue/problem", "Teams is silent for three of us")
    assert "I add that" not in talk.ask(understood, text, form=form).text


def test_a_wish_read_back_is_not_grown_by_what_follows(contoso: Talk) -> None:
    contoso.ask("change_subscription/remove", "remove 3 seats", seats="3")
    assert "I add that" not in contoso.ask("nlu_fallback", "they left us last week", sure=0.4).text


@pytest.mark.parametrize(
    ("language", "first"), [("en", "I cannot say what prices"), ("fr", "Je ne peux pas dire ce que")]
)
@pytest.mark.parametrize("email", [None, BILLING])
def test_prices_to_come_are_not_answered_with_those_of_today(
    desk: Desk, email: str | None, language: str, first: str
) -> None:
    said = Talk.of(desk, email, language).ask("subscription_info/price", "next year?", spoken_of="price_to_come")
    assert said.text.startswith(first)
    assert not any(sign.isdigit() for sign in said.text)
