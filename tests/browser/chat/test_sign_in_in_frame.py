"""On another site a contact signs in with a mailed code inside the chat, without a cookie; the logo is shown."""

from collections.abc import Iterator

import pytest
from aiohttp import web
from playwright.sync_api import Browser, Page, expect

from bot.settings import ROOT
from tests.browser.chat.customer import focused
from tests.browser.chat.test_embedding import POLICY, free_port
from tests.browser.chat.test_own_pages import EMAIL, LOGO, THEME, code_mailed
from tests.browser.served import Served
from tests.browser.watched import Chat, axe, violations, watch
from tests.services.notices.mailing import NOWHERE, SECRET

PAGE = """<!doctype html><html lang="en"><title>Portal</title><link rel="icon" href="data:,">
<main><h1>Portal</h1></main>
<script src="{desk}/widget.js" defer></script>"""
BRIGHT = """canvas => [...canvas.getContext("2d").getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data]"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk with the partner's colours and logo, and a site that says nothing of its users."""
    folder, port = tmp_path_factory.mktemp("frame"), free_port()
    (folder / "logo.svg").write_text(LOGO)
    theme = f"{THEME}    name: Nora\n"
    (folder / "partner.yml").write_text((ROOT / "partner.yml").read_text() + theme)
    own = {"demo_sign_in": False, "smtp": NOWHERE, "mail_secret": SECRET, "partner_file": folder / "partner.yml"}
    with Served(folder, **own, frame_ancestors=(f"http://localhost:{port}",)) as desk:
        runner = web.AppRunner(site_of(desk), access_log=None, shutdown_timeout=0.5)
        desk.run(opened(runner, port))
        desk.site = f"http://localhost:{port}"  # type: ignore[attr-defined]
        yield desk
        desk.run(runner.cleanup())


def site_of(desk: Served) -> web.Application:
    async def page(_: web.Request) -> web.Response:
        policy = POLICY.format(desk=desk.url) + "; img-src data:"
        return web.Response(
            text=PAGE.format(desk=desk.url), content_type="text/html", headers={"Content-Security-Policy": policy}
        )

    app = web.Application()
    app.add_routes([web.get("/", page)])
    return app


async def opened(runner: web.AppRunner, port: int) -> None:
    await runner.setup()
    await web.TCPSite(runner, "localhost", port).start()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A phone before the site; localhost and 127.0.0.1 are different sites to a browser, so no cookie passes."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="en-GB")
    log = watch(context)
    page = context.new_page()
    page.goto(served.site)  # type: ignore[attr-defined]
    yield page
    assert violations(page) == []
    assert [error for error in log.errors if "status of 4" not in error] == []
    assert context.cookies(served.url) == []
    context.close()


def test_a_contact_signs_in_by_mail_inside_the_chat_and_out_again(page: Page, served: Served) -> None:
    chat = Chat(page).open()
    expect(chat.frame.locator("#who-text")).to_have_text("Are you a customer?")
    chat.frame.get_by_role("button", name="Sign in by mail").click()
    box = chat.frame.get_by_label("E-mail address")
    expect(box).to_be_focused()
    box.fill("nobody")
    box.press("Enter")
    expect(chat.frame.get_by_role("alert").filter(has_text="That is no e-mail address")).to_be_visible()
    assert axe(page) == []
    box.fill(EMAIL)
    box.press("Enter")
    number = chat.frame.get_by_label("The 6 digits from the mail")
    expect(number).to_be_focused()
    code = code_mailed(served)
    number.fill("000000" if code != "000000" else "000001")
    number.press("Enter")
    expect(chat.frame.get_by_role("alert").filter(has_text="That is not the code")).to_be_visible()
    number.fill(f"{code[:3]} {code[3:]}")
    number.press("Enter")
    expect(chat.frame.locator("#who-text")).to_have_text(f"Signed in as {EMAIL}")
    chat.ready().sees("Hello ")
    expect(chat.tool("Your conversations")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []

    chat.close()
    chat.open()
    expect(chat.frame.locator("#who-text")).to_have_text(f"Signed in as {EMAIL}")
    chat.frame.get_by_role("button", name="Sign out").click()
    expect(chat.frame.locator("#who-text")).to_have_text("Are you a customer?")
    chat.ready()
    expect(chat.tool("Your conversations")).to_be_hidden()


def test_escape_and_back_lead_from_signing_in_to_the_chat(page: Page) -> None:
    chat = Chat(page).open()
    for leave in ("escape", "back"):
        chat.frame.get_by_role("button", name="Sign in by mail").click()
        expect(chat.frame.locator("#chat")).to_be_hidden()
        if leave == "escape":
            page.keyboard.press("Escape")
        else:
            chat.frame.get_by_role("button", name="Back").click()
        expect(chat.frame.locator("#chat")).to_be_visible()
        expect(chat.panel).to_be_visible()
        expect(chat.frame.get_by_role("button", name="Sign in by mail")).to_be_focused()
    assert focused(page)


def test_the_logo_stands_in_the_panels_header_on_white_with_the_partners_name(page: Page) -> None:
    chat = Chat(page).open()
    plate = chat.panel.get_by_role("img", name="Northstar Cloud")
    expect(plate).to_be_visible()
    assert plate.evaluate("plate => getComputedStyle(plate).backgroundColor") == "rgb(255, 255, 255)"
    assert plate.locator("canvas").evaluate(BRIGHT) == [0x61, 0x1F, 0x69, 255]
    box = plate.bounding_box()
    assert box is not None
    assert box["height"] <= 40
    assert box["width"] <= 110
    expect(chat.panel.locator(".name")).to_have_text("Nora")
