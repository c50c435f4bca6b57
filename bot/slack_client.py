"""The one Web API client: one shared connection pool, short time-outs, and no repeats of its own."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT_SECONDS = 10


def open_session() -> aiohttp.ClientSession:
    """One pool for everything sent to Slack: without it the SDK opens a connection for every call."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))


def slack_client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client for one token. The SDK's own retries are off: the courier decides what is sent again."""
    return AsyncWebClient(
        token=token, base_url=api_url, session=session, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )
