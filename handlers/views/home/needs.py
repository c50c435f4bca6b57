"""What waits for somebody, as their Home says it: one thing at a time, each with the button that leads on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

from handlers.messages import Block, Message
from handlers.views.blocks import actions, button, clip, context, header, named, section
from handlers.views.ledger.breaches import next_button
from handlers.views.ledger.reminders import PlanAsk, by_when, what
from handlers.views.words import dated_moment, dated_text, due_text, escape, listed, plural
from scoring.breaches import Level
from scoring.ids import CaseId, Reference, TeamId
from scoring.policy import Policy
from scoring.readings import Subject, SubjectKind
from scoring.tenths import Tenths, exact_text
from scoring.working_time import london_day
from storage.plans import PlanRecord

TITLE = "What needs you"
NOTHING = "Nothing needs a decision from you just now. /caseload shows how things stand."
ANSWERED = "An answer takes this list's place; /caseload needs shows what is left."
CUT = "There is more than fits here; your Home tab shows it all."
MOST_OF_A_KIND = 5
MOST_OF_A_MESSAGE = 46
"""Blocks, of the fifty that Slack takes with the title and the notes."""
MOST_TEXT = 3_900
UNMARKED = {ord("*"): None, ord("`"): None}
"""What is read aloud has no asterisks."""
MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Ask:
    """A subject whose promise isn't kept and that wants a plan, with the team it stands in.

    `level` is who has been asked so far and `came_at` since when, if that isn't the supervisor; `climbs_at`
    when it goes one up; `plan` an earlier plan whose day has passed; `is_waiting` says that a child has no
    worker.
    """

    subject: Subject
    name: str
    team: TeamId
    team_name: str
    figures: Sequence[str]
    level: Level
    climbs_at: datetime | None
    since: datetime
    came_at: datetime | None
    plan: PlanRecord | None
    is_waiting: bool


def plan_text(ask: Ask, now: datetime) -> str:
    """For a supervisor: "*Sam Lee*: 17 children, we promised 15. Please make a plan by …"."""
    asked = PlanAsk(ask.subject, ask.name, ask.figures, ask.level, ask.climbs_at, ask.since, ask.plan)
    return f"{what(asked, '*')} {by_when(asked, now)}"


def climbed_text(ask: Ask, went_on: bool, today: date) -> str:
    """For those above: "*Sam Lee* in North: 17 children, we promised 15. It has stood since …".

    `went_on` says that it has left the reader for the head of service.
    """
    where = " as a team" if ask.subject.kind is SubjectKind.TEAM else f" in {escape(ask.team_name)}"
    said = f"*{escape(ask.name)}*{where}: {'; '.join(ask.figures)}."
    came = f"came to you on {dated_moment(ask.came_at, today)}" if ask.came_at else "has come to you"
    if went_on:
        came = "has gone on to the head of service"
    if ask.plan is not None:
        day, what_came = ask.plan.plan.by_when, "it is done" if ask.plan.review else "nobody has reviewed it"
        return f"{said} The plan's day was {dated_text(day, today)} and {what_came}, so it {came}."
    return f"{said} It has stood since {dated_text(london_day(ask.since), today)} without a plan, and {came}."


def ask_buttons(ask: Ask, now: datetime, policy: Policy) -> list[Block]:
    """The way to plan or review it, and for a child without a worker the way to give it one."""
    first = [allocate_button(CaseId(ask.subject.id))] if ask.is_waiting else []
    return [*first, next_button(ask.subject, [ask.plan], now, policy)]


def allocate_button(case: CaseId) -> Block:
    """The way to give a waiting child a worker: the form that its card opens."""
    value = json.dumps({"case": case}, separators=(",", ":"))
    return button("Allocate", f"reallocate:{case}", value, "primary")


def typed_button(label: str, line: str, key: str, style: str | None = None) -> Block:
    """A button that does what a typed command does; `key` tells it apart from others in the same Home."""
    return button(label, f"typed:{key}", line, style)


def case_button(reference: Reference) -> Block:
    """The way to a case card."""
    return typed_button("Open", f"/case {reference}", f"case-{reference}")


def unanswered_text(reference: Reference, points: Tenths | None, since: datetime, today: date) -> str:
    """What a worker is asked of a case that came to them."""
    worth = f", {exact_text(points)} points with you" if points is not None else ""
    return (
        f"*{reference}* came to you on {dated_text(london_day(since), today)}{worth}. "
        "Do you agree, or would you like to talk about it?"
    )


def unanswered_buttons(case: CaseId, reference: Reference) -> list[Block]:
    """The answers that the worker's direct message offers too, and the card that explains the points."""
    return [
        button("Agree", f"allocation_agree:{case}", str(case), "primary"),
        button("Let's discuss", f"allocation_discuss:{case}", str(case)),
        case_button(reference),
    ]


