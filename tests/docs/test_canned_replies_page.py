"""The page on canned replies says what the code does: its variables, in the code's words, and its limits."""

from ruamel.yaml import YAML

from bot.domain.kernel import lengths
from bot.domain.kernel.locales import LANGUAGES
from bot.domain.staff.canned_replies import VARIABLES, check
from bot.services.staff.canned_replies import SUITABLE
from bot.settings import ROOT
from bot.storage.demo.cast_replies import REPLIES
from bot.web.texts import Texts
from tests.docs.pages import page, rows

PAGE = page("docs/canned-replies.md")
CONSOLE = ROOT / "bot" / "console"


def test_the_page_lists_exactly_the_variables_there_are() -> None:
    listed = {cells[0].strip("`{}"): cells[1] for cells in rows(PAGE.section("Variables"))}
    assert listed == VARIABLES


def test_the_editor_explains_every_variable_and_no_other() -> None:
    explained = Texts.load(CONSOLE / "staff" / "texts" / "replies.yml").section("variable", "en")
    assert set(explained) == set(VARIABLES)


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    assert f"at most {lengths.CANNED_NAME} characters" in PAGE.text
    assert f"at most {lengths.CANNED_TEXT:,} characters" in PAGE.text


def test_the_demo_brings_as_many_as_the_page_says_and_all_may_be_saved() -> None:
    assert "brings ten" in PAGE.text
    assert len(REPLIES) == len({reply.name for reply in REPLIES}) == len({reply.key for reply in REPLIES}) == 10
    for reply in REPLIES:
        check({"en": reply.name, "fr": reply.nom}, dict(zip(LANGUAGES, (reply.en, reply.fr), strict=True)))
        assert set(reply.intents) <= SUITABLE, reply.key


def test_every_intent_has_a_name_for_people() -> None:
    domain = YAML(typ="safe").load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(intent)) if isinstance(intent, dict) else intent for intent in domain["intents"]}
    assert set(Texts.load(CONSOLE / "conversations" / "texts" / "summary.yml").section("topic", "en")) == intents
    assert intents >= SUITABLE
