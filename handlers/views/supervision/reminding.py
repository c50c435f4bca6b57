"""The reminder that supervision is due, to whoever supervises: each person with the button to record it."""

from collections.abc import Sequence
from datetime import date

from handlers.messages import Message
from handlers.views.blocks import context, section
from handlers.views.digests.words import MOST_TEXT, fitting
from handlers.views.supervision.recording import record_worker_button
from handlers.views.supervision.supervision import row_text
from handlers.views.words import trial_note
from scoring.case_words import counted
from scoring.policy import Policy
from scoring.supervision import Supervised

MOST_SHOWN = 40
"""People with a button each; a message has fifty blocks."""
REST = "And {number} more: /caseload supervision shows everybody's."
HINT = (
    "Recording it takes the day and the minutes, nothing of what was said. I write again in a week about "
    "whoever is still due; sooner, all in one message, if somebody else's is due before."
)


def reminder_message(due: Sequence[Supervised], today: date, policy: Policy) -> Message:
    """Whose supervision is due or overdue, the longest first."""
    title = _title(due, today)
    shown = due[:MOST_SHOWN]
    blocks = [section(f"*{title}*")]
    blocks += [section(row_text(each), record_worker_button(each.worker.id)) for each in shown]
    rest = [REST.format(number=len(due) - len(shown))] if len(due) > len(shown) else []
    blocks.append(context(*rest, HINT, trial_note(policy)))
    room = MOST_TEXT - len(title) - len(HINT) - 2
    spoken = fitting([row_text(each) for each in due], room, REST)
    return Message("\n".join([title, *spoken, HINT]), tuple(blocks))


def _title(due: Sequence[Supervised], today: date) -> str:
    """ "Supervision: one colleague's is due today, two colleagues' are overdue."."""
    fresh = sum(each.standing.due_on == today for each in due)
    late = len(due) - fresh
    parts = [
        f"{counted(number, ('colleague’s is', 'colleagues’ are'))} {what}"
        for number, what in ((fresh, "due today"), (late, "overdue"))
        if number
    ]
    return f"Supervision: {' and '.join(parts)}."
