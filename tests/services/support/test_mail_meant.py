"""A new mail's ticket is what its words mean, where somebody has understood them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.bootstrap import Desk
from bot.domain.notices.incoming import Fate
from bot.domain.support.meant import NOTHING, Meant
from bot.domain.support.targets import Severity
from bot.domain.support.tickets import Matter
from bot.mail.reading.parsing import read_mail
from bot.storage.schema import mails, tickets
from tests.fixtures.desk import NOW
from tests.mail.arriving import ANN, SERVER, bring, letter, post_of, verified
from tests.services.notices.mailing import mailing, open_ticket
from tests.services.support.test_mail_in import last, to_ticket


@pytest.fixture(name="desk")
def receiving(desk: Desk) -> Iterator[Desk]:
    """A desk that gets mails."""
    made = mailing(desk, mail_verified_by=SERVER)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("meant", "matter", "queue", "severity"),
    [
        (NOTHING, "commercial", "commercial", "minimal"),
        (Meant(Matter.TECHNICAL), "technical", "technical", "moderate"),
        (Meant(Matter.TECHNICAL, severity=Severity.CRITICAL), "technical", "technical", "critical"),
        (Meant(Matter.COMMERCIAL, severity=Severity.CRITICAL), "commercial", "commercial", "minimal"),
    ],
)
def test_a_new_mails_ticket_goes_where_its_words_belong(
    desk: Desk, meant: Meant, matter: str, queue: str, severity: str
) -> None:
    mail = read_mail(verified(letter(text="Hello,\nTeams does not start.", Subject="Re: urgent")), post_of(desk))
    assert desk.support.mail_in.take(mail, NOW, meant).fate is Fate.OPENED
    ticket = last(desk, tickets)
    assert (ticket.matter, ticket.queue, ticket.severity) == (matter, queue, severity)
    assert ticket.subject == "Teams does not start"


def test_a_product_that_others_support_is_theirs_by_mail_too(desk: Desk) -> None:
    mail = read_mail(verified(letter(text="Dynamics 365 shows an error.")), post_of(desk))
    desk.support.mail_in.take(mail, NOW, Meant(Matter.TECHNICAL, "Dynamics 365"))
    assert last(desk, tickets).assigned_to == "Ridgeline Consulting"


def test_only_what_will_be_a_new_ticket_is_understood(desk: Desk) -> None:
    number = open_ticket(desk, ANN).ticket.number
    asked = desk.support.mail_in.to_understand

    def words(content: bytes) -> str | None:
        found = asked(read_mail(content, post_of(desk)), NOW)
        return found.words if found is not None else None

    assert words(verified(letter(text="Teams is down.", Subject="Teams"))) == "Teams\nTeams is down."
    none = (
        letter(text="Teams is down.").as_bytes(),
        verified(letter("nobody@contoso.example")),
        verified(letter(To=to_ticket(desk, number))),
        verified(letter(Auto_Submitted="auto-replied")),
        verified(letter(text=" ")),
    )
    assert [words(content) for content in none] == [None] * len(none)
    bring(desk, verified(letter()))
    assert words(verified(letter())) is None, "it was taken before"


def test_the_receipt_tells_the_number_and_when_somebody_answers(desk: Desk) -> None:
    night = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    bring(desk, verified(letter("accounts@northwind.example"), "northwind.example"), night)
    mail = last(desk, mails)
    assert last(desk, tickets).number in mail.text
    assert "first answer by" in mail.text or "Our team is back on" in mail.text
