"""How near a text is to the examples of each intent."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.engine.intents.arithmetic import unit

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Neighbours:
    """The examples' sentence vectors, in fewer dimensions, in the order of their intents."""

    projection: Floats  # 512 × dimensions
    examples: Floats  # examples × dimensions, of length 1
    starts: NDArray[np.int64]  # where the examples of each intent begin

    def project(self, vectors: Floats) -> Floats:
        """Return sentence vectors in the dimensions of the examples, of length 1 (or 0)."""
        return unit(vectors @ self.projection)

    def nearest(self, vectors: Floats, among: NDArray[np.int64]) -> Floats:
        """Return for each sentence vector its cosine to the nearest example of each intent.

        Only the intents in its row of `among` are looked at; all others count as opposite, -1. To look at all examples
        for each message would read more memory than a processor keeps near.
        """
        cosines = np.full((len(vectors), len(self.starts)), -1.0, dtype=np.float32)
        ends = np.append(self.starts[1:], len(self.examples))
        for row, vector in enumerate(self.project(vectors)):
            for place in among[row]:
                cosines[row, place] = (self.examples[self.starts[place] : ends[place]] @ vector).max()
        return cosines
