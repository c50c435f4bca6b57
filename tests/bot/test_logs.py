"""Logs without tokens, addresses that can be posted to, or anything somebody typed, whoever writes them."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.config import read_settings
from bot.logs import Redacting, set_up_logs

SECRET = "0123456789abcdef0123456789abcdef"
TOKENS = [
    "xoxb-1234-5678-AbCdEf",
    "xoxe.xoxb-1-MS0yLTUxMjM",
    "xoxp-1-2-3-abc",
    "xapp-1-A01-22-abc",
    SECRET,
]
ADDRESSES = {
    "postgresql://bot:hunter2@db.example/caseload": "hunter2",
    "https://hooks.slack.com/commands/T1/22/SeCrEt": "SeCrEt",
    "https://hooks.slack.com/services/T1/B2/SeCrEt": "SeCrEt",
    "wss://wss.slack.example/link/?ticket=SeCrEt-1&app_id=A1": "SeCrEt-1",
}


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a logger of every level writes by our formatter."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Redacting([SECRET]))
    logger = logging.getLogger("bot.written")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield out
    logger.removeHandler(handler)


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_is_taken_out_of_any_line(written: io.StringIO, token: str) -> None:
    logging.getLogger("bot.written").warning(
        "calling with %s and %r", token, {"Authorization": f"Bearer {token}"}
    )
    assert token not in written.getvalue()
    assert written.getvalue().count("[token]") + written.getvalue().count("[secret]") == 2


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_lets_somebody_in_is_taken_out_of_addresses(written: io.StringIO, address: str) -> None:
    logging.getLogger("bot.written").error("can't reach %s", address)
    assert ADDRESSES[address] not in written.getvalue()


def test_an_error_is_told_without_its_message_or_that_of_its_cause(written: io.StringIO) -> None:
    try:
        try:
            raise ValueError("AB-1234 for Peggy")
        except ValueError as cause:
            raise LookupError(f"xoxb-1-2-abc {cause}") from cause
    except LookupError:
        logging.getLogger("bot.written").exception("it failed")
    assert "LookupError (its message is left out)" in written.getvalue()
    assert "Peggy" not in written.getvalue()


def test_what_ends_the_process_is_told_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    root, hook = logging.getLogger(), sys.excepthook
    before, level = root.handlers[:], root.level
    try:
        set_up_logs(secrets=[SECRET])
        sys.excepthook(ValueError, ValueError(f"{SECRET} and AB-1234"), None)
    finally:
        root.handlers[:], sys.excepthook = before, hook
        root.setLevel(level)
    told = capsys.readouterr().err
    assert "stopped by a fault" in told
    assert SECRET not in told
    assert "AB-1234" not in told


def test_every_secret_of_the_settings_is_known_to_the_logs() -> None:
    settings = read_settings(
        {
            "SLACK_BOT_TOKEN": "xoxb-1-2-abc",
            "SLACK_APP_TOKEN": "xapp-1-abc",
            "SLACK_SIGNING_SECRET": SECRET,
            "DATABASE_URL": "postgresql://bot:hunter2@db.example/caseload",
        }
    )
    assert settings.secrets == ["xoxb-1-2-abc", "xapp-1-abc", SECRET, "hunter2"]
    assert "hunter2" not in repr(settings.database_url)
