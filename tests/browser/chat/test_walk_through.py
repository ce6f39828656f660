"""The demonstration as a new user takes it: browser, site, desk, actions and the trained engine, all real."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat, axe
from tests.fixtures.engine import RunningEngine

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def served(engine: RunningEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with the cast, before the real engine."""
    folder = tmp_path_factory.mktemp("desk")
    with Served(folder, engine_url=engine.url, secret=engine.secret) as desk:
        engine.serve(desk.desk)
        yield desk


def signed_in(visit: Visit, email: str, language: str = "en") -> Chat:
    page = visit(f"/?lang={language}")
    page.locator(".people button", has_text=email).click()
    page.locator(".signed-in", has_text=email).wait_for()
    return Chat(page).open()


def ask(chat: Chat, text: str, *expected: str) -> None:
    """Asks, and waits until every expected part of the answer can be read."""
    chat.say(text)
    for part in expected:
        chat.sees(part)


def press(chat: Chat, title: str) -> None:
    chat.frame.locator(".webchat__suggested-action, .ac-pushButton", has_text=title).last.click()


def test_contosos_accountant_gets_the_invoice_its_rise_the_hours_and_the_price(visit: Visit) -> None:
    chat = signed_in(visit, "billing@contoso.example")
    ask(chat, "Could you show me our last invoice?", "NS-104231", "€1,476.60", "28 November 2026")
    ask(chat, "why did it go up?", "€192.60", "€82.40", "€78.10", "€32.10")
    ask(chat, "Is support open right now?", "until 12:30")
    ask(chat, "What does the Premium plan cost?", "€199.00")
    assert axe(chat.page) == []


def test_fabrikams_accountant_gets_the_same_in_french_and_what_happens_next(visit: Visit) -> None:
    chat = signed_in(visit, "compta@fabrikam.example", "fr")
    chat.sees("Bonjour")
    ask(chat, "Pouvez-vous me montrer notre dernière facture ?", "NS-104240", "588,00")
    ask(chat, "pourquoi a-t-elle augmenté ?", "même montant")
    ask(chat, "Le support est-il ouvert en ce moment ?", "12:30")
    ask(chat, "Combien coûte la formule Premium ?", "199,00")
    ask(
        chat,
        "que se passe-t-il si nous payons en retard ?",
        "NS-104199",
        "mise en demeure",
        "dans 3 jours",
        "dans 18 jours",
    )
    assert axe(chat.page) == []


def test_contosos_technician_is_told_politely_that_invoices_are_not_for_its_role(visit: Visit) -> None:
    chat = signed_in(visit, "it@contoso.example")
    ask(chat, "show me the last invoice", "your role in your company does not include invoices")
    assert chat.reads("1,476").count() == 0


def test_a_visitor_gets_general_answers_and_is_asked_to_sign_in_for_its_own(visit: Visit) -> None:
    chat = Chat(visit("/?lang=en")).open()
    ask(chat, "how much do I owe?", "sign in")
    ask(chat, "how can I reach support by phone?", "+33 1 99 00 12 34")


def test_a_ticket_is_opened_and_its_status_read(visit: Visit) -> None:
    chat = signed_in(visit, "it@contoso.example")
    ask(chat, "Outlook keeps crashing on all our laptops since this morning", "We support Outlook ourselves")
    press(chat, "Open a technical ticket")
    press(chat, "Yes, nobody can work")
    chat.sees("T-1003")
    ask(chat, "what is the status of my tickets?", "T-1001")


def test_an_answered_conversation_survives_a_reload_with_its_cards(visit: Visit) -> None:
    chat = signed_in(visit, "billing@contoso.example")
    ask(chat, "Could you show me our last invoice?", "€1,476.60")
    chat.page.reload()
    Chat(chat.page).ready().sees("€1,476.60")
