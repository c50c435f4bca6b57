"""A query as ids, for buttons and for what was asked last; and as the command that answers it."""

from datetime import timedelta
from typing import Any

from handlers.desk import Desk
from handlers.messages import Command, Origin
from scoring.case import Kind
from scoring.ids import CaseId, ServiceId, TeamId, WorkerId
from scoring.questions.model import Deed, Query
from storage.cases import find_known_case, load_case
from storage.people import load_person
from storage.questions import Place, find_last_query, record_last_query
from storage.services import load_service
from storage.teams import load_team

Packed = dict[str, Any]

REMEMBERED = timedelta(hours=1)
"""After this long "and South?" is a question of its own."""


def pack(query: Query, desk: Desk) -> Packed | None:
    """The query as ids and codes; None for a case that isn't known here, which has no id."""
    packed: Packed = {"route": query.route}
    if query.reference is not None:
        case, _ = find_known_case(desk.session, query.reference)
        if case is None:
            return None
        packed["case"] = case.id
    named = (("worker", query.worker), ("service", query.service), ("deed", query.deed), ("kind", query.kind))
    packed |= {name: value for name, value in (*named, ("howto", query.howto)) if value}
    return packed | ({"teams": list(query.teams)} if query.teams else {})


def unpack(packed: Packed, desk: Desk) -> Query:
    """The query that `pack` made ids of. LookupError where its case has been forgotten."""
    if not isinstance(packed, dict):
        raise TypeError("a query is packed as names and ids")
    case = packed.get("case")
    return Query(
        route=packed["route"],
        worker=WorkerId(packed["worker"]) if "worker" in packed else None,
        teams=tuple(TeamId(each) for each in packed.get("teams", ())),
        service=ServiceId(packed["service"]) if "service" in packed else None,
        reference=load_case(desk.session, CaseId(case)).reference if case is not None else None,
        howto=packed.get("howto", ""),
        deed=Deed(packed["deed"]) if "deed" in packed else None,
        kind=Kind(packed["kind"]) if "kind" in packed else None,
    )


def recall_query(desk: Desk, origin: Origin) -> Query | None:
    """What the asker asked last in this conversation; None when that is long ago or its case is forgotten."""
    place = _place(desk, origin)
    found = find_last_query(desk.session, place, desk.now - REMEMBERED) if place else None
    if found is None:
        return None
    try:
        return unpack({"route": found[0], **found[1]}, desk)
    except LookupError:
        return None


def remember_query(query: Query, desk: Desk, origin: Origin) -> None:
    """Keep what was asked, as ids, for the next question in this conversation."""
    place, packed = _place(desk, origin), pack(query, desk)
    if place is None or packed is None:
        return
    route = packed.pop("route")
    with desk.writing() as session:
        record_last_query(session, place, route, packed, desk.now, desk.now - REMEMBERED)


def _place(desk: Desk, origin: Origin) -> Place | None:
    if origin.channel is None:
        return None
    return Place(desk.viewer.worker, origin.channel, origin.thread or "")


def command_of(query: Query, origin: Origin, desk: Desk) -> Command:
    """The command somebody would have typed: "/caseload team" with the team's name."""
    name, _, word = query.route.partition(" ")
    return Command(origin, name, " ".join(part for part in (word, _argument(query, desk)) if part))


def _argument(query: Query, desk: Desk) -> str:
    if query.reference is not None:
        return query.reference
    if query.worker is not None:
        mine = query.worker == desk.viewer.worker
        return "me" if mine else load_person(desk.session, query.worker).email
    if query.teams:
        return ", ".join(load_team(desk.session, team).name for team in query.teams)
    if query.service is not None:
        return load_service(desk.session, query.service).name
    return ""
