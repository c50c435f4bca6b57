"""Reweighing a case: the form, and what each of the two is told of a judgement on its way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers.messages import Block, Message, View
from handlers.views import blocks
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import actions, button, context, section
from handlers.views.cases.words import date_text, judged_points_text, judged_text
from handlers.views.words import change_words, day_text, escape, load_words, trial_note
from scoring.case import Case, Judgement, JudgementReason
from scoring.case_words import JUDGEMENT_WORDS
from scoring.ids import WorkerId
from scoring.judgement import proposed_text
from scoring.load import Load
from scoring.load_after import LoadChange
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from storage.judgements import ProposalRecord

REDRAW = "reweigh_redraw"


@dataclass(frozen=True, slots=True)
class Effect:
    """What the points chosen would make; `change` is None for a worker whose load the viewer may not see."""

    points: CasePoints
    change: LoadChange | None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the form shows. `other` has to agree as well; `asks_in_person` where Slack can't ask."""

    case: Case
    worker: str
    other: str
    asks_in_person: bool
    now: CasePoints
    effect: Effect | None
    points: int | None
    reason: str
    review_on: date | None
    in_person_on: date | None
    today: date
    note: str
    metadata: str
    policy: Policy


def reweigh_form(picture: Picture) -> View:
    """The whole form."""
    case = picture.case
    title = f"*{case.reference}*, {kind_text(case)}, with {escape(picture.worker)}."
    parts = [
        *([blocks.section(f"*{picture.note}*")] if picture.note else []),
        blocks.section(f"{title}\nToday: {explain_points(picture.now)}"),
        _points(picture),
        *_effect(picture),
        _reason(picture),
        _review(picture),
        *_in_person(picture),
        blocks.context(_what_happens(picture), trial_note(picture.policy)),
    ]
    submit = "Record" if picture.asks_in_person else "Propose"
    name = f"Reweigh {case.reference}"
    return blocks.modal("reweigh", name, parts, submit=submit, metadata=picture.metadata, close="Cancel")


def _points(picture: Picture) -> Block:
    numbers = range(picture.policy.judgement_least, picture.policy.judgement_most + 1)
    options = [blocks.option(judged_points_text(each), str(each)) for each in numbers]
    chosen = None if picture.points is None else str(picture.points)
    element = blocks.select(f"{REDRAW}:points", options, chosen, "More or less than the facts say")
    hint = "On top of what the facts add up to. 0 takes an earlier judgement away."
    return blocks.field("points", "Judgement", element, hint=hint, redraws=True)


def _effect(picture: Picture) -> list[Block]:
    effect = picture.effect
    if effect is None or picture.points is None:
        return []
    lines = [f"With it: {explain_points(effect.points)}"] if picture.reason else []
    if effect.change is not None:
        said = proposed_text(picture.points, effect.change.after.points)
        words = change_words(effect.change.before, effect.change.after)
        lines.append(f"*{escape(picture.worker)}*: {words} ({said})")
    return [blocks.section("\n".join(lines))] if lines else []


def _reason(picture: Picture) -> Block:
    options = [blocks.option(words.capitalize(), code.value) for code, words in JUDGEMENT_WORDS.items()]
    element = blocks.select(f"{REDRAW}:reason", options, picture.reason or None, "The main thing")
    return blocks.field("reason", "Why", element, redraws=True)


def _review(picture: Picture) -> Block:
    day = picture.review_on.isoformat() if picture.review_on else None
    weeks = picture.policy.judgement_most_weeks
    hint = f"On that day it lapses unless you agree it again. At most {weeks} weeks ahead."
    return blocks.field(
        "review_on", "To be looked at again on", blocks.datepicker("review_on", day), hint=hint
    )


def _in_person(picture: Picture) -> list[Block]:
    if not picture.asks_in_person:
        return []
    day = picture.in_person_on.isoformat() if picture.in_person_on else None
    label = f"Agreed in person with {escape(picture.other)} on"
    hint = f"{escape(picture.other)} has no Slack account here, so I can't ask them."
    return [blocks.field("in_person_on", label, blocks.datepicker("in_person_on", day), hint=hint)]


