"""Answering an offer for the team it is made to: accepted with a worker, or declined with a reason.

Siblings offered in one step are answered together, or some of them and the others later.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from handlers.allocation.allocations import told
from handlers.allocation.proposing import hold_lead
from handlers.cases.forms import STILL_HERE, changed_note
from handlers.cases.offer_form import (
    Filled,
    draw_accept_form,
    draw_decline_form,
    first_filled,
    propose_acceptance,
    read_answer,
    refreshed,
)
from handlers.cases.offer_posts import hears_answer, offer_recipe
from handlers.cases.offer_reading import Offered, answerer_name, asked_offers, offer_message_of, read_offers
from handlers.cases.telling import moved_on, tells_holder
from handlers.desk import Desk
from handlers.messages import Click, Done, FieldErrors, Form, Redraw, Reply, Submission
from handlers.reception.opening import record_reading
from handlers.reception.serving import Route
from handlers.views.cases import offer_answers as view
from handlers.views.cases.offering import gone_text
from scoring.errors import BadInput
from scoring.ids import OfferId
from scoring.offers import DeclineReason, Outcome
from storage.allocations import record_case
from storage.cases import load_case
from storage.change import Grounds
from storage.offers import end_offer, list_together, load_offer
from storage.outbox import Recipe, add_recipes

T = TypeVar("T")

USUAL_REASON = "TSPROC"
"""A case that another team accepts moves by the usual process, in the codes of the looked-after return."""

NONE_TICKED = "Tick at least one of the children, or cancel."


def show_offer(click: Click, desk: Desk) -> Reply:
    """What is still offered, with its two answers."""
    return _read(click, desk, lambda offered: offer_message_of(offered, desk))


def open_accept_form(click: Click, desk: Desk) -> Reply:
    """Who leads it in the team that accepts."""
    return Form(
        _read(click, desk, lambda offered: draw_accept_form(desk, offered, first_filled(desk, offered)))
    )


def redraw_accept_form(click: Click, desk: Desk) -> Reply:
    """A worker was chosen, or a child ticked: the same form with their load and what the rules say."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again from the offer.")
    filled = read_answer(click.view.state, click.view.metadata)
    return Redraw(draw_accept_form(desk, asked_offers(filled.offer, desk), filled))


def submit_accept_form(submission: Submission, desk: Desk) -> Reply:
    """Give what is ticked to the worker chosen in the other team, and have everybody concerned told."""
    filled = read_answer(submission.view.state, submission.view.metadata)
    offered = asked_offers(filled.offer, desk)
    note = _changed_note(desk, offered, filled)
    if note:
        return Redraw(draw_accept_form(desk, offered, refreshed(desk, offered, filled), note))
    chosen = _chosen(offered, filled)
    if filled.worker is None:
        raise BadInput("Choose who leads the case.", "worker")
    proposed = propose_acceptance(desk, chosen, filled.worker)
    if proposed.decision.hard:
        return FieldErrors({"worker": proposed.decision.refusal})
    if proposed.decision.soft and filled.because is None:
        if "because" in submission.view.state:
            return FieldErrors({"because": "Choose the reason to go ahead, or choose somebody else."})
        return Redraw(draw_accept_form(desk, offered, filled))
    because = filled.because.value if filled.because and proposed.decision.soft else None
    rules = ("rules", sorted(proposed.decision.codes))
    recipes = _accepted_recipes(desk, chosen, filled)
    with desk.writing() as session:
        hold_lead(session, proposed)
        for each, after in zip(chosen, proposed.moved, strict=True):
            detail = (rules, ("offer", each.offer.id), ("chosen", filled.worker))
            end_offer(session, desk.change, each.offer, Outcome.ACCEPTED)
            grounds = Grounds("case_accepted", because, USUAL_REASON, detail=detail)
            record_case(session, desk.change, each.case, after, grounds)
        add_recipes(session, desk.now, recipes)
    shown, left = read_offers(chosen, desk), _left(offered, chosen)
    points = [(each.reference, proposed.scores[each.id]) for each in proposed.moved]
    return Done(view.accepted_message(shown, proposed.lead.name, proposed.change, points, left))


def open_decline_form(click: Click, desk: Desk) -> Reply:
    """Why the team can't take it on."""
    return Form(
        _read(click, desk, lambda offered: draw_decline_form(desk, offered, first_filled(desk, offered)))
    )


