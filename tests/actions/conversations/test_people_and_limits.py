"""A call, a certain person, a complaint; what the chat can do, what it does not tell, and which languages it speaks."""

import pytest

from actions.conversations.courtesies import BotChallenge
from actions.conversations.dialogue import OutOfScope
from actions.conversations.people import TalkToHuman
from bot.bootstrap import Desk
from bot.domain.kernel.questions import ASPECTS
from tests.actions.conftest import ADATUM, BILLING, TECHNICAL
from tests.actions.talk import Talk


def test_every_aspect_of_people_and_limits_has_a_plan() -> None:
    assert set(TalkToHuman.plans) == ASPECTS["talk_to_human"]
    assert set(BotChallenge.plans) == ASPECTS["bot_challenge"]
    assert set(OutOfScope.plans) == ASPECTS["out_of_scope"]


@pytest.mark.parametrize(
    ("language", "intent", "answer"),
    [
        ("en", "talk_to_human/callback",
         "I cannot arrange a call myself: colleagues see the ticket and decide who calls."),
        ("fr", "talk_to_human/callback", "Je ne peux pas organiser un appel moi-même"),
        ("en", "talk_to_human/certain", "I cannot put you through to a certain person"),
        ("fr", "talk_to_human/certain", "Je ne peux pas vous passer une personne en particulier"),
        ("en", "talk_to_human/complaint", "I am sorry that you have to complain."),
        ("fr", "talk_to_human/complaint", "Je suis désolé que vous deviez vous plaindre."),
        ("en", "talk_to_human/person", "Nobody is at the desk this very minute, and I cannot call anybody either;"),
        ("fr", "talk_to_human/person", "Personne n'est à son poste à cet instant, et je ne peux appeler personne ;"),
        ("en", "bot_challenge/machine", "I am an automated assistant, not a person."),
        ("fr", "bot_challenge/machine", "Je suis un assistant automatique, pas une personne."),
        ("en", "bot_challenge/can", "I answer questions about your invoices and payments"),
        ("fr", "bot_challenge/can", "Je réponds à vos questions sur vos factures et paiements"),
        ("en", "out_of_scope/confidential", "I only speak about your own company"),
        ("fr", "out_of_scope/confidential", "Je ne parle que de votre propre entreprise"),
        ("en", "switch_language", "I speak English and French. · Je parle anglais et français."),
    ],
)  # fmt: skip
def test_the_first_sentence_says_it(desk: Desk, language: str, intent: str, answer: str) -> None:
    assert Talk.of(desk, BILLING, language).ask(intent, "please tell me about it").text.startswith(answer)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_not_ours_is_said_so(desk: Desk, language: str) -> None:
    said = Talk.of(desk, BILLING, language).ask("out_of_scope/other", "the weather?", sure=0.5)
    assert said.texts


def test_a_call_and_a_complaint_are_written_down_after_a_yes(contoso: Talk) -> None:
    said = contoso.ask("talk_to_human/callback", "call me back on 0199")
    assert "**Call back wanted: call me back on 0199**" in said.text
    assert said.hand_off is None
    assert contoso.ask("affirm", "yes").facts["Subject"] == "Call back wanted: call me back on 0199"


def test_who_asks_for_a_certain_person_is_queued(contoso: Talk) -> None:
    assert contoso.ask("talk_to_human/certain", "Put me through to Anna").hand_off is not None


def test_direct_buyers_have_nobody_here(desk: Desk) -> None:
    assert "Microsoft" in Talk.of(desk, ADATUM).ask("talk_to_human/complaint", "I complain").text


def test_who_may_not_see_money_is_told_who_may_and_again_when_asked_who(desk: Desk) -> None:
    talk = Talk.of(desk, TECHNICAL)
    said = talk.ask("balance_due/total", "how much do we owe?").text
    assert "A billing contact or an administrator of your company can ask me." in said
    assert (talk.slots["topic"], talk.slots["aspect"]) == ("balance_due", "total")


def test_a_ticket_with_its_description_is_not_asked_for_one(contoso: Talk) -> None:
    contoso.ask("open_ticket", "please open a technical ticket: Outlook does not start", matter="technical")
    said = contoso.press("open_ticket", severity="minimal")
    assert "ticket **T-1003** (technical) is open" in said.text
    assert said.facts["Subject"] == "Outlook does not start"


def test_a_description_is_kept_while_its_kind_is_asked(contoso: Talk) -> None:
    assert "billing" in contoso.ask("open_ticket", "open a ticket: nobody can sign in").text
    contoso.press("open_ticket", ticket_matter="technical")
    assert contoso.press("open_ticket", severity="critical").facts["Subject"] == "Nobody can sign in"
