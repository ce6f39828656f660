"""The words of every room of the console."""

from bot.console.kernel.frame import ROOMS
from bot.web.texts import Texts

TEXTS = Texts.load_folders(room / "texts" for room in ROOMS)
