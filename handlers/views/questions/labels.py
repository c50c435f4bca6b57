"""Queries in the words of a button."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.questions import grammar
from scoring.questions.model import Query

LABELS: Mapping[str, tuple[str, str]] = {
    grammar.LOAD: ("My caseload, or my team's", "{}'s caseload"),
    grammar.TEAM: ("How my team stands", "How {} stands"),
    grammar.ROOM: ("Who has room", "Who has room in {}"),
    grammar.SERVICE: ("How my service stands", "How {} stands"),
    grammar.COUNCIL: ("How the council stands", ""),
    grammar.COMPARE: ("The teams side by side", "{} side by side"),
    grammar.BREACHES: ("Which promises we aren't keeping", "Which promises we aren't keeping in {}"),
    grammar.NEEDS: ("What needs me", ""),
    grammar.SUPERVISION: ("When supervision is due", "When supervision is due for {}"),
    grammar.CONCERN: ("I need to talk about my caseload", ""),
    grammar.WAITING: ("Which children are waiting", "Which children are waiting in {}"),
    grammar.TREND: ("How it has changed", "How {} has changed"),
    grammar.DIGEST: ("My team's week", "The week in {}"),
    grammar.PEOPLE: ("Joiners, leavers and hours", ""),
    grammar.POLICY: ("How points are worked out", ""),
    grammar.START: ("Start my team", "Start {}"),
    grammar.CASE: ("A case", "The card of {}"),
    grammar.ALLOCATE: ("Allocate a case", "Allocate {}"),
    grammar.HELP: ("What I can ask", ""),
}
"""Each route as a question: of nobody in particular, and of somebody or something."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people, teams and services are called; `homes` are the teams people are in, by name."""

    viewer: WorkerId
    people: Mapping[WorkerId, str]
    homes: Mapping[WorkerId, str]
    teams: Mapping[TeamId, str]
    services: Mapping[ServiceId, str]


def query_label(query: Query, names: Names, tells_team: bool = False) -> str:
    """A query as a button says it; `tells_team` where people of one name have to be told apart."""
    alone, about = LABELS[query.route]
    if query.worker == names.viewer and query.route == grammar.LOAD:
        return "My caseload"
    whom = _whom(query, names, tells_team)
    return about.format(whom) if about and whom else alone


def _whom(query: Query, names: Names, tells_team: bool) -> str:
    if query.worker is not None:
        name = names.people.get(query.worker, "a colleague")
        home = names.homes.get(query.worker)
        named = f"{name} ({home})" if tells_team and home else name
        return f"{query.reference} to {named}" if query.reference else named
    if query.reference is not None:
        return query.reference
    if query.teams:
        return ", ".join(names.teams.get(team, "a team") for team in query.teams)
    return names.services.get(query.service, "") if query.service is not None else ""
