"""Co-working: the form with everybody's share, and what each person concerned is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.messages import Block, Message, View
from handlers.views import blocks
from handlers.views.allocation.allocations import kind_text
from handlers.views.allocation.choosing import because_field, change_lines, rule_lines
from handlers.views.allocation.form import SHARES, USUAL_SHARE
from handlers.views.blocks import context, section
from handlers.views.cases.words import share_words
from handlers.views.words import change_words, escape, load_words, trial_note
from scoring.case import Case
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.ids import WorkerId
from scoring.load import Load
from scoring.load_after import LoadChange
from scoring.people import Worker
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy

__all__ = ["USUAL_SHARE", "Picture", "co_work_form", "co_worked_message", "part_message", "share_field"]

REDRAW = "co_work_redraw"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the form shows; `after` is the case as it would be, `changes` the loads by name."""

    case: Case
    after: Case
    names: Mapping[WorkerId, str]
    points: CasePoints
    shares: Mapping[WorkerId, int]
    staff: Mapping[WorkerId, str]
    joins: WorkerId | None
    joins_percent: int
    changes: Sequence[tuple[str, LoadChange]]
    said: Sequence[str]
    asks_reason: bool
    because: SoftReason | None
    note: str
    metadata: str
    policy: Policy


def co_work_form(picture: Picture) -> View:
    """The whole form."""
    case = picture.case
    lead = escape(picture.names[case.lead]) if case.lead is not None else ""
    parts = [
        *([section(f"*{picture.note}*")] if picture.note else []),
        section(f"*{case.reference}*, {kind_text(case)}, with {lead}.\n{explain_points(picture.points)}"),
        *(_share(picture, worker, percent) for worker, percent in picture.shares.items()),
        *_joins(picture),
        section("\n".join(_effect(picture))),
        *([because_field(picture.because)] if picture.asks_reason else []),
        context(
            "Shares divide the case's points; the child counts for the lead.", trial_note(picture.policy)
        ),
    ]
    title = f"Co-work {case.reference}"
    return blocks.modal("co_work", title, parts, submit="Save", metadata=picture.metadata, close="Cancel")


def share_field(worker: WorkerId) -> str:
    """The block id of a co-worker's share."""
    return f"share_{worker}"


def _share(picture: Picture, worker: WorkerId, percent: int) -> Block:
    known = next((each.percent for each in picture.case.co_workers if each.worker == worker), percent)
    options = [blocks.option("Stops co-working", "0"), *_options({*SHARES, known, percent} - {0})]
    element = blocks.select(f"{REDRAW}:{worker}", options, str(percent))
    name = escape(picture.names.get(worker, "Somebody who has left"))
    return blocks.field(share_field(worker), f"{name}'s share", element, redraws=True)


def _joins(picture: Picture) -> list[Block]:
    if not picture.staff:
        return []
    people = [blocks.option(escape(name), str(id_)) for id_, name in picture.staff.items()]
    who = blocks.select(f"{REDRAW}:joins", people, str(picture.joins), "Nobody else")
    share = blocks.select(
        f"{REDRAW}:share", _options({*SHARES, picture.joins_percent}), str(picture.joins_percent)
    )
    return [
        blocks.field("joins", "Who joins", who, optional=True, redraws=True),
        blocks.field("joins_share", "Their share", share, optional=True, redraws=True),
    ]


def _options(shares: set[int]) -> list[Block]:
    return [blocks.option(f"{share} %", str(share)) for share in sorted(shares)]


def _effect(picture: Picture) -> list[str]:
    shared = share_words(picture.after, picture.points.total, picture.names)
    lines = [shared or "Nobody co-works it; the lead holds all of its points."]
    return [*lines, *change_lines(picture.changes), *rule_lines(picture.said)]


def co_worked_message(
    after: Case,
    points: CasePoints,
    names: Mapping[WorkerId, str],
    changes: Sequence[tuple[str, LoadChange]],
    because: SoftReason | None,
) -> Message:
    """What is said once it is recorded."""
    shared = share_words(after, points.total, names)
    lines = [f"{after.reference}: {shared or 'nobody co-works it any more.'}"]
    lines += [f"{escape(name)}: {change_words(each.before, each.after)}." for name, each in changes]
    if because is not None:
        lines.append(f"Reason recorded: {because.value}, {SOFT_REASON_WORDS[because]}.")
    return Message("\n".join([*lines, "I tell everybody concerned by direct message."]))


def part_message(
    case: Case,
    reader: Worker,
    points: CasePoints,
    load: Load,
    names: Mapping[WorkerId, str],
    by: str,
    policy: Policy,
) -> Message:
    """To somebody whose part in a case has changed: their part now, and what they carry."""
    lead = escape(names[case.lead]) if case.lead is not None else "nobody"
    percent = next((each.percent for each in case.co_workers if each.worker == reader.id), None)
    what = f"{case.reference} ({kind_text(case)})"
    if reader.id == case.lead:
        shared = share_words(case, points.total, names)
        said = f"{escape(by)} has changed who co-works {what} with you. {shared or 'Nobody does now.'}"
    elif percent is not None:
        said = f"{escape(by)} asks you to co-work {what} with {lead}, {percent} % of it."
        said += f"\n{explain_points(points)}"
    else:
        said = f"You no longer co-work {what} with {lead}; {escape(by)} has recorded it. Thank you."
    text = f"{said}\nYou now have {load_words(load)}."
    return Message(text, (section(text), context(trial_note(policy))))
