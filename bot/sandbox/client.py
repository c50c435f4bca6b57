"""What Slack's client offers a person: everything they can do, and everything they can see."""

from bot.sandbox.forms import Forms
from bot.sandbox.looks import Looks


class Client(Forms, Looks):
    """Acting and looking, for a front such as the page that stands before the local Slack."""
