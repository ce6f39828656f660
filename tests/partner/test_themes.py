"""The theme of partner.yml: what is taken, and every theme that could not be read or would run something."""

import struct
from pathlib import Path

import pytest

from bot.domain.kernel.looks.theme import Logo, Theme
from bot.domain.partner import Partner
from bot.partner import load_partner
from bot.partner.logo import LARGEST
from tests.partner.mistaken import GOOD, mistakes

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z" fill="#123456"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 64, 32) + b"\x08\x06\x00\x00\x00"


def themed(theme: str) -> str:
    return GOOD + f"  theme:\n    {theme}\n"


def loaded(folder: Path, theme: str) -> Partner:
    file = folder / "partner.yml"
    file.write_text(themed(theme), encoding="utf-8")
    return load_partner(file)


def told(folder: Path, theme: str) -> str:
    return "\n".join(map(str, mistakes(folder, themed(theme))))


def test_without_a_theme_the_desk_looks_as_it_does(tmp_path: Path) -> None:
    file = tmp_path / "partner.yml"
    file.write_text(GOOD, encoding="utf-8")
    theme = load_partner(file).theme
    assert theme == Theme()


def test_a_whole_theme_is_taken(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    lines = 'colours: {header: "#4A154B", accent: "#611f69"}\n    logo: logo.svg\n    name: Nora\n    position: left\n'
    theme = loaded(tmp_path, f"{lines}    greeting: {{en: Welcome., fr: Bienvenue.}}").theme
    assert theme.colours is not None
    assert (theme.colours.header, theme.colours.header_text) == ("#4a154b", "#ffffff")
    assert (theme.logo, theme.assistant, theme.on_the_left) == (Logo("image/svg+xml", SVG), "Nora", True)
    assert theme.greeting == {"en": "Welcome.", "fr": "Bienvenue."}


def test_a_light_header_takes_a_dark_text(tmp_path: Path) -> None:
    colours = loaded(tmp_path, 'colours: {header: "#ffd700", header_text: "#0b1730"}').theme.colours
    assert colours is not None
    assert colours.header_text == "#0b1730"


@pytest.mark.parametrize(
    ("colours", "said"),
    [
        ('accent: "#ffb400"', "links and buttons in #ffb400 on #f5f7fb have a contrast of 1.66:1, and 4.5:1 is needed"),
        ('accent: "#ffb400"', "The nearest accent that passes is #"),
        ('accent_dark: "#1557b8"', "widget.theme.colours.accent_dark"),
        ('header: "#ffd700"', "text in #ffffff on #ffd700 has a contrast of 1.40:1"),
        ('header: "#ffd700"', "or set header_text to #0b1730"),
        ('header_text: "#12284d"', "The nearest header_text that passes is #"),
        ("accent: #1557b8", "YAML takes it for a comment"),
        ("accent: blue", "'blue' is no colour"),
        ("accent: 155", "Write it as"),
        ('akcent: "#1557b8"', "Did you mean accent?"),
    ],
)
def test_a_colour_that_cannot_be_read_is_told_with_its_contrast_and_the_nearest_that_can(
    tmp_path: Path, colours: str, said: str
) -> None:
    assert said in told(tmp_path, f"colours:\n      {colours}")


def test_the_colour_proposed_is_taken(tmp_path: Path) -> None:
    proposed = told(tmp_path, 'colours: {accent: "#ffb400"}').rpartition("#")[2][:6]
    assert loaded(tmp_path, f'colours: {{accent: "#{proposed}"}}').theme.colours is not None


@pytest.mark.parametrize(
    ("theme", "said"),
    [
        ("position: top", "position"),
        (f"name: {'N' * 41}", "Shorten it"),
        ("greeting: {en: Welcome.}", "translation fr is missing"),
        ("logo: 7", "Put it in quotes"),
        ("logo: none.svg", "cannot be read (No such file or directory)"),
        ("logo: ../logo.svg", "is not beside partner.yml"),
        ("logo: /etc/hostname", "is not beside partner.yml"),
        ("colours: dark", "Write keys below it"),
    ],
)
def test_other_mistakes_of_a_theme_are_named_with_their_line(tmp_path: Path, theme: str, said: str) -> None:
    found = told(tmp_path, theme)
    assert said in found
    assert f"line {len(GOOD.splitlines()) + 2}, widget.theme." in found


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (b"<script>alert(1)</script>", "<script>"),
        (b'<path d="M0 0" onclick="alert(1)"/>', "the script onclick"),
        (b'<path d="M0 0" ONLOAD="alert(1)"/>', "the script ONLOAD"),
        (b"<foreignObject/>", "<foreignObject>"),
        (b'<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>', "<script>"),
        (b'<a href="https://evil.example"/>', "<a>"),
        (b'<use href="https://evil.example/x.svg#a"/>', "a link to"),
        (b'<image xlink:href="javascript:alert(1)" xmlns:xlink="http://www.w3.org/1999/xlink"/>', "a link to"),
        (b'<image href="data:image/svg+xml,%3Csvg%3E"/>', "a link to"),
        (b'<path fill="url(https://evil.example/#a)"/>', "from elsewhere in fill"),
        (b"<style>@import 'https://evil.example/a.css';</style>", "from elsewhere in its style"),
        (b"<style>path{fill:u\\72l(//evil.example)}</style>", "from elsewhere in its style"),
        (b"<animate/>", "<animate>"),
        (b"<?php echo 1 ?>", "the instruction php"),
        (b"<path", "is no SVG"),
    ],
)
def test_a_logo_that_is_more_than_a_drawing_is_refused(tmp_path: Path, inside: bytes, said: str) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG.replace(b"</svg>", inside + b"</svg>"))
    assert said in told(tmp_path, "logo: logo.svg")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" + SVG, "a document type declaration"),
        (b"<html/>", "it begins with <html>"),
        (b"<svg/>", "it begins with <svg>"),
        (b"", "is no SVG"),
        (b"GIF89a", "is no SVG"),
        (SVG + b" " * LARGEST, "more than 200 kB"),
        (PNG[:20], "cut short"),
        (PNG.replace(struct.pack(">I", 64), struct.pack(">I", 64_000)), "64000 x 32 pixels"),
    ],
)
def test_a_logo_that_is_no_picture_or_too_large_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "logo.svg").write_bytes(content)
    assert said in told(tmp_path, "logo: logo.svg")


