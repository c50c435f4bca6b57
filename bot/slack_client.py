"""The Web API clients: one shared connection pool, short time-outs, and hardly a repeat of their own."""

from collections.abc import Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.clock import monotonic
from bot.post_errors import status_of
from handlers.reception.refusals import code_of

TIMEOUT_SECONDS = 10

Observe = Callable[[str, str, float], None]
"""Told of each call: its method, "ok" or what went wrong, and how many seconds it took."""


class Client(AsyncWebClient):
    """Slack's client, which tells of every call that is over."""

    def __init__(self, observe: Observe, **settings: Any) -> None:
        super().__init__(**settings)
        self._observe = observe

    async def api_call(self, api_method: str, **parts: Any) -> AsyncSlackResponse:
        """One call. Raises what the SDK raises."""
        started, outcome = monotonic(), "ok"
        try:
            return await super().api_call(api_method, **parts)
        except SlackApiError as error:
            outcome = code_of(error) or f"http_{status_of(error)}"
            raise
        except Exception as error:
            outcome = type(error).__name__
            raise
        finally:
            self._observe(api_method, outcome, monotonic() - started)


def open_session() -> aiohttp.ClientSession:
    """One pool for everything sent to Slack: without it the SDK opens a connection for every call."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))


def slack_client(
    token: str,
    api_url: str,
    session: aiohttp.ClientSession,
    observe: Observe = lambda *_: None,
    *,
    waits: bool = False,
) -> AsyncWebClient:
    """A client for one token. The SDK's own retries are off: the courier decides what is sent again.

    One that `waits` answers people: told by Slack to wait (429), it does, twice at most, since nobody else
    would send the answer again.
    """
    retries = [AsyncRateLimitErrorRetryHandler(max_retry_count=2)] if waits else []
    return Client(
        observe,
        token=token,
        base_url=api_url,
        session=session,
        timeout=TIMEOUT_SECONDS,
        retry_handlers=retries,
    )
