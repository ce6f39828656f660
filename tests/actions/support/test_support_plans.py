"""Support plans: only what was asked, of the plan that was meant."""

from dataclasses import replace

import pytest

from actions.support.pricing import SupportPricing
from bot.bootstrap import Desk
from bot.domain.kernel.questions import ASPECTS
from bot.domain.support.targets import Severity, Target
from bot.services.support.plans import Support
from tests.actions.conftest import ADATUM, BILLING, COMPTA, TAILSPIN
from tests.actions.talk import Talk

VISITOR = None


def test_every_aspect_of_the_support_plans_has_a_plan() -> None:
    assert set(SupportPricing.plans) == ASPECTS["support_pricing"]


@pytest.mark.parametrize(
    ("who", "aspect", "form", "entities", "answer"),
    [
        (VISITOR, "plans", "which", {},
         "We have 3 support plans: **Basic** (included), **Plus** (€49.00 a month) and **Premium** (€199.00 a month) "
         "(prices without tax)."),
        (VISITOR, "price", "how_much", {"plan": "plus"}, "The plan Plus costs **€49.00** a month, without tax."),
        (VISITOR, "price", "how_much", {"rank": "largest"}, "The plan Premium costs **€199.00** a month, without tax."),
        (COMPTA, "price", "how_much", {"rank": "smallest"}, "Your plan Basic costs nothing extra: it is included."),
        (BILLING, "ours", "which", {}, "You have **Plus**."),
        (BILLING, "ours", "yes_no", {"plan": "premium"}, "No, you have **Plus**."),
        (BILLING, "ours", "yes_no", {"plan": "plus"}, "Yes, you have **Plus**."),
        (ADATUM, "ours", "which", {}, "You have no support plan with us."),
        (VISITOR, "ours", "which", {}, "I cannot tell which plan you have until you sign in to your customer account."),
        (BILLING, "response", "how_long", {},
         "First answer within 4 hours, counted in the plan's support hours: that is what your plan Plus gives."),
        (COMPTA, "response", "how_long", {},
         "First answer within 8 hours, counted in the plan's support hours: that is what your plan Basic gives."),
        (BILLING, "response", "how_long", {"plan": "premium"},
         "First answer within 4 hours, counted in the plan's support hours, critical issues "
         "around the clock within 1 hour: "
         "that is what the plan Premium gives."),
        (BILLING, "hours", "when", {},
         "Your plan Plus covers Monday to Saturday 08:00–20:00, except on public holidays."),
        (BILLING, "hours", "yes_no", {"date": "W6"},
         "Yes, on Saturday 21 November your plan Plus covers you: 08:00–20:00."),
        (TAILSPIN, "hours", "yes_no", {"date": "W7", "time": "03:00"},
         "Yes, on Sunday, November 22 at 03:00 your plan Premium covers critical issues: they are taken around the "
         "clock, with a first answer within 1 hour. All others are covered Monday to Saturday 08:00–20:00."),
        (TAILSPIN, "hours", "yes_no", {"plan": "premium"},
         "No, not for everything: around the clock your plan Premium covers critical issues only (first answer within "
         "1 hour); all others are covered Monday to Saturday 08:00–20:00, except on public holidays."),
        (TAILSPIN, "hours", "when", {},
         "Your plan Premium covers Monday to Saturday 08:00–20:00, except on public holidays, and critical issues "
         "around the clock (first answer within 1 hour)."),
        (BILLING, "cover", "which", {},
         "Your plan Plus gives you support Monday to Saturday 08:00–20:00, except on public holidays, with a first "
         "answer within 4 hours, counted in the plan's support hours. Whatever else is agreed I do not see; "
         "a colleague can tell."),
        (COMPTA, "free", "yes_no", {}, "A ticket costs nothing extra: support is included in your plan Basic."),
        (BILLING, "free", "yes_no", {},
         "A ticket has no price of its own: support is paid with your plan Plus, €49.00 a month without tax."),
    ],
)  # fmt: skip
def test_the_whole_answer(
    desk: Desk, who: str | None, aspect: str, form: str, entities: dict[str, str], answer: str
) -> None:
    assert Talk.of(desk, who).ask(f"support_pricing/{aspect}", "?", form=form, **entities).text == answer


