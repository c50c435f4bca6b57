"""The sockets: one port on 127.0.0.1 for the Web API, Socket Mode, response URLs, uploads and the page."""

from typing import Any

from aiohttp import web

from bot.sandbox.api import Answer, Api
from bot.sandbox.errors import Refused
from bot.sandbox.files import receive_upload
from bot.sandbox.methods import METHODS
from bot.sandbox.page import Paths, only_from_here
from bot.sandbox.people import Json
from bot.sandbox.responses import respond
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.workspace import Workspace, read_json

LARGEST_BODY = 64 * 2**20
"""Bytes of one request."""


def _decode(text: str) -> Json:
    body = read_json(text, "invalid_json")
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return {name: value for name, value in body.items() if value is not None}


async def read_arguments(request: web.Request, *, is_form_only: bool) -> Json:
    """Returns the arguments of a call from its query, form or JSON body; form-only methods ignore JSON."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        return arguments if is_form_only else {**arguments, **_decode(await request.text() or "{}")}
    if request.method == "POST":
        arguments.update(await request.post())
    return arguments


def _token(request: web.Request, arguments: Json) -> str | None:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer").strip() or arguments.get("token")


def _json(body: Json, status: int, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(body, status=status, headers=headers)


class Server:
    """Listens, and hands each request to the part that answers it."""

    def __init__(self, workspace: Workspace, api: Api, sockets: SocketMode, page: Paths) -> None:
        self._workspace, self._api, self._sockets, self._page = workspace, api, sockets, page
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[only_from_here])
        app.add_routes(page.routes())
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/link/", sockets.handle)
        app.router.add_post("/response/{name:.+}", self._respond)
        app.router.add_post("/upload/{file_id}", self._upload)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def start(self, port: int) -> int:
        """Starts listening on the port (0: any free one) and returns it."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        chosen: int = self._runner.addresses[0][1]
        self._workspace.base_url = f"http://127.0.0.1:{chosen}"
        self._sockets.link = f"ws://127.0.0.1:{chosen}/link/"
        return chosen

    async def stop(self) -> None:
        """Closes every connection and stops listening."""
        await self._sockets.close()
        await self._page.close()
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        name = request.match_info["method"]
        method = METHODS.get(name)
        arguments: Json = {}
        try:
            arguments = await read_arguments(request, is_form_only=method is not None and method.is_form_only)
            answer = self._api.answer(name, arguments, _token(request, arguments))
        except Refused as refusal:
            answer = self._api.record(name, arguments, Answer(refusal.answer(), refusal.status, {}))
        return _json(answer.body, answer.status, answer.headers)

    async def _respond(self, request: web.Request) -> web.Response:
        name, body = request.match_info["name"], {}
        try:
            body = _decode(await request.text())
            respond(self._workspace, name, body)
        except Refused as refusal:
            answer = Answer(refusal.answer(), refusal.status if refusal.status != 200 else 400, {})
        else:
            answer = Answer({"ok": True}, 200, {})
        self._api.record("response_url", body, answer)
        return web.Response(text="ok") if answer.status == 200 else _json(answer.body, answer.status)

    async def _upload(self, request: web.Request) -> web.Response:
        try:
            receive_upload(self._workspace, request.match_info["file_id"], await _content(request))
        except Refused as refusal:
            return _json(refusal.answer(), refusal.status)
        return web.Response(text="OK")


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    part: Any = next(iter(form.values()), None)
    return part.file.read() if isinstance(part, web.FileField) else b""
