"""Delivery over HTTP: signatures, failures and repeats."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_sdk.signature import Clock, SignatureVerifier

from tests.bot.sandbox.stage import Stage


@asynccontextmanager
async def http_bot(stage: Stage, status: int) -> AsyncIterator[list[tuple[web.Request, str]]]:
    """An events URL that answers with one status and keeps what it was sent."""
    seen: list[tuple[web.Request, str]] = []

    async def handle(request: web.Request) -> web.Response:
        seen.append((request, await request.text()))
        return web.Response(status=status)

    app = web.Application()
    app.router.add_post("/slack/events", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    stage.slack.events_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield seen
    await runner.cleanup()


async def test_over_http_requests_are_signed(stage: Stage) -> None:
    class Turned(Clock):
        def now(self) -> float:
            return stage.clock()

    async with http_bot(stage, 200) as seen:
        assert (await stage.slack.type_command(stage.ann, stage.team, "/load me")).ok
    [(request, body)] = seen
    verifier = SignatureVerifier(stage.slack.signing_secret, Turned())
    assert verifier.is_valid_request(body, dict(request.headers))
    assert request.content_type == "application/x-www-form-urlencoded"


async def test_over_http_an_error_of_the_bots_is_a_failure_the_person_sees(stage: Stage) -> None:
    async with http_bot(stage, 500):
        outcome = await stage.slack.type_command(stage.ann, stage.team, "/load me")
    assert outcome.error == "http_service_error"


async def test_over_http_a_repeated_event_says_so(stage: Stage) -> None:
    async with http_bot(stage, 500) as seen:
        stage.slack.open_home(stage.ann)
        [event] = stage.slack.events
        await stage.slack.wait_for(lambda: event.attempts == 2)
    assert seen[1][0].headers["X-Slack-Retry-Num"] == "1"
    assert seen[1][0].headers["X-Slack-Retry-Reason"] == "http_error"
