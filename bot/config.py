"""Settings from the environment: every missing or malformed one is named at once, at start."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import URL

from bot.bank_holidays import GOV_UK
from scoring.errors import BadFile, CaseloadError
from scoring.policy_file import read_policy
from storage.database import DEFAULT_URL, read_url
from storage.policies import default_policy_text

SLACK_API = "https://slack.com/api/"
REAL_TOKEN = re.compile(r"^xox[bp]-\d+-\d+-")
"""The shape of a real workspace's token, which must never leave for a local test Slack."""


STOP_SECONDS = 20
"""How long a stop may take: less than the 30 seconds after which most platforms kill."""


class BadSettings(CaseloadError):
    """Something in the environment is missing or malformed; `problems` has a sentence for each."""

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__("\n".join([message, *(f"  • {problem}" for problem in problems)]))
        self.problems = tuple(problems) or (message,)


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """Everything the environment says. It has no `repr`, so that no log shows a token."""

    bot_token: str
    app_token: str | None
    signing_secret: str | None
    api_url: str
    database_url: URL
    port: int
    policy_text: str
    heartbeat_url: str | None = None
    log_format: str = "words"
    stop_seconds: int = STOP_SECONDS
    bank_holidays_url: str | None = None

    @property
    def secrets(self) -> list[str]:
        """What no log and no answer may ever show."""
        password = self.database_url.password
        found = (self.bot_token, self.app_token, self.signing_secret, str(password) if password else None)
        return [each for each in (*found, self.heartbeat_url) if each]


def read_settings(environment: Mapping[str, str], over_http: bool | None = None) -> Settings:
    """The settings for `caseload run`; `over_http` None means that the app token decides.

    Raises BadSettings that names every missing or malformed setting and what it should be.
    """
    problems: list[str] = []
    values = {name: environment.get(name, "").strip() for name in READERS}
    read = {name: _read(reader, values[name], problems) for name, reader in READERS.items()}
    http = not values["SLACK_APP_TOKEN"] if over_http is None else over_http
    if http and not values["SLACK_SIGNING_SECRET"]:
        problems.append(
            "SLACK_SIGNING_SECRET is missing: Basic Information › App Credentials shows it. "
            "For Socket Mode set SLACK_APP_TOKEN instead."
        )
    if not http and not values["SLACK_APP_TOKEN"]:
        problems.append("SLACK_APP_TOKEN is missing: Socket Mode needs an app-level token (xapp-…).")
    if is_loopback(values["SLACK_API_URL"]) and REAL_TOKEN.match(values["SLACK_BOT_TOKEN"]):
        problems.append("SLACK_BOT_TOKEN is a real workspace's; it is never sent to a local SLACK_API_URL.")
    if problems:
        raise BadSettings("I can't start yet:", problems)
    return Settings(
        bot_token=values["SLACK_BOT_TOKEN"],
        app_token=None if http else values["SLACK_APP_TOKEN"],
        signing_secret=values["SLACK_SIGNING_SECRET"] or None,
        api_url=str(read["SLACK_API_URL"]),
        database_url=read_url(values["DATABASE_URL"] or DEFAULT_URL),
        port=int(str(read["PORT"])),
        policy_text=str(read["CASELOAD_POLICY"]),
        heartbeat_url=values["HEARTBEAT_URL"] or None,
        log_format=str(read["LOG_FORMAT"]),
        stop_seconds=int(str(read["STOP_SECONDS"])),
        bank_holidays_url=str(read["BANK_HOLIDAYS_URL"]) or None,
    )


def read_database_url(environment: Mapping[str, str]) -> URL:
    """Where the database is, for the commands that need nothing else; BadSettings if it can't be read."""
    try:
        return read_url(environment.get("DATABASE_URL", "").strip() or DEFAULT_URL)
    except ValueError as problem:
        raise BadSettings(str(problem)) from None


def _read(reader: Callable[[str], object], value: str, problems: list[str]) -> object:
    try:
        return reader(value)
    except (ValueError, BadFile) as problem:
        problems.append(str(problem))
        return None


def _bot_token(value: str) -> str:
    if not value.startswith("xoxb-"):
        raise ValueError("SLACK_BOT_TOKEN is missing: OAuth & Permissions shows it, it begins with xoxb-.")
    return value


def _app_token(value: str) -> str:
    if value and not value.startswith("xapp-"):
        raise ValueError("SLACK_APP_TOKEN must begin with xapp- (an app-level token with connections:write).")
    return value


def _signing_secret(value: str) -> str:
    if value and not re.fullmatch(r"[0-9A-Za-z_-]{16,}", value):
        raise ValueError("SLACK_SIGNING_SECRET must be the 32 letters and digits under App Credentials.")
    return value


def _api_url(value: str) -> str:
    if not value:
        return SLACK_API
    if urlsplit(value).scheme != "https" and not is_loopback(value):
        raise ValueError("SLACK_API_URL must begin with https://, or be on this machine (http://127.0.0.1…).")
    return value if value.endswith("/") else value + "/"


def _database_url(value: str) -> str:
    read_url(value or DEFAULT_URL)
    return value


def _port(value: str) -> int:
    if not value:
        return 3000
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise ValueError("PORT must be a whole number from 1 to 65535.")
    return int(value)


def _policy(value: str) -> str:
    if not value:
        return default_policy_text()
    try:
        text = Path(value).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"CASELOAD_POLICY names {value}, which can't be read as a text file.") from None
    read_policy(text)
    return text


def _heartbeat_url(value: str) -> str:
    """It is a secret (who has it can say that all is well), so it isn't repeated."""
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("HEARTBEAT_URL must begin with https:// (or http://) and name a host.")
    return value


def _log_format(value: str) -> str:
    if value not in ("", "words", "json"):
        raise ValueError("LOG_FORMAT must be words or json.")
    return value or "words"


def _stop_seconds(value: str) -> int:
    if not value:
        return STOP_SECONDS
    if not value.isdecimal() or not 1 <= int(value) <= 600:
        raise ValueError("STOP_SECONDS must be a whole number of seconds from 1 to 600.")
    return int(value)


def _bank_holidays_url(value: str) -> str:
    """gov.uk's list unless another is named; "" where none is to be fetched."""
    if value == "off":
        return ""
    if value and urlsplit(value).scheme != "https" and not is_loopback(value):
        raise ValueError("BANK_HOLIDAYS_URL must begin with https://, or be off: then nothing is fetched.")
    return value or GOV_UK


READERS: Mapping[str, Callable[[str], object]] = {
    "SLACK_BOT_TOKEN": _bot_token,
    "SLACK_APP_TOKEN": _app_token,
    "SLACK_SIGNING_SECRET": _signing_secret,
    "SLACK_API_URL": _api_url,
    "DATABASE_URL": _database_url,
    "PORT": _port,
    "CASELOAD_POLICY": _policy,
    "HEARTBEAT_URL": _heartbeat_url,
    "LOG_FORMAT": _log_format,
    "STOP_SECONDS": _stop_seconds,
    "BANK_HOLIDAYS_URL": _bank_holidays_url,
}


def is_loopback(url: str) -> bool:
    """Whether an address is plain HTTP on this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme != "http" or parts.username is not None:
            return False
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
