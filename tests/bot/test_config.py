"""Settings: everything that is missing or malformed is named at once, and nothing secret is shown."""

from pathlib import Path

import pytest

from bot.config import BadSettings, read_settings

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1-2-abc", "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef"}


def test_every_mistake_is_named_at_once() -> None:
    wrong = {
        "SLACK_BOT_TOKEN": "hello",
        "SLACK_APP_TOKEN": "xoxb-no",
        "SLACK_API_URL": "http://slack.example/api/",
        "DATABASE_URL": "mysql://x",
        "PORT": "99999",
        "CASELOAD_POLICY": "/no/such/file.toml",
    }
    with pytest.raises(BadSettings) as refused:
        read_settings(wrong)
    assert [name for name in wrong if name not in str(refused.value)] == []


def test_without_an_app_token_it_is_http_and_needs_the_signing_secret() -> None:
    assert read_settings(GOOD).app_token is None
    with pytest.raises(BadSettings, match="SLACK_SIGNING_SECRET"):
        read_settings({"SLACK_BOT_TOKEN": "xoxb-1-2-abc"})


def test_with_an_app_token_it_is_socket_mode_unless_http_is_asked_for() -> None:
    both = {**GOOD, "SLACK_APP_TOKEN": "xapp-1-abc"}
    assert read_settings(both).app_token == "xapp-1-abc"
    assert read_settings(both, over_http=True).app_token is None
    with pytest.raises(BadSettings, match="SLACK_APP_TOKEN"):
        read_settings(GOOD, over_http=False)


@pytest.mark.parametrize("host", ["127.0.0.1:9000", "localhost:9000", "[::1]:9000"])
def test_a_local_slack_is_allowed_but_never_gets_a_real_workspaces_token(host: str) -> None:
    local = {**GOOD, "SLACK_BOT_TOKEN": "xoxb-local-bot", "SLACK_API_URL": f"http://{host}/api"}
    assert read_settings(local).api_url == f"http://{host}/api/"
    with pytest.raises(BadSettings, match="real workspace"):
        read_settings({**local, "SLACK_BOT_TOKEN": "xoxb-123-456-secret"})


def test_a_policy_with_mistakes_stops_the_start_with_every_mistake(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('version = "x"\nnonsense = 3\n')
    with pytest.raises(BadSettings, match="line 2"):
        read_settings({**GOOD, "CASELOAD_POLICY": str(policy)})


def test_no_token_is_ever_shown() -> None:
    settings = read_settings({**GOOD, "SLACK_APP_TOKEN": "xapp-1-abc"})
    assert "xoxb" not in repr(settings)
    with pytest.raises(BadSettings) as refused:
        read_settings({**GOOD, "PORT": "x", "DATABASE_URL": "postgresql://u:hunter2@h:port/x"})
    assert "hunter2" not in str(refused.value)
    assert "xoxb-1-2-abc" not in str(refused.value)
