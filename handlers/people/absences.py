"""Absence and reductions: dated, with what they do before they are saved; ended early, or taken away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.desk import Desk
from handlers.messages import Click, Done, Message, Redraw, Reply, Submission
from handlers.people.answers import chosen_day, chosen_reason, typed_percent
from handlers.people.keeping import (
    Carried,
    Kept,
    changed_meanwhile,
    changing,
    effect_of,
    find_worker,
    load_kept,
    mark_of,
    read_carried,
    show,
)
from handlers.reception.serving import Route
from handlers.views.people import forms
from handlers.views.people.effects import effect_lines
from handlers.views.people.words import absence_words, percent_text
from handlers.views.words import escape
from scoring.errors import BadInput, NotFound
from scoring.ids import WorkerId
from scoring.people import Reduction
from storage.details import reduction_values
from storage.joining import add_reduction, change_reduction, delete_reduction
from storage.reductions import ReductionRecord, find_reduction, list_reductions

GONE = "Somebody has taken that absence away meanwhile. /caseload people shows what is recorded now."


@dataclass(frozen=True, slots=True)
class Absent:
    """What the form says: the reduction as it is to be (None: it was a mistake), and the one it changes."""

    wanted: Reduction | None
    known: ReductionRecord | None


def open_absence_form(click: Click, desk: Desk) -> Reply:
    """The empty form for somebody who will be away, all or in part."""
    kept = load_kept(desk, WorkerId(int(click.value)))
    values = {"percent": "100%", "from": desk.today.isoformat()}
    shown = forms.Shown(values, Carried(kept.id, kept.known).text)
    return show(click, forms.absence_form(kept.details.name, shown, False))


def open_known_absence(click: Click, desk: Desk) -> Reply:
    """The form with an absence that is recorded."""
    record = find_reduction(desk.session, int(click.value))
    if record is None:
        raise NotFound(GONE)
    kept = load_kept(desk, record.worker)
    away = record.reduction
    values = {
        "reason": away.reason.value,
        "percent": f"{percent_text(away)}%",
        "from": away.starts_on.isoformat(),
        "to": away.ends_on.isoformat() if away.ends_on else None,
    }
    carried = Carried(kept.id, kept.known, reduction=record.id)
    return show(click, forms.absence_form(kept.details.name, forms.Shown(values, carried.text), True))


def submit_absence_form(submission: Submission, desk: Desk) -> Reply:
    """Show what the absence would do; sent again, save it."""
    carried, state = read_carried(submission.view), submission.view.state
    kept = load_kept(desk, carried.worker)
    absent = _read(desk, kept, carried, state)
    said = _effect_lines(desk, kept, absent)
    note = changed_meanwhile(desk, carried)
    if note or carried.shown != mark_of(state):
        again = replace(carried, known=kept.known, shown=mark_of(state))
        shown = forms.Shown(state, again.text, said, note, is_seen=True)
        return Redraw(forms.absence_form(kept.details.name, shown, absent.known is not None))
    _save(desk, kept, absent)
    return Done(Message(" ".join([_done(kept, absent, desk.today), *said])))


def _read(desk: Desk, kept: Kept, carried: Carried, state: Mapping[str, Any]) -> Absent:
    """What the form says; BadInput or NotFound when it can't be so."""
    known = find_reduction(desk.session, carried.reduction) if carried.reduction else None
    if carried.reduction and (known is None or known.worker != kept.id):
        raise NotFound(GONE)
    if known is not None and state.get("mistake"):
        return Absent(None, known)
    starts_on = chosen_day(state, "from")
    if starts_on is None:
        raise BadInput("Choose the first day.", "from")
    wanted = Reduction(chosen_reason(state), typed_percent(state), starts_on, chosen_day(state, "to"))
    reduction_values(wanted)
    if known is not None and wanted == known.reduction:
        raise BadInput("That is how it is already. Change something, or cancel.", "percent")
    _check_once(desk, kept, wanted, known)
    return Absent(wanted, known)


def _check_once(desk: Desk, kept: Kept, wanted: Reduction, known: ReductionRecord | None) -> None:
    """BadInput when the same absence is recorded already: it is changed instead of entered twice."""
    for record in list_reductions(desk.session, [kept.id])[kept.id]:
        same = (record.reduction.reason, record.reduction.starts_on) == (wanted.reason, wanted.starts_on)
        if same and (known is None or record.id != known.id):
            raise BadInput(
                "An absence for this reason from this day is recorded already. Change that one.",
                "from",
            )


def _effect_lines(desk: Desk, kept: Kept, absent: Absent) -> list[str]:
    """What it does on the first day on which it makes a difference."""
    worker = find_worker(desk, kept)
    if worker is None:
        return []
    others = [
        record.reduction
        for record in list_reductions(desk.session, [kept.id])[kept.id]
        if absent.known is None or record.id != absent.known.id
    ]
    after = replace(worker, reductions=(*others, *([absent.wanted] if absent.wanted else [])))
    return effect_lines(effect_of(desk, kept, worker, after, _first_day(desk.today, absent)))


def _first_day(today: date, absent: Absent) -> date:
    """Today, the first day of what is to be, or the day after an absence that is ended early."""
    if absent.wanted is None:
        known = absent.known.reduction.starts_on if absent.known else today
        return max(today, known)
    was = absent.known.reduction if absent.known else None
    if was is not None and replace(was, ends_on=absent.wanted.ends_on) == absent.wanted:
        ends = [day for day in (was.ends_on, absent.wanted.ends_on) if day is not None]
        return max(today, date.fromordinal(min(ends).toordinal() + 1))
    return max(today, absent.wanted.starts_on)


def _save(desk: Desk, kept: Kept, absent: Absent) -> None:
    with changing(desk, kept) as session:
        if absent.wanted is None and absent.known is not None:
            delete_reduction(session, desk.change, absent.known.id)
        elif absent.wanted is not None and absent.known is None:
            add_reduction(session, desk.change, kept.id, absent.wanted)
        elif absent.wanted is not None and absent.known is not None:
            wanted = absent.wanted
            change_reduction(
                session,
                desk.change,
                absent.known.id,
                reason=wanted.reason,
                share=wanted.share,
                starts_on=wanted.starts_on,
                ends_on=wanted.ends_on,
            )


def _done(kept: Kept, absent: Absent, today: date) -> str:
    name = escape(kept.details.name)
    if absent.wanted is None:
        return f"That absence of {name} is taken away."
    return f"Saved for {name}. {absence_words(absent.wanted, today)}."


ROUTES: tuple[Route, ...] = (
    Route(Click, "absence_add", open_absence_form),
    Route(Click, "absence_change", open_known_absence),
    Route(Submission, "absence", submit_absence_form),
)