@pytest.mark.parametrize(
    ("who", "aspect", "form", "entities", "answer"),
    [
        (VISITOR, "plans", "which", {},
         "Nous avons 3 formules de support : **Basic** (incluse), **Plus** (49,00 € par mois)"),
        (VISITOR, "price", "how_much", {"plan": "plus"}, "La formule Plus coûte **49,00 €** par mois, hors taxes."),
        (BILLING, "ours", "which", {}, "Vous avez **Plus**."),
        (BILLING, "response", "how_long", {},
         "Première réponse en 4 heures ouvrées, comptées aux horaires de la formule : "
         "c'est ce que prévoit votre formule Plus."),
        (TAILSPIN, "hours", "yes_no", {},
         "Non, pas pour tout : 24 heures sur 24, votre formule Premium ne couvre que les incidents critiques"),
        (BILLING, "cover", "which", {},
         "Votre formule Plus vous donne droit au support du lundi au samedi 08:00–20:00"),
        (BILLING, "difference", "which", {},
         "**Plus** et **Premium** se distinguent par le prix et les incidents critiques :"),
        (BILLING, "severity", "which", {}, "**Premium** prend en charge les incidents critiques 24 heures sur 24"),
        (COMPTA, "free", "yes_no", {},
         "Un ticket ne coûte rien de plus : le support est inclus dans votre formule Basic."),
        (COMPTA, "change", "please", {"plan": "plus"}, "Formule de support : de Basic à Plus (49,00 € par mois)"),
    ],
)  # fmt: skip
def test_plans_are_told_in_french(
    desk: Desk, who: str | None, aspect: str, form: str, entities: dict[str, str], answer: str
) -> None:
    assert answer in Talk.of(desk, who, "fr").ask(f"support_pricing/{aspect}", "?", form=form, **entities).text


def test_a_follow_up_is_about_the_plan_talked_about(contoso: Talk) -> None:
    contoso.ask("support_pricing/price", "what does Premium cost?", form="how_much", plan="premium")
    assert "the plan Premium" in contoso.ask("support_pricing/response", "and how fast?", form="how_long").text
    contoso.ask("support_hours/now", "open?")
    assert "your plan Plus" in contoso.ask("support_pricing/response", "how fast do you answer us?").text


def test_the_card_says_what_the_sentence_does_not(contoso: Talk) -> None:
    card = contoso.ask("support_pricing/plans", "which plans are there?").card
    assert card is not None
    rows = card["sections"][0]["rows"]
    assert [row["label"] for row in rows] == ["Basic", "Plus", "Premium"]
    assert "€" not in str(rows)


def test_a_visitor_is_told_the_answer_for_each_plan(visitor: Talk) -> None:
    said = visitor.ask("support_pricing/response", "how fast are you?", form="how_long").text
    assert said.splitlines()[2] == "- **Basic**: first answer within 8 hours, counted in the plan's support hours"
    assert "**Premium**: Monday to Saturday" in visitor.ask("support_pricing/hours", "when?", form="when").text


@pytest.mark.parametrize(
    ("plans", "first", "lines"),
    [
        (["plus", "premium"], "**Plus** and **Premium** differ in price and critical issues:",
         "- Critical issues: Plus like all others, Premium around the clock within 1 hour"),
        (["premium", "basic"], "**Basic** and **Premium** differ in price, hours, first answer and critical issues:",
         "- Price: Basic included, Premium €199.00 a month"),
        ([], "**Plus** and **Premium** differ", "The same in both: hours and first answer."),
    ],
)  # fmt: skip
def test_only_what_sets_two_plans_apart_is_told(contoso: Talk, plans: list[str], first: str, lines: str) -> None:
    question = [{"entity": "plan", "value": plan} for plan in plans]
    said = contoso._turn("support_pricing", "the difference?", None, 0.9, {}, [], question, aspect="difference").text
    assert said.startswith(first)
    assert lines in said


