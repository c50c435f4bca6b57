"""Offers to another team: the form to offer, what is offered in words, and what each side is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from handlers.messages import Block, Message, View
from handlers.views import blocks
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import actions, button, context, section
from handlers.views.words import escape, listed, moment_text, trial_note
from scoring.case import Case
from scoring.case_words import counted
from scoring.ids import CaseId, TeamId
from scoring.offers import Offer, Outcome
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from scoring.tenths import exact_text

MOST_TEAMS = 100
"""A list to choose from has at most a hundred choices in Slack."""
MOST_SIBLINGS = 9
"""With the case itself these are the ten boxes to tick that Slack shows whoever answers."""
CHILDREN = ("child", "children")


@dataclass(frozen=True, slots=True)
class Shown:
    """What was offered in one step, with what the other team may know of it.

    `points` are what each case weighs: alone and in full, or several as one worker would hold them.
    """

    offers: Sequence[Offer]
    cases: Sequence[Case]
    points: Mapping[CaseId, CasePoints]
    from_team: str
    to_team: str
    by: str
    policy: Policy

    @property
    def references(self) -> str:
        """ "AB-1000 and AB-1001"."""
        return listed([case.reference for case in self.cases])

    @property
    def is_one(self) -> bool:
        """Whether it is a single child."""
        return len(self.cases) == 1


def offer_form(
    case: Case,
    siblings: Sequence[Case],
    ticked: Collection[CaseId],
    teams: Mapping[TeamId, str],
    chosen: TeamId | None,
    note: str,
    metadata: str,
) -> View:
    """To which team a case is offered, each with how it stands; and which siblings along with it."""
    options = [blocks.option(escape(text), str(id_)) for id_, text in teams.items()]
    element = blocks.select("team", options, str(chosen), "Which team")
    hint = "Its supervisor or service manager accepts it with a worker, or declines with a reason."
    if len(teams) > MOST_TEAMS:
        hint += f" The first {MOST_TEAMS} teams are listed, those of your service first."
    parts = [
        *note_blocks(note),
        section(f"*{case.reference}*, {kind_text(case)}. Until they accept it, it stays where it is."),
        *_siblings(siblings, ticked),
        blocks.field("team", "Offer it to" if not siblings else "Offer to", element, hint=hint),
    ]
    return blocks.modal(
        "offer", "Offer to another team", parts, submit="Offer", metadata=metadata, close="Cancel"
    )


def _siblings(siblings: Sequence[Case], ticked: Collection[CaseId]) -> list[Block]:
    if not siblings:
        return []
    hint = "Of the same family. Those ticked are offered in the same step; each can be answered by itself."
    boxes = blocks.checkboxes("siblings", child_options(siblings), [str(id_) for id_ in ticked])
    return [blocks.field("siblings", "Siblings", boxes, optional=True, hint=hint)]


def child_options(cases: Sequence[Case]) -> list[Block]:
    """Children as boxes to tick: the reference and the kind."""
    return [blocks.option(f"{case.reference}, {kind_text(case)}", str(case.id)) for case in cases]


def offered_message(cases: Sequence[Case], team: str) -> Message:
    """What is said to whoever made the offer."""
    one = len(cases) == 1
    return Message(
        f"{listed([case.reference for case in cases])} {'is' if one else 'are'} offered to {escape(team)}. "
        "I ask its supervisor and tell you what they answer; until then "
        f"{'it stays where it is' if one else 'they stay where they are'}."
    )


def offer_text(shown: Shown) -> str:
    """What is offered, by whom, and what it weighs."""
    teams = f"from {escape(shown.from_team)} to {escape(shown.to_team)}"
    when = f"offered on {moment_text(shown.offers[0].offered_at)}"
    if shown.is_one:
        [case] = shown.cases
        return (
            f"{escape(shown.by)} offers {case.reference} ({kind_text(case)}) {teams}; {when}.\n"
            f"On its own it weighs {explain_points(shown.points[case.id])}."
        )
    total = sum(shown.points[case.id].total for case in shown.cases)
    number = counted(len(shown.cases), CHILDREN)
    rows = [
        f"• {case.reference} ({kind_text(case)}): {explain_points(shown.points[case.id])}"
        for case in shown.cases
    ]
    return "\n".join(
        [
            f"{escape(shown.by)} offers {number} of one family {teams}; {when}.",
            f"With one worker they weigh {exact_text(total)} points together:",
            *rows,
        ]
    )


def offer_message(shown: Shown) -> Message:
    """To those who may answer, with the two answers."""
    text, id_ = offer_text(shown), str(shown.offers[0].id)
    buttons = actions(
        button("Choose a worker and accept", "offer_accept", id_, "primary"),
        button("Decline", "offer_decline", id_),
    )
    return Message(text, (section(text), buttons, context(trial_note(shown.policy))))


def withdrawn_message(case: Case, team: str, left: Sequence[str]) -> Message:
    """What is said to whoever takes an offer back; `left` was offered with it and still is."""
    said = f"The offer of {case.reference} to {escape(team)} is taken back. I tell them."
    return Message(said + stays_offered(left))


def taken_back_message(shown: Shown, left: Sequence[str]) -> Message:
    """To the other team, once an offer is taken back."""
    said = f"{escape(shown.from_team)} has taken back the offer of {shown.references}."
    rest = stays_offered(left) if left else " Nothing is asked of you any more."
    return Message(said + rest)


def stays_offered(left: Sequence[str]) -> str:
    """What was offered in the same step and still waits for an answer; "" for nothing."""
    if not left:
        return ""
    is_ = "is" if len(left) == 1 else "are"
    return f" {listed(list(left))}, offered with it, {is_} still waiting for an answer."


def over_text(shown: Shown, who: str | None) -> str:
    """What became of an offer that isn't open any more, for somebody who clicks on it."""
    return f"That offer isn't open any more: {_became(shown.offers[0], who)}. Nothing has changed now."


def gone_text(offer: Offer, case: Case, who: str | None) -> str:
    """That one of several isn't offered any more, for somebody who is answering them."""
    return f"{case.reference} isn't offered any more: {_became(offer, who)}."


def _became(offer: Offer, who: str | None) -> str:
    by = f" by {escape(who)}" if who is not None else ""
    when = f" on {moment_text(offer.ended_at)}" if offer.ended_at is not None else ""
    return f"{OVER_WORDS[offer.outcome]}{by}{when}"


OVER_WORDS: Mapping[Outcome | None, str] = {
    Outcome.ACCEPTED: "it was accepted",
    Outcome.DECLINED: "it was declined",
    Outcome.WITHDRAWN: "it was taken back",
    Outcome.OVERTAKEN: "the case was moved or closed",
    None: "it has changed",
}


def note_blocks(note: str) -> list[Block]:
    """What has happened since the form was drawn, above everything else."""
    return [section(f"*{note}*")] if note else []
