"""What opens something opens it for its time only: tokens, signed statements, download links; and who a contact is."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.domain.conversations.tokens import Token
from bot.domain.customers.identity import Level, Role
from bot.services.records.billing import DocumentGrant
from bot.storage.database import SqlDatabase
from bot.storage.schema import access_tokens, stream_grants
from tests.storage.conversations.talking import NOW, THREAD, begin

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def token(life: timedelta = HOUR) -> Token:
    return Token(THREAD, NOW + life, NOW + 12 * HOUR)


def test_a_token_opens_its_conversation_until_it_expires(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        work.conversations.tokens.issue("digest", token(), NOW)
    with database.reading() as work:
        assert work.conversations.tokens.living("digest", NOW) == token()
        assert work.conversations.tokens.living("digest", NOW + HOUR - SECOND) == token()
        assert work.conversations.tokens.living("digest", NOW + HOUR) is None
        assert work.conversations.tokens.living("DIGEST", NOW) is None
        assert work.conversations.tokens.living("", NOW) is None


def test_a_token_can_end_earlier_and_not_later(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        work.conversations.tokens.issue("digest", token(), NOW)
        work.conversations.tokens.issue("other", token(), NOW)
        work.conversations.tokens.shorten("digest", NOW + SECOND)
        work.conversations.tokens.shorten("digest", NOW + 2 * SECOND)
    with database.reading() as work:
        assert work.conversations.tokens.living("digest", NOW) == Token(THREAD, NOW + SECOND, NOW + 12 * HOUR)
        assert work.conversations.tokens.living("digest", NOW + SECOND) is None
        assert work.conversations.tokens.living("other", NOW) == token()


def test_a_token_beyond_its_chain_is_not_stored(database: SqlDatabase) -> None:
    begin(database)
    with pytest.raises(IntegrityError), database.writing() as work:
        work.conversations.tokens.issue("digest", Token(THREAD, NOW + HOUR, NOW + HOUR - SECOND), NOW)


def test_what_opens_a_stream_opens_it_once_within_its_time_and_is_no_token(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        for name in ("used", "late"):
            work.conversations.tokens.grant_stream(name, token(), NOW)
    with database.writing() as work:
        assert work.conversations.tokens.living("used", NOW) is None
        assert work.conversations.tokens.take_stream("used", NOW + HOUR - SECOND) == token()
        assert work.conversations.tokens.take_stream("used", NOW) is None
        assert work.conversations.tokens.take_stream("late", NOW + HOUR) is None
        assert work.conversations.tokens.take_stream("never", NOW) is None


def test_a_token_opens_no_stream(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        work.conversations.tokens.issue("digest", token(), NOW)
        assert work.conversations.tokens.take_stream("digest", NOW) is None


def test_of_simultaneous_openings_of_a_stream_one_succeeds(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        work.conversations.tokens.grant_stream("grant", token(), NOW)

    def take() -> bool:
        with database.writing() as work:
            return work.conversations.tokens.take_stream("grant", NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda _: take(), range(8))) == [False] * 7 + [True]


def test_expired_tokens_are_forgotten_when_a_new_one_is_issued(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        for write in (work.conversations.tokens.issue, work.conversations.tokens.grant_stream):
            write("old", token(), NOW)
            write("other", token(2 * HOUR), NOW)
    with database.writing() as work:
        for write in (work.conversations.tokens.issue, work.conversations.tokens.grant_stream):
            write("new", token(2 * HOUR), NOW + HOUR)
    with database.connection() as connection:
        for table in (access_tokens, stream_grants):
            assert sorted(connection.execute(select(table.c.digest)).scalars()) == ["new", "other"]


def use(database: SqlDatabase, jti: str, at: int = 0, issuer: str = "site") -> bool:
    now = NOW + at * SECOND
    with database.writing() as work:
        return work.conversations.tokens.use_once(issuer, jti, NOW + 300 * SECOND, now)


def test_a_signed_statement_is_good_once(database: SqlDatabase) -> None:
    assert use(database, "j-1")
    assert not use(database, "j-1")
    assert not use(database, "j-1", at=299)
    assert not use(database, "j-1", at=330), "a verifier's clock tolerance does not let it in again"
    assert use(database, "j-2")
    assert use(database, "j-1", issuer="another-site")


def test_used_ids_are_forgotten_long_after_they_expired(database: SqlDatabase) -> None:
    assert use(database, "j-1")
    assert use(database, "j-2", at=300 + 3601)
    assert use(database, "j-1", at=300 + 3601), "forgotten; its signature has expired an hour ago"


def test_of_simultaneous_uses_one_is_the_first(database: SqlDatabase) -> None:
    answers: list[bool] = []
    threads = [threading.Thread(target=lambda: answers.append(use(database, "j-1"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 7 + [True]


def test_a_download_link_opens_its_document_until_it_expires(database: SqlDatabase) -> None:
    begin(database)
    grant = DocumentGrant(THREAD, "NS-104231", "en", NOW, NOW + HOUR)
    with database.writing() as work:
        work.billing.documents.issue("digest", grant)
    with database.reading() as work:
        assert work.billing.documents.granted("digest", NOW) == grant
        assert work.billing.documents.granted("digest", NOW + HOUR - SECOND) == grant
        assert work.billing.documents.granted("digest", NOW + HOUR) is None
        assert work.billing.documents.granted("other", NOW) is None


def test_expired_links_are_forgotten_with_the_next_one(database: SqlDatabase) -> None:
    begin(database)
    with database.writing() as work:
        work.billing.documents.issue("old", DocumentGrant(THREAD, "NS-1", "en", NOW, NOW + HOUR))
        work.billing.documents.issue("new", DocumentGrant(THREAD, "NS-2", "en", NOW + HOUR, NOW + 2 * HOUR))
    with database.reading() as work:
        assert work.billing.documents.granted("old", NOW) is None


@pytest.mark.parametrize(
    "written", ["compta@fabrikam.example", "Compta@Fabrikam.EXAMPLE", "  compta@fabrikam.example\n"]
)
def test_a_contact_is_found_by_its_address_however_written(seeded: SqlDatabase, written: str) -> None:
    with seeded.reading() as work:
        person = work.customers.people.by_email(written)
    assert person is not None
    assert (person.language, person.identity.level) == ("fr", Level.SIGNED)
    assert person.identity.roles == {Role.BILLING, Role.ADMIN}
    assert (person.identity.customer_name, person.identity.email) == ("Fabrikam SARL", "compta@fabrikam.example")


@pytest.mark.parametrize("address", ["", "%", "compta@fabrikam", "compta@fabrikam.example\x00", "' OR 1=1 --"])
def test_an_address_not_on_file_is_nobody(seeded: SqlDatabase, address: str) -> None:
    with seeded.reading() as work:
        assert work.customers.people.by_email(address) is None
