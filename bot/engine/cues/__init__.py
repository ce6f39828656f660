"""What a message says beside what it names, as entities: most concern the whole message and stand at its beginning."""

from collections.abc import Iterator

from bot.domain.kernel.cues import Cue, SpokenOf
from bot.engine.cues import asking, defining, going_on, speaking, stopping, told_apart, waiting
from bot.engine.entities.found import Entity
from bot.engine.entities.times.spoken import is_half_unsaid
from bot.engine.text import Folded


def cues_of(folded: Folded, written: str, length: int) -> Iterator[Entity]:
    """Yield the cues of a message of that length with their places in it; `written` are its own words as typed."""
    values: dict[Cue, list[str | None]] = {
        Cue.ASKS: [asking.asks(folded.text, written)],
        Cue.SPOKEN_OF: [*speaking.spoken_of(folded.text), *going_on.going_on(folded.text), *_half_unsaid(folded.text)],
        Cue.MATTER: [asking.matter(folded.text)],
        Cue.MATTER_ALONE: [asking.matter_alone(folded.text)],
        Cue.OPTION: [asking.option(folded.text)],
        Cue.WAITING_WISH: [*waiting.wishes(folded.text)],
    }
    for cue, said in values.items():
        yield from (Entity(cue.value, str(value), 0, length) for value in said if value is not None)
    changed = asking.speaks_of_change(folded.text, written)
    if changed and (place := asking.measured_against(folded.text)):
        yield Entity(Cue.MEASURED_AGAINST.value, "than", *folded.original_span(*place))
    for one in (*told_apart.told_apart(folded.text), *defining.terms(folded.text), *stopping.severities(folded.text)):
        yield Entity(one.name, one.value, *folded.original_span(one.start, one.end))


def _half_unsaid(text: str) -> Iterator[SpokenOf]:
    if is_half_unsaid(text):
        yield SpokenOf.HALF_UNSAID
