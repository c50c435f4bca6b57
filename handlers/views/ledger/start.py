"""Starting a team: what will happen, what is still missing, and that it has begun."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handlers.messages import Message
from handlers.views.blocks import actions, button, context, section
from handlers.views.ledger.breaches import BASELINE_LINES
from handlers.views.words import dated_text, escape, trial_note
from scoring.ids import ChannelId, TeamId
from scoring.policy import Policy
from scoring.readings import Line
from scoring.working_time import london_day


@dataclass(frozen=True, slots=True)
class Start:
    """What starting a team would do. `lines` counts what stands over each line now.

    `supervisor` is the name of who gets the team's messages, `reaches` whether they can be written to.
    """

    team: TeamId
    name: str
    lines: Mapping[Line, int]
    channel: ChannelId | None
    supervisor: str | None
    reaches: bool
    is_counted: bool
    policy: Policy


def start_message(start: Start) -> Message:
    """What will happen, what is missing, and the button."""
    name = escape(start.name)
    title = f"Start Caseload Promise in {name}?"
    parts = ["\n".join([*_baseline(start)]), "\n".join([*_where(start)])]
    missing = [*_missing(start)]
    if missing:
        parts.append("\n".join(["*Before you start*", *(f"• {each}" for each in missing)]))
    text = "\n".join([title, *parts]).replace("*", "")
    press = actions(button(f"Start {start.name}", "team_start", str(start.team), "primary"))
    shown = [section(f"*{title}*"), *(section(part) for part in parts), press]
    return Message(text, (*shown, context(trial_note(start.policy))))


def _baseline(start: Start) -> Iterator[str]:
    if not start.is_counted:
        yield "I haven't counted this team yet, so I can't say what stands today; ask again in a minute."
    elif not start.lines:
        yield "Every promise is kept here today, so nothing is opened when you start."
    else:
        number = sum(start.lines.values())
        many = "1 promise is" if number == 1 else f"{number} promises are"
        yield f"{many} not kept today. Each is opened and asks for a plan; one summary tells of all of them:"
        yield from (f"• {BASELINE_LINES[line].format(number=number)}" for line, number in start.lines.items())
        wrong = Line.WRONG_HOLDER in start.lines
        urgent = ", except the supervisor about urgent work in the wrong hands" if wrong else ""
        yield f"Nobody is written to about these one by one{urgent}."


def _where(start: Start) -> Iterator[str]:
    yield "From then on I say when a promise isn't kept, and when it is kept again."
    if start.channel is not None:
        yield f"The team's messages go to <#{start.channel}>."
    who = escape(start.supervisor) if start.supervisor else None
    if who is not None and start.reaches:
        yield f"What concerns one child, and what is urgent, goes to {who} by direct message."


def _missing(start: Start) -> Iterator[str]:
    name = escape(start.name)
    if start.channel is None:
        set_one = f"/caseload people {name}, then “Channel, supervisors, digest”, sets one."
        yield f"{name} has no channel, so its messages go to the supervisor alone. {set_one}"
    if start.supervisor is None:
        asks = "Ask a service manager or an administrator to name one."
        yield f"{name} has no supervisor here, so nobody would be asked for plans. {asks}"
    elif not start.reaches:
        who = escape(start.supervisor)
        yield f"{who} has no confirmed Slack account, so I can't write to them. An administrator confirms it."
    if start.policy.is_trial:
        yield "The figures are trial figures that nobody has agreed yet; every message will say so."


def started_message(name: str, lines: int) -> Message:
    opened = "Every promise is kept today." if not lines else "The summary of where you stand follows."
    return Message(
        f"{escape(name)} has started. {opened} /caseload breaches shows what isn't kept, and its plans."
    )


def already_started_message(name: str, since: datetime, today: date) -> Message:
    """That it was started before, with the year where that isn't this one."""
    day = dated_text(london_day(since), today)
    return Message(f"{escape(name)} was started on {day}, and nothing has changed now.")
