"""Templates translated to Python once a process, however many applications show them."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory; jinja2 compares their source, so that a changed file counts.

    Filters of constants are computed while compiling: one cache for each set of filters, such as a language.
    """

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills the bucket with what was kept for its template and this very source, if anything was."""
        if (kept := self._kept.get(bucket.key)) is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was just compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()
