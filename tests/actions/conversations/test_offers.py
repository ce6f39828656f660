"""Nobody is offered what would then be refused."""

from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.bootstrap import Desk
from bot.domain.conversations import waiting
from bot.domain.customers.audience import audience_of, may_ask
from bot.domain.customers.identity import Identity
from bot.services.conversations.sentences.greeting import greeting, greeting_for
from bot.settings import ROOT
from tests.actions.conftest import ADATUM, BILLING, COMPTA, TAILSPIN, TECHNICAL
from tests.actions.talk import Said, Talk
from tests.fixtures.desk import database_of

UNLINKED = "ann@company.example"
SPEAKERS = [None, UNLINKED, BILLING, TECHNICAL, COMPTA, TAILSPIN, ADATUM]
INTENTS = [
    next(iter(intent)) for intent in YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"]
]
REFUSALS = ("not_signed_in", "role_may_not_see_money", "role_may_not", "account_request_role")
GENERAL = {"nlu_fallback"}
"""Answered from the ranking, not from the intent."""


def _refused(talk: Talk, said: Said) -> bool:
    words = talk.desk.words
    portals = words.say("utter_not_a_csp_customer", "en", portals="")[:40]
    asked = [words.say(f"utter_account_request_{who}", "en", email="")[:90] for who in ("visitor", "unlinked")]
    unlinked = words.say("utter_company_unknown", "en", address=UNLINKED)[:60]
    told = any(words.say(f"utter_{code}", "en") in said.texts for code in REFUSALS)
    return told or said.text.startswith((portals, unlinked, *asked))


def _identity(talk: Talk) -> Identity:
    with database_of(talk.desk).reading() as work:
        return work.customers.people.speaking_in(talk.conversation_id)


@pytest.mark.parametrize("email", SPEAKERS)
@pytest.mark.parametrize("intent", sorted(set(INTENTS) - GENERAL))
def test_what_a_speaker_may_ask_is_answered_and_what_not_is_refused(desk: Desk, intent: str, email: str | None) -> None:
    talk = Talk.of(desk, email)
    assert _refused(talk, talk.press(intent)) is not may_ask(_identity(talk), intent)


@pytest.mark.parametrize("email", SPEAKERS)
@pytest.mark.parametrize("intent", sorted(set(INTENTS) - GENERAL))
def test_every_button_of_every_answer_suits_who_asked(desk: Desk, intent: str, email: str | None) -> None:
    for button in Talk.of(desk, email).press(intent).buttons:
        if "payload" in button and button["payload"] not in waiting.BUTTONS:
            talk = Talk.of(desk, email)
            assert not _refused(talk, talk.press_payload(button)), button


@pytest.mark.parametrize("email", SPEAKERS)
def test_a_greeting_offers_what_the_opening_greeting_offers(desk: Desk, email: str | None) -> None:
    talk = Talk.of(desk, email)
    who = _identity(talk)
    opening = greeting(desk.words, desk.partner, "en", who)
    answered = talk.ask("greet", "hello")
    assert answered.titles == [button.title for button in opening.buttons] != []
    assert greeting_for(who).endswith(audience_of(who))
    for button in answered.buttons:
        asking = Talk.of(desk, email)
        assert not _refused(asking, asking.press_payload(button)), button


def test_a_greeting_or_thanks_leaves_a_half_written_ticket_as_it_is(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    for intent, text in (("greet", "hello"), ("thank", "thanks"), ("bot_challenge", "are you a robot?")):
        said: Any = contoso.ask(intent, text)
        assert "what does not work" in said.text
    assert "stop everybody" in contoso.ask("thank", "Thanks, since this morning Teams is silent").text


def test_a_farewell_leaves_a_half_written_ticket_and_says_so(contoso: Talk) -> None:
    contoso.press("open_ticket", ticket_matter="technical")
    assert "Nothing was sent" in contoso.ask("goodbye", "bye").text
    assert contoso.slots["ticket_step"] is None
