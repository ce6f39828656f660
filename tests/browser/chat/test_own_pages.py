"""A real partner's pages in a browser: colours and logo, signing in with a mailed code, a chat that knows it."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.services.records.notices import MailKind
from bot.settings import ROOT
from bot.storage.schema import mails
from tests.browser.conftest import Visit
from tests.browser.served import Served
from tests.browser.watched import Chat, axe
from tests.fixtures.desk import database_of
from tests.services.notices.mailing import NOWHERE, SECRET

EMAIL = "compta@fabrikam.example"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#611f69"/></svg>'
THEME = """\
  sign_in_by_mail: true
  theme:
    colours: { header: "#4a154b", accent: "#611f69" }
    logo: logo.svg
    position: left
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk without anything of the demonstration, in the partner's own colours."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "logo.svg").write_text(LOGO)
    (folder / "partner.yml").write_text((ROOT / "partner.yml").read_text() + THEME)
    own = {"demo_sign_in": False, "smtp": NOWHERE, "mail_secret": SECRET, "partner_file": folder / "partner.yml"}
    with Served(folder, **own) as desk:
        yield desk


def code_mailed(served: Served) -> str:
    with database_of(served.desk).connection() as connection:
        of_codes = select(mails.c.text).where(mails.c.kind == MailKind.CODE.value)  # agents get mails meanwhile
        text = connection.execute(of_codes.order_by(mails.c.id.desc()).limit(1)).scalar_one()
    return str(re.findall(r"\b\d{6}\b", text)[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/help", "/help/sign-in", "/support?lang=fr"])
def test_axe_finds_nothing_on_the_partners_pages(visit: Visit, path: str, scheme: str) -> None:
    assert axe(visit(path, color_scheme=scheme)) == []


def test_a_contact_signs_in_by_mail_and_is_greeted_by_name_in_the_language_chosen(visit: Visit, served: Served) -> None:
    refused = ("status of 403",)
    page = visit("/help/sign-in?lang=en", expected_errors=refused, viewport={"width": 390, "height": 844})
    page.get_by_label("E-mail address").fill(EMAIL)
    page.keyboard.press("Enter")
    box = page.get_by_label("The 6 digits from the mail")
    box.wait_for()
    box.fill("000000" if code_mailed(served) != "000000" else "000001")
    with page.expect_response("**/help/sign-in/code"):
        page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("That is not the code").wait_for()
    assert axe(page) == []
    box.fill(code_mailed(served))
    page.keyboard.press("Enter")
    page.locator(".signed-in", has_text=EMAIL).wait_for()
    Chat(page).open().sees("Hello ")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_button_has_the_partners_colour_and_side(visit: Visit) -> None:
    page = visit("/help")
    button = Chat(page).launcher
    button.wait_for()
    assert button.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(74, 21, 75)"
    box = button.bounding_box()
    assert box is not None
    assert box["x"] < 100
    assert page.locator(".brand img").evaluate("picture => picture.naturalWidth") > 0
