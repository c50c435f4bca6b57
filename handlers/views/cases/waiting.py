"""Children who wait for a worker: how long against our promise, who looks after each, and the next look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block, Message, View
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import (
    actions,
    button,
    clip,
    context,
    datepicker,
    field,
    modal,
    option,
    section,
    select,
)
from handlers.views.words import day_text, escape, moment_text, plural, trial_note
from scoring.case_words import children_text
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.offers import Offer
from scoring.points import CasePoints
from scoring.policy import Policy
from scoring.tenths import exact_text
from scoring.waiting import Look, Wait
from scoring.working_time import london_day, london_time

MOST_SHOWN = 12
"""Each takes two blocks of a message's fifty, and about 300 of its 12,000 characters."""
MOST_OFFERS = 5
MOST_TEXT = 3_900


@dataclass(frozen=True, slots=True)
class WaitingList:
    """What the list shows: the waits, the longest first, and what other teams have offered to these.

    `offered` are the open offers of these children; `asked` those that wait for an answer here, each with
    what it is about. `several` says that more than one team is shown, so that each child's is named.
    """

    title: str
    several: bool
    waits: Sequence[Wait]
    points: Mapping[CaseId, CasePoints]
    names: Mapping[WorkerId, str]
    teams: Mapping[TeamId, str]
    offered: Mapping[CaseId, Offer]
    asked: Sequence[tuple[Offer, str]]
    today: date
    policy: Policy


def waiting_message(shown: WaitingList) -> Message:
    """The waiting list, with what can be done about each child."""
    head = _head(shown)
    waits = shown.waits[:MOST_SHOWN]
    said = [_row(each, shown) for each in waits]
    rest = len(shown.waits) - len(waits)
    more = (
        [f"and {rest} more who wait; /caseload waiting and a team's name shows fewer at once."]
        if rest
        else []
    )
    asked = [text for _, text in shown.asked[:MOST_OFFERS]]
    room = MOST_TEXT - sum(len(each) + 1 for each in (head, *more, *asked))
    text = "\n".join([head, *([clip("\n".join(said), room)] if said else []), *more, *asked])
    blocks = [section(f"*{head}*")]
    for wait, row in zip(waits, said, strict=True):
        blocks += [section(row), actions(*_buttons(wait, shown.offered.get(wait.case.id)))]
    for offer, row in shown.asked[:MOST_OFFERS]:
        blocks.append(section(row, button("Answer", f"offer_show:{offer.id}", str(offer.id))))
    return Message(text, (*blocks, context(*more, trial_note(shown.policy))))


def _head(shown: WaitingList) -> str:
    if not shown.waits:
        return f"{shown.title}: no child waits for a worker."
    number = len(shown.waits)
    late = sum(wait.is_late for wait in shown.waits)
    said = f"{shown.title}: {children_text(number)} {'waits' if number == 1 else 'wait'} for a worker"
    if late == number:
        return f"{said}, {'all ' if number > 1 else ''}longer than we promise."
    return f"{said}, {f'{late} of them longer than we promise' if late else 'within our promise'}."


def _row(wait: Wait, shown: WaitingList) -> str:
    case = wait.case
    team = f", {escape(shown.teams[case.team])}" if shown.several else ""
    points = f"{exact_text(shown.points[case.id].total)} points"
    lines = [
        f"{case.reference} ({kind_text(case)}{team}), {points}: waiting since {moment_text(wait.since)}."
    ]
    lines.append(f"{wait_text(wait, shown.today)} {look_text(wait, shown.names, shown.today)}")
    offer = shown.offered.get(case.id)
    if offer is not None:
        to = escape(shown.teams.get(offer.to_team, "another team"))
        lines.append(f"Offered to {to} on {moment_text(offer.offered_at)}; no answer yet.")
    return "\n".join(lines)


def wait_text(wait: Wait, today: date) -> str:
    """ "2 working days so far; we promise a worker within 3 working days, by Friday 27 November at 17:00".

    On the day itself: "A worker is due today by 17:00".
    """
    if not wait.is_late and london_day(wait.due_at) == today:
        return f"A worker is due today by {london_time(wait.due_at):%H:%M}."
    days = plural(wait.working_days, "working day") if wait.working_days else "Less than a working day"
    so_far = f"{days} so far"
    within = f"within {plural(wait.promised_working_days, 'working day')}, by {moment_text(wait.due_at)}"
    if wait.is_late:
        return f"{so_far}; we promised a worker {within}, and haven't kept it."
    return f"{so_far}; we promise a worker {within}."


def look_text(wait: Wait, names: Mapping[WorkerId, str], today: date) -> str:
    """ "Ann Abbott looks after it and looks again on Monday 30 November." """
    owner = wait.look.owner
    who = escape(names[owner]) if owner is not None and owner in names else "Nobody"
    if who == "Nobody":
        return "Nobody looks after this wait yet; please name somebody."
    if wait.look.on < today:
        return f"{who} looks after it; the next look was due on {day_text(wait.look.on)}."
    when = "today" if wait.look.on == today else f"on {day_text(wait.look.on)}"
    return f"{who} looks after it and looks again {when}."


def _buttons(wait: Wait, offer: Offer | None) -> list[Block]:
    id_ = wait.case.id
    offers = button("Offer to another team", f"offer:{id_}", str(id_))
    if offer is not None:
        offers = button("Take the offer back", f"offer_withdraw:{id_}", str(offer.id))
    return [
        button("Allocate", f"reallocate:{id_}", f'{{"case":{id_}}}', "primary"),
        offers,
        button("Next look", f"next_look:{id_}", str(id_)),
    ]


def next_look_form(
    wait: Wait, owners: Mapping[WorkerId, str], chosen: Look, note: str, metadata: str, today: date
) -> View:
    """Who looks after a child's wait, and when they look next."""
    people = [option(escape(name), str(id_)) for id_, name in owners.items()]
    said = f"{wait.case.reference} ({kind_text(wait.case)}) has waited since {moment_text(wait.since)}."
    hint = "I remind them on that morning, if the child still waits then."
    parts = [
        *([section(f"*{note}*")] if note else []),
        section(f"{said} {wait_text(wait, today)}"),
        field("owner", "Who looks after it", select("owner", people, str(chosen.owner))),
        field("next_look", "Next look", datepicker("next_look", chosen.on.isoformat()), hint=hint),
    ]
    return modal("next_look", "Next look", parts, submit="Save", metadata=metadata, close="Cancel")


def look_set_message(wait: Wait, names: Mapping[WorkerId, str], today: date) -> Message:
    """What is said once the next look is set."""
    return Message(f"{wait.case.reference}: {look_text(wait, names, today)}")


def look_due_message(wait: Wait, today: date, policy: Policy) -> Message:
    """To whoever looks after a wait, on the morning of the next look."""
    text = (
        f"Today is your next look at {wait.case.reference} ({kind_text(wait.case)}). It has waited for "
        f"a worker since {moment_text(wait.since)}. {wait_text(wait, today)}"
    )
    return Message(text, (section(text), actions(*_buttons(wait, None)), context(trial_note(policy))))
