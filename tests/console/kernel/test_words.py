"""Every word and file a page names exists, in both languages."""

import re
from pathlib import Path

import pytest

from bot.console.kernel.frame import CONSOLE, ROOMS
from bot.console.kernel.sections import SECTIONS, sections_for
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.staff.agents import Agent, AgentRole
from bot.web.problems import STATUS
from bot.web.texts import blanks
from tests.console.kernel.words import TEXTS

TEMPLATES = sorted(path for room in ROOMS for path in (room / "templates").rglob("*.html"))
NAMED = re.compile(r"""\b(t|n)\(\s*(['"])([\w.]+)\2\s*(~?)""")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_every_text_exists_in_both_languages_with_the_same_blanks(key: str) -> None:
    variants = TEXTS.variants(key)
    assert set(variants) == set(LANGUAGES)
    assert all(variants.values()) or not any(variants.values())
    assert len({blanks(text) for text in variants.values()}) == 1


def test_french_punctuation_stays_with_its_word() -> None:
    """A line must not begin with a mark: no plain space before high punctuation or within quotation marks."""
    parted = re.compile(r" [:;?!»%]|« |\w[;?!](\s|$)")
    assert {key: text for key in TEXTS if parted.search(text := TEXTS.variants(key)["fr"])} == {}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_a_template_names_exists(template: Path) -> None:
    missing = set()
    for function, _, key, joined in NAMED.findall(template.read_text(encoding="utf-8")):
        wanted = [f"{key}_one", f"{key}_many"] if function == "n" else [key]
        there = any(text.startswith(key) for text in TEXTS) if joined else all(name in TEXTS for name in wanted)
        missing |= set() if there else {key}
    assert not missing


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_what_the_policy_forbids(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.S)
    scripts = re.findall(r"<script[^>]*>", text)
    assert [tag for tag in scripts if " src=" not in tag and 'type="application/json"' not in tag] == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|\bhx-on|javascript:|https?://", text) == []


def test_every_file_a_template_names_exists() -> None:
    static = CONSOLE / "static"
    named = {name for path in TEMPLATES for name in re.findall(r"""asset\('([\w./-]+)'\)""", path.read_text())}
    assert named
    assert {name for name in named if not (static / name).is_file() and not name.startswith("vendor/")} == set()


def test_every_refusal_an_agent_can_meet_has_words() -> None:
    unsaid = {error.code for error in STATUS if f"frame.problem.{error.code}" not in TEXTS}
    assert unsaid == set()


def test_every_role_has_a_name_and_somewhere_to_begin() -> None:
    for role in AgentRole:
        assert f"frame.role.{role.value}" in TEXTS
        assert sections_for(Agent(1, "a@northstar.example", "A", "technical", frozenset({role})))


def test_every_part_has_words_a_drawing_and_a_shortcut_of_its_own() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (CONSOLE / "static" / "icons.svg").read_text()))
    assert {section.text for section in SECTIONS} <= set(TEXTS)
    assert {section.key for section in SECTIONS} <= drawn
    assert len({section.shortcut for section in SECTIONS}) == len(SECTIONS)
