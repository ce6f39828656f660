"""Links and pictures lead somewhere, and every page can be found."""

import re
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.docs.pages import Page, pages

PICTURES = ROOT / "docs" / "images"


def target_of(page: Page, link: str) -> tuple[Path, str]:
    path, _, anchor = link.partition("#")
    return ((page.path.parent / path).resolve() if path else page.path), anchor


def dead_links(page: Page) -> list[str]:
    dead = []
    for link in page.links:
        if link.is_local:
            path, anchor = target_of(page, link.target)
            if not path.exists() or (anchor and anchor not in Page(path).anchors):
                dead.append(link.target)
    return dead


@pytest.mark.parametrize("page", pages(), ids=str)
def test_every_link_and_picture_leads_somewhere(page: Page) -> None:
    assert dead_links(page) == []


def test_a_dead_link_a_lost_picture_and_a_wrong_anchor_are_found(tmp_path: Path) -> None:
    wrong = tmp_path / "page.md"
    wrong.write_text("# Here we are\n[a](#here-we-are) [b](gone.md) ![c](gone.png) [d](#nowhere) `[e](code.md)`\n")
    assert dead_links(Page(wrong)) == ["gone.md", "gone.png", "#nowhere"]


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path.suffix != ".md" or not path.is_file():
            continue
        reached.add(path)
        here = Page(path)
        waiting += [target_of(here, link.target)[0] for link in here.links if link.is_local]
    assert {str(page) for page in pages()} - {str(Page(path)) for path in reached} == set()


def test_the_pictures_shown_are_those_the_script_takes() -> None:
    script = (ROOT / "scripts" / "screenshots.py").read_text(encoding="utf-8")
    taken = {f"{name}.png" for name in re.findall(r'_store\(page, "([\w-]+)"', script)}
    shown = {Path(link.target).name for page in pages() for link in page.links if link.is_picture}
    assert shown <= taken
    assert {path.name for path in PICTURES.glob("*.png")} <= taken


@pytest.mark.parametrize("page", pages(), ids=str)
def test_no_page_names_a_registrys_address(page: Page) -> None:
    assert re.findall(r"pypi\.org|pythonhosted|registry\.npmjs|npmjs\.com|proxy\.golang", page.text) == []
