"""Loads partner.yml as a whole, or refuses it with everything that is wrong at once."""

from pathlib import Path

from pydantic import ValidationError

from bot.domain.partner import Partner
from bot.partner.checks import cross_mistakes
from bot.partner.mistakes import PartnerFileError
from bot.partner.policies import partner_of
from bot.partner.schema import PartnerKeys
from bot.partner.shape import shape_mistakes
from bot.partner.source import plain, read


def load_partner(path: Path) -> Partner:
    """The partner described by a file. Raises PartnerFileError with every mistake, its line and its remedy."""
    source = read(path)
    mistakes = cross_mistakes(source)
    try:
        keys = PartnerKeys.model_validate(plain(source.tree))
    except ValidationError as error:
        raise PartnerFileError(path.name, (*shape_mistakes(source, error), *mistakes)) from error
    if mistakes:
        raise PartnerFileError(path.name, mistakes)
    return partner_of(keys)
