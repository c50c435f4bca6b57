"""A query becomes the command that answers it, or a button where a form is needed; asked anew each time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handlers.access import can_see_team, is_manager, supervised_teams, way_on
from handlers.desk import Desk
from handlers.messages import Instead, Message, Origin, Reply
from handlers.questions.carrying import command_of, pack, remember_query
from handlers.reception.serving import Route
from handlers.views.questions import answers as view
from handlers.views.questions.labels import Names, query_label
from scoring.errors import NotAllowed
from scoring.ids import TeamId
from scoring.questions import grammar
from scoring.questions.model import Asked, Deed, Query
from storage.cases import find_case
from storage.people import PersonRecord, load_people
from storage.services import list_services
from storage.teams import list_teams, load_team

Table = Mapping[str, Route]
"""The commands there are, by their names."""


def answer_query(asks: Asked, table: Table, origin: Origin, desk: Desk, repeats: bool = False) -> Reply:
    """The command that answers a query, with a note under its reply; or the button that opens a form.

    `repeats` says that the same was asked just before, as by "why?".
    """
    asked = _allowed(asks.query, desk)
    teams = _teams_to_choose(asked, desk)
    if teams:
        return view.which_message(options_of(teams, desk))
    remember_query(asked, desk, origin)
    if asked.howto:
        return _howto(asked, table, desk)
    if asked.route == grammar.ALLOCATE:
        return _allocating(asked, desk)
    again = [view.again_line()] if repeats and asked.route == grammar.LOAD else []
    lines = [*again, *_assumed_lines(asks, desk)]
    others = [*asks.also, *(replace(asks.query, worker=each) for each in asks.assumed)]
    note = view.note(lines, options_of(others, desk, tells_team=bool(asks.assumed)))
    if asked.deed is not None and note is None:
        note = _deed_note(asked, desk)
    label = query_label(asked, _names([asked], desk))
    options = options_of([asked], desk)
    offer = view.form_message(label, options)
    if asked.route == grammar.CONCERN:
        offer = view.concern_message(desk.policy.ledger.concern_working_days, options)
    return Instead(command_of(asked, origin, desk), note, offer)


def options_of(queries: Iterable[Query], desk: Desk, tells_team: bool = False) -> list[view.Option]:
    """Each query as a button: its words, and its ids. A case that isn't known here has no button."""
    listed = list(queries)
    names = _names(listed, desk)
    packed = [(query_label(each, names, tells_team), pack(each, desk)) for each in listed]
    return [(label, ids) for label, ids in packed if ids is not None]


def _allowed(query: Query, desk: Desk) -> Query:
    """The query as far as its asker may have it answered, and as they mean it.

    Of another team a manager may know how it stands, not which of its promises aren't kept. Who stands above
    teams and is in none means all of them by "my team".
    """
    if query.route == grammar.TEAM and not query.teams:
        is_in_one = desk.viewer.team is not None or bool(supervised_teams(desk.viewer))
        return query if is_in_one else Query(grammar.LOAD)
    if query.route != grammar.BREACHES or len(query.teams) != 1:
        return query
    team = load_team(desk.session, query.teams[0])
    may = can_see_team(desk.viewer, team.id, team.service)
    return query if may else replace(query, route=grammar.TEAM)


def _teams_to_choose(query: Query, desk: Desk) -> list[Query]:
    """The same about each of somebody's teams, where it has to be one of them and none was named."""
    teams = supervised_teams(desk.viewer)
    if query.route not in (grammar.TEAM, grammar.START) or query.teams or len(teams) < 2:
        return []
    return [replace(query, teams=(team,)) for team in teams]


def _howto(query: Query, table: Table, desk: Desk) -> Message:
    more = options_of([Query(grammar.HELP)], desk)
    if query.deed is not None:
        return view.howto_deed_message(query.deed, more)
    route = table[query.howto]
    return view.howto_message(route.usage, route.summary, more)


def _allocating(query: Query, desk: Desk) -> Message:
    """The form can't be opened by a message; a button opens it, filled in with what was said."""
    if not is_manager(desk.viewer):
        own = "Ask me how your own caseload is; to talk about it, /caseload concern."
        raise NotAllowed(f"Cases are allocated by a team's supervisor. {way_on(desk.viewer, own)}")
    names = _names([query], desk)
    person = names.people.get(query.worker) if query.worker is not None else None
    said = " ".join(part for part in (query.reference, query.kind) if part)
    line = " to ".join(part for part in (said, person) if part)
    value = {
        "reference": query.reference,
        "kind": query.kind,
        "worker": query.worker,
        "team": query.teams[0] if query.teams else None,
    }
    return view.allocate_message(line, {name: each for name, each in value.items() if each is not None})


def _deed_note(query: Query, desk: Desk) -> Message | None:
    """What is said under the card; reallocating to somebody named has a button of its own."""
    if query.deed is None or query.reference is None:
        return None
    case = find_case(desk.session, query.reference)
    if query.deed is not Deed.REALLOCATE or case is None or not _may_change(case.team, desk):
        return view.deed_note(query.deed, None)
    to = {"to": query.worker} if query.worker is not None else {}
    names = _names([query], desk).people
    whom = f" to {names[query.worker]}" if query.worker is not None and query.worker in names else ""
    return view.deed_note(query.deed, (f"Open the form: reallocate{whom}", {"case": case.id, **to}))


def _may_change(team_id: TeamId, desk: Desk) -> bool:
    team = load_team(desk.session, team_id)
    return can_see_team(desk.viewer, team.id, team.service)


def _assumed_lines(asks: Asked, desk: Desk) -> list[str]:
    worker, others = asks.query.worker, asks.assumed
    if not others or worker is None:
        return []
    people = load_people(desk.session, [worker, *others])
    homes = {team.id: team.name for team in list_teams(desk.session)}

    def named(person: PersonRecord) -> str:
        home = homes.get(person.team) if person.team is not None else None
        return f"{person.name} in {home}" if home else person.name

    return [view.assumed_line(named(people[worker]), [named(people[each]) for each in others])]


def _names(queries: Iterable[Query], desk: Desk) -> Names:
    people = load_people(desk.session, [each.worker for each in queries if each.worker is not None])
    teams = {team.id: team.name for team in list_teams(desk.session)}
    return Names(
        viewer=desk.viewer.worker,
        people={id_: person.name for id_, person in people.items()},
        homes={id_: teams[person.team] for id_, person in people.items() if person.team is not None},
        teams=teams,
        services={service.id: service.name for service in list_services(desk.session)},
    )
