"""Policy guide §9, walked: every route × every role, in the team itself and elsewhere.

Nothing is kept of what a request does: each finds the same council. The table is `access_table`.
"""

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from bot.bank_holidays import calendar_of
from handlers.messages import Message, Origin, Reply
from handlers.reception.serving import Server, find_route
from handlers.routes import ROUTE_TABLE
from scoring.errors import CaseloadError
from scoring.ids import TeamId
from scoring.people import Grade, Reduction, ReductionReason, Role
from scoring.working_time import london_day
from storage.accounts import Proposal, change_account, confirm_accounts, propose_accounts
from storage.audit_trail import find_last_number
from storage.breaches import list_team_standing
from storage.cases import find_last_change
from storage.database import Database
from storage.details import PersonDetails
from storage.joining import add_cover, add_reduction, add_role, add_service, add_worker
from storage.policies import add_policy, default_policy_text
from storage.reductions import list_reductions
from storage.session import Session
from tests.handlers.access_table import EVERYBODY, MANAGERS, TABLE, At, Row
from tests.handlers.views_council import Council
from tests.office import HOME, user_of

OUTSIDERS = {
    "stranger": "I don't know you yet",
    "proposed": "I don't know you yet",
    "guest": "Guests of this workspace",
    "deactivated": "Your access has ended",
    "left": "Your access has ended",
    "other workspace": "council's own Slack workspace",
    "shared channel": "shared with another organisation",
}
"""People and places that get nothing at all, and what they are told instead."""

SECRETS = {
    "AB-1001": MANAGERS | {"worker"},
    "aternity leave": MANAGERS | {"worker", "admin"},
}
"""What no request names, and who may read it: another case of Sam's, and why Sam is away in part."""


class Undone(Exception):
    """Ends a write so that nothing of it stays."""


class Unwritten(Database):
    """A database whose writes are done and taken back, so that every request finds the same council."""

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        with contextlib.suppress(Undone), super().writing() as session:
            yield session
            raise Undone


@pytest.fixture
def town(council: Council) -> Council:
    """The council with everybody of the table in it, outsiders too: each of those supervises North."""
    today = london_day(council.now)
    council.holds("sam", 17)
    with council.database.writing() as session:
        text = default_policy_text().replace("2026-01-01", "2027-01-01", 1)
        add_policy(session, council.change(), text.replace('"2026-1"', '"2027-1"'))
        change, north = council.change(), council.teams["North"]
        away = Reduction(ReductionReason.MATERNITY, Fraction(1, 10), today)
        add_reduction(session, change, council.workers["sam"], away)
        add_cover(session, change, north, council.workers["max"], today, today)
        _join(session, council, "una")
        fostering = add_service(session, change, "Fostering")
        add_role(session, change, council.workers["una"], Role.SERVICE_MANAGER, service=fostering)
        _join(session, council, "nia", north)
        for who in ("proposed", "guest", "deactivated", "left"):
            _join(session, council, who, ends_on=today - timedelta(days=1) if who == "left" else None)
            add_role(session, change, council.workers[who], Role.SUPERVISOR, team=north)
            if who != "proposed":
                confirm_accounts(session, change, [user_of(who)])
        change_account(session, user_of("guest"), is_deactivated=False, is_guest=True)
        change_account(session, user_of("deactivated"), is_deactivated=True, is_guest=False)
    council.rescore()
    return council


def _join(
    session: Session, council: Council, who: str, team: TeamId | None = None, ends_on: date | None = None
) -> None:
    details = PersonDetails(who.title(), f"{who}@council.example", team, Grade.NONE, ends_on=ends_on)
    council.workers[who] = add_worker(session, council.change(), details)
    propose_accounts(session, council.change(), [Proposal(user_of(who), HOME, council.workers[who])])
    if who == "una":
        confirm_accounts(session, council.change(), [user_of(who)])


def a_server(town: Council) -> Server:
    database = Unwritten(town.database.engine)
    return Server(database, ROUTE_TABLE, lambda: town.now, calendar_of, lambda: "1")


def ids_of(town: Council) -> dict[str, int]:
    case = town.case("AB-1000").id
    sam = town.workers["sam"]
    with town.database.reading() as session:
        [breach, *_] = list_team_standing(session, [town.teams["North"]])
        [away] = list_reductions(session, [sam])[sam]
        known = {
            "known": find_last_change(session, case),
            "changes": find_last_number(session, "worker", sam),
            "settled": find_last_number(session, "team", town.teams["North"]),
        }
    ids = {"case": case, "breach": breach.id, "reduction": away.id}
    return {**known, **ids, **town.workers, **town.teams}


def served(server: Server, row: Row, at: At) -> Reply:
    """The reply, or what is raised instead of one."""
    request = row.request(at)
    with server.database.reading() as session:
        desk = server.desk(request, session, server.clock())
        route, rest = find_route(server.routes, request)
        return route.run(rest, desk)


def test_every_route_has_its_line_in_the_table() -> None:
    assert {(row.entry, row.name) for row in TABLE} == set(ROUTE_TABLE)
    assert len(TABLE) == len(ROUTE_TABLE)


def test_each_role_gets_what_the_table_says_and_nothing_private_besides(town: Council) -> None:
    server, ids = a_server(town), ids_of(town)
    wrong: list[str] = []
    for row in TABLE:
        for role, who in EVERYBODY.items():
            try:
                reply = served(server, row, At(town.origin(who), row.name, ids))
            except CaseloadError as error:
                if role in row.may or not isinstance(error, row.otherwise):
                    wrong.append(f"{row.entry.__name__} {row.name}, {role}: {type(error).__name__} {error}")
                words = str(error)
            else:
                if role not in row.may:
                    wrong.append(f"{row.entry.__name__} {row.name}, {role}: is served")
                words = repr(reply)
            wrong += [f"{row.name} shows {each} to {role}" for each in unfit(words, role)]
    assert wrong == []


def unfit(words: str, role: str) -> list[str]:
    """What stands in these words and isn't for this role."""
    return [secret for secret, readers in SECRETS.items() if secret in words and role not in readers]


def test_the_secrets_are_shown_to_those_who_may_see_them(town: Council) -> None:
    assert "maternity leave" in str(town.command("ann", '/caseload "Sam Okafor"'))
    assert "AB-1001" in str(town.command("sam", "/caseload me"))


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_outsiders_get_nothing_from_any_route(town: Council, outsider: str) -> None:
    server, ids = a_server(town), ids_of(town)
    origin = outside(town, outsider)
    for row in TABLE:
        reply = server.serve(row.request(At(origin, row.name, ids)))
        assert isinstance(reply, Message), row.name
        assert OUTSIDERS[outsider] in reply.text, row.name
        assert not reply.blocks, row.name


def outside(town: Council, outsider: str) -> Origin:
    """From where an outsider asks; the last two are Ann, who may everything elsewhere."""
    changes: dict[str, dict[str, Any]] = {
        "other workspace": {"workspace": "T0OTHER"},
        "shared channel": {"is_shared_channel": True},
    }
    return town.origin("ann" if outsider in changes else outsider, **changes.get(outsider, {}))


def test_a_role_that_was_taken_away_takes_its_buttons_along(town: Council) -> None:
    server, ids = a_server(town), ids_of(town)
    town.now += timedelta(days=1)  # the cover ended yesterday
    for row in TABLE:
        if row.may == MANAGERS:
            with pytest.raises(row.otherwise):
                served(server, row, At(town.origin("max"), row.name, ids))
