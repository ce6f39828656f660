"""The days on which the partner is closed: public holidays of its country, and its own closed days."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

import holidays

from bot.domain.kernel.locales import FALLBACK, LANGUAGES
from bot.partner.schema import HolidayKeys

YEARS: Final = range(2000, 2101)
"""Years for which public holidays are computed: any date a customer may reasonably ask about."""


def closed_days(keys: HolidayKeys) -> Mapping[date, Mapping[str, str]]:
    """Names by language of every closed day; the partner's own name wins over a public holiday's."""
    names = {language: _public(keys.country, keys.subdivision, language) for language in LANGUAGES}
    days: dict[date, Mapping[str, str]] = {
        day: {language: names[language].get(day, name) for language in names} for day, name in names[FALLBACK].items()
    }
    days.update({closed.date: {"en": closed.name.en, "fr": closed.name.fr} for closed in keys.closed_days})
    return days


@lru_cache(maxsize=8)
def _public(country: str, subdivision: str | None, language: str) -> Mapping[date, str]:
    """Public holidays named in a language where the library has it, else in the country's own."""
    spoken = holidays.country_holidays(country).supported_languages
    chosen = next((known for known in spoken if known.split("_")[0] == language), None)
    return holidays.country_holidays(country, subdiv=subdivision, years=YEARS, language=chosen)
