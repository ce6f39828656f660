"""The HTML of a letter: simple enough for every mail program, in light and dark, with nothing loaded from anywhere."""

from functools import cache
from pathlib import Path

import jinja2

from bot.domain.notices.letters import Letter, Quote


def as_html(letter: Letter) -> str:
    """A whole page in the letter's language."""
    return _template().render(letter=letter, is_quote=lambda part: isinstance(part, Quote))


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("letter.html")
