"""Signed addresses and links: read as made, and nothing made up is read."""

import pytest

from bot.domain.notices.reply_addresses import read_reply_address, reply_address
from bot.domain.notices.stop_links import mail_id, mail_of_stop_token, stop_token

SECRET, OTHER = b"s" * 32, b"o" * 32
CONVERSATION = "c:0123456789abcdef0123456789abcdef"
BASES = ("reply@northstar.example", "@replies.northstar.example")


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("about", ["t:T-1002", "t:T-999999999", CONVERSATION])
def test_an_address_is_read_as_it_was_made_whatever_its_case(about: str, base: str) -> None:
    address = reply_address(about, base, SECRET)
    assert read_reply_address(address, base, SECRET) == about
    assert read_reply_address(f" {address.upper()} ", base, SECRET) == about


@pytest.mark.parametrize("base", ["supports@northstar.example", *BASES])
def test_the_longest_fits_what_mail_servers_take(base: str) -> None:
    assert len(reply_address(CONVERSATION, base, SECRET).partition("@")[0]) <= 64


@pytest.mark.parametrize("base", BASES)
def test_nothing_made_up_is_read(base: str) -> None:
    address = reply_address("t:T-1002", base, SECRET)
    made_up = [
        address.replace("1002", "1003"),
        address.replace("t.t-", "c.t-"),
        address.replace("northstar", "elsewhere"),
        address[:5] + address[6:],
        f"x{address}",
        base,
        "",
        "@",
        "reply+@northstar.example",
        "reply+t.@northstar.example",
        "reply+t.t-1002.é@northstar.example",
    ]
    assert [read_reply_address(one, base, SECRET) for one in made_up] == [None] * len(made_up)
    assert read_reply_address(address, base, OTHER) is None


def test_a_link_ends_mails_and_the_id_in_a_header_does_not() -> None:
    mail = mail_id("ticket:T-1002:opened", SECRET)
    assert mail == mail_id("ticket:T-1002:opened", SECRET)
    assert mail_of_stop_token(stop_token(mail, SECRET), SECRET) == mail
    for made_up in (mail, f"{mail}{mail}", stop_token(mail, OTHER), "", "é" * 80, stop_token(mail, SECRET) + "0"):
        assert mail_of_stop_token(made_up, SECRET) is None
