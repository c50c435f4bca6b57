"""The sockets: one port on 127.0.0.1 for the Web API, Socket Mode, response URLs, uploads and the page."""

from typing import Any

from aiohttp import web

from bot.sandbox.api import Answer, Api
from bot.sandbox.errors import Refused
from bot.sandbox.faults import Faults, strikes
from bot.sandbox.faults.control import Control
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


def _sent(answer: Answer) -> web.Response:
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)


class Server:
    """Listens, and hands each request to the part that answers it."""

    def __init__(
        self, workspace: Workspace, api: Api, sockets: SocketMode, page: Paths, faults: Faults
    ) -> None:
        self._workspace, self._api, self._sockets, self._page = workspace, api, sockets, page
        self._faults = faults
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[only_from_here])
        app.add_routes([*page.routes(), *Control(faults).routes()])
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

        async def answer() -> web.Response:
            return _sent(self._api.answer(name, arguments, _token(request, arguments)))

        try:
            arguments = await read_arguments(request, is_form_only=method is not None and method.is_form_only)
            return await strikes.call(self._faults, request, name, arguments, answer)
        except Refused as refusal:
            refused = Answer(refusal.answer(), refusal.status, refusal.headers)
            return _sent(self._api.record(name, arguments, refused))

    async def _respond(self, request: web.Request) -> web.Response:
        body: Json = {}

        async def answer() -> web.Response:
            respond(self._workspace, request.match_info["name"], body)
            self._api.record("response_url", body, Answer({"ok": True}, 200, {}))
            return web.Response(text="ok")

        try:
            body = _decode(await request.text())
            return await strikes.call(self._faults, request, "response_url", body, answer)
        except Refused as refusal:
            status = refusal.status if refusal.status != 200 else 400
            refused = Answer(refusal.answer(), status, refusal.headers)
            return _sent(self._api.record("response_url", body, refused))

    async def _upload(self, request: web.Request) -> web.Response:
        content = await _content(request)

        async def answer() -> web.Response:
            receive_upload(self._workspace, request.match_info["file_id"], content)
            return web.Response(text="OK")

        try:
            return await strikes.call(self._faults, request, "upload", {}, answer)
        except Refused as refusal:
            return _sent(Answer(refusal.answer(), refusal.status, refusal.headers))


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    part: Any = next(iter(form.values()), None)
    return part.file.read() if isinstance(part, web.FileField) else b""
