"""Loads partner.yml as a whole, or refuses it with everything that is wrong at once."""

from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from bot.domain.kernel.looks.theme import Logo
from bot.domain.partner import Partner
from bot.partner.checks import cross_mistakes
from bot.partner.logo import logo_beside
from bot.partner.mistakes import Mistake, PartnerFileError
from bot.partner.policies import partner_of
from bot.partner.schema import PartnerKeys
from bot.partner.shape import shape_mistakes
from bot.partner.source import Source, plain, read


def load_partner(path: Path) -> Partner:
    """The partner described by a file and its logo. Raises PartnerFileError with every mistake, line and remedy."""
    source = read(path)
    return _described(path.name, source, logo_beside(path, source))


@lru_cache(maxsize=2)
def _described(name: str, source: Source, logo: Logo | Mistake | None) -> Partner:
    """The partner of a file's text, which nobody can change; its calendar of a century is reckoned once."""
    mistakes = (*cross_mistakes(source), *((logo,) if isinstance(logo, Mistake) else ()))
    try:
        keys = PartnerKeys.model_validate(plain(source.tree))
    except ValidationError as error:
        raise PartnerFileError(name, (*shape_mistakes(source, error), *mistakes)) from error
    if mistakes or isinstance(logo, Mistake):
        raise PartnerFileError(name, mistakes)
    return partner_of(keys, logo)
