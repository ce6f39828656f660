"""Sentences: both languages, the same blanks, and loud mistakes."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.domain.conversations.satisfaction import Wish
from bot.domain.kernel import errors
from bot.domain.kernel.errors import DeskError
from bot.domain.kernel.locales import LANGUAGES
from bot.settings import ROOT
from bot.words import Words, WordsInvalid, WordsMissing

RESPONSES = ROOT / "data" / "responses.yml"


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load(RESPONSES)


def _file(folder: Path, body: str) -> Path:
    path = folder / "responses.yml"
    path.write_text(body, encoding="utf-8")
    return path


def _both(en: str, fr: str) -> str:
    entry = "    - text: {text}\n      condition: [{{type: slot, name: language, value: {language}}}]\n"
    return "responses:\n  utter_x:\n" + entry.format(text=en, language="en") + entry.format(text=fr, language="fr")


def test_every_response_exists_in_both_languages_with_the_same_blanks(words: Words) -> None:
    for key in words:
        blanks = {words.wording(key, language).blanks for language in LANGUAGES}
        assert len(blanks) == 1, key


def test_every_response_says_something_and_offers_as_many_buttons_in_both_languages(words: Words) -> None:
    for key in words:
        wordings = [words.wording(key, language) for language in LANGUAGES]
        assert all(wording.text for wording in wordings), key
        assert len({len(wording.buttons) for wording in wordings}) == 1, key
        payloads = {tuple(button.get("payload") for button in wording.buttons) for wording in wordings}
        assert len(payloads) == 1, key


def test_no_key_is_written_twice() -> None:
    keys = [line for line in RESPONSES.read_text(encoding="utf-8").splitlines() if line.startswith("  utter_")]
    assert len(keys) == len(set(keys))


def test_every_refusal_has_a_sentence(words: Words) -> None:
    refusals = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DeskError)]
    assert [kind.code for kind in refusals if f"utter_{kind.code}" not in words] == []


def test_french_is_spaced_as_french_is(words: Words) -> None:
    for key in words:
        text = words.wording(key, "fr").text
        assert not any(f" {sign}" in text for sign in ":;?!»"), f"{key}: a plain space before a sign breaks the line"


def test_a_button_asks_an_intent_of_the_domain(words: Words) -> None:
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(intent)) for intent in domain["intents"]} | {
        "cancel_waiting",
        "still_there",
        "leave_message",
        *Wish,
    }
    for key in words:
        for button in words.wording(key, "en").buttons:
            assert button["payload"][1:].partition("{")[0] in intents, key


def test_a_blank_is_filled_and_a_number_counts_as_the_language_does(words: Words) -> None:
    assert "NS-1" in words.say("utter_invoice_title", "en", number="NS-1")
    assert words.counted("utter_days", 1, "en") == "1 day"
    assert words.counted("utter_days", 0, "en") == "0 days"


def test_a_value_that_looks_like_a_blank_is_left_alone(tmp_path: Path) -> None:
    words = Words.load(_file(tmp_path, _both('"{a} and {b}"', '"{a} et {b}"')))
    assert words.say("utter_x", "en", a="{b}", b="x") == "{b} and x"


def test_a_value_inside_a_payload_cannot_leave_it(tmp_path: Path) -> None:
    body = _both("x", "x").replace(
        "      condition", '      buttons: [{title: go, payload: \'/find_invoice{"which": "{w}"}\'}]\n      condition'
    )
    words = Words.load(_file(tmp_path, body))
    (button,) = words.buttons("utter_x", "en", w='a", "customer": "1')
    assert button["payload"] == '/find_invoice{"which": "a\\", \\"customer\\": \\"1"}'


def test_a_missing_key_language_or_blank_is_named(words: Words) -> None:
    with pytest.raises(WordsMissing, match="utter_nonsense"):
        words.say("utter_nonsense", "en")
    with pytest.raises(WordsMissing, match="de"):
        words.say("utter_greet", "de")
    with pytest.raises(WordsMissing, match="number"):
        words.say("utter_invoice_title", "en")


@pytest.mark.parametrize(
    ("body", "mistake"),
    [
        ("responses:\n  utter_x:\n    - text: only one\n", "utter_x lacks en, fr"),
        (_both("'{a}'", "'{b}'"), "utter_x has different blanks"),
        (_both("a", "b") + "    - text: more\n", "utter_x has a variation without a language"),
    ],
)
def test_a_file_with_a_mistake_is_refused_by_name(tmp_path: Path, body: str, mistake: str) -> None:
    with pytest.raises(WordsInvalid, match=mistake):
        Words.load(_file(tmp_path, body))


def test_a_file_read_before_and_then_changed_is_read_anew(tmp_path: Path) -> None:
    assert Words.load(_file(tmp_path, _both("Hello", "Bonjour"))).say("utter_x", "en") == "Hello"
    assert Words.load(_file(tmp_path, _both("Good day", "Bonjour"))).say("utter_x", "en") == "Good day"
