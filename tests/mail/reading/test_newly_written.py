"""What mail programs quote is cut off, what somebody wrote stays."""

import pytest

from bot.mail.reading.newly_written import newly_written, words_of_html

WHO = "Northstar Cloud <support@northstar.example>"
SHAPES = {
    "gmail": f"Yes.\n\nOn Wed, Nov 18, 2026 at 10:02 AM {WHO} wrote:\n\n> Hello Ann,\n>\n> Again?\n",
    "gmail, French": f"Yes.\n\nLe mer. 18 nov. 2026 à 10:02, {WHO} a écrit\u00a0:\n\n> Bonjour\n",
    "gmail, broken line": "Yes.\n\nLe mer. 18 nov. 2026 à 10:02, Northstar <\nx@northstar.example> a écrit :\n\n> B\n",
    "outlook": f"Yes.\n\n________________________________\nFrom: {WHO}\nSent: Wednesday\nTo: Ann\nSubject: x\n\nHi\n",
    "outlook without a line": f"Yes.\r\n\r\nFrom: {WHO}\r\nSent: Wednesday\r\nTo: Ann\r\nSubject: x\r\n\r\nHello\r\n",
    "outlook, French": f"Yes.\n\nDe : {WHO}\nEnvoyé : mercredi 18 novembre 2026 10:02\nÀ : Ann\nObjet : x\n\nBonjour\n",
    "outlook, old": "Yes.\n\n-----Message d'origine-----\nDe : Northstar\nEnvoyé : mercredi\n\nBonjour\n",
    "apple": f"Yes.\n\nSent from my iPhone\n\n> On 18 Nov 2026, at 10:02, {WHO} wrote:\n> \n> Hello\n",
    "apple, French": f"Yes.\n\nEnvoyé de mon iPhone\n\n> Le 18 nov. 2026 à 10:02, {WHO} a écrit :\n> \n> Bonjour\n",
    "below": f"On 18 Nov 2026, at 10:02, {WHO} wrote:\n> Hello\n> Which one?\n\nYes.\n",
    "signature": "Yes.\n-- \nAnn\nContoso\n",
}


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_only_what_was_newly_written_is_left(shape: str) -> None:
    assert newly_written(SHAPES[shape]) == "Yes."


@pytest.mark.parametrize(
    "text",
    [
        "Needed:\n- five seats\n- ten more",
        "From: Monday on nothing works.\nPlease help.",
        "Le client a écrit : rien ne marche.",
        "Thanks\nAnn",
        "Le prix est faux.\n\nMerci de corriger.",
        "",
    ],
)
def test_what_only_looks_like_a_quotation_stays(text: str) -> None:
    assert newly_written(text) == text


def test_answers_between_quoted_lines_are_kept_in_order() -> None:
    text = "On 18 Nov 2026, Northstar wrote:\n> Which one?\nThe second.\n> Since when?\nMonday.\n"
    assert newly_written(text) == "The second.\nMonday."


@pytest.mark.parametrize(
    "sign", ["> ", "From: ", "a", "- ", "_", "On a wrote ", " \n", "Sent from ", "Le a ", "<", "\n"]
)
def test_a_mail_made_to_be_slow_is_read_at_once(sign: str) -> None:
    assert len(newly_written(sign * 60_000)) <= 100_000


def test_a_long_answer_loses_what_it_quotes_as_well() -> None:
    long = "\n".join(f"Line {number} of what we need." for number in range(400))
    quoted = SHAPES["outlook, French"].partition("\n\n")[2]
    assert newly_written(f"{long}\n\n{quoted}") == long


def test_html_is_read_without_scripts_and_quotations() -> None:
    html = "<head><style>p{}</style></head><p>Yes,&nbsp;it<br>works.</p><script>x()</script><blockquote>No</blockquote>"
    assert words_of_html(html) == "Yes, it\nworks."
