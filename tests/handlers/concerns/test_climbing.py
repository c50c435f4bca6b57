"""A concern that isn't answered in time goes up, the worker is told to whom, and every message follows."""

from datetime import datetime, timedelta

from handlers.concerns.climbing import climb_concerns
from handlers.desk import Desk
from handlers.messages import Replace
from handlers.upkeep.due import rescore_due
from scoring.breaches import Level
from scoring.people import Role
from scoring.working_time import london, london_day
from storage.change import Source
from storage.joining import add_role, add_service, change_worker, end_role
from storage.policies import load_policy
from storage.teams import load_team
from tests.handlers.concerns.raising import close, raised, stored, told
from tests.handlers.views_council import Council, buttons, said
from tests.scoring.london import ENGLAND, at


def turn_to(council: Council, moment: datetime) -> None:
    council.now = moment
    council.rescore()


def test_it_goes_to_the_service_manager_and_then_to_the_head_each_told_to_the_worker(
    council: Council,
) -> None:
    value = raised(council, "sam")
    told(council)
    turn_to(council, at("Mon 16:59", 1))
    assert told(council) == {}
    turn_to(council, at("Mon 17:00", 1))
    texts = told(council)
    assert texts["sam"] == [
        "We haven't answered your concern about your caseload in time. It has now gone to Mel Hart, the "
        "service manager, who is asked to answer by Wednesday 2 December at 17:00."
    ]
    assert "Ann Abbott hasn't answered in time, so it comes to you as the service manager." in texts["mel"][0]
    turn_to(council, at("Wed 17:00", 1))
    texts = told(council)
    assert "It has now gone to Hal Grey, the head of service" in texts["sam"][0]
    assert "Mel Hart hasn't answered in time, so it comes to you as the head of service." in texts["hal"][0]
    assert "Please answer by Friday 4 December at 17:00. It is private" in texts["hal"][0]
    turn_to(council, at("Fri 17:00", 2))
    assert told(council) == {}
    assert stored(council, value).concern.level is Level.HEAD


def test_once_it_has_climbed_each_level_may_answer_and_every_message_shows_it(council: Council) -> None:
    value = raised(council, "sam")
    told(council)
    turn_to(council, at("Mon 17:00", 1))
    told(council)
    assert isinstance(council.press("ann", "concern_answer", value), Replace)
    texts = told(council)
    for who in ("ann", "mel"):
        assert "Ann Abbott said on Monday 30 November at 17:00 that they will talk" in texts[who][0]
    assert "private" in said(council.press("hal", "concern_answer", value))
    close(council, "mel", value)
    for who, text in told(council).items():
        assert ("Mel Hart noted" in text[0]) == (who in ("ann", "mel"))


def test_a_bank_holiday_and_a_weekend_are_counted_out(council: Council) -> None:
    council.now = london(london_day(at("Thu 10:00", 4)), at("Thu 10:00").time())
    raised(council, "sam")
    assert london_day(council.now).isoformat() == "2026-12-24"
    assert "Wednesday 30 December at 17:00" in said(council.command("sam", "/caseload concern"))


def test_a_level_where_nobody_is_any_more_is_passed_over(council: Council) -> None:
    raised(council, "sam")
    told(council)
    with council.database.writing() as session:
        service = load_team(session, council.teams["North"]).service
        end_role(session, council.change(), council.workers["mel"], Role.SERVICE_MANAGER, service=service)
    turn_to(council, at("Mon 17:00", 1))
    assert "Hal Grey, the head of service" in told(council)["sam"][0]


def test_nothing_climbs_that_was_answered_closed_or_withdrawn(council: Council) -> None:
    council.press("ann", "concern_answer", raised(council, "sam"))
    close(council, "ann", raised(council, "jo"))
    council.press("lee", "concern_withdraw", raised(council, "lee"))
    told(council)
    turn_to(council, at("Mon 17:00", 1))
    assert told(council) == {}


def test_a_bot_that_was_down_climbs_once_and_gives_the_whole_time_again(council: Council) -> None:
    raised(council, "sam")
    told(council)
    turn_to(council, at("Thu 11:00", 1))
    texts = told(council)
    assert "Monday 7 December at 17:00" in texts["sam"][0]
    assert set(texts) == {"sam", "mel", "ann"}


def test_two_processes_that_see_the_same_deadline_climb_it_once(council: Council) -> None:
    value = raised(council, "sam")
    told(council)
    council.now = at("Mon 17:00", 1)
    with council.database.reading() as session:
        policy = load_policy(session, london_day(council.now))
        desk = Desk(council.database, session, council.now, policy, ENGLAND, Source.TICK)
        assert rescore_due(desk)
    with council.database.writing() as session:
        desk = Desk(council.database, session, council.now, policy, ENGLAND, Source.TICK)
        climb_concerns(session, desk, [council.workers["sam"]])
    assert stored(council, value).concern.level is Level.SERVICE_MANAGER
    assert sum(entry.worker == council.workers["mel"] for entry in council.outbox("concern")) == 1


def test_what_is_told_after_the_quiet_hours_is_the_truth_of_the_morning(council: Council) -> None:
    council.now += timedelta(hours=9)
    value = raised(council, "sam")
    council.press("ann", "concern_answer", value)
    council.now += timedelta(hours=14)
    [(_, post), *_] = council.deliver()
    assert post is not None
    assert set(buttons(post.message)) == {"We have talked"}


def test_those_in_no_team_climb_alike(council: Council) -> None:
    with council.database.writing() as session:
        add_role(
            session, council.change(), council.workers["kit"], Role.SUPERVISOR, team=council.teams["North"]
        )
        change_worker(session, council.change(), council.workers["kit"], team=None)
    value = raised(council, "kit")
    assert stored(council, value).concern.level is Level.SERVICE_MANAGER
    told(council)
    turn_to(council, at("Mon 17:00", 1))
    assert "Hal Grey, the head of service" in told(council)["kit"][0]


def test_a_manager_of_another_service_learns_nothing_when_it_climbs(council: Council) -> None:
    with council.database.writing() as session:
        other = add_service(session, council.change(), "Fostering")
        add_role(session, council.change(), council.workers["kit"], Role.SERVICE_MANAGER, service=other)
    value = raised(council, "sam")
    turn_to(council, at("Mon 17:00", 1))
    assert "private" in said(council.press("kit", "concern_answer", value))
    assert isinstance(council.press("mel", "concern_answer", value), Replace)
