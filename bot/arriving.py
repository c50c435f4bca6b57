"""What Slack sends over HTTP, looked at before anything reads it: size, haste, signature, and only once.

Source: docs.slack.dev/authentication/verifying-requests-from-slack, which asks to refuse what is older than
five minutes against replays. Within those minutes the same signed bytes are taken once.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

MOST_BYTES = 1_000_000
"""Slack's largest requests are forms of up to 250 kB."""

MOST_THROWN_AWAY = 4_000_000

READING_SECONDS = 5.0
"""How long the body may take to come; Slack gives up on the whole request after three."""

REMEMBERED_SECONDS = 601.0
"""A signature counts for five minutes before and after its time, so it may come again for ten."""

STAMP, SIGNATURE = "x-slack-request-timestamp", "x-slack-signature"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A request that Slack signed and that hasn't come before; `delivery` stands for these very bytes."""

    body: bytes
    delivery: str


@dataclass
class Arrivals:
    """Lets in what Slack signed, once. `seconds` only ever grow.

    Raises ValueError without a signing secret: everybody could sign with an empty one.
    """

    signing_secret: str = field(repr=False)
    seconds: Callable[[], float]
    reading_seconds: float = READING_SECONDS
    _seen: dict[str, float] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self.signing_secret:
            raise ValueError("Slack's requests can't be checked without a signing secret.")
        self._verifier = SignatureVerifier(self.signing_secret)

    async def let_in(self, request: Request) -> Arrived | Response:
        """The request, or the answer to one that isn't let in; a replayed one is answered with nothing."""
        if not (request.headers.get(STAMP) and request.headers.get(SIGNATURE)):
            return _refused(401, "not signed by Slack")
        if _said_length(request.headers) > MOST_BYTES:
            return _refused(413, "too large")
        try:
            async with asyncio.timeout(self.reading_seconds):
                body = await _read(request)
        except TimeoutError:
            return _refused(408, "too slow")
        except ClientDisconnect:
            return _refused(400, "not all of it came")
        if body is None:
            return _refused(413, "too large")
        if not _is_signed(self._verifier, body, request.headers):
            return _refused(401, "not signed by Slack")
        delivery = _delivery_of(body, request.headers)
        return Arrived(body, delivery) if self._is_first(delivery) else Response()

    def forget(self, arrived: Arrived) -> None:
        """It could not be done, and Slack sends it again: the first time at once, maybe as the same bytes."""
        self._seen.pop(arrived.delivery, None)

    def _is_first(self, delivery: str) -> bool:
        """Whether these bytes haven't come before; what came too long ago to count is forgotten."""
        now = self.seconds()
        while self._seen and next(iter(self._seen.values())) < now - REMEMBERED_SECONDS:
            self._seen.pop(next(iter(self._seen)))
        if delivery in self._seen:
            return False
        self._seen[delivery] = now
        return True


def _refused(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status_code=status, headers={"Connection": "close"})


def _said_length(headers: Mapping[str, str]) -> int:
    """How long the body says it is; 0 where it doesn't say. What h11 lets through is a number."""
    said = headers.get("content-length", "0")
    return int(said) if said.isdecimal() else 0


async def _read(request: Request) -> bytes | None:
    """The body, None if it is larger than anything Slack sends; never more of it than that is kept.

    A little more is read and thrown away: who is cut off while sending doesn't hear why.
    """
    body, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > MOST_THROWN_AWAY:
            return None
        if length <= MOST_BYTES:
            body += chunk
    return None if length > MOST_BYTES else bytes(body)


def _is_signed(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    """Whether Slack signed it within the last five minutes; whatever can't be read isn't."""
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (ValueError, TypeError, OverflowError):
        return False


def _delivery_of(body: bytes, headers: Mapping[str, str]) -> str:
    """What stands for these bytes at this time; made from what was signed, so no header changes it.

    A signature can be written in several ways that all are valid; its message can't.
    """
    return hashlib.sha256(headers[STAMP].strip().encode() + b":" + body).hexdigest()
