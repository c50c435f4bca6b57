"""What Slack calls whatever it refuses."""

from slack_sdk.errors import SlackApiError


def code_of(error: SlackApiError) -> str | None:
    """Slack's name for what is wrong; None for an answer that can't be read."""
    data = getattr(error.response, "data", None)
    return str(data["error"]) if isinstance(data, dict) and data.get("error") else None
