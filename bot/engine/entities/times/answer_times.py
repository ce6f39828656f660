"""Within how many hours somebody wants an answer: "a first reply within 4 hours", « une réponse en 4 h »."""

import re
from collections.abc import Iterator
from typing import Final

from bot.engine.entities.found import Entity, says
from bot.engine.entities.quantities import NUMBER, number

_ANSWER: Final = r"(?:answer\w*|repl(?:y|ies|ied)|respon[ds]\w*|react\w*|repon\w*|reac\w*|rappel\w*|call(?:s|ed)? back)"
_WITHIN: Final = re.compile(
    r"(?<!\w)(?:within|in|under|less than|inside|max(?:imum)?|at most|en|sous|dans|moins de|au plus|d'ici|de) "
    rf"(?:les |the )?(?P<at>{NUMBER}|an) ?(?:h|hrs?|hours?|heures?)(?!\w)"
)
_ANSWERED: Final = re.compile(rf"(?<!\w){_ANSWER}(?!\w)")
_STEMS: Final = ("answer", "repl", "respon", "react", "repon", "reac", "rappel", "back")
MOST: Final = 200
"""Hours that somebody may want an answer within; more is no answer time."""


def answer_times(text: str) -> Iterator[Entity]:
    """Yield the hours within which an answer is spoken of."""
    if says(text, _STEMS) and _ANSWERED.search(text):
        for found in _WITHIN.finditer(text):
            hours = 1 if found["at"] == "an" else number(found["at"])
            if hours is not None and 0 < hours <= MOST:
                yield Entity("answer_within", str(hours), *found.span())
