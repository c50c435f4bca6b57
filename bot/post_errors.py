"""What becomes of a post that Slack did not take: typed errors lead to an action.

Source: Slack's list of chat.postMessage errors; `message_limit_exceeded` comes with HTTP 200, and of
`internal_error` and `fatal_error` Slack says that some of what was asked may have been done.
"""

from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError

from handlers.reception.refusals import code_of
from handlers.upkeep.channels import ARCHIVED
from storage.letters import HOLDING

LONGEST_OUTAGE = 300.0
WAIT = {
    "ratelimited": 1.0,
    "rate_limited": 1.0,
    "request_timeout": 1.0,
    "service_unavailable": 5.0,
    "message_limit_exceeded": 60.0,
    "team_added_to_org": 60.0,
    "missing_scope": LONGEST_OUTAGE,
    "team_access_not_granted": LONGEST_OUTAGE,
    "ekm_access_denied": LONGEST_OUTAGE,
}
"""Nothing was done; after so many seconds it is tried again, latest where somebody has to mend something."""

MAY_BE_DONE = frozenset({"fatal_error", "internal_error"})
REVOKED = frozenset({"token_revoked", "invalid_auth", "account_inactive", "token_expired", "not_authed"})
CHANNEL_TROUBLE = frozenset({ARCHIVED, *HOLDING})
PERSON_TROUBLE = frozenset({"user_not_found", "user_disabled", "cannot_dm_bot", "messages_tab_disabled"})
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"})
"""What Slack says of a message that somebody has deleted, or that can't be rewritten any more."""

BLOCKS_REFUSED = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"}
)
"""The message is said in its text alone then: it says the same."""

LONGEST_RULE = 300


@dataclass(frozen=True, slots=True)
class Outcome:
    """What it comes to (later, unknown, dead, channel, person, gone, revoked), why, and when to try again.

    `channel` is a channel that takes no posts until somebody has mended it, `person` somebody who can't be
    written to, `gone` that the message it rewrites or replies to is no longer there.
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


def reason_of(error: SlackApiError) -> str:
    """Slack's name for what is wrong, else the HTTP status of an answer that can't be read."""
    return code_of(error) or f"HTTP {status_of(error)}"


def refused_rules(error: SlackApiError) -> str:
    """Which rules of Slack's the blocks break, with their places: Slack repeats no words of the message."""
    metadata = error.response.get("response_metadata") or {}
    rules = error.response.get("errors") or metadata.get("messages") or ["it doesn't say which"]
    return "; ".join(str(rule) for rule in rules)[:LONGEST_RULE]


STATES = (
    ("revoked", REVOKED),
    ("channel", CHANNEL_TROUBLE),
    ("person", PERSON_TROUBLE),
    ("gone", GONE),
)


def _of_answer(error: SlackApiError) -> Outcome:
    code, status = code_of(error), status_of(error)
    if status == 429 or code in WAIT:
        return Outcome("later", code or "ratelimited", _retry_after(error, WAIT.get(code or "", 1.0)))
    if code == "file_not_found":  # Slack has dropped a picture's bytes: they are uploaded again
        return Outcome("later", code)
    if code in MAY_BE_DONE or status >= 500:
        return Outcome("unknown", code or f"HTTP {status}")
    if code is None:
        return Outcome("unknown" if status < 400 else "dead", f"an answer that can't be read (HTTP {status})")
    state = next((state for state, codes in STATES if code in codes), "dead")
    return Outcome(state, code, LONGEST_OUTAGE if state == "revoked" else None)


def status_of(error: SlackApiError) -> int:
    """The HTTP status; the SDK hands on its own response, or aiohttp's where it couldn't read the body."""
    response = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)


def _retry_after(error: SlackApiError, usual: float) -> float:
    """The seconds that Slack asks to wait; a header that can't be read asks for the usual ones."""
    headers = {name.lower(): str(value) for name, value in (error.response.headers or {}).items()}
    asked = headers.get("retry-after", "")
    return float(asked) if asked.isdecimal() else usual
