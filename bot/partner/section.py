"""What every part of partner.yml is: a section of keys, and a name in both languages."""

from pydantic import BaseModel, ConfigDict

from bot.partner import values as v


class Section(BaseModel):
    """A part of the file; keys it does not know are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Translated(Section):
    """A name in both languages."""

    en: v.Text
    fr: v.Text
