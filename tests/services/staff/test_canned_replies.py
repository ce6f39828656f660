"""Canned replies are filled with what the speaker may read, and suggested for what was asked last."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap import Desk
from bot.domain.kernel.errors import ConversationNotFound
from bot.domain.staff.canned_replies import CannedNameTaken, CannedNotFound
from bot.domain.staff.console_errors import AgentMayNot, TeamUnknown
from bot.domain.support.tickets import Matter
from bot.services.records.staff import CannedDraft
from bot.services.staff.canned_replies import MOST_SUGGESTED
from bot.services.support.tickets import TicketRequest
from bot.storage.demo.cast_replies import REPLIES
from bot.storage.demo.seed import seed_cast
from tests.console.conversations.conversing import THREAD, ask, begin
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NIGHT, NOW, database_of, desk_in

ALL = " ".join(f"{name}={{{name}}};" for name in ("contact", "customer", "team", "ticket", "invoice", "payment_link"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = desk_in(tmp_path, f"sqlite:///{tmp_path / 'desk.db'}")
    yield made
    made.close()


def named(name: str) -> dict[str, str]:
    """The same name in both languages."""
    return {"en": name, "fr": name}


def filled(desk: Desk, text: str, agent: str = "billing", now=NOW) -> str:  # type: ignore[no-untyped-def]
    """A reply of this text as it is offered in the conversation."""
    draft = CannedDraft(named("Probe"), None, (), {"en": text, "fr": text})
    desk.staff.canned_replies.add(draft, asked_by=agent_in(desk, "billing"), now=NOW)
    (offered,) = desk.staff.canned_replies.offered(THREAD, "probe", asked_by=agent_in(desk, agent), now=now)
    return offered.text


def test_a_billing_contacts_invoice_and_payment_page_are_filled(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    ask(desk, "is 104231 paid?", "invoice_status", "NS-104231 is open, T-1002 too.")
    assert filled(desk, ALL) == (
        "contact=Amelia Hart; customer=Contoso Ltd; team=Billing team; ticket=T-1002; invoice=NS-104231; "
        "payment_link=https://pay.northstar.example/i/NS-104231;"
    )


def test_a_paid_invoice_has_no_payment_page(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    ask(desk, "NS-104188", "find_invoice", "Paid.")
    assert filled(desk, "{invoice} {payment_link}") == "NS-104188 ⟦payment_link⟧"


@pytest.mark.parametrize("email", ["it@contoso.example", "compta@fabrikam.example", "office@adatum.example", None])
def test_numbers_the_speaker_may_not_see_stay_gaps(desk: Desk, email: str | None) -> None:
    begin(desk, email)
    ask(desk, "what about NS-104231 and T-1002?", "invoice_status", "I cannot tell.")
    assert filled(desk, "{invoice} {ticket}") == "⟦invoice⟧ ⟦ticket⟧"


def test_the_last_number_the_speaker_may_see_is_taken(desk: Desk) -> None:
    begin(desk, "compta@fabrikam.example")
    ask(desk, "NS-104199, not NS-104231", "invoice_status", "Yes.")
    assert filled(desk, "{invoice}") == "NS-104199"


def test_a_visitors_own_ticket_is_named(desk: Desk) -> None:
    begin(desk)
    with database_of(desk).reading() as work:
        visitor = work.customers.people.speaking_in(THREAD)
    request = TicketRequest(Matter.TECHNICAL, "It is down", "m-9", contact_address="ann@company.example")
    desk.support.tickets.open(request, asked_by=visitor, conversation_id=THREAD, now=NOW)
    ask(desk, "thanks", "thank", "Your ticket is T-1003.")
    assert filled(desk, "{contact} {ticket}") == "⟦contact⟧ T-1003"


def test_the_next_opening_is_the_customers_and_in_their_language(desk: Desk) -> None:
    begin(desk, "compta@fabrikam.example", language="fr")
    assert filled(desk, "{opening}, {team}", now=NIGHT) == "jeudi 19 novembre à 09:00, Équipe facturation"


def test_the_first_of_a_month_is_an_ordinal_in_french(desk: Desk) -> None:
    begin(desk, "compta@fabrikam.example", language="fr")
    monday_night = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)
    assert filled(desk, "{opening}", now=monday_night) == "mardi 1er décembre à 09:00"


def test_a_plan_with_longer_hours_opens_earlier(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    assert filled(desk, "{opening} ({plan})", now=NIGHT) == "Thursday 19 November at 08:00 (Plus)"


def test_what_fits_the_latest_question_is_suggested(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    ask(desk, "hello", "greet", "Hello!")
    ask(desk, "this charge is wrong: NS-104231", "dispute_charge", "I see.")
    suggestions = desk.staff.canned_replies.suggest(THREAD, asked_by=agent_in(desk, "billing"), now=NOW)
    assert [one.name for one in suggestions] == ["We check a disputed invoice"]
    assert (suggestions[0].gaps, suggestions[0].language) == ((), "en")
    assert "invoice NS-104231" in suggestions[0].text


def test_nothing_is_suggested_while_the_latest_message_is_not_understood(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    ask(desk, "this charge is wrong", "dispute_charge", "I see.")
    ask(desk, "hm", None)
    assert desk.staff.canned_replies.suggest(THREAD, asked_by=agent_in(desk, "billing"), now=NOW) == ()


def test_at_most_three_are_suggested_and_those_without_gaps_first(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    billing = agent_in(desk, "billing")
    for n in range(4):
        texts = dict.fromkeys(("en", "fr"), "Fine." if n == 3 else "{ticket}")
        desk.staff.canned_replies.add(
            CannedDraft(named(f"Plans {n}"), None, ("support_pricing",), texts), asked_by=billing, now=NOW
        )
    ask(desk, "what does support cost?", "support_pricing", "It depends.")
    suggestions = desk.staff.canned_replies.suggest(THREAD, asked_by=billing, now=NOW)
    assert len(suggestions) == MOST_SUGGESTED
    assert suggestions[0].name == "Plans 3"


def test_who_may_not_answer_reads_no_replies(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    admin = agent_in(desk, "useradmin")
    with pytest.raises(AgentMayNot):
        desk.staff.canned_replies.offered(THREAD, "", asked_by=admin, now=NOW)
    with pytest.raises(AgentMayNot):
        desk.staff.canned_replies.all(asked_by=admin)


def test_refusals_name_what_is_missing(desk: Desk) -> None:
    billing = agent_in(desk, "billing")
    with pytest.raises(ConversationNotFound):
        desk.staff.canned_replies.suggest("nowhere", asked_by=billing, now=NOW)
    with pytest.raises(TeamUnknown):
        desk.staff.canned_replies.add(
            CannedDraft(named("X"), "kitchen", (), {"en": "x", "fr": "x"}), asked_by=billing, now=NOW
        )
    with pytest.raises(CannedNotFound):
        desk.staff.canned_replies.restore(999, asked_by=billing, now=NOW)


def test_a_deleted_replys_name_is_free_and_both_can_live_again(desk: Desk) -> None:
    billing = agent_in(desk, "billing")
    draft = CannedDraft(named("Twice"), None, (), {"en": "one", "fr": "un"})
    first = desk.staff.canned_replies.add(draft, asked_by=billing, now=NOW)
    desk.staff.canned_replies.delete(first.id, asked_by=billing, now=NOW)
    second = desk.staff.canned_replies.add(draft, asked_by=billing, now=NOW)
    restored = desk.staff.canned_replies.restore(first.id, asked_by=billing, now=NOW)
    assert (second.name, restored.name) == ("Twice", f"Twice ({first.id})")


def test_seeding_again_respects_what_agents_did(desk: Desk) -> None:
    billing = agent_in(desk, "billing")
    replies = {one.name: one for one in desk.staff.canned_replies.all(asked_by=billing)}
    hello, bye = replies["Hello"], replies["Goodbye"]
    draft = CannedDraft(named("Welcome"), None, (), {"en": "Hi", "fr": "Salut"})
    desk.staff.canned_replies.change(hello.id, draft, asked_by=billing, seen=hello.changed_at, now=NOW)
    desk.staff.canned_replies.delete(bye.id, asked_by=billing, now=NOW)
    seed_cast(database_of(desk), NOW.date())
    names = {one.name for one in desk.staff.canned_replies.all(asked_by=billing)}
    assert names == {reply.name for reply in REPLIES} - {"Hello", "Goodbye"} | {"Welcome"}


def test_agents_read_names_in_their_language_and_find_both(desk: Desk) -> None:
    begin(desk, "billing@contoso.example")
    billing = agent_in(desk, "billing")
    names = {"en": "Zebra", "fr": "Âne"}
    desk.staff.canned_replies.add(CannedDraft(names, None, (), named("text")), asked_by=billing, now=NOW)
    english, french = replace(billing, language="en"), replace(billing, language="fr")
    for agent, called in ((english, "Zebra"), (french, "Âne")):
        for words in ("zebra", "âne"):
            (found,) = desk.staff.canned_replies.offered(THREAD, words, asked_by=agent, now=NOW)
            assert found.name == called
    assert desk.staff.canned_replies.all(asked_by=english)[-1].names == names
    assert [one.names["fr"] for one in desk.staff.canned_replies.all(asked_by=french)][:2] == [
        "Après un règlement",
        "Au revoir",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_name_is_unique_in_each_language(desk: Desk, language: str) -> None:
    billing = agent_in(desk, "billing")
    names = {"en": "One", "fr": "Un"}
    first = desk.staff.canned_replies.add(CannedDraft(names, None, (), named("text")), asked_by=billing, now=NOW)
    other = CannedDraft({**named("Other"), language: names[language]}, None, (), named("text"))
    with pytest.raises(CannedNameTaken) as refused:
        desk.staff.canned_replies.add(other, asked_by=billing, now=NOW)
    assert refused.value.blanks == {"name": names[language], "field": f"name_{language}"}
    desk.staff.canned_replies.change(
        first.id, CannedDraft(names, None, (), named("new")), asked_by=billing, seen=first.changed_at, now=NOW
    )
    desk.staff.canned_replies.delete(first.id, asked_by=billing, now=NOW)
    assert desk.staff.canned_replies.add(other, asked_by=billing, now=NOW).names[language] == names[language]
