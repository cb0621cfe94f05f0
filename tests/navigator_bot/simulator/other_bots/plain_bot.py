"""A bot that frames pictures, without any Telegram library: plain HTTP calls, forms and JSON text.

It hears by long polling (`run`) or by a webhook (`hook`).
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from aiohttp import web

YES_OR_NO = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "keep"}, {"text": "No", "callback_data": "drop"}]
    ]
}


class Refused(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class PlainBot:
    """`server` is where the Bot API is, such as "https://api.telegram.org"."""

    def __init__(
        self,
        client: aiohttp.ClientSession,
        server: str,
        token: str,
        pause: Callable[[float], Awaitable[None]],
    ) -> None:
        self.client = client
        self.methods = f"{server}/bot{token}"
        self.files = f"{server}/file/bot{token}"
        self.pause = pause
        self.known: set[int] = set()

    async def run(self) -> None:
        offset = 0
        kinds = json.dumps(["message", "callback_query"])
        while True:
            waiting = await self.call(
                "getUpdates", offset=offset, timeout=30, allowed_updates=kinds
            )
            for update in waiting:
                offset = update["update_id"] + 1
                await self.handle(update)

    async def hook(self, request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != "s3cret":
            return web.Response(status=403)
        await self.handle(await request.json())
        return web.Response()

    async def call(self, method: str, *, photo: bytes = b"", **given: object) -> Any:
        """As a form; with a photo, as a multipart form."""
        while True:
            form = aiohttp.FormData({name: str(value) for name, value in given.items()})
            if photo:
                form.add_field("photo", photo, filename="framed.png", content_type="image/png")
            async with self.client.post(f"{self.methods}/{method}", data=form) as answer:
                body = await answer.json()
            if body["ok"]:
                return body["result"]
            if body["error_code"] != 429:
                raise Refused(body["error_code"])
            await self.pause(body["parameters"]["retry_after"])

    async def handle(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            await self.choose(query)
        elif "photo" in update["message"]:
            await self.frame(update["message"])
        else:
            await self.answer(update["message"]["chat"]["id"], update["message"].get("text", ""))

    async def answer(self, chat: int, text: str) -> None:
        match text.split(maxsplit=1):
            case ["/start"]:
                self.known.add(chat)
                await self.call("sendMessage", chat_id=chat, text="Send me a picture.")
            case ["/count", number]:
                for count in range(1, int(number) + 1):
                    await self.call("sendMessage", chat_id=chat, text=count)
            case ["/tell", words]:
                for other in sorted(self.known - {chat}):
                    await self.tell(other, words)

    async def tell(self, chat: int, words: str) -> None:
        try:
            await self.call("sendMessage", chat_id=chat, text=words)
        except Refused as refused:
            if refused.code == 403:
                self.known.remove(chat)

    async def frame(self, message: dict[str, Any]) -> None:
        chat = message["chat"]["id"]
        largest = message["photo"][-1]["file_id"]
        file = await self.call("getFile", file_id=largest)
        async with self.client.get(f"{self.files}/{file['file_path']}") as answer:
            content = await answer.read()
        framed = await self.call("sendPhoto", chat_id=chat, caption="*Framed*.", photo=content)
        await self.call(
            "sendMessage",
            chat_id=chat,
            text="Keep it?",
            reply_parameters=json.dumps({"message_id": framed["message_id"]}),
            reply_markup=json.dumps(YES_OR_NO),
        )

    async def choose(self, query: dict[str, Any]) -> None:
        """The answer goes as a GET, which the Bot API takes too."""
        asked = {"callback_query_id": query["id"], "text": "Thank you"}
        async with self.client.get(f"{self.methods}/answerCallbackQuery", params=asked) as answer:
            await answer.read()
        await self.call(
            "editMessageText",
            chat_id=query["message"]["chat"]["id"],
            message_id=query["message"]["message_id"],
            text="Kept." if query["data"] == "keep" else "Dropped.",
        )
