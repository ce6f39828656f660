"""What counts as an e-mail address, and which one a message gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.kernel import lengths
from bot.domain.kernel.email_addresses import emails_in, is_email

labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
addresses = st.builds(
    lambda local, domain, top: f"{local}@{domain}.{top}",
    st.from_regex(r"[a-z0-9_]([a-z0-9.+_-]{0,20}[a-z0-9_])?", fullmatch=True),
    st.lists(labels, min_size=1, max_size=3).map(".".join),
    st.sampled_from(["example", "com", "fr", "xn--p1ai"]),
)


def email_in(text: str) -> str | None:
    """The first address found."""
    return next((address for address, _ in emails_in(text)), None)


@given(st.text(max_size=300), addresses)
def test_each_stands_where_it_is_said_to_stand(text: str, address: str) -> None:
    message = f"{text} {address}"
    assert all(message[start : start + len(found)] == found for found, start in emails_in(message))


@pytest.mark.parametrize(
    "text",
    [
        "ann@company.example", "a@b.co", "Jane.Doe+desk@mail.company.example", "o'brien@company.example",
        "sales&co/paris@company.example", "rené@société.example", "jo@xn--bcher-kva.example", "x_1@a-b.example",
    ],
)  # fmt: skip
def test_an_address(text: str) -> None:
    assert is_email(text)
    assert email_in(f" {text}\n") == text


@pytest.mark.parametrize(
    "text",
    [
        "", "ann", "@company.example", "ann@", "ann@company", "ann@company.", "ann@.example", "ann@company..example",
        "a b@company.example", "ann@com pany.example", "ann@two@company.example", "ann@company.example,",
        "<ann@company.example>", "Ann <ann@company.example>", "ann@-company.example", "ann@company-.example",
        ".ann@company.example", "ann@127.0.0.1", "ann@company.example\n", f"{'x' * 65}@company.example",
        f"ann@{'x' * 64}.example", f"ann@{('x' * 60 + '.') * 4}example",
    ],
)  # fmt: skip
def test_no_address(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize(
    ("message", "address"),
    [
        ("write to ann@company.example please", "ann@company.example"),
        ("It is ann@company.example.", "ann@company.example"),
        ("Ann Lee <ann@company.example>", "ann@company.example"),
        ("(mailto:ann@company.example)", "ann@company.example"),
        ("c'est l'adresse d'anna@company.example", "anna@company.example"),
        ("ann@company.example or bob@company.example", "ann@company.example"),
        ("ann@company, no: ann@company.example", "ann@company.example"),
        ("ann at company dot example", None),
        ("I have none", None),
        ("two@@company.example", None),
        (f"{'x' * 65}@company.example", None),
    ],
)
def test_the_address_a_message_gives(message: str, address: str | None) -> None:
    assert email_in(message) == address


@given(addresses)
def test_an_address_is_found_alone_and_in_a_sentence(address: str) -> None:
    assert is_email(address)
    assert email_in(f"please answer to {address}, thank you") == address


@given(st.text(max_size=300))
def test_what_is_found_is_always_an_address_mail_servers_take(text: str) -> None:
    found = email_in(text)
    assert found is None or (found in text and is_email(found) and len(found) <= lengths.ADDRESS)


@pytest.mark.parametrize(
    "text", ["a." * 30_000, "a@" * 30_000, "a@" + "b." * 30_000, "a-" * 30_000 + "@", "a@" + "b-" * 30_000]
)
def test_a_hostile_message_is_looked_through_in_no_time(text: str) -> None:
    assert email_in(text) is None
