"""What Slack's assistant says first, and the questions it offers."""

from handlers.messages import Message, Prompts
from handlers.views.words import escape

MANAGER = (
    ("What needs me?", "What needs me today?"),
    ("Who has room?", "Who has room?"),
    ("How is my team doing?", "How is my team doing?"),
    ("Which promises aren't kept?", "Which promises are we not keeping?"),
)
WORKER = (
    ("How is my caseload?", "How is my caseload?"),
    ("What needs me?", "What needs me today?"),
    ("When is my supervision?", "When is my supervision due?"),
    ("I need to talk", "I need to talk about my caseload"),
)


def greeting_prompts(name: str, looks_after: bool) -> Prompts:
    """A greeting by first name, with four questions that suit who is asking."""
    text = (
        f"Hello {escape(name.split(' ')[0])}. Ask me about caseloads in your own words. I know cases by "
        "their reference; please never tell me the name of a child or a family."
    )
    return Prompts(Message(text), MANAGER if looks_after else WORKER)
