"""What any test may ask for: the real trained engine, started and properties tried alike in every run.

HYPOTHESIS_PROFILE=default tries other examples with every run: for looking for what nobody thought of.
"""

import os

from hypothesis import settings

from tests.fixtures.engine import engine

__all__ = ["engine"]

settings.register_profile("steady", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
