"""A whole channel in fewer than eighty lines: text messages, which a telephone company brings and takes away."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing

from bot.bootstrap import Desk
from bot.channels.following import follow
from bot.domain.conversations.messages import Author, Button, Incoming, Message
from bot.domain.kernel.errors import EmptyMessage, MessageTooLong

CHANNEL = "sms"


class TextMessages:
    """`send` takes a number and a text to it. `arrives` is for what the company brings, as often as it likes."""

    def __init__(self, desk: Desk, send: Callable[[str, str], Awaitable[None]]) -> None:
        self._desk = desk
        self._send = send
        self._conversations: dict[str, str] = {}
        self._offered: dict[str, tuple[Button, ...]] = {}
        self._sending: list[asyncio.Task[None]] = []

    async def arrives(self, number: str, message_id: str, text: str) -> None:
        """A text from a number; a bare figure presses the button of that place. One that says nothing is dropped."""
        conversation = await self._conversation(number)
        event = f"{conversation}:{message_id}"
        incoming = Incoming(CHANNEL, conversation, event, text, self._pressed(number, text))
        try:
            await asyncio.to_thread(self._desk.conversations.reception.receive, incoming, self._desk.clock())
        except (EmptyMessage, MessageTooLong):
            return  # of a long one the desk has said so itself

    async def close(self) -> None:
        """Ends all sending."""
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _conversation(self, number: str) -> str:
        if number not in self._conversations:
            self._conversations[number] = conversation = await asyncio.to_thread(self._opened)
            self._sending.append(asyncio.create_task(self._bring(number, conversation)))
        return self._conversations[number]

    def _opened(self) -> str:
        now = self._desk.clock()
        opened = self._desk.conversations.sign_in.enter(None, channel=CHANNEL, language=None, now=now)
        self._desk.conversations.reception.begin(opened.conversation_id, now)
        return opened.conversation_id

    async def _bring(self, number: str, conversation: str) -> None:
        delivery = self._desk.conversations.delivery
        async with aclosing(follow(delivery, self._desk.signals, conversation, 0)) as following:
            async for news in following:
                for message in news.messages:
                    await self._say(number, message)
                await asyncio.to_thread(delivery.note, news.messages)

    async def _say(self, number: str, message: Message) -> None:
        if message.author is Author.CUSTOMER or not (message.text or message.buttons):
            return
        self._offered[number] = message.buttons
        choices = [f"{place} {button.url or button.title}" for place, button in enumerate(message.buttons, 1)]
        await self._send(number, "\n".join([message.text, *choices]))

    def _pressed(self, number: str, text: str) -> str | None:
        offered = self._offered.get(number, ())
        place = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
        return offered[place - 1].id if 0 < place <= len(offered) else None
