"""A wrong address, a refusal or a fault: people get a page in their language with a way on, programs get JSON."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.bootstrap import Desk
from bot.domain.kernel.errors import DocumentNotFound, StorageBusy
from bot.site.app import add_site
from bot.web.problems import SHOWN, Problem, answer_problems
from tests.site.conftest import Client

Raising = Callable[[web.Request], Awaitable[web.Response]]


def raising(error: Exception) -> Raising:
    async def handler(_: web.Request) -> web.Response:
        raise error

    return handler


ROUTES = [
    web.get("/refused", raising(web.HTTPForbidden())),
    web.get("/busy", raising(StorageBusy())),
    web.get("/broken", raising(RuntimeError("secret of ours"))),
    web.get("/old", raising(DocumentNotFound())),
    web.get("/odd", raising(web.HTTPBadRequest())),
    web.get("/many", raising(web.HTTPTooManyRequests())),
    web.get("/v3/directline/broken", raising(RuntimeError("secret of ours"))),
]


@pytest.fixture
async def site(desk: Desk) -> AsyncIterator[Client]:
    """The site with addresses at which something goes wrong."""
    app = web.Application(middlewares=[answer_problems])
    add_site(app, desk)
    app.add_routes(ROUTES)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "english", "french"),
    [
        ("/nowhere", 404, "There is no such page", "Cette page n’existe pas"),
        ("/refused", 403, "You cannot open this page", "Vous ne pouvez pas ouvrir cette page"),
        ("/broken", 500, "Something went wrong on our side", "Une erreur s’est produite de notre côté"),
        ("/busy", 503, "We are very busy at the moment", "Nous sommes très sollicités en ce moment"),
        ("/old", 404, "This link is not valid any more", "Ce lien n’est plus valable"),
        ("/odd", 400, "We could not read that request", "Cette demande n’a pas pu être lue"),
        ("/many", 429, "Too many requests", "Trop de demandes"),
    ],
)
async def test_people_read_what_went_wrong_in_their_language_with_a_way_on(
    site: Client, path: str, status: int, english: str, french: str
) -> None:
    for language, said in (("en", english), ("fr", french)):
        answer = await site.get(path, headers={"Accept-Language": language})
        page = await answer.text()
        assert answer.status == status
        assert f"<h1>{said}</h1>" in page
        assert f'<html lang="{language}">' in page
        assert 'href="mailto:support@northstar.example"' in page
        assert 'class="button primary" href="/"' in page
        assert "secret of ours" not in page
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert ("Retry-After" in answer.headers) == (status in {429, 503})


async def test_a_page_that_only_shows_something_says_what_it_takes(site: Client) -> None:
    answer = await site.post("/support")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
    assert "This page cannot be used this way" in await answer.text()


async def test_a_fault_names_the_reference_that_is_in_the_log(site: Client, caplog: pytest.LogCaptureFixture) -> None:
    page = await (await site.get("/broken")).text()
    reference = page.partition("name ")[2][:12]
    assert reference.isalnum()
    assert reference in caplog.text


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/v3/directline/nothing", {}),
        ("/v3/directline/broken", {"Accept": "text/html"}),
        ("/site/static/0000000000000000/site.css", {}),
        ("/widget/nothing", {}),
        ("/nowhere", {"Sec-Fetch-Dest": "empty"}),
        ("/nowhere", {"Sec-Fetch-Dest": "script"}),
    ],
)
async def test_programs_get_json(site: Client, path: str, headers: dict[str, str]) -> None:
    answer = await site.get(path, headers=headers)
    assert answer.content_type == "application/json"
    assert set((await answer.json())["error"]) == {"code", "message"}


async def test_where_the_page_itself_fails_the_problem_is_still_told(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        async def show(self, request: web.Request, problem: Problem) -> web.Response | None:
            raise RuntimeError("no template")

    app = web.Application(middlewares=[answer_problems])
    app[SHOWN] = Broken()
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/nowhere")
        assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")
    assert "the page of a problem failed" in caplog.text
