"""The council in a database: every row is accepted, and the due job scores it as a full rescore does."""

import pytest
from sqlalchemy import func, select

from bot.bank_holidays import calendar_of
from bot.demo.council import DEMO_DAY, Council
from bot.demo.filling import fill
from handlers.desk import Desk
from handlers.upkeep.due import rescore_due
from scoring.ids import ChannelId, Reference
from scoring.load import score_loads
from storage.breaches import list_team_standing
from storage.cases import list_open_cases
from storage.change import Change, Source
from storage.database import Database
from storage.letters import count_states
from storage.loads import list_loads
from storage.people import load_workers
from storage.policies import load_policy
from storage.tables.cases import ALLOCATIONS
from storage.tables.ledger import SNAPSHOTS
from storage.teams import list_teams, load_teams
from tests.recording import add_case


@pytest.fixture
def filled(database: Database, council: Council) -> Database:
    fill(database, council, {"North": ChannelId("C1")})
    return database


def settle(database: Database, council: Council) -> None:
    """Run the due job until nothing is due."""
    again = True
    while again:
        with database.reading() as session:
            policy = load_policy(session, DEMO_DAY)
            desk = Desk(database, session, council.now, policy, calendar_of(policy), Source.TICK)
            again = rescore_due(desk)


def test_every_open_case_is_stored_as_it_is(filled: Database, council: Council) -> None:
    with filled.reading() as session:
        assert list_open_cases(session) == sorted(council.open_cases, key=lambda case: case.id)
        assert session.execute(select(func.count()).select_from(SNAPSHOTS)).scalar() == len(council.day_ends)


def test_the_due_job_scores_it_as_a_full_rescore_does(filled: Database, council: Council) -> None:
    settle(filled, council)
    with filled.reading() as session:
        stored = {
            each.load.worker: each.load
            for each in list_loads(session, [team.id for team in list_teams(session)])
        }
        workers = load_workers(session, stored)
        policy = load_policy(session, DEMO_DAY)
        fresh = score_loads(workers.values(), load_teams(session), list_open_cases(session), policy, DEMO_DAY)
    assert stored == fresh


def test_starting_the_bot_finds_no_promise_newly_broken(filled: Database, council: Council) -> None:
    teams = [team.id for team in council.teams]
    with filled.reading() as session:
        before = list_team_standing(session, teams)
        waiting = count_states(session)
    settle(filled, council)
    with filled.reading() as session:
        assert [each.id for each in list_team_standing(session, teams)] == [each.id for each in before]
        assert count_states(session) == waiting


def test_what_comes_later_gets_ids_of_its_own(filled: Database, council: Council) -> None:
    case = council.open_cases[0]
    with filled.writing() as session:
        change = Change(council.now, Source.SHELL)
        new = add_case(
            session,
            change,
            reference=Reference("CH-1234"),
            team=case.team,
            facts=case.facts,
            lead=council.people[-3].id,
        )
        most = session.execute(select(func.max(ALLOCATIONS.c.case_id))).scalar()
    assert new == most == len(council.files) + 1
