"""Somebody whose Slack account is closed: whoever answers for them hears of it, and what they still lead."""

from datetime import timedelta

from bot.bank_holidays import calendar_of
from handlers.desk import Desk
from handlers.upkeep.reaching import NO_ACCOUNT, settle_person_trouble, tell_of_closed_accounts
from scoring.ids import WorkerId
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day
from storage.accounts import change_account
from storage.change import Source
from storage.letters import count_states
from storage.outbox import Recipe, add_recipes
from storage.policies import load_policy
from storage.session import Session
from tests.handlers.views_council import Council
from tests.office import user_of


def desk_of(council: Council, session: Session) -> Desk:
    """The tick's desk."""
    policy = load_policy(session, london_day(council.now))
    return Desk(council.database, session, council.now, policy, calendar_of(policy), Source.TICK)


def close(council: Council, who: str) -> None:
    with council.database.writing() as session:
        change_account(session, user_of(who), is_deactivated=True, is_guest=False)


def refuse(council: Council, who: str, why: str) -> None:
    """Slack has refused something for them."""
    subject = Subject(SubjectKind.WORKER, council.workers[who])
    with council.database.writing() as session:
        add_recipes(
            session, council.now, [Recipe("promise_broken", subject, council.now, council.workers[who])]
        )
    entry = council.outbox("promise_broken")[-1]
    with council.database.writing() as session:
        settle_person_trouble(session, desk_of(council, session), entry, why)


def told(council: Council) -> list[tuple[WorkerId | None, str]]:
    """To whom what is said about people who can't be reached."""
    return [
        (entry.worker, post.message.text)
        for entry, post in council.deliver()
        if entry.kind == "unreached" and post is not None
    ]


def test_the_supervisor_hears_that_it_is_closed_and_how_many_they_lead(council: Council) -> None:
    council.holds("sam", 2)
    close(council, "sam")
    refuse(council, "sam", NO_ACCOUNT)
    [(whom, words)] = told(council)
    assert whom == council.workers["ann"]
    assert words.startswith("Sam Okafor's Slack account has been closed")
    assert "Sam Okafor still leads 2 children here. If they have left, please record it" in words
    with council.database.reading() as session:
        assert count_states(session)["dead"] == 1


def test_it_is_said_once_a_month_for_as_long_as_it_is_so(council: Council) -> None:
    close(council, "sam")
    for _ in range(3):
        refuse(council, "sam", NO_ACCOUNT)
    assert len(told(council)) == 1
    council.now += timedelta(days=35)
    refuse(council, "sam", NO_ACCOUNT)
    assert len(told(council)) == 1


def test_somebody_slack_refuses_is_told_of_too_but_never_to_themselves(council: Council) -> None:
    refuse(council, "ann", "user_not_found")
    [(whom, words)] = told(council)
    assert whom == council.workers["mel"], "the service manager"
    assert words.startswith("Slack doesn't let me write to Ann Abbott")
    assert "Your caseload administrator can look up their account" in words


def test_of_somebody_who_never_had_an_account_nobody_is_told_each_time(council: Council) -> None:
    with council.database.writing() as session:
        session.exec_driver_sql("UPDATE account SET confirmed_at = NULL WHERE slack_user_id = 'U0SAM'")
    refuse(council, "sam", NO_ACCOUNT)
    assert told(council) == []


def test_at_night_those_who_lead_cases_with_a_closed_account_are_looked_for(council: Council) -> None:
    council.holds("sam", 1)
    close(council, "sam")
    close(council, "jo")
    for _ in range(2):
        with council.database.reading() as session:
            tell_of_closed_accounts(desk_of(council, session))
    [(whom, words)] = told(council)
    assert whom == council.workers["ann"]
    assert "Sam Okafor still leads 1 child here" in words