def _what_happens(picture: Picture) -> str:
    if picture.asks_in_person:
        return "It counts at once, recorded as agreed in person."
    return f"{escape(picture.other)} is asked to agree. Until then the points stay as they are."


def judgement_words(case: Case, points: int, reason: JudgementReason, review_on: date) -> str:
    """ "+2 points for AB-1234: complex needs, to be looked at again on 15 February 2027"."""
    what = f"{judged_points_text(points)} for {case.reference}"
    return f"{what}: {JUDGEMENT_WORDS[reason]}, to be looked at again on {date_text(review_on)}"


def proposed_message(
    case: Case, judgement: Judgement, points: CasePoints, change: LoadChange, other: str
) -> Message:
    """What is said to whoever proposed it."""
    what = judgement_words(case, judgement.points, judgement.reason, judgement.review_on)
    return Message(
        f"You propose {what}. {escape(other)} is asked to agree; until then the points stay as they are."
        f"\nWith it: {explain_points(points)}\n"
        f"{proposed_text(judgement.points, change.after.points)}."
    )


def asked_message(
    case: Case,
    proposal: ProposalRecord,
    now: CasePoints,
    then: CasePoints,
    change: LoadChange,
    names: Mapping[WorkerId, str],
    reader: WorkerId,
    policy: Policy,
) -> Message:
    """To the one who is asked to agree: both sums, the load it would make, and what they can answer."""
    by = escape(names[proposal.proposed_by])
    whose = "Your load" if reader == proposal.worker else f"{escape(names[proposal.worker])}'s load"
    what = judgement_words(case, proposal.points, proposal.reason, proposal.review_on)
    lines = [
        f"{by} proposes {what}.",
        f"Today: {explain_points(now)}",
        f"With it: {explain_points(then)}",
        f"{whose}: {change_words(change.before, change.after)}",
    ]
    hint = (
        "It counts once you agree. *Adjust* lets you propose another number. *Let's discuss* lists it for "
        "supervision; the points stay as they are until then."
    )
    text = "\n".join(lines)
    return Message(
        text, (section(text), actions(*answer_buttons(proposal)), context(hint, trial_note(policy)))
    )


def answer_buttons(proposal: ProposalRecord) -> list[Block]:
    """What whoever is asked to agree can answer: agree, adjust, talk."""
    return [
        button("Agree", "judgement_agree", str(proposal.id), "primary"),
        button("Adjust", "reweigh", str(proposal.case)),
        button("Let's discuss", "judgement_discuss", str(proposal.id)),
    ]


def agreed_message(
    case: Case,
    points: CasePoints,
    load: Load,
    names: Mapping[WorkerId, str],
    reader: WorkerId,
    in_person_on: date | None = None,
) -> Message:
    """To both, once both have agreed; `case` has the judgement."""
    judgement = case.judgement
    if judgement is None:
        raise LookupError("nothing has been agreed")
    both = {judgement.worker, judgement.supervisor}
    other = next(iter(both - {reader}))
    what = judgement_words(case, judgement.points, judgement.reason, judgement.review_on)
    how = f" in person on {day_text(in_person_on)}" if in_person_on is not None else ""
    have = "You now have" if reader == judgement.worker else f"{escape(names[judgement.worker])} now has"
    return Message(
        f"You and {escape(names[other])} have agreed{how}: {what}.\n"
        f"{explain_points(points)}\n{have} {load_words(load)}."
    )


def to_discuss_message(case: Case, proposal: ProposalRecord, by: str) -> Message:
    """What is said to whoever would like to talk; they can still agree."""
    text = (
        f"Thank you for saying so. {escape(by)} knows that you would like to talk about "
        f"{case.reference}, and it "
        f"is on the list for supervision. Until then {judged_text(proposal.points)} stays proposed and "
        "counts for nothing."
    )
    return Message(text, (section(text), actions(*answer_buttons(proposal)[:2])))


def would_discuss_message(case: Case, proposal: ProposalRecord, who: str) -> Message:
    """To whoever proposed it, when the other one would like to talk."""
    return Message(
        f"{escape(who)} would like to talk about the {judged_text(proposal.points)} you proposed on "
        f"{case.reference} ({JUDGEMENT_WORDS[proposal.reason]}). It is on the list for supervision; "
        "the points stay as they are until you both agree."
    )
