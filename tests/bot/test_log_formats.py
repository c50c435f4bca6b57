"""Logs: one line each, with the request's number; no token, no reference, nothing anybody typed."""

import asyncio
import json
import logging
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.logs import FORMATS
from handlers.reception.numbers import NUMBER
from handlers.reception.threads import in_thread


def record(name: str, message: str, *parts: object, error: Exception | None = None) -> logging.LogRecord:
    told = None
    if error is not None:
        try:
            raise error
        except type(error):
            told = sys.exc_info()
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, message, parts, told)


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abcDEF", "xapp-1-A0-9-ff", "https://user:hunter2@proxy.example/",
        "postgresql+psycopg://caseload:hunter2@db/x",
    ],
)  # fmt: skip
def test_no_token_or_password_is_ever_logged(log_format: str, secret: str) -> None:
    written = FORMATS[log_format]().format(record("bot.x", "calling %s", secret, error=ValueError(secret)))
    assert "[token]" in written
    assert not any(part in written for part in ("abcDEF", "9-ff", "hunter2"))


@pytest.mark.parametrize("log_format", FORMATS)
def test_what_an_error_was_about_is_left_out(log_format: str) -> None:
    written = FORMATS[log_format]().format(record("bot.x", "it failed", error=ValueError("no case AB-1234")))
    assert "ValueError" in written
    assert "AB-1234" not in written


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize(
    "message",
    [
        "Failed to run listener function (error: no case AB-1234)",
        "Task exception was never retrieved\nfuture: <Task exception=ValueError('AB-1234')>",
        "unexpected payload: {'text': 'AB-1234'}",
    ],
)
def test_of_what_a_library_says_only_the_beginning_is_kept(log_format: str, message: str) -> None:
    written = FORMATS[log_format]().format(record("slack_bolt", message))
    assert message.split(" ")[0] in written
    assert "AB-1234" not in written


async def test_the_number_of_a_request_goes_along_into_its_thread() -> None:
    NUMBER.set("abc123")
    said = record("handlers.x", "one could not be read")
    with ThreadPoolExecutor(1) as threads:
        in_json, in_words = await asyncio.gather(
            in_thread(threads, lambda: FORMATS["json"]().format(said)),
            in_thread(threads, lambda: FORMATS["words"]().format(said)),
        )
    assert json.loads(in_json)["request"] == "abc123"
    assert in_words.endswith("request=abc123")


def test_a_json_line_is_one_object_with_its_moment() -> None:
    written = FORMATS["json"]().format(record("bot.run", "ready over %s,\non port %s", "HTTP", 3000))
    assert "\n" not in written
    told = json.loads(written)
    assert (told["level"], told["logger"], told["message"]) == (
        "error",
        "bot.run",
        "ready over HTTP,\non port 3000",
    )
    assert told["at"].endswith("+00:00")


@pytest.mark.parametrize("log_format", FORMATS)
def test_a_setting_that_is_a_secret_is_taken_out_as_it_is(log_format: str) -> None:
    written = FORMATS[log_format](["8f742231b10e"]).format(record("bot.x", "signed with %s", "8f742231b10e"))
    assert "[secret]" in written
    assert "8f742231b10e" not in written
