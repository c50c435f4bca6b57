"""Offers to another team: the forms to offer, accept and decline, and what each side is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.messages import Block, Message, View
from handlers.views import blocks
from handlers.views.allocation.allocations import kind_text, suggested_blocks
from handlers.views.allocation.choosing import because_field, change_lines, rule_lines, worker_options
from handlers.views.blocks import actions, button, context, section
from handlers.views.words import change_words, escape, moment_text, trial_note
from scoring.case import Case
from scoring.eligibility import Decision, SoftReason
from scoring.ids import TeamId, WorkerId
from scoring.load_after import LoadChange
from scoring.offers import DECLINE_WORDS, DeclineReason, Offer, Outcome
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy
from scoring.suggest import Suggestion

REDRAW = "offer_redraw"
MOST_TEAMS = 100
"""A list to choose from has at most a hundred choices in Slack."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One offer with what the other team may know of it; `points` are the case's, alone and in full."""

    offer: Offer
    case: Case
    points: CasePoints
    from_team: str
    to_team: str
    by: str
    policy: Policy


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting with the chosen worker would do."""

    name: str
    change: LoadChange
    points: CasePoints
    decision: Decision


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the form to accept shows."""

    shown: Shown
    staff: Mapping[WorkerId, str]
    suggestions: Sequence[Suggestion]
    worker: WorkerId | None
    because: SoftReason | None
    effect: Effect | None
    note: str
    metadata: str


def offer_form(
    case: Case, teams: Mapping[TeamId, str], chosen: TeamId | None, note: str, metadata: str
) -> View:
    """To which team a case is offered; each team with how it stands."""
    options = [blocks.option(escape(text), str(id_)) for id_, text in teams.items()]
    element = blocks.select("team", options, str(chosen), "Which team")
    hint = "Its supervisor or service manager accepts it with a worker, or declines with a reason."
    if len(teams) > MOST_TEAMS:
        hint += f" The first {MOST_TEAMS} teams are listed, those of your service first."
    parts = [
        *_note(note),
        section(f"*{case.reference}*, {kind_text(case)}. Until they accept it, it stays where it is."),
        blocks.field("team", "Offer it to", element, hint=hint),
    ]
    return blocks.modal(
        "offer", "Offer to another team", parts, submit="Offer", metadata=metadata, close="Cancel"
    )


def offered_message(case: Case, team: str) -> Message:
    """What is said to whoever made the offer."""
    return Message(
        f"{case.reference} is offered to {escape(team)}. I ask its supervisor and tell you what they "
        "answer; until then it stays where it is."
    )


def offer_text(shown: Shown) -> str:
    """What is offered, by whom, and what it weighs."""
    what = f"{shown.case.reference} ({kind_text(shown.case)})"
    teams = f"from {escape(shown.from_team)} to {escape(shown.to_team)}"
    return (
        f"{escape(shown.by)} offers {what} {teams}; offered on {moment_text(shown.offer.offered_at)}.\n"
        f"On its own it weighs {explain_points(shown.points)}."
    )


def offer_message(shown: Shown) -> Message:
    """To those who may answer, with the two answers."""
    text = offer_text(shown)
    buttons = actions(
        button("Choose a worker and accept", "offer_accept", str(shown.offer.id), "primary"),
        button("Decline", "offer_decline", str(shown.offer.id)),
    )
    return Message(text, (section(text), buttons, context(trial_note(shown.policy))))


def accept_form(picture: Picture) -> View:
    """Who leads it in the other team."""
    parts = [
        *_note(picture.note),
        section(offer_text(picture.shown)),
        *suggested_blocks(picture.suggestions),
        _worker(picture),
        *_effect(picture),
        context(trial_note(picture.shown.policy)),
    ]
    title = f"Accept {picture.shown.case.reference}"
    return blocks.modal(
        "offer_accept", title, parts, submit="Accept", metadata=picture.metadata, close="Cancel"
    )


def _worker(picture: Picture) -> Block:
    options = worker_options(picture.suggestions, picture.staff)
    options = options or [blocks.option("Nobody is in this team yet", "0")]
    element = blocks.select(f"{REDRAW}:worker", options, str(picture.worker), "Who leads it from now on")
    return blocks.field("worker", "Worker", element, redraws=True)


