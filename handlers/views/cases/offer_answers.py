"""Answering an offer: the forms to accept and to decline, and what is said once it is answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from handlers.messages import Block, Message, View
from handlers.views import blocks
from handlers.views.allocation.allocations import suggested_blocks
from handlers.views.allocation.choosing import because_field, change_lines, rule_lines, worker_options
from handlers.views.blocks import actions, button, context, section
from handlers.views.cases.offering import Shown, child_options, note_blocks, offer_text, stays_offered
from handlers.views.words import change_words, escape, trial_note
from scoring.eligibility import Decision, SoftReason
from scoring.ids import CaseId, Reference, WorkerId
from scoring.load_after import LoadChange
from scoring.offers import DECLINE_WORDS, DeclineReason, Outcome
from scoring.points import CasePoints, explain_points
from scoring.suggest import Suggestion

REDRAW = "offer_redraw"
NOT_TICKED = "Those that aren't ticked stay offered to you, to be answered by themselves."

Weighed = Sequence[tuple[Reference, CasePoints]]
"""The points of every case that moves, by reference."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting with the chosen worker would do."""

    name: str
    change: LoadChange
    points: Weighed
    decision: Decision


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the form to accept shows."""

    shown: Shown
    chosen: Collection[CaseId]
    staff: Mapping[WorkerId, str]
    suggestions: Sequence[Suggestion]
    worker: WorkerId | None
    because: SoftReason | None
    effect: Effect | None
    note: str
    metadata: str


def accept_form(picture: Picture) -> View:
    """Who leads it in the other team."""
    parts = [
        *note_blocks(picture.note),
        section(offer_text(picture.shown)),
        *_children(picture.shown, picture.chosen, f"{REDRAW}:cases", redraws=True),
        *suggested_blocks(picture.suggestions),
        _worker(picture),
        *_effect(picture),
        context(trial_note(picture.shown.policy)),
    ]
    title = f"Accept {_whom(picture.shown)}"
    return blocks.modal(
        "offer_accept", title, parts, submit="Accept", metadata=picture.metadata, close="Cancel"
    )


def decline_form(shown: Shown, chosen: Collection[CaseId], note: str, metadata: str) -> View:
    """Why a team can't take it on."""
    options = [blocks.option(words.capitalize(), code.value) for code, words in DECLINE_WORDS.items()]
    element = blocks.select("reason", options, hint="The main reason")
    parts = [
        *note_blocks(note),
        section(offer_text(shown)),
        *_children(shown, chosen, "cases", redraws=False),
        blocks.field("reason", "Why not", element),
    ]
    title = f"Decline {_whom(shown)}"
    return blocks.modal("offer_decline", title, parts, submit="Decline", metadata=metadata, close="Cancel")


def _whom(shown: Shown) -> str:
    return shown.references if shown.is_one else f"{len(shown.cases)} children"


def _children(shown: Shown, chosen: Collection[CaseId], action: str, *, redraws: bool) -> list[Block]:
    """Which of several are answered now; nothing where there is only one."""
    if shown.is_one:
        return []
    boxes = blocks.checkboxes(action, child_options(shown.cases), [str(id_) for id_ in chosen])
    return [blocks.field("cases", "Children", boxes, hint=NOT_TICKED, redraws=redraws)]


def _worker(picture: Picture) -> Block:
    options = worker_options(picture.suggestions, picture.staff)
    options = options or [blocks.option("Nobody is in this team yet", "0")]
    element = blocks.select(f"{REDRAW}:worker", options, str(picture.worker), "Who leads it from now on")
    return blocks.field("worker", "Worker", element, redraws=True)


def _effect(picture: Picture) -> list[Block]:
    effect = picture.effect
    if effect is None:
        return []
    change = change_lines([(effect.name, effect.change)])
    parts = [section("\n".join([*change, *_points_lines(effect.points)]))]
    said = rule_lines(effect.decision.sentences)
    if said:
        parts.append(section("\n".join(said)))
    if effect.decision.is_allowed and effect.decision.soft:
        parts.append(because_field(picture.because))
    return parts


def _points_lines(points: Weighed) -> list[str]:
    """The points of what moves, each with its reference where several cases do."""
    several = len(points) > 1
    return [
        f"{reference}: {explain_points(each)}" if several else explain_points(each)
        for reference, each in points
    ]


def accepted_message(
    shown: Shown, name: str, change: LoadChange, points: Weighed, left: Sequence[str]
) -> Message:
    """What is said to whoever accepted; `left` was offered in the same step and stays offered."""
    words = change_words(change.before, change.after)
    lines = [
        f"{shown.references} {'is' if shown.is_one else 'are'} with {escape(name)} in "
        f"{escape(shown.to_team)} from now on.",
        *_points_lines(points),
        f"{escape(name)}: {words}.",
        f"I tell {escape(name)} and {escape(shown.by)} by direct message.{stays_offered(left)}",
    ]
    return Message("\n".join(lines))


def declined_message(shown: Shown, reason: DeclineReason, left: Sequence[str]) -> Message:
    """What is said to whoever declined."""
    stays = "stays" if shown.is_one else "stay"
    return Message(
        f"Thank you. {shown.references} {stays} with {escape(shown.from_team)}; I tell {escape(shown.by)}: "
        f"{DECLINE_WORDS[reason]}.{stays_offered(left)}"
    )


def answered_message(shown: Shown, who: str, lead: str | None, left: Sequence[str]) -> Message:
    """To whoever made the offer, once it is answered; `lead` is who leads it in the other team."""
    offer, team, one = shown.offers[0], escape(shown.to_team), shown.is_one
    if offer.outcome is Outcome.ACCEPTED:
        with_ = f", with {escape(lead)} leading {'it' if one else 'them'}" if lead is not None else ""
        return Message(
            f"{escape(who)} has accepted {shown.references} for {team}{with_}. "
            f"{'It has' if one else 'They have'} left {escape(shown.from_team)}.{stays_offered(left)}"
        )
    why = f": {DECLINE_WORDS[offer.reason]}" if offer.reason is not None else ""
    stays = "It stays where it is" if one else "They stay where they are"
    text = (
        f"{escape(who)} has declined {shown.references} for {team}{why}. {stays}; you can offer "
        f"{'it' if one else 'them'} to another team, or look again at who has room.{stays_offered(left)}"
    )
    case = shown.cases[0]
    press = "Allocate" if case.lead is None else "Reallocate"
    buttons = actions(
        button(press, "reallocate", f'{{"case":{case.id}}}'),
        button("Offer to another team", "offer", str(case.id)),
    )
    return Message(text, (section(text), buttons))
