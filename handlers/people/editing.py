"""A person's hours, grade, team, last day and words: each form says what it would do before it is saved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from typing import Any

from handlers.desk import Desk
from handlers.messages import Click, Done, Message, Redraw, Reply, Submission
from handlers.people.answers import (
    chosen_day,
    chosen_grade,
    chosen_team,
    employment_of,
    typed_hours,
    typed_name,
    typed_promise,
    typed_swe_number,
    typed_words,
)
from handlers.people.keeping import (
    Carried,
    Kept,
    changed_meanwhile,
    changing,
    effect_of,
    find_worker,
    load_kept,
    mark_of,
    offered_teams,
    read_carried,
    show,
)
from handlers.reception.serving import Route
from handlers.views.people import forms
from handlers.views.people.effects import effect_lines, leaderless_lines
from handlers.views.people.words import fte_text, long_day, planned_sentence
from handlers.views.words import escape
from scoring.errors import BadInput
from scoring.ids import WorkerId
from storage.details import check_person
from storage.joining import change_worker
from storage.planned import Planned, add_planned, list_planned
from storage.teams import list_names_supervised

ONE_DAY = timedelta(days=1)


def open_change_form(click: Click, desk: Desk) -> Reply:
    kept = load_kept(desk, WorkerId(int(click.value)))
    details = kept.details
    values = {
        "grade": details.grade.value,
        "fte": fte_text(details.fte),
        "team": str(details.team or ""),
        "employment": details.employment.value,
        "promise": "" if details.promise is None else str(details.promise),
    }
    carried = Carried(kept.id, kept.known)
    shown = forms.Shown(values, carried.text)
    return show(click, forms.change_form(details.name, shown, offered_teams(desk, kept)))


def submit_change_form(submission: Submission, desk: Desk) -> Reply:
    """Show what other hours, another grade or team would do, now or from a day on; sent again, save it."""
    carried, state = read_carried(submission.view), submission.view.state
    kept = load_kept(desk, carried.worker)
    teams = offered_teams(desk, kept)
    changes: dict[str, Any] = {
        "grade": chosen_grade(state),
        "fte": typed_hours(state),
        "team": chosen_team(state, teams, kept.details.team),
        "employment": employment_of(state),
        "promise": typed_promise(state),
    }
    _check(kept, changes, "fte")
    from_on = _day_to_come(desk, kept, state)
    changes = {name: value for name, value in changes.items() if value != getattr(kept.details, name)}
    said = _change_effect(desk, kept, changes, from_on)
    note = changed_meanwhile(desk, carried)
    if note or carried.shown != mark_of(state):
        return Redraw(forms.change_form(kept.details.name, _shown(kept, state, said, note), teams))
    if from_on is None:
        return _save(desk, kept, changes, " ".join(["Saved.", *said]))
    with changing(desk, kept) as session:
        add_planned(session, desk.change, kept.id, from_on, changes)
    planned = planned_sentence(from_on, changes, teams)
    return Done(Message(" ".join([f"Saved for {escape(kept.details.name)}. {planned}", *said])))


def _day_to_come(desk: Desk, kept: Kept, state: Mapping[str, Any]) -> date | None:
    """From which day a change counts; None for from now on. BadInput for a day on which it can't begin."""
    day, last = chosen_day(state, "from"), kept.details.ends_on
    if day is None or day == desk.today:
        return None
    if day < desk.today:
        raise BadInput(
            "A change counts from today at the earliest. Choose a day to come, or leave it empty.", "from"
        )
    if last is not None and day > last:
        raise BadInput(f"Their last day is {long_day(last)}, before this would begin.", "from")
    return day


def _change_effect(desk: Desk, kept: Kept, changes: Mapping[str, Any], from_on: date | None) -> list[str]:
    """What a change does on the day it begins, over what is planned to have begun by then."""
    worker = find_worker(desk, kept)
    if worker is None:
        return []
    day = from_on or max(desk.today, worker.starts_on or desk.today)
    planned = list_planned(desk.session, [kept.id])[kept.id] if from_on is not None else []
    before = reduce(lambda so_far, each: replace(so_far, **each.changes), _begun(planned, day), worker)
    return effect_lines(effect_of(desk, kept, before, replace(before, **changes), day))


def _begun(planned: Iterable[Planned], day: date) -> Iterator[Planned]:
    return (each for each in planned if each.from_on <= day)