def submit_decline_form(submission: Submission, desk: Desk) -> Reply:
    """Decline what is ticked with its reason, and have whoever made the offer told."""
    filled = read_answer(submission.view.state, submission.view.metadata)
    offered = asked_offers(filled.offer, desk)
    note = _gone_note(desk, offered, filled)
    if note:
        return Redraw(draw_decline_form(desk, offered, refreshed(desk, offered, filled), note))
    chosen = _chosen(offered, filled)
    code = submission.view.state.get("reason")
    if not code:
        raise BadInput("Choose the reason.", "reason")
    reason = DeclineReason(code)
    with desk.writing() as session:
        for each in chosen:
            end_offer(session, desk.change, each.offer, Outcome.DECLINED, reason)
        add_recipes(session, desk.now, [_answer_recipe(desk, chosen)])
    return Done(view.declined_message(read_offers(chosen, desk), reason, _left(offered, chosen)))


def _read(click: Click, desk: Desk, draw: Callable[[Sequence[Offered]], T]) -> T:
    """What is drawn of the offers behind a button; that their cases were read is audited."""
    offered = asked_offers(OfferId(int(click.value)), desk)
    drawn = draw(offered)
    record_reading(desk, [each.case.id for each in offered])
    return drawn


def _chosen(offered: Sequence[Offered], filled: Filled) -> list[Offered]:
    """Those that are answered now; BadInput where none is."""
    chosen = [each for each in offered if each.case.id in filled.chosen]
    if not chosen:
        raise BadInput(NONE_TICKED, "cases")
    return chosen


def _changed_note(desk: Desk, offered: Sequence[Offered], filled: Filled) -> str:
    """What has happened to the children ticked since the form was drawn; "" if nothing has."""
    versions = filled.versions
    ticked = [each.case for each in offered if each.case.id in filled.chosen]
    stale = [case for case in ticked if case.version != versions.get(case.id)]
    gone = _gone_note(desk, offered, filled)
    if not stale:
        return gone
    others = [case for case in stale if case.id != filled.sheet.case]
    said = [gone, changed_note(filled.sheet, desk, others), *([] if gone else [STILL_HERE])]
    return " ".join(each for each in said if each)


def _gone_note(desk: Desk, offered: Sequence[Offered], filled: Filled) -> str:
    """Which of the children ticked aren't offered any more, and why; "" if all still are."""
    gone = filled.chosen - {each.case.id for each in offered}
    if not gone:
        return ""
    made = {each.case: each for each in list_together(desk.session, load_offer(desk.session, filled.offer))}
    said = [
        gone_text(made[id_], load_case(desk.session, id_), answerer_name(made[id_], desk))
        for id_ in sorted(gone)
        if id_ in made
    ]
    return " ".join([*said, STILL_HERE])


def _left(offered: Sequence[Offered], chosen: Sequence[Offered]) -> list[str]:
    """The references of those that stay offered."""
    return [each.case.reference for each in offered if each not in chosen]


def _accepted_recipes(desk: Desk, chosen: Sequence[Offered], filled: Filled) -> list[Recipe]:
    """The new worker hears of all of them, whoever led them too, and whoever offered them.

    They have one worker: an offer ends as soon as its case gets another.
    """
    cases = [each.case for each in chosen]
    if filled.worker is None:
        return []
    recipes = [
        told(cases[0].id, filled.worker, desk, [case.id for case in cases[1:]]),
        _answer_recipe(desk, chosen, lead=filled.worker),
    ]
    if tells_holder(cases[0], USUAL_REASON, desk):
        recipes.append(moved_on(cases, filled.worker, USUAL_REASON, desk))
    return recipes


def _answer_recipe(desk: Desk, chosen: Sequence[Offered], **more: object) -> Recipe:
    first, ids = chosen[0], [each.offer.id for each in chosen]
    return offer_recipe("offer_answered", first.case.id, hears_answer(first.offer, desk), ids, desk, **more)


ROUTES: tuple[Route, ...] = (
    Route(Click, "offer_show", show_offer),
    Route(Click, "offer_accept", open_accept_form),
    Route(Click, "offer_redraw", redraw_accept_form),
    Route(Submission, "offer_accept", submit_accept_form),
    Route(Click, "offer_decline", open_decline_form),
    Route(Submission, "offer_decline", submit_decline_form),
)
