"""partner.yml, read into frozen policies, or refused with every mistake and its remedy."""

from bot.domain.partner import Partner
from bot.partner.loader import load_partner
from bot.partner.mistakes import Mistake, PartnerFileError

__all__ = ["Mistake", "Partner", "PartnerFileError", "load_partner"]
