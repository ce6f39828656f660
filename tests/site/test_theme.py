"""The partner's theme in the script that other sites include, in the chat's frame and on the pages."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.bootstrap import Desk
from bot.domain.customers.identity import VISITOR
from bot.domain.kernel.looks.theme import Colours, Logo, Theme
from bot.services.conversations.sentences.greeting import greeting
from bot.site.app import STATIC, add_site
from bot.site.look import PLACE
from tests.site.conftest import Client

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
PURPLE = Colours("#4a154b", "#ffffff", "#611f69", "#ffffff", "#e0a8e6", "#0b1730")
THEME = Theme(PURPLE, Logo("image/svg+xml", SVG), "Nora", True, {"en": "Welcome.", "fr": "Bienvenue."})


@asynccontextmanager
async def dressed(desk: Desk, theme: Theme) -> AsyncIterator[Client]:
    app = web.Application()
    add_site(app, replace(desk, partner=replace(desk.partner, theme=theme)))
    async with TestClient(TestServer(app)) as client:
        yield client


async def told(site: Client) -> dict[str, object]:
    script = await (await site.get("/widget.js")).text()
    found = re.search(r"const LOOK = (\{.*\});", script)
    assert found, script[:600]
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_script_has_one_place_for_the_look() -> None:
    assert (STATIC / "widget.js").read_bytes().count(PLACE) == 1


async def test_the_script_is_told_colours_side_name_and_contact(desk: Desk) -> None:
    async with dressed(desk, THEME) as site:
        look = await told(site)
    assert look == {
        "name": "Nora",
        "partner": "Northstar Cloud",
        "side": "left",
        "colours": {"header": "#4a154b", "header_text": "#ffffff"},
        "contact": {"email": "support@northstar.example", "phone": "+33 1 99 00 12 34"},
    }


async def test_without_a_theme_the_script_keeps_the_desks_own_colours(site: Client) -> None:
    look = await told(site)
    assert "colours" not in look
    assert (look["side"], look["name"]) == ("right", "Northstar Cloud")
    assert "theme.css" not in await (await site.get("/widget/")).text()


async def test_the_frame_shows_logo_name_and_colours_for_light_and_dark(desk: Desk) -> None:
    async with dressed(desk, THEME) as site:
        page = await (await site.get("/widget/")).text()
        assert "<title>Nora</title>" in page
        sheet = await site.get(re.findall(r'href="([^"]+theme\.css)"', page)[0])
        logo = await site.get(re.findall(r'<img class="logo" src="([^"]+)" alt="">', page)[0])
        style = await sheet.text()
        assert "--head:#4a154b" in style.partition("@media")[0]
        assert "--accent:#e0a8e6" in style.partition("@media")[2]
        assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
        assert await logo.read() == SVG


async def test_a_logo_opened_by_its_address_can_do_nothing(desk: Desk) -> None:
    async with dressed(desk, THEME) as site:
        page = await (await site.get("/widget/")).text()
        logo = await site.get(re.findall(r'<img class="logo" src="([^"]+)"', page)[0])
    assert logo.headers["Content-Type"].startswith("image/svg+xml")
    assert logo.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


async def test_a_png_is_sent_as_it_is(desk: Desk) -> None:
    picture = b"\x89PNG\r\n\x1a\n and so on"
    async with dressed(desk, Theme(logo=Logo("image/png", picture))) as site:
        page = await (await site.get("/widget/")).text()
        logo = await site.get(re.findall(r'<img class="logo" src="([^"]+)"', page)[0])
        assert (logo.headers["Content-Type"], await logo.read()) == ("image/png", picture)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Welcome. I am Northstar Cloud's automatic assistant."),
        ("fr", "Bienvenue. Je suis l'assistant automatique de Northstar Cloud."),
    ],
)
def test_the_chats_first_words_are_the_partners_and_say_that_an_assistant_answers(
    desk: Desk, language: str, said: str
) -> None:
    themed = replace(desk.partner, theme=THEME)
    reply = greeting(desk.words, themed, language, VISITOR)
    assert reply.text == said
    assert [button.title for button in reply.buttons] == [
        button.title for button in greeting(desk.words, desk.partner, language, VISITOR).buttons
    ]
