"""The form of a question, by its asking words in both languages."""

import pytest

from bot.domain.kernel.questions import Form
from bot.engine.questions.forms import form_of
from bot.engine.text import folded


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Is NS-104188 paid?", Form.YES_NO),
        ("so are we late", Form.YES_NO),
        ("Est-ce que la facture est payée ?", Form.YES_NO),
        ("avez-vous reçu notre virement", Form.YES_NO),
        ("any invoice overdue", Form.YES_NO),
        ("the invoice is paid?", Form.YES_NO),
        ("how much VAT is on it", Form.HOW_MUCH),
        ("C'est combien hors TVA ?", Form.HOW_MUCH),
        ("quel est le montant de la dernière ?", Form.HOW_MUCH),
        ("how many users were billed", Form.HOW_MANY),
        ("combien de licences avons-nous", Form.HOW_MANY),
        ("combien de jours nous reste-t-il", Form.HOW_LONG),
        ("for how long", Form.HOW_LONG),
        ("when is it due?", Form.WHEN),
        ("Depuis quand ?", Form.WHEN),
        ("à quelle date a-t-elle été émise", Form.WHEN),
        ("why is it higher", Form.WHY),
        ("pourquoi si cher", Form.WHY),
        ("who opened it?", Form.WHO),
        ("c'est qui qui a ouvert le ticket", Form.WHO),
        ("which plan do we have", Form.WHICH),
        ("laquelle est en retard", Form.WHICH),
        ("where is our credit note", Form.WHERE),
        ("how can we pay", Form.HOW),
        ("comment contester une facture", Form.HOW),
        ("please send me a copy", Form.PLEASE),
        ("Could you reopen T-1001", Form.PLEASE),
        ("pouvez-vous changer notre adresse", Form.PLEASE),
        ("NS-104188", Form.STATEMENT),
        ("Outlook plante ce matin", Form.STATEMENT),
        ("", Form.STATEMENT),
    ],
)
def test_the_asking_words_tell_the_form(text: str, form: Form) -> None:
    assert form_of(folded(text)) is form


def test_a_question_at_the_end_of_a_long_text_is_found() -> None:
    assert form_of("the invoice came. " * 200 + "when is it due?") is Form.WHEN


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("our auditor is asking whether NS-104188 has been settled", Form.YES_NO),
        ("je voudrais savoir si la facture est payée", Form.YES_NO),
        ("can you tell me if you are open", Form.YES_NO),
        ("Haven't looked at it in a while", Form.STATEMENT),
        ("haven't we paid that", Form.YES_NO),
        ("Don't know, it just stopped", Form.STATEMENT),
    ],
)
def test_a_question_in_other_words_and_a_statement_that_begins_like_one(text: str, form: Form) -> None:
    assert form_of(folded(text)) is form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("when somebody here is stuck we wait the whole day for you", Form.STATEMENT),
        ("quand quelqu'un est bloque ici on attend toute la journee", Form.STATEMENT),
        ("quand vous rouvrez", Form.WHEN),
        ("when we have to pay the latest invoice at the very latest?", Form.WHEN),
    ],
)
def test_a_clause_about_what_happens_at_such_times_asks_nothing(text: str, form: Form) -> None:
    assert form_of(text) is form
