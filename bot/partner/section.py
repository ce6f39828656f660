"""What every part of partner.yml is: a section of keys, and a name in both languages."""

from typing import Any, get_args

from pydantic import BaseModel, ConfigDict

from bot.partner import values as v


class Section(BaseModel):
    """A part of the file; keys it does not know are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Translated(Section):
    """A name in both languages."""

    en: v.Text
    fr: v.Text


def section_in(annotation: Any) -> type[Section] | None:
    """The section an annotation such as `list[PlanKeys]` or `WeekKeys | None` speaks of, if any."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    return next((found for part in get_args(annotation) if (found := section_in(part))), None)
