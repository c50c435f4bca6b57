"""Where answers may go: a response_url is a stranger's word until its host is Slack's."""

from collections.abc import Callable
from urllib.parse import urlsplit

from bot.config import is_loopback

SLACK_HOSTS = ("slack.com", "slack-gov.com")


def answering_only(api_url: str) -> Callable[[str], bool]:
    """Whether an address may be answered: Slack's own over https; this machine's with a local Slack alone."""
    if is_loopback(api_url):
        return is_loopback
    return _is_slacks


def _is_slacks(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_plain = parts.username is None and port in (None, 443)
    known = any(host == each or host.endswith(f".{each}") for each in SLACK_HOSTS)
    return parts.scheme == "https" and is_plain and known
