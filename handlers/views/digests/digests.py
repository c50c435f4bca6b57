"""The team's weekly digest for its channel: numbers, and never a name or a child's reference."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from handlers.messages import Message
from handlers.views.blocks import clip, context, header, section
from handlers.views.digests.words import (
    MOST_TEXT,
    Part,
    capital,
    change_text,
    day_or_past,
    first_few,
    lateness_lines,
    note_lines,
    week_text,
)
from handlers.views.trends import policy_note, trend_charts, week_by_week
from handlers.views.words import day_text, escape, plural, trial_note
from scoring.case_words import KIND_COUNTED, children_text, counted
from scoring.digest import PlanDue, TeamDigest
from scoring.kept import Kept, Window
from scoring.load import TeamLoad
from scoring.plans import PLAN_WORDS
from scoring.policy import Policy
from scoring.readings import SubjectKind
from scoring.snapshots import Snapshot
from scoring.tenths import exact_text, round_half_up, short_text
from scoring.working_time import london_day

MOST_PLANS = 8
PLANS_FOR = {
    SubjectKind.WORKER: "For a colleague",
    SubjectKind.TEAM: "For the team",
    SubjectKind.CASE: "For a child",
}
HIDDEN = (
    "Not shown, so that no child can be recognised: {kinds}. We hide a number when it is fewer than {small}, "
    "and the next smallest with it."
)
NO_CHANNEL = (
    "{team} has no channel that I know of, so this comes to you instead. Once an administrator has named "
    "one, the whole team can read it there."
)


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """A team's digest with what it is drawn beside: `trend` is one day's end a week, the earliest first."""

    name: str
    digest: TeamDigest
    since: datetime
    kept: Kept | None
    trend: Sequence[Snapshot] = ()


def team_digest_message(
    picture: TeamPicture, today: date, policy: Policy, has_channel: bool, asked: str = ""
) -> Message:
    """The digest as the team reads it; without a channel its supervisor does, and is told why.

    `asked` is what it says of itself where somebody asks for it, instead of how late it is.
    """
    digest = picture.digest
    title = f"{picture.name}, {week_text(digest.due)}"
    opening = [promise_sentence(digest), *([asked] if asked else lateness_lines(digest.due, today))]
    if not has_channel:
        opening.append(NO_CHANNEL.format(team=escape(picture.name)))
    parts = [part for part in _parts(picture, policy) if part.lines]
    notes = [*kinds_notes(digest.kinds, policy), trial_note(policy)]
    notes = [*policy_note(picture.trend), *notes]
    text = [f"{escape(title)}.", *opening, *(part.text for part in parts), *notes]
    text += week_by_week(picture.trend)
    blocks = [header(title), section("\n".join(opening)), *(part.block for part in parts)]
    said = clip("\n\n".join(text), MOST_TEXT)
    return Message(said, (*blocks, *trend_charts(picture.trend), context(*notes)))


def promise_sentence(digest: TeamDigest) -> str:
    """ "We are not keeping our promise to two colleagues." """
    people = {note.subject for note in digest.standing if note.subject.kind is SubjectKind.WORKER}
    if people:
        return f"We are not keeping our promise to {counted(len(people), ('colleague', 'colleagues'))}."
    if digest.standing:
        return "We are keeping our promise to every colleague, but not all of our promises: see below."
    return "We are keeping our promise to every colleague."


def kinds_notes(kinds: Mapping[str, int | None], policy: Policy) -> list[str]:
    """The children by kind, as far as no child can be recognised by it."""
    nouns = {kind.value: words for kind, words in KIND_COUNTED.items()}
    shown = [f"{number} {nouns[kind][number != 1]}" for kind, number in kinds.items() if number]
    hidden = [nouns[kind][1] for kind, number in kinds.items() if number is None]
    notes = [f"By kind: {' · '.join(shown)}."] if shown else []
    if hidden:
        notes.append(HIDDEN.format(kinds=", ".join(hidden), small=policy.small_number))
    return notes


def _parts(picture: TeamPicture, policy: Policy) -> Iterable[Part]:
    digest, since = picture.digest, day_text(london_day(picture.since))
    yield Part("The team now", list(_load_lines(digest, policy)))
    yield Part("Not kept at the moment", note_lines(digest.standing, "for"))
    yield Part(f"New since {since}", note_lines(digest.opened))
    yield Part(f"Kept again since {since}", note_lines(digest.closed, "after"))
    yield Part("Our promise day by day", _kept_lines(picture.kept))
    yield Part("Plans", first_few([_plan_line(due) for due in digest.plans_due], MOST_PLANS))


def _load_lines(digest: TeamDigest, policy: Policy) -> Iterable[str]:
    load = digest.load
    yield _children_line(load)
    yield _points_line(load)
    if digest.change is not None:
        yield f"{capital(change_text(digest.change))}."
    yield _waiting_line(load.waiting)
    # A 0 is left out like a number that may not show yet: its absence would tell of somebody's.
    if digest.nobody_there:
        yield f"{capital(_have(digest.nobody_there))} nobody there for them at the moment."
    if policy.average_range is not None and load.average is not None:
        yield _average_line(load.average, digest.is_over_average, policy.average_range)


def _children_line(load: TeamLoad) -> str:
    if load.over_children:
        over = load.children - load.promise
        return f"{children_text(load.children)}; we promised {load.promise}, so that is {over} too many."
    return f"{children_text(load.children)}, within the {load.promise} we promised."


def _points_line(load: TeamLoad) -> str:
    points, bandwidth = short_text(load.points), short_text(load.bandwidth)
    if load.over_points:
        over = short_text(load.points - load.bandwidth)
        return f"{points} points against a bandwidth of {bandwidth}, so that is {over} too many."
    return f"{points} points, within the bandwidth of {bandwidth}."


def _waiting_line(waiting: int) -> str:
    if not waiting:
        return "No child is waiting for a worker."
    return f"{waiting} of these children {'is' if waiting == 1 else 'are'} waiting for a worker."


def _have(children: int) -> str:
    return f"{children_text(children)} {'has' if children == 1 else 'have'}"


def _average_line(average: Fraction, is_over: bool, wanted: tuple[int, int]) -> str:
    low, high = (short_text(each) for each in wanted)
    number = exact_text(round_half_up(average * 10))
    where = f"above our range of {low} to {high}" if is_over else f"our range is {low} to {high}"
    return f"On average {number} children for each full-time social worker; {where}."


def _kept_lines(kept: Kept | None) -> list[str]:
    if kept is None:
        return []
    number = int(kept.rate * kept.days)
    return [
        f"Counting each day of each colleague who wasn't wholly away, {_days_text(kept.window)}: we kept our "
        f"promise on {number} of {plural(kept.days, 'day')}."
    ]


def _days_text(window: Window) -> str:
    first, last = (f"{day.day} {day:%B}" for day in (window.first, window.last))
    return f"on {last}" if window.first == window.last else f"from {first} to {last}"


def _plan_line(due: PlanDue) -> str:
    what = PLAN_WORDS[due.plan.code]
    return f"{PLANS_FOR[due.subject.kind]}: {what}; {day_or_past(due.plan.by_when, due.is_past)}."
