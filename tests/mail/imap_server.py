"""A real IMAP server for tests: Debian's Dovecot with a configuration and a port of its own, on loopback."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from imapclient import IMAPClient

from bot.smtp import ImapSettings, SmtpTls
from tests.fixtures.patience import PATIENCE

USER, PASSWORD = "desk", "correct-horse"
WHY_NOT = "needs Debian's dovecot-imapd, and root to start it"
DOVECOT = shutil.which("dovecot") if os.geteuid() == 0 else None
_CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
{tls}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
mail_max_userip_connections = 100
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
"""
_OPEN = "ssl = no\ndisable_plaintext_auth = no"
_SECURE = "ssl = required\nssl_cert = <{file}\nssl_key = <{file}\ndisable_plaintext_auth = yes"


@contextmanager
def dovecot(certificate: Path | None = None) -> Iterator[ImapSettings]:
    """Runs while the block does; nobody's folder, for Dovecot refuses to work as root.

    With a certificate (a file with its key) it lets nobody in without TLS: by STARTTLS on the port of the settings, or
    from the first byte on `port + 1`.
    """
    folder = Path(tempfile.mkdtemp(prefix="desk-imap-", dir="/tmp"))  # nobody may not look into the other folders
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "nobody", "nogroup")
    port = _free_ports()
    tls, secure_port = (_SECURE.format(file=certificate), port + 1) if certificate else (_OPEN, 0)
    way = SmtpTls.STARTTLS if certificate else SmtpTls.NONE
    blanks = {"folder": folder, "port": port, "secure_port": secure_port, "tls": tls, "password": PASSWORD}
    path = folder / "dovecot.conf"
    path.write_text(_CONFIGURATION.format(**blanks))
    server = subprocess.Popen([str(DOVECOT), "-F", "-c", str(path)], stdin=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield ImapSettings("127.0.0.1", port, way, user=USER, password=PASSWORD)
    finally:
        server.terminate()
        server.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def signed_in(settings: ImapSettings) -> Iterator[IMAPClient]:
    """A mail program looking into the mailbox."""
    client = IMAPClient(settings.host, settings.port, ssl=False)
    client.login(settings.user, settings.password)
    client.select_folder("INBOX")
    try:
        yield client
    finally:
        client.logout()


def deliver(settings: ImapSettings, *mails: bytes) -> None:
    """Mails arrive."""
    with signed_in(settings) as client:
        for mail in mails:
            client.append("INBOX", mail)


def _free_ports() -> int:
    """The first of two that follow each other."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            with suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("Dovecot did not start")
