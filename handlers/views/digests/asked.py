"""What a digest that somebody asks for says of itself, and of a team that has none yet."""

from datetime import datetime

from handlers.messages import Message
from handlers.views.words import escape, moment_text
from scoring.digest_weeks import DigestDue


def asked_sentence(due: DigestDue, told_at: datetime | None, now: datetime) -> str:
    """For whose eyes it is, and when this week's went out or will; nothing where it couldn't be sent."""
    said = "For your eyes only, with the numbers of this moment."
    if told_at is not None:
        return f"{said} This week's was sent on {moment_text(told_at)}."
    return f"{said} This week's is sent on {moment_text(due.send_at)}." if due.send_at > now else said


def not_started_message(team: str) -> Message:
    """That a team's digest begins with its start."""
    return Message(
        f"{escape(team)} hasn't been started yet, so it has no digest. Its manager starts it with "
        f"/caseload start {escape(team)}; until then /caseload team {escape(team)} shows its caseload."
    )


def not_counted_message(team: str) -> Message:
    """That there are no numbers to tell of yet."""
    return Message(
        f"{escape(team)}'s caseload hasn't been counted yet. It takes a few seconds; "
        "please ask again in a minute."
    )
