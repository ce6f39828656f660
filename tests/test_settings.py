"""What the environment means where it is not plain."""

import pytest

from bot.settings import SettingsError, load
from bot.smtp import SmtpSettings, SmtpTls


@pytest.mark.parametrize(
    ("environ", "public", "stream"),
    [
        ({}, "http://127.0.0.1:8080", "ws://127.0.0.1:8080"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000", "ws://127.0.0.1:9000"),
        ({"DESK_HOST": "0.0.0.0"}, "http://127.0.0.1:8080", "ws://127.0.0.1:8080"),
        ({"DESK_HOST": "::"}, "http://[::1]:8080", "ws://[::1]:8080"),
        ({"DESK_HOST": "::1"}, "http://[::1]:8080", "ws://[::1]:8080"),
        ({"DESK_HOST": "desk.internal"}, "http://desk.internal:8080", "ws://desk.internal:8080"),
        ({"DESK_PUBLIC_URL": "https://desk.example.com/"}, "https://desk.example.com", "wss://desk.example.com"),
    ],
)
def test_browsers_are_sent_where_a_browser_can_go(environ: dict[str, str], public: str, stream: str) -> None:
    settings = load(environ)
    assert (settings.public_url, settings.stream_url) == (public, stream)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.company.example", SmtpSettings("mail.company.example", 587, SmtpTls.STARTTLS)),
        ("smtp://mail.company.example:2525?tls=starttls", SmtpSettings("mail.company.example", 2525, SmtpTls.STARTTLS)),
        ("smtps://mail.company.example", SmtpSettings("mail.company.example", 465, SmtpTls.TLS)),
        ("smtp://127.0.0.1:1025?tls=none", SmtpSettings("127.0.0.1", 1025, SmtpTls.NONE)),
        ("smtp://[::1]?tls=none", SmtpSettings("::1", 25, SmtpTls.NONE)),
    ],
)
def test_a_mail_server_is_named_by_an_address(address: str, server: SmtpSettings) -> None:
    assert load({"DESK_SMTP_URL": address}).smtp == server


@pytest.mark.parametrize(
    ("environ", "remedy"),
    [
        ({"DESK_SMTP_URL": "mail.company.example:587"}, "write it like smtp://"),
        ({"DESK_SMTP_URL": "smtp://mail.company.example:x"}, "write it like smtp://"),
        ({"DESK_SMTP_URL": "smtp://mail.company.example?tls=none"}, "mails would be read on the way"),
        ({"DESK_SMTP_URL": "smtp://mail.company.example?tls=maybe"}, "known are"),
        ({"DESK_SMTP_URL": "smtp://u:secret@mail.company.example"}, "move them to DESK_SMTP_USER"),
        ({"DESK_SMTP_URL": "smtp://mail.company.example", "DESK_SMTP_USER": "u"}, "belong together"),
        ({"DESK_SMTP_PASSWORD": "secret"}, "need DESK_SMTP_URL"),
        ({"DESK_SMTP_URL": "smtps://m.example", "DESK_SMTP_PASSWORD_FILE": "/nowhere"}, "cannot be read"),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_told_with_the_remedy_and_no_secret(
    environ: dict[str, str], remedy: str
) -> None:
    with pytest.raises(SettingsError, match=remedy) as refused:
        load(environ)
    assert "secret" not in str(refused.value)


def test_webhooks_are_signed_with_secrets_of_some_length() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    assert load({"DESK_WEBHOOK_SECRETS": f"teams={secret}"}).webhook_secrets == {"teams": secret}
    for wrong in ("teams", "teams=secret", "teams=whsec_c2hvcnQ=", "teams=whsec_é"):
        with pytest.raises(SettingsError, match="DESK_WEBHOOK_SECRETS has no secret for 'teams'"):
            load({"DESK_WEBHOOK_SECRETS": wrong})


def test_a_key_for_pushes_has_64_digits() -> None:
    assert load({"DESK_PUSH_KEY": "ab" * 32}).push_key == "ab" * 32
    with pytest.raises(SettingsError, match="DESK_PUSH_KEY is no key"):
        load({"DESK_PUSH_KEY": "ab"})
