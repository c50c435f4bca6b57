"""One reminder a working day for each supervisor, with what has no plan, by when, and a button for each."""

from datetime import datetime, timedelta

from sqlalchemy import update

from handlers.ledger.reminders import DRAWERS, remind_of_plans
from handlers.messages import Message, Post
from scoring.breaches import Cause, Level, Settled
from scoring.case import Kind
from scoring.ids import BreachId
from scoring.plans import Plan, PlanCode
from scoring.readings import Line, Subject, SubjectKind
from scoring.timetable import Occasion, OccasionKind
from scoring.working_time import london, london_day
from storage.breaches import record_climb, record_moves
from storage.change import Change, Source
from storage.database import Database
from storage.joining import add_cover
from storage.plans import add_plan, record_reminder
from storage.tables.people import TEAMS
from tests.handlers.council import NOW, Council, a_council
from tests.handlers.slack_rules import require_postable
from tests.scoring.london import MONDAY, at

FRIDAY = at("Fri 16:00", -1)


def remind(council: Council, now: datetime = NOW) -> None:
    day = london_day(now)
    with council.desk(now) as desk:
        at_nine = london(day, council.policy.hours.reminder)
        remind_of_plans(desk, Occasion(OccasionKind.REMINDER, at_nine, day))


def draw(council: Council, now: datetime = NOW) -> Message | None:
    entry = council.outbox("plan_reminder")[-1]
    with council.desk(now) as desk:
        drawn = DRAWERS["plan_reminder"].draw(desk, entry)
    if drawn is None:
        return None
    assert isinstance(drawn, Post)
    require_postable(drawn.message)
    return drawn.message


def reminded(council: Council, now: datetime = NOW) -> str:
    remind(council, now)
    message = draw(council, now)
    assert message is not None
    return message.text


def sam_over(council: Council, opened_at: datetime = FRIDAY) -> BreachId:
    council.lead("sam", 17)
    return council.breach(SubjectKind.WORKER, council.people["sam"], Line.CHILDREN, opened_at).id


def planned(council: Council, breach: BreachId, days: int) -> None:
    plan = Plan(PlanCode.MOVE, council.people["ann"], MONDAY + timedelta(days=days))
    with council.database.writing() as session:
        add_plan(session, Change(NOW, Source.SLACK, council.people["ann"]), plan, [breach])


def test_a_supervisor_is_asked_for_a_plan_with_its_deadline(database: Database) -> None:
    council = a_council(database)
    sam_over(council)
    text = reminded(council)
    assert text.startswith("One of our promises has no plan yet. Please say what you will do.")
    assert (
        "Sam Okafor: 17 children, we promised 15. Please make a plan by Tuesday 24 November at 17:00, "
        "then it goes to your service manager." in text
    )
    assert "Trial figures" in text


def test_each_subject_has_one_button_that_names_it(database: Database) -> None:
    council = a_council(database)
    sam_over(council)
    sam = council.people["sam"]
    council.breach(SubjectKind.WORKER, sam, Line.POINTS, FRIDAY, value=1040, promised=1000)
    council.breach(SubjectKind.TEAM, council.north, Line.CHILDREN, at("Sat 16:00", -1))
    remind(council)
    message = draw(council)
    assert message is not None
    buttons = [block["accessory"] for block in message.blocks if "accessory" in block]
    assert [(each["action_id"], each["value"]) for each in buttons] == [
        (f"plan:worker-{sam}", f"worker:{sam}"),
        (f"plan:team-{council.north}", f"team:{council.north}"),
    ]
    assert "Two of our promises have no plan yet." in message.text
    assert "North as a team: 17 children, we promised 27." in message.text


def test_there_is_one_a_day_whatever_restarts(database: Database) -> None:
    council = a_council(database)
    sam_over(council)
    for now in (NOW, NOW + timedelta(hours=1), at("Tue 09:00")):
        remind(council, now)
    assert [entry.worker for entry in council.outbox()] == [council.people["ann"]] * 2