def test_a_png_is_taken_and_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    assert loaded(tmp_path, "logo: logo.png").theme.logo == Logo("image/png", PNG)
    assert "neither SVG nor PNG" in told(tmp_path, "logo: logo.gif")


def test_what_a_drawing_program_adds_is_no_reason_to_refuse(tmp_path: Path) -> None:
    notes = b'<n:namedview xmlns:n="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/><metadata/>'
    (tmp_path / "logo.svg").write_bytes(b'<?xml version="1.0"?>' + SVG.replace(b"<path", notes + b"<path"))
    assert loaded(tmp_path, "logo: logo.svg").theme.logo is not None


def test_a_logo_is_read_anew_although_partner_yml_stays(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    assert loaded(tmp_path, "logo: logo.svg").theme.logo == Logo("image/svg+xml", SVG)
    other = SVG.replace(b"123456", b"654321")
    (tmp_path / "logo.svg").write_bytes(other)
    assert loaded(tmp_path, "logo: logo.svg").theme.logo == Logo("image/svg+xml", other)


def test_a_mistaken_logo_is_told_with_all_other_mistakes(tmp_path: Path) -> None:
    (tmp_path / "partner.yml").write_text("")
    found = mistakes(tmp_path, themed("logo: none.svg").replace("number_prefix: NS-", "number_prefix: 7"))
    assert len(found) == 2
