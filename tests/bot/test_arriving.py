"""What may come in over HTTP: signed by Slack within five minutes, in time, of Slack's size, and once."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.arriving import MOST_BYTES, MOST_THROWN_AWAY, REMEMBERED_SECONDS, Arrivals
from bot.clock import machine_now
from bot.readiness import Probe
from bot.web import web_app
from storage.database import open_database, read_url

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BODY = b"command=%2Fcaseload&text=help"


@dataclass
class Door:
    """Something that listens at /slack/events and counts what is let in."""

    arrivals: Arrivals
    time: list[float] = field(default_factory=lambda: [0.0])
    came: list[str] = field(default_factory=list)

    async def _events(self, request: Request) -> Response:
        arrived = await self.arrivals.let_in(request)
        if isinstance(arrived, Response):
            return arrived
        self.came.append(arrived.delivery)
        return PlainTextResponse("served")

    async def send(
        self, headers: dict[str, str], content: bytes | AsyncIterator[bytes] = BODY
    ) -> httpx.Response:
        app = Starlette(routes=[Route("/slack/events", self._events, methods=["POST"])])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
            return await client.post("/slack/events", content=content, headers=headers)


@pytest.fixture
def door() -> Door:
    seconds = [0.0]
    return Door(Arrivals(SECRET, lambda: seconds[0], reading_seconds=0.05), seconds)


def signed(body: bytes = BODY, at: float = 0.0, secret: str = SECRET) -> dict[str, str]:
    """The headers Slack would send, `at` seconds from now."""
    stamp = str(int(time.time() + at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


async def test_what_slack_signed_is_served(door: Door) -> None:
    assert (await door.send(signed())).text == "served"


NOW = str(int(time.time()))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": NOW},
        {"X-Slack-Signature": signed()["X-Slack-Signature"]},
        {"X-Slack-Request-Timestamp": NOW, "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "nan", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": NOW, "X-Slack-Signature": "v0=\u00e9"},
        signed(secret="another secret, sixteen long"),
        signed(body=BODY + b"&user_id=U0ADMIN"),
        signed(at=-301),
        signed(at=-86_400),
        signed(at=+86_400),
    ],
    ids=[
        "nothing", "no signature", "no time", "wrong", "time in words", "time no number", "time endless",
        "not ascii", "another secret", "changed on the way", "a second too old", "of yesterday",
        "of the future",
    ],
)  # fmt: skip
async def test_what_slack_did_not_sign_just_now_is_refused(door: Door, headers: dict[str, str]) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    answer = await door.send(raw)  # type: ignore[arg-type]  # httpx takes bytes; its stub of a dict doesn't
    assert (answer.status_code, answer.text, door.came) == (401, "not signed by Slack\n", [])


async def test_an_empty_secret_which_everybody_knows_is_no_secret() -> None:
    with pytest.raises(ValueError, match="without a signing secret"):
        Arrivals("", lambda: 0.0)


async def test_a_signed_request_that_is_sent_again_is_answered_with_nothing(door: Door) -> None:
    headers = signed()
    assert (await door.send(headers)).text == "served"
    again = await door.send(headers)
    other_case = await door.send({name.lower(): value for name, value in headers.items()})
    assert [(each.status_code, each.text) for each in (again, other_case)] == [(200, "")] * 2
    assert len(door.came) == 1


async def nobody() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T", bot_user_id="U0", bot_token="xoxb-1")


async def test_what_could_not_be_done_may_come_again_in_the_same_second(sqlite_url: str) -> None:
    """Slack sends an event again at once when it is answered 500."""
    failing = [True]
    app = AsyncApp(authorize=nobody, request_verification_enabled=False, process_before_response=True)

    @app.event("user_change")
    async def on_user_change(ack: AsyncAck) -> None:
        if failing:
            raise RuntimeError(failing.pop())
        await ack()

    database = open_database(read_url(sqlite_url))
    probe = Probe(database, machine_now, bool, lambda: None, bool, bool, machine_now())
    event = {"type": "user_change", "user": {"id": "U1", "team_id": "T"}}
    body = json.dumps({"type": "event_callback", "team_id": "T", "event_id": "Ev1", "event": event}).encode()
    web = web_app(probe, app, Arrivals(SECRET, lambda: 0.0))
    headers = {**signed(body), "Content-Type": "application/json"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://bot") as client:
        answers = [await client.post("/slack/events", content=body, headers=headers) for _ in range(2)]
    assert [each.status_code for each in answers] == [500, 200]
    assert failing == []
    database.close()


async def test_the_same_words_signed_anew_are_served_anew(door: Door) -> None:
    await door.send(signed())
    assert (await door.send(signed(at=-1))).text == "served"
    assert len(set(door.came)) == 2


async def test_what_can_no_longer_come_again_is_not_remembered(door: Door) -> None:
    for second in range(50):
        door.time[0] = float(second)
        await door.send(signed(BODY + b"%d" % second), BODY + b"%d" % second)
    door.time[0] = REMEMBERED_SECONDS + 25
    await door.send(signed())
    assert len(door.arrivals._seen) == 26  # what came in the last ten minutes
    assert SECRET not in repr(door.arrivals)


async def test_a_body_that_says_it_is_too_large_is_refused_unread(door: Door) -> None:
    read: list[int] = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield b"x"

    answer = await door.send({**signed(), "Content-Length": str(MOST_BYTES + 1)}, body())
    assert answer.status_code == 413


async def test_a_body_that_does_not_say_how_large_it_is_is_refused_in_the_middle(door: Door) -> None:
    """What the transport has is counted by the reader's own bound."""
    sent = 0

    async def receive() -> dict[str, object]:
        nonlocal sent
        sent += 65_536
        return {"type": "http.request", "body": b"x" * 65_536, "more_body": True}

    refused = await door.arrivals.let_in(a_request(receive))
    assert isinstance(refused, Response)
    assert refused.status_code == 413
    assert sent < MOST_THROWN_AWAY + 2 * 65_536


async def test_a_body_that_comes_too_slowly_is_not_waited_for(door: Door) -> None:
    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    refused = await door.arrivals.let_in(a_request(receive))
    assert isinstance(refused, Response)
    assert refused.status_code == 408


async def test_a_sender_who_goes_away_in_the_middle_leaves_nothing(door: Door) -> None:
    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    refused = await door.arrivals.let_in(a_request(receive))
    assert isinstance(refused, Response)
    assert refused.status_code == 400


def a_request(receive: object) -> Request:
    headers = [(name.lower().encode(), value.encode()) for name, value in signed().items()]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)  # type: ignore[arg-type]
