"""`desk mail`: takes one mail from standard input, for mail servers that hand mails to a program."""

import argparse
import logging
import sys
from collections.abc import Callable
from functools import partial
from typing import IO, Final

from bot.answering.mail_meaning import asked_once
from bot.bootstrap import build
from bot.domain.kernel.errors import DeskError
from bot.domain.notices.incoming import LARGEST
from bot.mail.reading.parsing import read_mail
from bot.mail.reading.receiver import take_understood
from bot.mail.setup import post_for
from bot.settings import Settings, SettingsError, load
from bot.storage.migration import is_current

HELP = """`desk mail receive` takes one mail from standard input, as Postfix (pipe), Exim or procmail hand it over: an
answer reaches its ticket or conversation, a new mail of a known contact opens a ticket. Needs the section `mail` of
partner.yml, and DESK_MAIL_VERIFIED_BY to believe senders. Status 0: taken, also when it was taken before. 75: try
again later. 69: this installation takes no mails."""

TAKEN: Final = 0
UNAVAILABLE: Final = 69
TRY_AGAIN: Final = 75
"""As sysexits.h names them: after EX_UNAVAILABLE the sender gets the mail back, after EX_TEMPFAIL it is kept."""

log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked."""
    parser.add_argument("what", choices=["receive"], help="receive: take a mail from standard input")


def run(options: argparse.Namespace) -> int:
    """Takes the mail; the status says what the mail server is to do."""
    return receive(sys.stdin.buffer, load)


def receive(stream: IO[bytes], settings: Callable[[], Settings]) -> int:
    """Reads one mail and takes it. Whatever fails here may work later, so the mail server keeps the mail."""
    try:
        return _taken(stream, settings())
    except (SettingsError, OSError, ValueError, DeskError) as error:
        print(f"not taken, to be tried again: {error}", file=sys.stderr)
    except Exception:
        log.exception("a mail could not be taken")
    return TRY_AGAIN


def _taken(stream: IO[bytes], settings: Settings) -> int:
    desk = build(settings)
    try:
        post = post_for(desk.partner.mail, settings.mail)
        if post is None:
            print("partner.yml has no section `mail`: this desk takes no mails", file=sys.stderr)
            return UNAVAILABLE
        if not is_current(settings.database_url):
            print("the database is not up to date: run `desk migrate`", file=sys.stderr)
            return TRY_AGAIN
        mail = read_mail(stream.read(LARGEST + 1), post)
        while stream.read(1 << 20):  # a mail server that writes on into a closed pipe takes it for a failure
            pass
        understand = partial(asked_once, settings.engine_url, settings.secret)
        take_understood(desk.support.mail_in, mail, desk.clock(), understand)
    finally:
        desk.close()
    return TAKEN
