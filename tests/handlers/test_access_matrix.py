"""Policy guide §9, walked: every route × every role, in the team itself and elsewhere.

Nothing is kept of what a request does: each finds the same council. The table is `access.table`.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from bot.bank_holidays import calendar_of
from handlers.messages import FieldErrors, Instead, Message, Origin, Reply
from handlers.reception.serving import Server, find_route
from handlers.routes import ROUTE_TABLE
from scoring.breaches import Breach, Level
from scoring.case import Judgement, JudgementReason
from scoring.concerns import Asked, Said, Suits, Topic, Why
from scoring.errors import CaseloadError
from scoring.ids import TeamId
from scoring.people import Grade, Reduction, ReductionReason, Role
from scoring.plans import Plan, PlanCode
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day
from storage.accounts import Proposal, change_account, confirm_accounts, propose_accounts
from storage.allocations import close_case
from storage.audit import record_audit
from storage.audit_trail import find_last_number
from storage.breaches import list_team_standing
from storage.cases import find_last_change
from storage.concerns import add_concern, find_open_concern
from storage.database import Database
from storage.details import PersonDetails
from storage.joining import add_cover, add_reduction, add_role, add_service, add_worker
from storage.judgements import add_proposal, list_proposals
from storage.offers import add_offer, list_open_offers
from storage.planned import add_planned, list_planned
from storage.plans import add_plan, list_plans
from storage.policies import add_policy, default_policy_text
from storage.reductions import list_reductions
from storage.session import Session
from storage.supervision import list_last_supervisions, record_supervision
from tests.handlers.access.row import BOTH, EVERYBODY, MANAGERS, At, Row
from tests.handlers.access.table import TABLE
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
    "AB-1002": MANAGERS | {"worker", "supervisor elsewhere"},
    "AB-3000": MANAGERS,
    "aternity leave": MANAGERS | {"worker", "admin"},
    "The nights are long": BOTH,
    "asked to talk about their caseload": BOTH,
    "raised a concern": BOTH,
    "concerns of somebody": {"supervisor"},
}
"""What no request names, and who may read it: other cases (one is offered to South, one waits), why Sam is
away in part, and Sam's concern: what they said, that there is one, and to whom such things have come."""


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
    return filled(council)


def filled(council: Council) -> Council:
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
    council.holds(None, 1, start=3000, at=council.now)
    council.rescore()
    with council.database.writing() as session:
        _set_aside(session, council)
    return council


def _set_aside(session: Session, council: Council) -> None:
    """What the rows about offers, judgements, reviews, concerns and supervision are aimed at."""
    change, people, teams = council.change(), council.workers, council.teams
    closed, offered, weighed = map(council.case, ("AB-1004", "AB-1002", "AB-1003"))
    close_case(session, change, closed)
    add_offer(session, change, offered, teams["South"], people["ann"])
    proposed = Judgement(2, JudgementReason.COMPLEX, people["sam"], people["ann"], date(2027, 1, 14))
    add_proposal(session, replace(change, actor=people["sam"]), weighed, proposed, None)
    by_ann = replace(change, actor=people["ann"])
    plan = Plan(PlanCode.MOVE, people["ann"], london_day(council.now) - timedelta(days=1))
    add_plan(session, by_ann, plan, [_breach_of_sam(session, council).id])
    said = Said((Topic.CASES,), Suits.WEEK, "The nights are long")
    asked = Asked(people["ann"], Level.SUPERVISOR, Why.USUAL)
    own = replace(change, actor=people["sam"])
    id_ = add_concern(session, own, teams["North"], said, asked, council.now + timedelta(days=2))
    record_audit(session, own, "concern_raised", "worker", people["sam"], concern=id_, asked=people["ann"])
    record_supervision(session, by_ann, people["sam"], london_day(council.now) - timedelta(days=9), 60)
    add_planned(session, by_ann, people["sam"], date(2027, 1, 4), {"fte": Fraction(1, 2)})


def _breach_of_sam(session: Session, council: Council) -> Breach:
    standing = list_team_standing(session, [council.teams["North"]])
    sam = Subject(SubjectKind.WORKER, council.workers["sam"])
    return next(breach for breach in standing if breach.subject == sam)


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
    case, closed, offered, weighed, waiting = (
        town.case(each).id for each in ("AB-1000", "AB-1004", "AB-1002", "AB-1003", "AB-3000")
    )
    sam = town.workers["sam"]
    with town.database.reading() as session:
        breach = _breach_of_sam(session, town)
        [away] = list_reductions(session, [sam])[sam]
        concern, supervised = find_open_concern(session, sam), list_last_supervisions(session, [sam])[sam]
        assert concern is not None
        known = {
            "known": find_last_change(session, case),
            "offer_known": find_last_change(session, offered),
            "wait_known": find_last_change(session, waiting),
            "changes": find_last_number(session, "worker", sam),
            "settled": find_last_number(session, "team", town.teams["North"]),
            "offer": list_open_offers(session, [offered])[offered].id,
            "proposal": list_proposals(session, [weighed], london_day(town.now))[weighed].id,
            "plan": list_plans(session, [breach.id])[breach.id].id,
            "concern": concern.concern.id,
            "supervision": supervised.id,
            "planned": list_planned(session, [sam])[sam][0].id,
        }
    ids = {"case": case, "closed": closed, "offered": offered, "waiting": waiting}
    rows = {"breach": breach.id, "reduction": away.id}
    return {**known, **ids, **rows, **town.workers, **town.teams}


def served(server: Server, row: Row, at: At) -> Reply:
    """The reply, or what is raised instead of one."""
    request = row.request(at)
    with server.database.reading() as session:
        desk = server.desk(request, session, server.clock())
        route, rest = find_route(server.routes, request)
        reply = route.run(rest, desk)
        if isinstance(reply, Instead):
            route, rest = find_route(server.routes, reply.command)
            reply = route.run(rest, desk)
        return reply


def test_every_route_has_its_line_in_the_table() -> None:
    assert {(row.entry, row.name) for row in TABLE} == set(ROUTE_TABLE)


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
                if isinstance(reply, FieldErrors):
                    wrong.append(f"{row.entry.__name__} {row.name}, {role}: {reply.errors}")
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
        if "cover" in row.may and "colleague" not in row.may:  # Max is a colleague again
            with pytest.raises(row.otherwise):
                served(server, row, At(town.origin("max"), row.name, ids))
