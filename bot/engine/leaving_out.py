"""Measures understanding of people nobody here knows: trained on some authors, tested on the others, in turn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.domain.kernel.locales import LANGUAGES
from bot.engine.intents.intent_model import OUT_OF_SCOPE, Limits
from bot.engine.intents.intent_training import Examples, fit, parts
from bot.engine.questions import aspect_training
from bot.engine.training_lines import TrainingLine

TURNS = 4
"""Parts into which the authors are divided: each is tested once."""


@dataclass(frozen=True)
class Tested:
    """A line by an author the model has not read. `aspect` is the likeliest one of the line's own topic."""

    line: TrainingLine
    guess: str
    kept: bool
    aspect: str | None

    @property
    def topic(self) -> str:
        """Return the topic that is right."""
        return self.line.label.partition("/")[0]

    @property
    def in_scope(self) -> bool:
        """Return whether the desk should answer it."""
        return self.topic != OUT_OF_SCOPE


def left_out(lines: Sequence[TrainingLine], examples: Examples, limits: Limits) -> Iterator[Tested]:
    """Yield each line that has an author, judged by models that have read nothing of that author."""
    for unseen, seen in parts(examples, TURNS):
        known = examples.at(seen)
        model = fit(known.texts, known.vectors, known.labels.tolist(), known.authors.tolist())
        aspects = aspect_training.fit(known.texts, known.vectors, known.labels.tolist())
        own = unseen[examples.authors[unseen] != ""]
        texts = [examples.texts[place] for place in own]
        for place, meaning in zip(own, model.understand(texts, examples.vectors[own]), strict=True):
            line = lines[place]
            ranked = aspects.aspects(line.label.partition("/")[0], line.text, examples.vectors[place])
            kept = meaning.decided(limits) == meaning.intent
            yield Tested(line, meaning.intent, kept, ranked[0][0] if ranked else None)


def figures(tested: Sequence[Tested]) -> dict[str, Any]:
    """Return the shares that are right, by language and in all, and the weakest authors."""
    return {
        "lines": len(tested),
        "authors": len({one.line.author for one in tested}),
        "topic": {code: _share([one.guess == one.topic for one in _inside(tested, code)]) for code in LANGUAGES},
        "aspect": {code: _share([_aspect_right(one) for one in _with_aspect(tested, code)]) for code in LANGUAGES},
        "refused": _share([not one.kept for one in tested if not one.in_scope and not one.line.fragment]),
        "kept": _share([one.kept for one in tested if one.in_scope and not one.line.fragment]),
        "by_author": dict(sorted(_by_author(tested).items(), key=lambda one: one[1])),
    }


def report(found: dict[str, Any]) -> str:
    """Return the figures for people to read."""
    weakest = ", ".join(f"{author} {100 * share:.0f} %" for author, share in list(found["by_author"].items())[:5])
    rows = [f"{found['lines']} lines by {found['authors']} authors, each understood without having read that author"]
    rows += [f"topic right, in scope, {code}: {_percent(share)}" for code, share in found["topic"].items()]
    rows += [f"aspect right, of its topic, {code}: {_percent(share)}" for code, share in found["aspect"].items()]
    rows += [f"out of scope, refused: {_percent(found['refused'])}", f"in scope, kept: {_percent(found['kept'])}"]
    return "\n".join([*rows, f"hardest to understand: {weakest}"])


def _inside(tested: Sequence[Tested], language: str) -> list[Tested]:
    return [one for one in tested if one.in_scope and one.line.language == language and not one.line.fragment]


def _with_aspect(tested: Sequence[Tested], language: str) -> list[Tested]:
    return [one for one in tested if "/" in one.line.label and one.line.language == language]


def _aspect_right(one: Tested) -> bool:
    return one.aspect == one.line.label.partition("/")[2]


def _by_author(tested: Sequence[Tested]) -> dict[str, float]:
    whole = [one for one in tested if one.in_scope and not one.line.fragment]
    authors = sorted({one.line.author for one in whole})
    own = {author: [one.guess == one.topic for one in whole if one.line.author == author] for author in authors}
    return {author: _share(hits) or 0.0 for author, hits in own.items()}


def _share(hits: list[bool]) -> float | None:
    return round(float(np.mean(hits)), 4) if hits else None


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
