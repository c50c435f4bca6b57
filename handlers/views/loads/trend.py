"""How a load has moved, as a message: two charts, the same in words, and the way to the year's picture."""

from collections.abc import Sequence

from handlers.messages import Message
from handlers.views.blocks import actions, button, clip, context, section
from handlers.views.loads.loads import MOST_TEXT
from handlers.views.trends import CHART_WEEKS, course_lines, policy_note, trend_charts, week_by_week
from handlers.views.words import escape, plural, trial_note
from scoring.policy import Policy
from scoring.readings import Subject
from scoring.snapshots import Snapshot

TOO_YOUNG = (
    "there are not yet two weeks to compare. I keep what is carried at the end of each day from now on."
)


def trend_message(
    whose: str, trend: Sequence[Snapshot], year: Sequence[Snapshot], subject: Subject | None, policy: Policy
) -> Message:
    """The last weeks; with a button for the year where more is known than Slack's own chart can show."""
    lines = course_lines(trend)
    if not lines:
        return Message(f"{escape(whose)}: {TOO_YOUNG}")
    title = f"{escape(whose)} over {plural(len(trend), 'week')}, at each week's end"
    notes = policy_note(trend)
    text = clip("\n".join([f"{title}.", *lines, *notes, *week_by_week(trend)]), MOST_TEXT)
    blocks = [section("\n".join([f"*{title}*", *lines])), *trend_charts(trend)]
    if subject is not None and len(year) > CHART_WEEKS:
        value = f"{subject.kind}:{subject.id}"
        blocks.append(actions(button("Send me the year as a picture", "year_picture", value)))
    return Message(text, (*blocks, context(*notes, trial_note(policy))))


def year_message(whose: str) -> Message:
    """What stands above the picture."""
    return Message(f"{escape(whose)} over the year, at each week's end, against what we promised.")
