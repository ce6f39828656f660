"""Where the desk posts to by itself, and what becomes of a post that was not taken."""

from datetime import timedelta

import pytest

from bot.domain.notices.posting import (
    PAUSES,
    PostState,
    PostTrouble,
    PostWay,
    after_trouble,
    is_public,
    may_post_to,
    trouble_of,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://93.184.216.34/x",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/x",
    ],
)
def test_https_to_a_public_host_may_be_posted_to(url: str) -> None:
    assert may_post_to(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example/x",
        "https://localhost/x",
        "https://desk/x",
        "https://push.localhost/x",
        "https://printer.local/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f.0x1/x",
        "https://10.0.0.1/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1/x",
        "https://0.0.0.0/x",
        "https://224.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[fd00::1]/x",
        "https://[2002:7f00:1::]/x",
        "https://user:secret@push.example/x",
        "https://push.example:0/x",
        "https://push.example/a b",
        "https://push.example/é",
        "https:///x",
        "https://[broken/x",
        "file:///etc/passwd",
        "",
        "https://push.example/" + "x" * 1000,
    ],
)
def test_anything_else_may_not(url: str) -> None:
    assert not may_post_to(url)


def test_this_machine_is_for_tests() -> None:
    assert may_post_to("http://127.0.0.1:8271/x", loopback=True)
    assert not may_post_to("http://10.0.0.1/x", loopback=True)


def test_no_address_is_no_public_one() -> None:
    with pytest.raises(ValueError, match="appear to be"):
        is_public("push.example")


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (200, None),
        (201, None),
        (299, None),
        (300, PostTrouble.REFUSED),
        (302, PostTrouble.REFUSED),
        (400, PostTrouble.REFUSED),
        (403, PostTrouble.REFUSED),
        (404, PostTrouble.GONE),
        (408, PostTrouble.LATER),
        (410, PostTrouble.GONE),
        (413, PostTrouble.REFUSED),
        (429, PostTrouble.LATER),
        (500, PostTrouble.LATER),
        (503, PostTrouble.LATER),
    ],
)
def test_what_a_push_services_answer_means(status: int, trouble: PostTrouble | None) -> None:
    assert trouble_of(PostWay.PUSH, status) is trouble


def test_a_push_is_tried_again_for_about_an_hour_and_given_up() -> None:
    last = len(PAUSES[PostWay.PUSH])
    assert after_trouble(PostWay.PUSH, PostTrouble.LATER, 1).pause == timedelta(seconds=10)
    assert after_trouble(PostWay.PUSH, PostTrouble.LATER, last).state is PostState.PENDING
    assert after_trouble(PostWay.PUSH, PostTrouble.LATER, last + 1).state is PostState.FAILED
    assert after_trouble(PostWay.PUSH, PostTrouble.REFUSED, 1).state is PostState.FAILED
    assert after_trouble(PostWay.PUSH, PostTrouble.GONE, 1).state is PostState.FAILED
    assert sum(PAUSES[PostWay.PUSH], timedelta()) < timedelta(hours=1)