def _effect(picture: Picture) -> list[Block]:
    effect = picture.effect
    if effect is None:
        return []
    [change] = change_lines([(effect.name, effect.change)])
    parts = [section(f"{change}\n{explain_points(effect.points)}")]
    said = rule_lines(effect.decision.sentences)
    if said:
        parts.append(section("\n".join(said)))
    if effect.decision.is_allowed and effect.decision.soft:
        parts.append(because_field(picture.because))
    return parts


def accepted_message(shown: Shown, name: str, change: LoadChange, points: CasePoints) -> Message:
    """What is said to whoever accepted it."""
    words = change_words(change.before, change.after)
    return Message(
        f"{shown.case.reference} is with {escape(name)} in {escape(shown.to_team)} from now on.\n"
        f"{explain_points(points)}\n{escape(name)}: {words}.\n"
        f"I tell {escape(name)} and {escape(shown.by)} by direct message."
    )


def decline_form(shown: Shown, metadata: str) -> View:
    """Why a team can't take a case on."""
    options = [blocks.option(words.capitalize(), code.value) for code, words in DECLINE_WORDS.items()]
    element = blocks.select("reason", options, hint="The main reason")
    parts = [section(offer_text(shown)), blocks.field("reason", "Why not", element)]
    return blocks.modal(
        "offer_decline",
        f"Decline {shown.case.reference}",
        parts,
        submit="Decline",
        metadata=metadata,
        close="Cancel",
    )


def declined_message(shown: Shown, reason: DeclineReason) -> Message:
    """What is said to whoever declined it."""
    return Message(
        f"Thank you. {shown.case.reference} stays with {escape(shown.from_team)}; I tell {escape(shown.by)}: "
        f"{DECLINE_WORDS[reason]}."
    )


def withdrawn_message(case: Case, team: str) -> Message:
    """What is said to whoever takes an offer back."""
    return Message(f"The offer of {case.reference} to {escape(team)} is taken back. I tell them.")


def answered_message(shown: Shown, who: str, lead: str | None) -> Message:
    """To whoever made the offer, once it is answered; `lead` is who leads it in the other team."""
    offer, team = shown.offer, escape(shown.to_team)
    if offer.outcome is Outcome.ACCEPTED:
        with_ = f", with {escape(lead)} leading it" if lead is not None else ""
        return Message(
            f"{escape(who)} has accepted {shown.case.reference} for {team}{with_}. It has left "
            f"{escape(shown.from_team)}."
        )
    why = f": {DECLINE_WORDS[offer.reason]}" if offer.reason is not None else ""
    text = (
        f"{escape(who)} has declined {shown.case.reference} for {team}{why}. It stays where it is; you "
        "can offer it to another team, or look again at who has room."
    )
    value = f'{{"case":{shown.case.id}}}'
    press = "Allocate" if shown.case.lead is None else "Reallocate"
    buttons = actions(
        button(press, "reallocate", value), button("Offer to another team", "offer", str(shown.case.id))
    )
    return Message(text, (section(text), buttons))


def taken_back_message(shown: Shown) -> Message:
    """To the other team, once an offer is taken back."""
    return Message(
        f"{escape(shown.from_team)} has taken back the offer of {shown.case.reference}. Nothing is "
        "asked of you any more."
    )


def over_text(shown: Shown, who: str | None) -> str:
    """What became of an offer that isn't open any more, for somebody who clicks on it."""
    by = f" by {escape(who)}" if who is not None else ""
    when = f" on {moment_text(shown.offer.ended_at)}" if shown.offer.ended_at is not None else ""
    became = f"{OVER_WORDS[shown.offer.outcome]}{by}{when}"
    return f"That offer isn't open any more: {became}. Nothing has changed now."


OVER_WORDS: Mapping[Outcome | None, str] = {
    Outcome.ACCEPTED: "it was accepted",
    Outcome.DECLINED: "it was declined",
    Outcome.WITHDRAWN: "it was taken back",
    Outcome.OVERTAKEN: "the case was moved or closed",
    None: "it has changed",
}


def _note(note: str) -> list[Block]:
    return [section(f"*{note}*")] if note else []
