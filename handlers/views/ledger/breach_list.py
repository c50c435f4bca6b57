"""The promises that aren't being kept now: since when, how far, and what is planned, the longest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.messages import Block, Message
from handlers.views.blocks import actions, clip, context, section
from handlers.views.ledger.breaches import LEVEL_WORDS, broken_sentence, next_button, plan_note
from handlers.views.ledger.periods import Scope, history_select
from handlers.views.ledger.relief import step_notes
from handlers.views.loads.loads import MOST_TEXT, kept_sentence
from handlers.views.words import dated_moment, duration_text, escape, listed, trial_note
from scoring.breaches import Breach, Cause, Level, settles_at
from scoring.ids import BreachId
from scoring.kept import Kept
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject
from scoring.working_time import london_day
from storage.plans import PlanRecord, StepRecord

MOST_SHOWN = 20

LINE_NOUNS: Mapping[Line, str] = {
    Line.CHILDREN: "children",
    Line.POINTS: "points",
    Line.AVERAGE: "the average",
    Line.NOBODY_THERE: "nobody there",
    Line.WRONG_HOLDER: "who leads it",
    Line.WAITING_TOO_LONG: "waiting",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One subject whose promise isn't kept: `said` is the sentence of a case, None for others."""

    subject: Subject
    whom: str
    lines: Sequence[Breach]
    readings: Mapping[Line, Reading]
    said: str | None = None


@dataclass(frozen=True, slots=True)
class BreachList:
    """What the list shows.

    `steps` are those of each plan, `kept` is the rate by whom it is told of, `scope` whose history can be
    chosen under it.
    """

    title: str
    items: Sequence[Item]
    plans: Mapping[BreachId, PlanRecord]
    steps: Mapping[int, Sequence[StepRecord]]
    kept: Sequence[tuple[str, Kept]]
    plans_by: bool
    scope: Scope | None
    now: datetime
    policy: Policy


def breaches_message(shown: BreachList) -> Message:
    """The list, with a button to make a plan for those who make them."""
    head = title_sentence(shown)
    kept = [kept_sentence(who, rate) for who, rate in shown.kept]
    items = [(each, item_text(each, shown)) for each in shown.items[:MOST_SHOWN]]
    rest = len(shown.items) - len(items)
    more = [f"and {rest} more; /caseload breaches and a team's name shows fewer at once."] if rest > 0 else []
    room = MOST_TEXT - sum(len(each) + 1 for each in (head, *more, *kept))
    listing = [clip("\n".join(said for _, said in items), room)] if items else []
    text = "\n".join([head, *listing, *more, *kept])
    blocks: list[Block] = [section("\n".join([f"*{head}*", *kept]))]
    for each, said in items:
        blocks.append(section(said, _button(each, shown) if shown.plans_by else None))
    if shown.scope is not None:
        blocks.append(actions(history_select(shown.scope)))
    return Message(text, (*blocks, context(*more, trial_note(shown.policy))))


def _button(item: Item, shown: BreachList) -> Block:
    plans = [shown.plans.get(line.id) for line in item.lines if not line.is_settling]
    return next_button(item.subject, plans, shown.now, shown.policy)


def title_sentence(shown: BreachList) -> str:
    """ "North: 3 promises are not being kept." """
    if not shown.items:
        return f"{shown.title}: every promise is being kept today."
    number = len(shown.items)
    return f"{shown.title}: {number} {'promise is' if number == 1 else 'promises are'} not being kept."


def item_text(item: Item, shown: BreachList) -> str:
    """One subject: what isn't kept, since when, and what is planned."""
    said = item.said or broken_sentence(item.whom, item.lines, item.readings)
    if all(each.is_settling for each in item.lines) and item.said is None:
        said = f"Our promise to {escape(item.whom)} is being kept again."
    ids = dict.fromkeys(shown.plans[line.id].id for line in item.lines if line.id in shown.plans)
    steps = [note for id_ in ids for note in step_notes(shown.steps.get(id_, ()))]
    return "\n".join([said, *standing_notes(item.lines, shown.plans, shown.policy, shown.now), *steps])


def standing_notes(
    lines: Iterable[Breach], plans: Mapping[BreachId, PlanRecord], policy: Policy, now: datetime
) -> list[str]:
    """Since when each line isn't kept and what is planned; lines with the same story share a sentence."""
    stories: dict[str, list[str]] = {}
    for breach in lines:
        story = _story(breach, plans.get(breach.id), policy, now)
        stories.setdefault(story, []).append(LINE_NOUNS[breach.line])
    if len(stories) == 1:
        return [capital(story) for story in stories]
    return [f"On {listed(nouns)}: {story}" for story, nouns in stories.items()]


def capital(text: str) -> str:
    """The text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _story(breach: Breach, plan: PlanRecord | None, policy: Policy, now: datetime) -> str:
    today = london_day(now)
    since = f"since {dated_moment(breach.opened_at, today)}, for {duration_text(now - breach.opened_at)}"
    if breach.cause is Cause.BASELINE:
        since += " (it stood when we began to count)"
    closes = settles_at(breach, policy)
    if breach.back_at is not None and closes is not None:
        back, closing = dated_moment(breach.back_at, today), dated_moment(closes, today)
        return f"{since}; back within it since {back}. If it stays so, this closes on {closing}."
    return f"{since}. {_planned(breach, plan, policy, now)}"


def _planned(breach: Breach, plan: PlanRecord | None, policy: Policy, now: datetime) -> str:
    if plan is not None:
        return plan_note(plan, now, policy)
    due = dated_moment(breach.deadline, london_day(now))
    if breach.climbed_to is Level.SUPERVISOR and now < breach.deadline:
        return f"No plan yet, due by {due}."
    asked = LEVEL_WORDS[breach.climbed_to]
    return f"No plan yet; it was due by {due}, and {asked} is asked for it."