@pytest.mark.parametrize(
    ("language", "plans", "told"),
    [
        ("en", ["plus", "premium"],
         "**Premium** costs **€150.00** a month more than **Plus**, without tax (Plus: €49.00 a month; Premium: "
         "€199.00 a month)."),
        ("fr", ["basic", "plus"],
         "**Plus** coûte **49,00 €** par mois de plus que **Basic**, hors taxes (Basic : incluse ; Plus : "
         "49,00 € par mois)."),
    ],
)  # fmt: skip
def test_asked_how_much_more_a_plan_costs_that_alone_is_told(
    desk: Desk, language: str, plans: list[str], told: str
) -> None:
    question = [{"entity": "plan", "value": plan} for plan in plans] + [{"entity": "spoken_of", "value": "more"}]
    talk = Talk.of(desk, BILLING, language)
    said = talk._turn("support_pricing", "?", None, 0.9, {}, [], question, aspect="difference", form="how_much")
    assert said.text == told


def test_how_much_faster_a_plan_answers_is_no_price(contoso: Talk) -> None:
    question = [{"entity": "plan", "value": plan} for plan in ("plus", "premium")]
    said = contoso._turn("support_pricing", "?", None, 0.9, {}, [], question, aspect="difference", form="how_much")
    assert "differ in price and critical issues" in said.text


def test_levels_of_urgency_are_those_of_the_plans(visitor: Talk) -> None:
    said = visitor.ask("support_pricing/severity", "which levels are there?", form="which").text
    assert said.startswith("Three: critical when nobody can work")
    assert said.endswith("**Premium** takes critical issues around the clock, with a first answer within 1 hour.")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "First answer within 4 hours, counted in the plan's support hours, critical issues within 2 hours, "
               "billing and what can wait within 9 hours"),
        ("fr", "Première réponse en 4 heures ouvrées, comptées aux horaires de la formule, incidents critiques en 2 "
               "heures, facturation et ce qui peut attendre en 9 heures"),
    ],
)  # fmt: skip
def test_what_a_plan_promises_otherwise_for_one_severity_is_told(desk: Desk, language: str, told: str) -> None:
    said = {Severity.CRITICAL: {Target.FIRST_RESPONSE: 2}, Severity.MINIMAL: {Target.FIRST_RESPONSE: 9}}
    plans = tuple(replace(plan, targets=said if plan.key == "plus" else {}) for plan in desk.partner.support.plans)
    partner = replace(desk.partner, support=replace(desk.partner.support, plans=plans))
    services = replace(desk.support, plans=Support(partner))
    talk = Talk.of(replace(desk, partner=partner, support=services), BILLING, language)
    assert told in talk.ask("support_pricing/response", "how fast?", form="how_long").text


def test_another_plan_is_a_ticket_read_back_in_one_line(fabrikam: Talk) -> None:
    fabrikam.language = "en"
    said = fabrikam.ask("support_pricing/change", "we want Plus from January", form="please", plan="plus")
    assert "Support plan: from Basic to Plus (€49.00 a month)" in said.text
    opened = fabrikam.ask("affirm", "yes")
    assert opened.facts["Subject"] == "Support plan: from Basic to Plus (€49.00 a month)"


def test_another_plan_without_a_name_asks_which(contoso: Talk) -> None:
    said = contoso.ask("support_pricing/change", "we want another plan", form="please")
    assert said.titles == ["Basic", "Premium"]
    assert "from Plus to Premium" in contoso.press_payload(said.buttons[1]).text
    assert contoso.ask("support_pricing/change", "Plus please", plan="plus").text == "You already have **Plus**."
