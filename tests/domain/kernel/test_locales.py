"""Which language is spoken, and in which country's manner amounts and dates are written."""

import pytest

from bot.domain.kernel.locales import FALLBACK, LANGUAGES, NAMES, USUAL, by_language, language_of, spoken


def test_every_language_has_its_name_and_its_usual_locale() -> None:
    assert tuple(NAMES) == tuple(USUAL) == LANGUAGES
    assert all(language_of(locale) == language for language, locale in USUAL.items())


@pytest.mark.parametrize(
    ("said", "language"), [("fr", "fr"), ("en", "en"), ("de", FALLBACK), (None, FALLBACK), (7, FALLBACK)]
)
def test_who_speaks_none_of_our_languages_is_answered_in_english(said: object, language: str) -> None:
    assert spoken(said) == language


@pytest.mark.parametrize(
    ("names", "name"), [({"en": "Feast", "fr": "Fête"}, "Fête"), ({"en": "Feast"}, "Feast"), ({"fr": ""}, ""), ({}, "")]
)
def test_a_name_that_is_not_translated_is_told_as_it_is(names: dict[str, str], name: str) -> None:
    assert by_language(names, "fr") == name
