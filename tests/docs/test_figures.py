"""Numbers on the pages are those of the code, of partner.yml, of the scripted conversations and of the measurements."""

import re
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.channels.directline.statements import LONGEST_LIFE
from bot.channels.health import FRESH_SECONDS
from bot.domain.conversations.tokens import CHAIN_LIFE, GRACE, STREAM_GRANT_LIFE, TOKEN_LIFE
from bot.domain.kernel import lengths
from bot.logs import FILE_BYTES, FILES_KEPT
from bot.services.billing.documents import LINK_LIVES
from bot.services.conversations.turns import LEASE
from bot.settings import ROOT
from bot.site.signing import STATEMENT_LIFE
from bot.storage.database import FULL_SECONDS
from bot.web.broken_requests import LINES_A_MINUTE
from tests.docs.pages import page, rows

README = page("README.md")
SCRIPTS: list[dict[str, Any]] = YAML(typ="safe").load(
    (ROOT / "tests" / "conversations" / "scripts.yml").read_text(encoding="utf-8")
)
AMOUNT = re.compile(r"\d[\d, ]*[.,]\d\d\b")
MEASURED = ("docs/performance.md", "docs/understanding.md")


def tried() -> list[tuple[str, str, str]]:
    """Who asks what, and what comes back, as the README's table tells it."""
    told, who = [], ""
    for row in rows(README.section("What to try in the demo")):
        if len(row) == 3:
            who = row[0].split(" ")[0] if row[0] and row[0] != "|" else who
            told.append((who, row[1], row[2]))
    return told


def scripted(who: str, question: str) -> list[dict[str, Any]]:
    """The scripted turns in which that contact asks that question."""
    speaker = who if "@" in who else None
    asked = [script["turns"] for script in SCRIPTS if script.get("as") == speaker]
    return [turn for turns in asked for turn in turns if turn.get("say", "").casefold() == question.casefold()]


@pytest.mark.parametrize(("who", "question", "answer"), tried())
def test_what_the_readme_says_to_try_is_a_scripted_conversation(who: str, question: str, answer: str) -> None:
    turns = scripted(who, question)
    assert turns, "nobody asks that in tests/conversations/scripts.yml"
    read = " ".join(read for turn in turns for read in turn.get("reads", ()))
    assert [amount for amount in AMOUNT.findall(answer) if amount not in read and not told_before(who, amount)] == []


def told_before(who: str, amount: str) -> bool:
    """Whether another answer of this contact's conversation holds the amount."""
    speaker = who if "@" in who else None
    reads = [read for s in SCRIPTS if s.get("as") == speaker for turn in s["turns"] for read in turn.get("reads", ())]
    return any(amount in read for read in reads)


def test_the_readmes_table_is_read() -> None:
    assert len(tried()) > 10
    assert {who for who, _, _ in tried()} >= {"billing@contoso.example", "compta@fabrikam.example", "nobody"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("docs/dialogue.md", f"Messages above {lengths.MESSAGE:,} characters are refused"),
        ("docs/security.md", f"{lengths.MESSAGE:,} characters a message"),
        ("docs/architecture.md", f"a lease that runs out ({LEASE.seconds} s)"),
        ("docs/architecture.md", {5: "at most five minutes"}[LONGEST_LIFE.seconds // 60]),
        ("docs/security.md", {60: "it opens one stream, once, within one minute"}[STREAM_GRANT_LIFE.seconds]),
        ("docs/security.md", f"a token is good for {TOKEN_LIFE.seconds // 60} minutes"),
        ("docs/security.md", {60: "after one minute's grace"}[GRACE.seconds]),
        ("docs/security.md", f"ends {CHAIN_LIFE.seconds // 3600} hours after signing in"),
        ("docs/security.md", {15: "a quarter of an hour"}[LINK_LIVES.seconds // 60]),
        ("docs/dialogue.md", {15: "good for a quarter of an hour"}[LINK_LIVES.seconds // 60]),
        ("docs/widget.md", f"until {CHAIN_LIFE.seconds // 3600} hours after they signed in"),
        ("docs/widget.md", f"renews itself for up to {CHAIN_LIFE.seconds // 3600} hours"),
        ("docs/operations.md", {10: "within ten seconds after there is room"}[int(FULL_SECONDS)]),
        ("docs/operations.md", {2: "good for two seconds"}[int(FRESH_SECONDS)]),
        ("docs/operations.md", {5: "begins anew at 5 MB"}[FILE_BYTES // 1_000_000]),
        ("docs/operations.md", {3: "three old ones are kept"}[FILES_KEPT]),
        ("docs/security.md", {5: "five a minute"}[LINES_A_MINUTE]),
        ("docs/widget.md", {2: "two are plenty"}[STATEMENT_LIFE.seconds // 60]),
    ],
)
def test_limits_are_told_as_the_code_has_them(name: str, sentence: str) -> None:
    assert sentence in " ".join(page(name).text.split())


def test_what_the_readme_asks_for_is_what_the_set_up_asks_for() -> None:
    setup = (ROOT / "scripts" / "setup.py").read_text(encoding="utf-8")
    needs = README.section("Two commands").partition("```")[0]
    for need in ("Node.js 20", "4 GB of disk"):
        assert need in needs
        assert need in setup


@pytest.mark.parametrize("name", MEASURED)
def test_measured_numbers_in_the_readme_stand_on_their_page(name: str) -> None:
    found = re.search(rf"<!-- figures from {re.escape(name)} -->\n(.*?)<!-- end of figures -->", README.text, re.DOTALL)
    assert found, f"the README has no place for the figures of {name}"
    source = page(name).text
    assert [number for number in numbers(found[1]) if number not in numbers(source)] == []


def test_the_readme_shows_the_benchmarks_figures_once_the_page_has_them() -> None:
    table = re.search(r"<!-- table of `make bench` -->(.*?)<!-- end of table -->", page(MEASURED[0]).text, re.DOTALL)
    shown = re.search(rf"<!-- figures from {MEASURED[0]} -->(.*?)<!-- end of figures -->", README.text, re.DOTALL)
    assert table
    assert shown
    assert bool(numbers(shown[1])) == bool(numbers(table[1])), "copy the main rows of the page's table into the README"


def numbers(text: str) -> list[str]:
    return re.findall(r"(?<![\w.])\d[\d,]*(?:\.\d+)?", text)
