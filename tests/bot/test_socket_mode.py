"""The Socket Mode connection is open only while Slack answers on it."""

from bot.clock import machine_now
from bot.manifest import manifest
from bot.numbered import NumberedApp
from bot.sandbox import LocalSlack
from bot.slack_client import open_session, slack_client
from bot.socket_mode import LONGEST_SILENCE, SocketMode


async def test_a_connection_on_which_slack_has_fallen_silent_is_not_open() -> None:
    async with LocalSlack(manifest()) as slack, open_session() as session:
        client = slack_client(slack.bot_token, slack.api_url, session)
        connection = SocketMode(NumberedApp(client=client, signing_secret="x"), slack.app_token, client)
        assert not connection.is_open()
        await connection.connect_async()  # type: ignore[no-untyped-call]
        try:
            assert connection.is_open()
            connection.client.last_ping_pong_time = machine_now().timestamp() - LONGEST_SILENCE - 1
            assert not connection.is_open()
            connection.client.last_ping_pong_time = machine_now().timestamp()
            assert connection.is_open()
        finally:
            await connection.finish()
        assert not connection.is_open()
