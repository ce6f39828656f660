"""Who may ask what, as docs/dialogue.md tells it, is who gets an answer from the real actions."""

import pytest

from bot.bootstrap import Desk
from tests.actions.talk import Talk
from tests.docs.pages import rows
from tests.docs.test_dialogue_page import PAGE, examples

SPEAKERS = {
    "visitor": None,
    "technical contact": "it@contoso.example",
    "billing contact": "billing@contoso.example",
    "direct buyer": "office@adatum.example",
}
ORDERS = ("account_request_visitor", "account_request_role")
REFUSALS = ("not_signed_in", "role_may_not_see_money", "role_may_not", "not_a_csp_customer", *ORDERS)
NOT_DIRECT = {"direct buyer": "not_a_csp_customer"}
OWN = {"visitor": "not_signed_in", **NOT_DIRECT}
MONEY = {"technical contact": "role_may_not_see_money", **OWN}
REFUSED = {
    "everybody": {},
    "everybody but direct buyers": NOT_DIRECT,
    "everybody but direct buyers; visitors leave an address": NOT_DIRECT,
    "money": MONEY,
    "money; visitors leave an address": MONEY | {"visitor": None},
    "own account, prices with money": OWN,
    "own account; visitors leave an address": NOT_DIRECT,
    "billing and admin contacts": {
        "visitor": "account_request_visitor",
        "technical contact": "account_request_role",
        **NOT_DIRECT,
    },
    "own tickets and those of the matters the role may read; visitors those of this conversation": {},
}
"""What each wording of the column means: who is refused, and with which sentence."""


def told() -> dict[str, str]:
    """The column of each intent."""
    return {row[0].strip("`"): row[1] for row in rows(PAGE.text) if row[0].strip("`") in examples()}


def refusal_in(text: str, talk: Talk) -> str | None:
    """Which refusal an answer is, by the beginning of its sentence."""
    beginnings = {
        code: talk.desk.words.say(f"utter_{code}", "en", portals="#", email="#").split("#")[0] for code in REFUSALS
    }
    return next((code for code, beginning in beginnings.items() if text.startswith(beginning.strip())), None)


def test_every_wording_of_the_column_has_a_meaning() -> None:
    assert set(told().values()) == set(REFUSED)


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_an_intent_is_answered_to_exactly_those_it_is_said_to(speaker: str, desk: Desk) -> None:
    wrong = {}
    for intent, who in told().items():
        talk = Talk.of(desk, SPEAKERS[speaker])
        refused = refusal_in(talk.ask(intent, examples()[intent][0]).text, talk)
        if refused != REFUSED[who].get(speaker):
            wrong[intent] = (who, refused)
    assert wrong == {}
