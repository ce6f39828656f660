"""Where the answer to a visitor's ticket goes: an address that is one, or the desk's own way on."""

from bot.bootstrap import Desk
from tests.actions.talk import Talk


def test_a_visitor_leaves_an_address_that_is_one(visitor: Talk) -> None:
    visitor.press("open_ticket", ticket_matter="technical")
    visitor.ask("technical_issue", "Teams does not start")
    assert "e-mail address" in visitor.press("open_ticket", severity="critical").text
    assert "does not look like" in visitor.doubt("ann at company", ("greet", 0.1)).text
    opened = visitor.doubt("ann@company.example", ("greet", 0.1)).text
    assert "T-1003" in opened
    assert "ann@company.example" in opened
    assert "T-1003" in visitor.ask("ticket_status", "my ticket?").text


def test_two_bad_addresses_end_the_ticket_with_the_desks_own(visitor: Talk) -> None:
    visitor.press("open_ticket", ticket_matter="technical")
    visitor.ask("technical_issue", "Teams does not start")
    visitor.press("open_ticket", severity="moderate")
    visitor.doubt("no idea", ("greet", 0.1))
    said = visitor.doubt("still none", ("greet", 0.1)).text
    assert "support@northstar.example" in said
    assert visitor.slots["ticket_step"] is None


def test_two_bad_addresses_offer_a_person_who_sees_what_was_written(visitor: Talk) -> None:
    visitor.press("open_ticket", ticket_matter="technical")
    visitor.ask("technical_issue", "Teams does not start")
    visitor.press("open_ticket", severity="moderate")
    visitor.doubt("no idea", ("greet", 0.1))
    said = visitor.doubt("still none", ("greet", 0.1))
    assert "Shall I bring in a colleague?" in said.text
    assert said.buttons[0]["payload"] == '/talk_to_human{"handoff_reason": "form_failed"}'
    assert visitor.ask("affirm", "yes").hand_off == {"queue": "technical", "reason": "form_failed"}


def test_two_bad_addresses_at_night_offer_nobody(at_night: Desk) -> None:
    visitor = Talk.of(at_night)
    visitor.press("open_ticket", ticket_matter="technical")
    visitor.ask("technical_issue", "Teams does not start")
    visitor.press("open_ticket", severity="moderate")
    visitor.doubt("no idea", ("greet", 0.1))
    said = visitor.doubt("still none", ("greet", 0.1))
    assert "support@northstar.example" in said.text
    assert said.titles == ["Contact details"]
    assert "What shall I do" in visitor.ask("affirm", "yes").text


def test_an_address_with_markup_is_no_address(visitor: Talk) -> None:
    visitor.press("open_ticket", ticket_matter="technical")
    visitor.ask("technical_issue", "Teams does not start")
    visitor.press("open_ticket", severity="moderate")
    assert "<" not in visitor.doubt("<img src=x onerror=1>@evil", ("greet", 0.1)).text


def test_a_bare_number_that_looks_like_an_invoice_does_not_end_the_question_for_an_address(visitor: Talk) -> None:
    visitor.press("open_ticket", ticket_matter="technical")
    visitor.ask("technical_issue", "Teams does not start")
    visitor.press("open_ticket", severity="moderate")
    assert "does not look like" in visitor.ask("find_invoice", "12345", invoice_number="12345").text
