"""Sending signed slash commands over kept-alive connections, with as little of its own as can be."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.sandbox.slack import SIGNING_SECRET
from tests.benchmarks.council_rows import WORKSPACE
from tests.benchmarks.late import LateAnswers, read_message, text_of

LATER = "I'm working on it."
SIGN = SignatureVerifier(SIGNING_SECRET)


@dataclass(frozen=True, slots=True)
class Order:
    """One allocation to ask for: who asks, for which new case, and who is to lead it."""

    user: str
    reference: str
    mentioned: str
    worker: int

    def body(self, response_url: str) -> bytes:
        """Slack's form for the slash command."""
        return urlencode(
            {
                "token": "unused",
                "team_id": WORKSPACE,
                "team_domain": "council",
                "channel_id": "C000000001",
                "channel_name": "team-1",
                "user_id": self.user,
                "user_name": self.user.lower(),
                "command": "/allocate",
                "text": f"{self.reference} cin <@{self.mentioned}>",
                "api_app_id": "A0LOCAL01",
                "is_enterprise_install": "false",
                "response_url": response_url,
                "trigger_id": "1.2.3",
            }
        ).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and after how many milliseconds."""

    order: Order
    status: int
    text: str
    milliseconds: float

    @property
    def is_done(self) -> bool:
        """Whether it says that the case is with somebody now."""
        return self.status == 200 and self.text.startswith(f"{self.order.reference} is with ")

    @property
    def is_late(self) -> bool:
        """Whether it only says that the answer follows."""
        return self.status == 200 and self.text.startswith(LATER)


@dataclass(frozen=True, slots=True)
class Turn:
    """Some orders sent to one server, with how long it took until everything was answered, late or not."""

    answers: list[Answer]
    seconds: float
    late: list[str]

    @property
    def per_second(self) -> float:
        return len(self.answers) / self.seconds

    def percentile(self, percent: float) -> float:
        """Milliseconds within which that many per cent were answered."""
        times = sorted(answer.milliseconds for answer in self.answers)
        return times[min(int(len(times) * percent / 100), len(times) - 1)]


async def send(port: int, orders: list[Order], clients: int) -> Turn:
    """Send all of them: each client has one connection and asks again as soon as it is answered."""
    waiting = iter(orders)
    async with LateAnswers() as late:
        started = time.perf_counter()
        answers = await asyncio.gather(*(_client(port, waiting, late.url) for _ in range(clients)))
        every = [answer for some in answers for answer in some]
        await late.wait_for(sum(answer.is_late for answer in every))
        seconds = time.perf_counter() - started
        return Turn(every, seconds, late.texts)


async def _client(port: int, waiting: Iterator[Order], late_url: str) -> list[Answer]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for order in waiting:
        body = order.body(late_url)
        stamp = str(int(time.time()))
        signature = SIGN.generate_signature(timestamp=stamp, body=body)
        started = time.perf_counter()
        writer.write(_head(len(body), stamp, str(signature)) + body)
        status, answer = await read_message(reader)
        taken = (time.perf_counter() - started) * 1000
        answers.append(Answer(order, int(status.split(" ")[1]), text_of(answer), taken))
    writer.close()
    return answers


def _head(length: int, stamp: str, signature: str) -> bytes:
    return (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {length}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\n\r\n"
    ).encode()
