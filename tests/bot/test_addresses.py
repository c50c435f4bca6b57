"""Where answers may go: to Slack's hosts, or with a local Slack to this machine; nowhere else."""

import pytest

from bot.addresses import answering_only
from bot.config import SLACK_API

SLACK = "https://hooks.slack.com/commands/T1/2/abc"
GOV = "https://hooks.slack-gov.com/actions/T1/2/abc"
LOCAL = "http://127.0.0.1:9000/responses/1"
ELSEWHERE = [
    "", "nonsense", "http://[", "ftp://hooks.slack.com/x", "http://hooks.slack.com/x", "https://evil.example/x",
    "https://hooks.slack.com.evil.example/x", "https://evilslack.com/x", "https://hooks.slack.com@evil.example/",
    "https://me:pw@hooks.slack.com/", "https://hooks.slack.com:8443/x", "https://169.254.169.254/latest",
    "http://localhost@evil.example/", "http://localhost.evil.example/", "file:///etc/passwd", "//127.0.0.1/x",
]  # fmt: skip


@pytest.mark.parametrize("url", [SLACK, GOV])
def test_slacks_own_addresses_are_answered(url: str) -> None:
    assert answering_only(SLACK_API)(url)


@pytest.mark.parametrize("url", [*ELSEWHERE, LOCAL])
def test_nothing_goes_to_an_address_that_is_not_slacks(url: str) -> None:
    assert not answering_only(SLACK_API)(url)


@pytest.mark.parametrize("url", [*ELSEWHERE, SLACK])
def test_a_bot_on_a_local_slack_answers_on_this_machine_alone(url: str) -> None:
    assert answering_only("http://127.0.0.1:9000/api/")(LOCAL)
    assert not answering_only("http://127.0.0.1:9000/api/")(url)
