"""Texts, templates and scripts agree with each other."""

import re

import pytest

from bot.domain.kernel.locales import LANGUAGES
from bot.site.app import STATIC, TEXTS_FILES
from bot.web.texts import TextMissing, Texts, blanks

TEXTS = Texts.load_all(TEXTS_FILES)
KEYS = sorted(TEXTS)
TEMPLATES = sorted(STATIC.parent.rglob("templates/*.html"))


@pytest.mark.parametrize("key", KEYS)
def test_every_text_exists_in_both_languages_with_the_same_blanks(key: str) -> None:
    variants = TEXTS.variants(key)
    assert set(variants) == set(LANGUAGES)
    assert all(variants.values())
    assert len({blanks(text) for text in variants.values()}) == 1


def test_every_text_a_template_names_exists() -> None:
    named = {key for page in TEMPLATES for key in re.findall(r"\bt\('([a-z_.]+)'[,)]", page.read_text())}
    assert named
    assert named <= set(KEYS)


def test_no_text_stands_in_two_files() -> None:
    assert len(KEYS) == sum(len(list(Texts.load(file))) for file in TEXTS_FILES)


def test_the_chats_script_uses_existing_words_only_and_all_of_them() -> None:
    scripts = "".join(path.read_text() for path in sorted(STATIC.glob("chat*.js")))
    used = set(re.findall(r"\bwords\.([a-z_]+)", scripts))
    used |= set(re.findall(r"\bwords\.([a-z_]+)", (STATIC.parent / "templates" / "widget.html").read_text()))
    assert used == set(TEXTS.section("chat", "en"))


def test_the_embedded_script_uses_existing_words_only_and_all_of_them() -> None:
    script = "".join((STATIC / name).read_text() for name in ("widget.js", "widget-shell.js"))
    used = set(re.findall(r"\bWORDS\.([a-z_]+)", script)) | set(re.findall(r'"(unread_[a-z]+)"', script))
    assert used == set(TEXTS.section("widget", "en"))


def test_a_missing_text_and_an_open_blank_are_loud() -> None:
    with pytest.raises(TextMissing, match="no such key"):
        TEXTS.say("no such key", "en")
    with pytest.raises(TextMissing, match="partner"):
        TEXTS.say("chat.title", "en")