def open_leave_form(click: Click, desk: Desk) -> Reply:
    kept = load_kept(desk, WorkerId(int(click.value)))
    last = kept.details.ends_on
    values = {"end": last.isoformat() if last else None}
    shown = forms.Shown(values, Carried(kept.id, kept.known).text)
    return show(click, forms.leave_form(kept.details.name, shown, last is not None))


def submit_leave_form(submission: Submission, desk: Desk) -> Reply:
    """Show what happens to the children of somebody who leaves; sent again, save the last day."""
    carried, state = read_carried(submission.view), submission.view.state
    kept = load_kept(desk, carried.worker)
    last = None if state.get("stays") else chosen_day(state, "end")
    if last is None and not state.get("stays"):
        raise BadInput("Choose the last day in post.", "end")
    _check(kept, {"ends_on": last}, "end")
    said = _leaving(desk, kept, last)
    note = changed_meanwhile(desk, carried)
    if note or carried.shown != mark_of(state):
        is_leaving = kept.details.ends_on is not None
        return Redraw(forms.leave_form(kept.details.name, _shown(kept, state, said, note), is_leaving))
    name = escape(kept.details.name)
    done = f"{name}'s last day is {long_day(last)}." if last else f"{name} stays: no last day is recorded."
    return _save(desk, kept, {"ends_on": last}, " ".join([done, *said]))


def open_words_form(click: Click, desk: Desk) -> Reply:
    kept = load_kept(desk, WorkerId(int(click.value)))
    details = kept.details
    choice = {True: "yes", False: "no", None: "ask"}[details.name_in_channel]
    values = {
        "name": details.name,
        "languages": forms.listed_words(details.languages),
        "skills": forms.listed_words(details.skills),
        "swe_number": details.swe_number,
        "name_in_channel": choice,
    }
    shown = forms.Shown(values, Carried(kept.id, kept.known).text)
    return show(click, forms.words_form(details.name, shown))


def submit_words_form(submission: Submission, desk: Desk) -> Reply:
    """Save what somebody is called, speaks and can do; no number follows from it."""
    carried, state = read_carried(submission.view), submission.view.state
    kept = load_kept(desk, carried.worker)
    changes: dict[str, Any] = {
        "name": typed_name(state),
        "languages": typed_words(state, "languages"),
        "skills": typed_words(state, "skills"),
        "swe_number": typed_swe_number(state),
        "name_in_channel": {"yes": True, "no": False}.get(str(state.get("name_in_channel"))),
    }
    _check(kept, changes, "name")
    note = changed_meanwhile(desk, carried)
    if note:
        return Redraw(forms.words_form(kept.details.name, _shown(kept, state, [], note)))
    return _save(desk, kept, changes, f"Saved. {escape(changes['name'])} is up to date.")


def _leaving(desk: Desk, kept: Kept, last: date | None) -> list[str]:
    """What their leaving does to the children they lead, and to the teams they supervise."""
    worker, supervised = find_worker(desk, kept), list_names_supervised(desk.session, kept.id)
    said = leaderless_lines(kept.details.name, supervised) if last is not None else []
    if worker is None:
        return said
    gone = (last or kept.details.ends_on or desk.today) + ONE_DAY
    after = replace(worker, ends_on=last)
    effect = effect_of(desk, kept, worker, after, max(gone, desk.today), is_leaving=last is not None)
    return [*effect_lines(effect), *said]


def _check(kept: Kept, changes: Mapping[str, Any], field: str) -> None:
    """BadInput, beside a field of the form, for what can't be kept and for answers that change nothing."""
    after = replace(kept.details, **changes)
    try:
        check_person(after)
    except BadInput as problem:
        raise BadInput(str(problem), field) from None
    if after == kept.details:
        raise BadInput("That is how it is already. Change something, or cancel.", field)


def _shown(kept: Kept, state: Mapping[str, Any], said: list[str], note: str) -> forms.Shown:
    """The form again, with everything typed and what it would do."""
    carried = Carried(kept.id, kept.known, mark_of(state))
    return forms.Shown(state, carried.text, said, note, is_seen=True)


def _save(desk: Desk, kept: Kept, changes: Mapping[str, Any], said: str) -> Reply:
    with changing(desk, kept) as session:
        change_worker(session, desk.change, kept.id, **changes)
    return Done(Message(said))


ROUTES: tuple[Route, ...] = (
    Route(Click, "person_change", open_change_form),
    Route(Submission, "person_change", submit_change_form),
    Route(Click, "person_leave", open_leave_form),
    Route(Submission, "person_leave", submit_leave_form),
    Route(Click, "person_words", open_words_form),
    Route(Submission, "person_words", submit_words_form),
)
