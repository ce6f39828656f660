"""Files and foreign buttons: answered in one sentence, kept as a note of what they were, and never an error."""

import json
from typing import Any

import pytest
from aiohttp import FormData

from bot.bootstrap import Desk
from bot.channels.directline import uploads
from bot.domain.conversations.messages import File, described
from tests.fixtures.console import agent_in
from tests.fixtures.desk import NOW
from tests.fixtures.fake_engine import FakeEngine
from tests.fixtures.talk import BASE, Customer, enter

REPORT = {"name": "report.pdf", "contentType": "application/pdf", "contentUrl": "blob:https://portal/1"}


def said(desk: Desk, key: str, language: str = "en", **blanks: str) -> str:
    return desk.words.say(f"utter_desk_{key}", language, email=desk.partner.support.email, **blanks)


async def new_texts(customer: Customer) -> list[str]:
    return [activity["text"] for activity in await customer.read() if activity["type"] == "message"]


async def upload(customer: Customer, form: FormData) -> Any:
    path = f"{BASE}/conversations/{customer.conversation_id}/upload?userId=me"
    return await customer.client.post(path, data=form, headers=customer.headers)


@pytest.mark.parametrize("value", [{"choice": "red"}, {"a": {"b": 1}}, [1, 2], 7, True, "approve"])
async def test_a_value_of_another_program_is_answered_in_one_sentence(
    desk: Desk, serve: Any, fake_engine: FakeEngine, value: Any
) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.read()
    message_id = await customer.write("", value=value)
    assert message_id, "the client finds its own message again"
    assert await new_texts(customer) == [said(desk, "sent_other"), said(desk, "unread_other")]
    assert fake_engine.requests == []
    assert (await customer.ask("hello"))["text"] == "You said hello."


async def test_text_beside_a_foreign_value_is_what_was_said(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    assert (await customer.answer_to(await customer.write("red", value={"choice": "red"})))["text"] == "You said red."


async def test_a_file_is_noted_by_name_and_type_and_answered_in_the_customers_language(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk, locale="fr-FR")
    await customer.read()
    await customer.write("", attachments=[REPORT])
    noted = said(desk, "sent_file", "fr", files="report.pdf (application/pdf)")
    assert await new_texts(customer) == [noted, said(desk, "unread_file", "fr")]
    assert fake_engine.requests == []


async def test_words_beside_a_file_are_answered_too(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.answer_to(await customer.write("what is this?", attachments=[REPORT]))
    texts = [activity["text"] for activity in customer.seen]
    assert texts[1:3] == [said(desk, "sent_file", files="report.pdf (application/pdf)"), said(desk, "unread_file")]
    assert "You said what is this?." in texts


async def test_a_file_delivered_twice_is_noted_once(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.read()
    own = {"channelData": {"clientActivityID": "c-1"}, "attachments": [REPORT]}
    assert await customer.write("", **own) == await customer.write("", **own)
    assert len(await new_texts(customer)) == 2


async def test_a_colleague_who_has_the_conversation_sees_what_came(desk: Desk, serve: Any) -> None:
    customer = await enter(await serve(desk), desk)
    sofia = agent_in(desk, "helpdesk")
    desk.staff.handling.take_over(customer.conversation_id, asked_by=sofia, now=NOW)
    await customer.write("", attachments=[REPORT])
    shown = desk.staff.viewing.earlier(customer.conversation_id, 99, asked_by=sofia, now=NOW)
    assert any("report.pdf" in message.text for message in shown.messages)
    assert shown.listed.unanswered_since is not None, "the customer waits for that person"


async def test_microsofts_way_to_send_files_is_taken_and_nothing_of_their_content_is_kept(
    desk: Desk, serve: Any, fake_engine: FakeEngine
) -> None:
    customer = await enter(await serve(desk), desk)
    await customer.read()
    activity = {"type": "message", "channelData": {"clientActivityID": "c-9"}, "attachments": [{"name": "a.png"}]}
    form = FormData()
    form.add_field("activity", json.dumps(activity), content_type="application/vnd.microsoft.activity")
    form.add_field("file", b"secret" * 100_000, filename="a.png", content_type="image/png")
    answer = await upload(customer, form)
    assert answer.status == 200
    note, sentence = await customer.read()
    assert note["id"] == (await answer.json())["id"]
    assert note["channelData"]["clientActivityID"] == "c-9"
    assert note["text"] == said(desk, "sent_file", files="a.png (image/png)")
    assert sentence["text"] == said(desk, "unread_file")


async def test_an_upload_nobody_needs_is_refused_without_a_trace(
    desk: Desk, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LARGEST_UPLOAD", 1000)
    customer = await enter(await serve(desk), desk)
    await customer.read()
    huge, broken, nested = FormData(), FormData(), FormData()
    huge.add_field("file", b"x" * 5000, filename="big.bin")
    broken.add_field("activity", "{", content_type="application/vnd.microsoft.activity")
    nested.add_field("activity", "[]", content_type="application/vnd.microsoft.activity")
    assert [(await upload(customer, form)).status for form in (huge, broken, nested)] == [413, 400, 400]
    many = FormData()
    for _ in range(uploads.MOST_PARTS + 1):
        many.add_field("file", b"x", filename="f")
    assert (await upload(customer, many)).status == 400
    other = await enter(customer.client, desk)
    stranger = Customer(customer.client, customer.conversation_id, other.token)
    some = FormData()
    some.add_field("file", b"x", filename="f")
    assert (await upload(stranger, some)).status == 404
    assert await customer.read() == []


@pytest.mark.parametrize("attachments", ["report.pdf", [7], {"name": "x"}])
async def test_attachments_that_are_no_list_of_files_are_refused(desk: Desk, serve: Any, attachments: Any) -> None:
    customer = await enter(await serve(desk), desk)
    assert (await customer.post({"type": "message", "text": "x", "attachments": attachments})).status == 400


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ([], ""),
        ([File("a.pdf", "application/pdf")], "a.pdf (application/pdf)"),
        ([File("a.pdf", "application/pdf; charset=x")], "a.pdf (application/pdf)"),
        ([File("a\r\n\x00b\u202e.pdf", "evil <b>")], "a b .pdf"),
        ([File("", "")], "?"),
        ([File("n" * 500, "")], "n" * 120 + "…"),
        ([File("a", "x/y")] * 12, ", ".join(["a (x/y)"] * 10) + " (+2)"),
    ],
)
def test_what_files_were_stands_on_one_short_line(files: list[File], text: str) -> None:
    assert described(files) == text
