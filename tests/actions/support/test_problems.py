"""What does not work: the suspension before a ticket, what an administrator does, what the desk does not know."""

import pytest

from actions.support.technical import TechnicalIssue
from bot.bootstrap import Desk
from bot.domain.kernel.questions import ASPECTS
from tests.actions.conftest import BILLING, NORTHWIND, TAILSPIN, TECHNICAL
from tests.actions.talk import Talk


def test_every_aspect_of_a_problem_has_a_plan() -> None:
    assert set(TechnicalIssue.plans) == ASPECTS["technical_issue"]


@pytest.mark.parametrize(
    ("who", "language", "aspect", "entities", "answer"),
    [
        (BILLING, "en", "problem", {"product": "Teams"}, "I'm sorry that Teams is giving you trouble."),
        (BILLING, "fr", "problem", {}, "Je suis désolé que quelque chose ne fonctionne pas."),
        (BILLING, "en", "slow", {"product": "Teams"}, "I'm sorry that Teams is slow."),
        (BILLING, "fr", "slow", {"product": "Teams"}, "Je suis désolé que Teams soit lent."),
        (BILLING, "en", "how_to", {"product": "Teams"},
         "I cannot guide you through the steps here. An administrator of your company finds the settings of "
         "Microsoft 365 at **admin.microsoft.com**."),
        (TAILSPIN, "fr", "how_to", {"product": "Azure"}, "trouve les réglages pour Azure sur **portal.azure.us**"),
        (BILLING, "en", "password", {},
         "An administrator of your company can reset passwords and sign-in methods at **admin.microsoft.com**"),
        (TAILSPIN, "fr", "password", {}, "peut réinitialiser les mots de passe et les méthodes de connexion sur "
         "**portal.office365.us**"),
        (BILLING, "en", "outage", {},
         "I do not know: I do not see the state of Microsoft's services. An administrator of your company sees it at "
         "**admin.microsoft.com**, under Health."),
        (BILLING, "en", "outage", {"product": "Azure"}, "at **portal.azure.com**, under Service Health."),
        (BILLING, "fr", "outage", {}, "Je ne le sais pas : je ne vois pas l'état des services de Microsoft."),
        (BILLING, "en", "credit", {},
         "After an outage we can ask Microsoft for a credit for you, and Microsoft decides"),
        (BILLING, "fr", "credit", {},
         "Après une panne, nous pouvons demander pour vous un avoir à Microsoft, qui décide"),
    ],
)  # fmt: skip
def test_what_the_desk_can_do_comes_first(
    desk: Desk, who: str, language: str, aspect: str, entities: dict[str, str], answer: str
) -> None:
    said = Talk.of(desk, who, language).ask(f"technical_issue/{aspect}", "some words about it", **entities)
    assert answer in said.text
    assert said.text.endswith("?")


def test_dynamics_is_supported_by_ridgeline(desk: Desk) -> None:
    talk = Talk.of(desk, TECHNICAL)
    said = talk.ask("technical_issue", "Dynamics 365 crashes when saving orders", product="Dynamics 365")
    assert "Our partner **Ridgeline Consulting** supports Dynamics 365" in said.text
    assert talk.ask("affirm", "yes").text == "Does it stop everybody?"
    assert talk.ask("affirm", "yes").facts["With"] == "Ridgeline Consulting"


@pytest.mark.parametrize("aspect", ["problem", "password", "outage"])
def test_who_cannot_sign_in_while_suspended_learns_why_before_a_ticket_is_offered(desk: Desk, aspect: str) -> None:
    said = Talk.of(desk, NORTHWIND).ask(f"technical_issue/{aspect}", "can't log in to Teams", product="Teams").text
    suspended = said.index("**Microsoft 365 E3** has been suspended for non-payment since November 4, 2026")
    assert suspended < said.index("Overdue: **$2,100.00**.") < said.index("Shall I open a technical ticket")
    other = Talk.of(desk, TECHNICAL).ask(f"technical_issue/{aspect}", "Teams is silent")
    assert "suspended" not in other.text


def test_a_credit_after_an_outage_is_a_commercial_ticket(contoso: Talk) -> None:
    contoso.ask("technical_issue/credit", "Teams was down on Monday, what do we get back?", product="Teams")
    assert "(commercial)" in contoso.ask("affirm", "yes").text
