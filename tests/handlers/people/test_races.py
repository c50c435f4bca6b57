"""Two managers at the same moment: nothing is lost, and the second is told."""

import pytest

from handlers.messages import Done, FieldErrors, Form, Redraw
from storage.details import load_person_details
from storage.people import find_people
from storage.reductions import list_reductions
from tests.handlers.interleaving import at_once, meet_after
from tests.handlers.people.test_absences import AWAY
from tests.handlers.people.test_editing import CHANGE, looked, sections
from tests.handlers.views_council import Council


def test_two_changes_of_one_person_at_once_dont_overwrite_each_other(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours, grade = {**CHANGE, "fte": "0.5"}, {**CHANGE, "grade": "advanced_practitioner"}
    mine, _ = looked(council, "ann", "person_change", "sam", **hours)
    theirs, _ = looked(council, "mel", "person_change", "sam", **grade)
    meet_after(monkeypatch, "handlers.people.editing", "changed_meanwhile")
    replies = at_once(lambda: council.sends("ann", mine, hours), lambda: council.sends("mel", theirs, grade))
    [told] = [each for each in replies if isinstance(each, Redraw)]
    assert len([each for each in replies if isinstance(each, Done)]) == 1
    assert "on Thursday 26 November at 10:00" in sections(told)
    assert len(council.audited("person_changed")) == 1


def test_the_same_absence_entered_twice_at_once_is_one(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _ = looked(council, "ann", "absence_add", "sam", **AWAY)
    theirs, _ = looked(council, "mel", "absence_add", "sam", **AWAY)
    meet_after(monkeypatch, "handlers.people.absences", "changed_meanwhile")
    replies = at_once(lambda: council.sends("ann", mine, AWAY), lambda: council.sends("mel", theirs, AWAY))
    assert sorted(type(each).__name__ for each in replies) == ["Done", "FieldErrors"]
    sam = council.workers["sam"]
    with council.database.reading() as session:
        assert len(list_reductions(session, [sam])[sam]) == 1


def test_somebody_who_is_added_twice_at_once_is_one_person(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = council.press("mel", "person_join", str(council.teams["North"]))
    assert isinstance(form, Form)
    state: dict[str, object] = {
        "name": "Zoe New", "email": "zoe@council.example", "grade": "experienced", "fte": "1",
        "employment": "permanent", "start": "2026-11-26",
    }  # fmt: skip
    meet_after(monkeypatch, "handlers.people.joiner", "find_people")
    replies = at_once(
        lambda: council.sends("ann", form.view, state), lambda: council.sends("mel", form.view, state)
    )
    [refused] = [each for each in replies if isinstance(each, FieldErrors)]
    assert "known already" in refused.errors["email"]
    with council.database.reading() as session:
        assert len(find_people(session, "zoe@council.example")) == 1
        assert load_person_details(session, council.workers["sam"]).fte == 1
