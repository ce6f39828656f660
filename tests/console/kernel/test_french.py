"""A French console is French: every text is translated, and no page says anything by itself."""

import re
from pathlib import Path

import pytest

from bot.console.kernel.frame import ROOMS
from tests.console.kernel.words import TEXTS

TEMPLATES = sorted(path for room in ROOMS for path in (room / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOMS[0].parent / "static").glob("*.js"))
ALIKE = {
    *("Actions", "Agent", "Assistant", "Canal", "Cloud", "Commercial", "Contact", "Contacts", "Conversation"),
    *("Conversations", "Date", "Description", "E-mail", "Intention", "Menu", "Message", "Messages", "Note", "Pages"),
    *("Question", "Questions", "Slack", "Support", "Teams", "Ticket", "Tickets", "Total", "Variables", "Version"),
    "Webhooks",
    *("commercial", "conversations", "tickets", "verdicts"),
    *("{count} licence", "{count} licences", "{count} minute", "{count} minutes"),
    *("{count} conversation", "{count} conversations", "{count} ticket", "{count} tickets"),
}
"""Words that are the same in both languages."""

SAID_ALIKE = re.compile(r"[\W\d_]*(?:\{\w+\}[\W\d_]*(?:s|min|h|d|CSV)?[\W\d_]*)*")
"""Blanks, numbers, signs and units alone."""


def test_every_text_is_translated() -> None:
    same = {}
    for key in TEXTS:
        text = TEXTS.variants(key)
        if text["en"] == text["fr"] and text["en"] not in ALIKE and not SAID_ALIKE.fullmatch(text["en"]):
            same[key] = text["en"]
    assert same == {}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_anything_by_itself(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text(encoding="utf-8"), flags=re.S)
    told = [value for _, value in re.findall(r'\b(title|placeholder|aria-label|alt)="([^"]*)"', text)]
    text = re.sub(r"<script.*?</script>|<(code|pre)\b.*?</\1>|<[^>]*>", " ", text, flags=re.S)
    text = re.sub(r'[\w-]+="[^"]*"|[?&]?[\w-]+=|/console/\S*|\buse\b(?= )', " ", text)
    words = re.findall(r"[^\W\d_]{2,}", " ".join([text, *told]))
    assert [word for word in words if word not in {"UTC", "main", "desk", "page"}] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_writes_words_of_its_own(script: Path) -> None:
    code = re.sub(r"//.*", "", script.read_text(encoding="utf-8"))
    written = re.findall(r'(?:textContent|title|placeholder|innerText)\s*=\s*[`"]([^`"]*)[`"]', code)
    assert [text for text in written if re.search(r"[a-z]{3,}", re.sub(r"\$\{[^}]*\}", "", text))] == []
