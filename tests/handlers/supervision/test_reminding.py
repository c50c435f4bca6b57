"""The reminder that supervision is due: to whom, when, and how often."""

from datetime import date, timedelta

import pytest

from handlers.jobs import JOBS
from handlers.messages import Form, Message
from scoring.people import Role
from scoring.timetable import Occasion, OccasionKind
from scoring.working_time import london, london_day
from storage.joining import end_role
from tests.handlers.slack_rules import require_postable
from tests.handlers.supervision.recording import had
from tests.handlers.views_council import Council, buttons


@pytest.fixture
def due(council: Council) -> Council:
    """Thursday 09:00: Sam's is due today, everybody else's in two weeks or later."""
    council.now -= timedelta(hours=1)
    had(council, "sam", 28)
    for who in ("jo", "lee", "max", "kit"):
        had(council, who, 0)
    return council


def reminds(council: Council, days: int = 0) -> list[tuple[str, Message]]:
    """Go on so many days, to 09:00, have the reminders decided, and deliver them: to whom, and what."""
    council.now = london(london_day(council.now) + timedelta(days=days), council.now.time().replace(hour=9))
    day = london_day(council.now)
    with council.database.reading() as session:
        JOBS[OccasionKind.REMINDER](council._desk(session), Occasion(OccasionKind.REMINDER, council.now, day))
    names = {id_: who for who, id_ in council.workers.items()}
    return [
        (names[entry.worker], post.message)
        for entry, post in council.deliver()
        if entry.kind == "supervision_due" and post is not None and entry.worker is not None
    ]


def test_a_supervisor_is_reminded_on_the_day_with_the_button_that_records_it(due: Council) -> None:
    [(who, message)] = reminds(due)
    assert who == "ann"
    assert message.text.startswith("Supervision: one colleague’s is due today.")
    assert "Sam Okafor: last Thu 29 Oct 2026" in message.text
    require_postable(message)
    press = buttons(message)["Record this supervision"]
    assert isinstance(due.press("ann", press["action_id"], press["value"]), Form)


def test_the_same_one_is_told_of_again_a_week_later_and_no_sooner(due: Council) -> None:
    assert len(reminds(due)) == 1
    assert reminds(due) == [], "the tick may come twice"
    for _ in range(6):
        assert reminds(due, days=1) == []
    [(_, message)] = reminds(due, days=1)
    assert message.text.startswith("Supervision: one colleague’s is overdue.")
    assert "overdue by 7 days" in message.text


def test_what_falls_due_meanwhile_comes_in_one_message_with_the_rest(council: Council) -> None:
    council.now -= timedelta(hours=1)
    had(council, "sam", 28)
    had(council, "max", 27)
    for who in ("jo", "lee", "kit"):
        had(council, who, 0)
    [(_, thursday)] = reminds(council)
    assert "Max Field" not in thursday.text
    [(_, friday)] = reminds(council, days=1)
    assert "one colleague’s is due today and one colleague’s is overdue" in friday.text
    assert friday.text.index("Sam Okafor") < friday.text.index("Max Field")
    assert reminds(council, days=6) == [], "both were told of on Friday"
    assert len(reminds(council, days=1)) == 1


def test_one_that_is_held_before_the_reminder_goes_out_is_not_in_it(due: Council) -> None:
    due.now = london(date(2026, 11, 26), due.now.time().replace(hour=9))
    day = london_day(due.now)
    with due.database.reading() as session:
        JOBS[OccasionKind.REMINDER](due._desk(session), Occasion(OccasionKind.REMINDER, due.now, day))
    had(due, "sam", 0)
    assert [post for entry, post in due.deliver() if entry.kind == "supervision_due"] == [None]
    assert reminds(due, days=8) == []


def test_cover_is_reminded_while_it_lasts_and_never_of_their_own(due: Council) -> None:
    had(due, "max", 40)
    due.covers("max", "North", due.now, due.now)
    [(who, message)] = reminds(due)
    assert who == "max"
    assert "Max Field" not in message.text


def test_nobody_is_reminded_where_nobody_supervises_and_before_a_team_has_started(due: Council) -> None:
    with due.database.writing() as session:
        end_role(session, due.change(), due.workers["ann"], Role.SUPERVISOR, team=due.teams["North"])
    assert reminds(due) == []


def test_a_reminder_that_waits_for_working_hours_tells_the_truth_of_then(due: Council) -> None:
    due.now = london(date(2026, 11, 26), due.now.time().replace(hour=19))
    with due.database.reading() as session:
        occasion = Occasion(OccasionKind.REMINDER, due.now, date(2026, 11, 26))
        JOBS[OccasionKind.REMINDER](due._desk(session), occasion)
    assert due.deliver() == []
    due.now = london(date(2026, 11, 27), due.now.time().replace(hour=8))
    [(_, post)] = due.deliver()
    assert post is not None
    assert "overdue by 1 day" in post.message.text
