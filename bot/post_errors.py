"""What becomes of a post that Slack did not take: typed errors lead to an action.

Source: Slack's list of chat.postMessage errors; `message_limit_exceeded` comes with HTTP 200.
"""

from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

WAIT = {"ratelimited": 1.0, "rate_limited": 1.0, "message_limit_exceeded": 60.0, "fatal_error": 5.0}
REVOKED = {"token_revoked", "invalid_auth", "account_inactive", "token_expired", "not_authed"}
CHANNEL_TROUBLE = {"not_in_channel", "channel_not_found", "is_archived"}
LONGEST_OUTAGE = 300.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What it comes to (later, unknown, dead, channel, revoked), why, and after how many seconds it is tried.

    `channel` is a channel that takes no posts until somebody has mended it.
    """

    state: str
    why: str
    seconds: float | None = None


def outcome_of(error: Exception) -> Outcome:
    """What to do after a post failed with this error."""
    if isinstance(error, SlackApiError):
        return _of_answer(error)
    if isinstance(error, aiohttp.ClientResponseError):  # of an upload: nothing can be seen of it yet
        return Outcome("dead" if error.status in range(400, 429) else "later", f"the upload: {error.status}")
    if isinstance(error, aiohttp.ClientConnectorError):
        return Outcome("later", "Slack could not be reached")
    return Outcome("unknown", f"the answer was lost ({type(error).__name__})")


def _of_answer(error: SlackApiError) -> Outcome:
    response = error.response
    code = str(response.get("error") or f"HTTP {response.status_code}")
    if response.status_code == 429 or code in WAIT:
        headers = {name.lower(): value for name, value in (response.headers or {}).items()}
        return Outcome("later", code, float(headers.get("retry-after", WAIT.get(code, 1.0))))
    if code in REVOKED:
        return Outcome("revoked", code, LONGEST_OUTAGE)
    if code in CHANNEL_TROUBLE:
        return Outcome("channel", code)
    if code == "file_not_found":  # Slack has dropped a picture's bytes: they are uploaded again
        return Outcome("later", code)
    if response.status_code >= 500:
        return Outcome("unknown", f"HTTP {response.status_code}")
    return Outcome("dead", code)
