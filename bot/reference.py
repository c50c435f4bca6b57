"""The README's command reference, made from the routes."""

from handlers.messages import Command
from handlers.routes import ROUTES


def command_table() -> str:
    """One Markdown row for each slash command, in the order of the routes."""
    rows = [route for route in ROUTES if route.entry is Command and route.usage]
    return "\n".join(f"| `{route.usage.replace('|', chr(92) + '|')}` | {route.summary} |" for route in rows)
