"""Where a request says it comes from: closed by default when it doesn't say, or when Slack doesn't answer."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels import REMEMBERED_SECONDS, SharedChannels
from handlers.reception.listeners import _origin
from scoring.ids import ChannelId


async def never_shared(_channel: ChannelId | None) -> bool:
    return False


@pytest.mark.parametrize(
    ("said", "workspace"),
    [
        ({"user": {"id": "U1"}}, ""),
        ({"user": {"id": "U1", "team_id": None}, "team": None}, ""),
        ({"user": {"id": "U1"}, "team": {"id": "T1"}}, "T1"),
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}}, "T2"),
    ],
)
async def test_a_click_that_names_no_workspace_is_nobodys(said: dict[str, Any], workspace: str) -> None:
    origin = await _origin(said, {}, "T1", never_shared)
    assert (origin.workspace, origin.home) == (workspace, "T1")


class Silent(AsyncWebClient):
    """A Slack that answers once and then no more."""

    answers = 1

    async def conversations_info(self, **_asked: Any) -> Any:
        self.answers -= 1
        if self.answers < 0:
            raise aiohttp.ClientConnectionError
        return {"channel": {"is_ext_shared": True}}


async def test_a_shared_channel_stays_shared_while_slack_does_not_answer() -> None:
    seconds = [0.0]
    channels = SharedChannels(Silent(), lambda: seconds[0])
    assert await channels.is_shared(ChannelId("C1"))
    seconds[0] += 10 * REMEMBERED_SECONDS
    assert await channels.is_shared(ChannelId("C1"))
    assert not await channels.is_shared(ChannelId("C2"))
