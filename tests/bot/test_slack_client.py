"""Calls to Slack whose answer nobody can read: a proxy stands between, or the answer breaks off."""

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError

from bot.channels import SharedChannels
from bot.post_errors import outcome_of, reason_of
from bot.slack_client import slack_client
from scoring.ids import ChannelId


@pytest.mark.parametrize(("status", "state"), [(200, "unknown"), (403, "dead"), (502, "unknown")])
async def test_an_answer_that_cannot_be_read_stays_slacks_refusal(status: int, state: str) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="{", status=status, content_type="application/json")

    app = web.Application()
    app.add_routes([web.route("*", "/{method}", answer)])
    observed: list[str] = []
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        url = str(server.make_url("/"))
        slack = slack_client(
            "xoxb-1", url, session, lambda _method, outcome, _seconds: observed.append(outcome)
        )
        with pytest.raises(SlackApiError) as refused:
            await slack.auth_test()
        assert not await SharedChannels(slack, lambda: 0.0).is_shared(ChannelId("C1"))
    assert outcome_of(refused.value).state == state
    assert reason_of(refused.value) == f"HTTP {status}"
    assert observed == [f"http_{status}"] * 2
