"""Tries amounts that are not in one block: times, uses, connections, calls; gives Slack's error or None."""

from collections.abc import Awaitable, Callable

import aiohttp

from bot.sandbox import CannotDo
from tests.bot.sandbox.stage import Json, Stage, field, modal, raw_bot, section

Probe = Callable[[Stage, int], Awaitable[str | None]]


async def stacked(stage: Stage, depth: int) -> str | None:
    error = await stage.open(modal())
    for _ in range(depth - 1):
        error = await stage.error("views.push", trigger_id=stage.trigger(), view=modal())
    return error


async def trigger_after(stage: Stage, milliseconds: int) -> str | None:
    trigger_id = stage.trigger()
    stage.turn(milliseconds / 1000)
    return await stage.error("views.open", trigger_id=trigger_id, view=modal())


async def trigger_used(stage: Stage, times: int) -> str | None:
    trigger_id, error = stage.trigger(), None
    for _ in range(times):
        error = await stage.error("views.open", trigger_id=trigger_id, view=modal())
    return error


async def _respond(stage: Stage, url: str) -> str | None:
    async with stage.session.post(url, json={"text": "words"}) as answer:
        assert answer.status == (200 if answer.content_type == "text/plain" else 404)
        name: str | None = None if answer.status == 200 else (await answer.json())["error"]
        return name


def _url(stage: Stage) -> str:
    return f"{stage.slack.workspace.base_url}/response/" + stage.slack.workspace.tickets.new_url(
        stage.ann, stage.team
    )


async def response_used(stage: Stage, times: int) -> str | None:
    url, error = _url(stage), None
    for _ in range(times):
        error = await _respond(stage, url)
    return error


async def response_after(stage: Stage, seconds: int) -> str | None:
    url = _url(stage)
    stage.turn(seconds)
    return await _respond(stage, url)


async def acked_after(stage: Stage, milliseconds: int) -> str | None:
    async with raw_bot(stage) as bot:
        bot.before_ack = lambda: stage.turn(milliseconds / 1000)
        return (await stage.slack.type_command(stage.ann, stage.team, "/load me")).error


async def posted_at_once(stage: Stage, times: int) -> str | None:
    error = None
    for _ in range(times):
        error = await stage.post(section())
    return error


async def posted_each_second(stage: Stage, times: int) -> str | None:
    await posted_at_once(stage, 5)
    stage.turn(1)
    return await posted_at_once(stage, times)


def called(method: str, error: str = "ratelimited") -> Probe:
    async def probe(stage: Stage, times: int) -> str | None:
        answer: Json = {}
        for _ in range(times):
            answer = await stage.query(method)
        found: str | None = answer.get("error")
        return error if found == error else None

    return probe


async def connected(stage: Stage, times: int) -> str | None:
    answer: Json = {}
    sockets = []
    for _ in range(times):
        link = (await stage.call("apps.connections.open", token=stage.slack.app_token))["url"]
        sockets.append(await stage.session.ws_connect(link))
        answer = await sockets[-1].receive_json()
    reason: str | None = answer.get("reason")
    return reason


async def ticket_used(stage: Stage, times: int) -> str | None:
    link = (await stage.call("apps.connections.open", token=stage.slack.app_token))["url"]
    for _ in range(times):
        try:
            await stage.session.ws_connect(link)
        except aiohttp.WSServerHandshakeError as refusal:
            return str(refusal.status)
    return None


async def updated_text(stage: Stage, length: int) -> str | None:
    ts = (await stage.call("chat.postMessage", channel=stage.team.id, text="words"))["ts"]
    return await stage.error("chat.update", channel=stage.team.id, ts=ts, text="x" * length)


async def typed(stage: Stage, length: int) -> str | None:
    await stage.open(modal(field(block_id="b")))
    try:
        await stage.slack.fill(stage.ann, stage.slack.open_views(stage.ann)[0], {"b": "x" * length})
    except CannotDo:
        return "CannotDo"
    return None
