"""The page's paths, and the one place where a browser's act is carried out."""

import mimetypes
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from aiohttp import web

from bot.sandbox.api import Api
from bot.sandbox.errors import CannotDo
from bot.sandbox.page.acts import ACTS, QUIET
from bot.sandbox.page.front import Front
from bot.sandbox.page.guard import HEADERS
from bot.sandbox.page.log import log_of
from bot.sandbox.page.stream import Stream
from bot.sandbox.people import Json

ASSETS = Path(__file__).parent / "assets"
TOKEN_HEADER = "X-Page-Token"
TOKEN_PLACE = "{{token}}"


@cache
def assets() -> Mapping[str, bytes]:
    """Returns the files of the page by their path."""
    return {
        path.relative_to(ASSETS).as_posix(): path.read_bytes() for path in ASSETS.rglob("*") if path.is_file()
    }


class Paths:
    """Answers a browser: the page and its files, the stream of what a person sees, and what they do."""

    def __init__(self, front: Front, api: Api) -> None:
        self._front, self._api = front, api
        self._stream = Stream(front)
        self._token = secrets.token_urlsafe(24)

    def routes(self) -> list[web.RouteDef]:
        """Returns the page's paths."""
        return [
            web.get("/", self._page),
            web.get("/page/assets/{path:.+}", self._asset),
            web.get("/page/stream", self._stream.handle),
            web.get("/page/log", self._log),
            web.get("/page/file/{file_id}", self._file),
            web.post("/page/act", self._act),
        ]

    async def close(self) -> None:
        """Closes every tab's connection."""
        await self._stream.close()

    async def _page(self, _: web.Request) -> web.Response:
        text = assets()["index.html"].decode().replace(TOKEN_PLACE, self._token)
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    async def _asset(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        if path not in assets():
            return web.Response(status=404)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return web.Response(body=assets()[path], content_type=kind, headers=HEADERS)

    async def _log(self, _: web.Request) -> web.Response:
        return web.json_response(log_of(self._api.calls, self._front.client.failures), headers=HEADERS)

    async def _file(self, request: web.Request) -> web.Response:
        file = self._front.client.workspace.files.get(request.match_info["file_id"])
        if file is None or not file["is_complete"]:
            return web.Response(status=404)
        kind = mimetypes.guess_type(file["name"])[0] or "application/octet-stream"
        shown = "inline" if kind.startswith("image/") else "attachment"
        headers = {**HEADERS, "Content-Disposition": shown}
        return web.Response(body=file["content"], content_type=kind, headers=headers)

    async def _act(self, request: web.Request) -> web.Response:
        if not secrets.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), self._token.encode()):
            return web.json_response({"ok": False, "seen": "This page is from an earlier run."}, status=403)
        try:
            body: Json = await request.json()
            answer = await self._carry_out(str(body["act"]), body)
        except CannotDo as problem:
            answer = {"ok": False, "seen": _sentence(str(problem))}
        except (ValueError, KeyError, TypeError) as problem:
            return web.json_response({"ok": False, "seen": f"malformed: {problem}"}, status=400)
        return web.json_response(answer, headers=HEADERS)

    async def _carry_out(self, name: str, body: Json) -> Json:
        if self._front.notice and name not in QUIET:
            raise CannotDo(self._front.notice)
        person = self._front.client.workspace.people[str(body["as"])]
        if person.is_bot:
            raise ValueError("nobody acts as the app")
        return await ACTS[name](self._front, person, body)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "!", "?")) else ".")