def test_two_teams_of_one_supervisor_are_one_message(database: Database) -> None:
    council = a_council(database)
    sam_over(council)
    [case] = council.wait(council.south, 1, Kind.CP)
    council.breach(SubjectKind.CASE, case, Line.WAITING_TOO_LONG, FRIDAY, team=council.south)
    with database.writing() as session:
        add_cover(session, Change(NOW, Source.SHELL), council.south, council.people["ann"], MONDAY, MONDAY)
    text = reminded(council)
    assert len(council.outbox()) == 1
    assert "Sam Okafor: 17 children" in text
    assert "AB-1018: a child who has waited too long." in text


def test_nobody_is_reminded_of_what_has_a_plan_or_is_settling(database: Database) -> None:
    council = a_council(database)
    planned(council, sam_over(council), days=4)
    settling = council.breach(SubjectKind.WORKER, council.people["priya"], Line.CHILDREN, FRIDAY)
    with database.writing() as session:
        record_moves(session, [Settled(settling.id, at("Mon 08:30"))], {})
    remind(council)
    assert council.outbox() == []


def test_a_plan_whose_day_is_over_is_to_be_reviewed(database: Database) -> None:
    council = a_council(database)
    planned(council, sam_over(council, at("Fri 16:00", -2)), days=-3)
    assert (
        "The plan's day was Friday 20 November. Please review it by Tuesday 24 November at 17:00, "
        "then it goes to your service manager." in reminded(council)
    )


def test_what_has_gone_up_says_who_knows(database: Database) -> None:
    council = a_council(database)
    breach = sam_over(council, at("Thu 16:00", -1))
    with database.writing() as session:
        record_climb(session, breach, Level.SERVICE_MANAGER, at("Mon 08:00"))
    assert (
        "Your service manager knows. Please make a plan by Wednesday 25 November at 17:00, then it goes to "
        "the head of service." in reminded(council)
    )
    with database.writing() as session:
        record_climb(session, breach, Level.HEAD, NOW)
    assert "The head of service knows, and a plan is still needed." in reminded(council)


def test_a_baseline_breach_is_asked_about_too_because_it_climbs(database: Database) -> None:
    council = a_council(database)
    council.breach(SubjectKind.WORKER, council.people["sam"], Line.CHILDREN, FRIDAY, cause=Cause.BASELINE)
    remind(council)
    assert len(council.outbox()) == 1


def test_what_this_person_quietened_is_left_out_until_its_day(database: Database) -> None:
    council = a_council(database)
    sam_over(council)
    subject = Subject(SubjectKind.WORKER, council.people["sam"])
    change = Change(NOW, Source.SLACK, council.people["ann"])
    with database.writing() as session:
        record_reminder(session, change, subject, MONDAY + timedelta(days=2))
    remind(council)
    assert council.outbox() == []
    assert "Sam Okafor" in reminded(council, at("Wed 09:00"))


def test_it_says_nothing_once_a_plan_is_made_or_its_day_is_over(database: Database) -> None:
    council = a_council(database)
    breach = sam_over(council)
    remind(council)
    assert draw(council, at("Tue 08:00")) is None
    planned(council, breach, days=4)
    assert draw(council) is None


def test_it_says_nothing_to_somebody_who_no_longer_gets_the_teams_messages(database: Database) -> None:
    council = a_council(database)
    sam_over(council)
    remind(council)
    with database.writing() as session:
        add_cover(session, Change(NOW, Source.SHELL), council.north, council.people["ben"], MONDAY, None)
    assert draw(council) is None


def test_a_team_that_was_not_started_is_not_asked(database: Database) -> None:
    council = a_council(database)
    sam_over(council)
    with database.writing() as session:
        session.execute(update(TEAMS).values(started_at=None))
    remind(council)
    assert council.outbox() == []


def test_a_long_list_fits_and_says_where_the_rest_is(database: Database) -> None:
    council = a_council(database)
    for case in council.wait(council.north, 80):
        council.breach(SubjectKind.CASE, case, Line.WAITING_TOO_LONG, FRIDAY)
    remind(council)
    message = draw(council)
    assert message is not None
    assert "80 of our promises have no plan yet." in message.text
    assert "And 50 more. /caseload breaches shows them all" in str(message.blocks)
    assert "/caseload breaches shows them all" in message.text
