"""Text from people in what Slack reads as mrkdwn: shown as it is, and nothing else.

Source: docs.slack.dev/messaging/formatting-message-text, "Escaping text".
"""


def escape(text: str) -> str:
    """Text from people, so that Slack shows it and does nothing else with it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
