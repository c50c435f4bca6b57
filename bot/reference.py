"""The README's references, made from the routes and the manifest."""

from bot.manifest import EVENTS, SCOPES
from handlers.messages import Command
from handlers.routes import ROUTES


def command_table() -> str:
    """One Markdown row for each slash command, in the order of the routes."""
    rows = [route for route in ROUTES if route.entry is Command and route.usage]
    return "\n".join(f"| `{route.usage.replace('|', chr(92) + '|')}` | {route.summary} |" for route in rows)


def permission_table() -> str:
    """One Markdown row for each scope and each event the manifest asks for, with its reason."""
    return "\n".join(f"| `{name}` | {reason} |" for name, reason in (*SCOPES.items(), *EVENTS.items()))