def discuss_text(name: str, reference: Reference, since: datetime, today: date) -> str:
    """What a supervisor is asked by a worker who would like to talk."""
    asked = dated_text(london_day(since), today)
    return f"*{escape(name)}* would like to talk about {reference}, since {asked}."


def waiting_text(
    reference: Reference, kind: str, since: datetime | None, due: datetime, now: datetime
) -> str:
    """A child without a worker."""
    waits = (
        f" has waited since {dated_moment(since, london_day(now))}"
        if since is not None
        else " waits for a worker"
    )
    by_when = due_text(due, now) if due > now else "today: that is too long"
    return f"*{reference}* ({kind}){waits}. Please find a worker {by_when}."


def unstarted_text(team: str) -> str:
    """A team whose promises nobody watches yet."""
    return f"*{escape(team)}* hasn't been started, so its promises aren't watched and nothing is posted yet."


def unconfirmed_text(names: Sequence[str]) -> str:
    """Accounts that an administrator has to confirm before their people can use the bot."""
    wait = "waits" if len(names) == 1 else "wait"
    people = "1 person" if len(names) == 1 else f"{len(names)} people"
    return (
        f"*{people}* {wait} for you to confirm that their Slack account is theirs: {some_of(names)}. "
        "At the shell, `caseload people confirm` does it."
    )


def unreached_text(what_is_missing: str, names: Sequence[str]) -> str:
    """Teams whose messages find nobody."""
    return f"*{plural(len(names), 'team')}* without {what_is_missing}: {some_of(names)}."


def some_of(names: Sequence[str]) -> str:
    """ "North, South and 12 more"."""
    shown = [escape(name) for name in names[:MOST_NAMES]]
    more = len(names) - len(shown)
    return listed([*shown, *([f"{more} more"] if more else [])])


@dataclass(frozen=True, slots=True)
class Kind:
    """Things of one kind, each with its buttons; `rest` says how the others are seen."""

    title: str
    shown: Sequence[tuple[str, Sequence[Block]]]
    more: int
    is_cut: bool
    rest: str


def needs_blocks(kinds: Sequence[Kind]) -> list[Block]:
    """Everything that waits, kind by kind; or that nothing does."""
    if not kinds:
        return [header(TITLE), section("Nothing is waiting for you.")]
    return [header(TITLE), *(block for kind in kinds for part in _parts(kind) for block in part)]


def needs_message(kinds: Sequence[Kind], below: Sequence[str] = ()) -> Message:
    """The same as a message, as much as fits into one; or that nothing does, and what stands below."""
    if not kinds:
        return Message("\n".join([NOTHING, *below]), (section("\n".join([NOTHING, *below])),))
    parts, shown = [part for kind in kinds for part in _parts(kind)], list[Block]()
    fitting = [part for part, size in zip(parts, _sizes(parts), strict=True) if size <= MOST_OF_A_MESSAGE]
    for part in fitting:
        shown += part
    notes = [ANSWERED] if len(fitting) == len(parts) else [CUT, ANSWERED]
    lines = [line for kind in kinds for line in _lines(kind)]
    text = clip("\n".join([TITLE, *lines]).translate(UNMARKED), MOST_TEXT)
    return Message(text, (header(TITLE), *shown, context(*notes)))


def _sizes(parts: Sequence[Sequence[Block]]) -> Iterator[int]:
    """How many blocks there are with each part and all before it."""
    return accumulate(len(part) for part in parts)


def _lines(kind: Kind) -> Iterator[str]:
    yield f"{kind.title}:"
    yield from (said for said, _ in kind.shown)
    yield from _more(kind)


def _parts(kind: Kind) -> Iterator[list[Block]]:
    """The blocks of a kind: those that belong together in one part."""
    title = section(f"*{kind.title}*")
    for place, (said, buttons) in enumerate(kind.shown):
        first = [title] if place == 0 else []
        if len(buttons) == 1:
            yield [*first, section(said, buttons[0])]
        else:
            yield [
                *first,
                section(said),
                *([actions(*(named(each, said) for each in buttons))] if buttons else []),
            ]
    yield from ([context(each)] for each in _more(kind))


def _more(kind: Kind) -> list[str]:
    if not kind.more:
        return []
    number = f"more than {kind.more}" if kind.is_cut else str(kind.more)
    return [f"And {number} more. {kind.rest}".strip()]
