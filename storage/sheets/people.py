"""The plan of a people file: who is new, who changes, which roles they get, and who isn't in it any more.

An empty cell keeps what is known. Nobody is ever deleted: whoever is missing is listed, to be given an end
date if they left. A role that a person has here and the file doesn't give is listed too, and stays.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from scoring.errors import BadInput
from scoring.people import Grade, Role
from storage.details import PersonDetails, check_person
from storage.names import name_key
from storage.sheets.findings import Draft
from storage.sheets.read import Line, Table
from storage.sheets.staff import Staff, emails_of, explain_reading, refuse, single_lines
from storage.sheets.steps import AddRole, AddTeam, AddWorker, ChangeWorker

_FIELDS = {
    "name": "name", "grade": "grade", "fte": "fte", "employment": "employment", "start": "starts_on",
    "end": "ends_on", "languages": "languages", "skills": "skills", "swe_number": "swe_number",
    "promise": "promise", "name_in_channel": "name_in_channel",
}  # fmt: skip
"""Which column gives which detail of a person."""

_COUNCIL = frozenset(("", "council", "all", "whole council"))


def plan_people(table: Table, staff: Staff) -> Draft:
    """The plan of a people file, in the order of the e-mails."""
    draft = Draft()
    new_teams: dict[str, str] = {}
    supervised = {
        team for (_, role, team, _), is_first in staff.roles.items() if role == "supervisor" and is_first
    }
    refused: list[tuple[int, str]] = []
    for email, line in single_lines(draft, table, lambda line: line.values["email"], "e-mail"):
        problem = _problem(line, staff)
        if problem:
            refused.append((line.number, problem))
            continue
        _plan_team(draft, line, staff, new_teams)
        explain_reading(draft, line, ("grade", "role", "employment", "fte"))
        _plan_person(draft, email, line, staff)
        _plan_roles(draft, email, line, staff, new_teams, supervised)
    refuse(draft, refused)
    # Roles and workers need the teams first.
    draft.steps.sort(key=lambda step: (AddTeam, AddWorker, ChangeWorker, AddRole).index(type(step)))
    _list_missing(draft, table, staff)
    return draft


def _problem(line: Line, staff: Staff) -> str:
    email = line.values["email"]
    known = staff.details.get(email, PersonDetails(line.values["name"], email, None, Grade.NONE))
    try:
        check_person(replace(known, **_given(line.values)))
    except BadInput as problem:
        return str(problem)
    team = line.values.get("team")
    if team and staff.teams.find(team) is None and not line.values.get("service"):
        return "the team isn't known here; import the teams first, or give its service on this row"
    return ""


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The details that the row states."""
    return {field: values[column] for column, field in _FIELDS.items() if values.get(column) is not None}


def _plan_team(draft: Draft, line: Line, staff: Staff, new_teams: dict[str, str]) -> None:
    team, service = line.values.get("team"), line.values.get("service")
    if team and service and staff.teams.find(team) is None and name_key(team) not in new_teams:
        new_teams[name_key(team)] = service
        draft.steps.append(AddTeam(team, service, {}))
        draft.add("new", team, f"team in {service}")


def _plan_person(draft: Draft, email: str, line: Line, staff: Staff) -> None:
    values, team = _given(line.values), line.values.get("team") or ""
    known = staff.details.get(email)
    if known is None:
        given = {"grade": Grade.NONE, **values}
        draft.steps.append(AddWorker(email, team, given))
        draft.add("new", email, f"{given['name']}, {_words(given['grade'])}, {team or 'in no team'}")
        return
    changed = {name: value for name, value in values.items() if getattr(known, name) != value}
    was_in = staff.teams.by_id[known.team].name if known.team else ""
    moves = bool(team) and name_key(team) != name_key(was_in)
    if moves:
        draft.add("moved", email, f"from {was_in or 'no team'} to {team}")
    if changed:
        words = (
            f"{_words(name)} {_words(getattr(known, name))} → {_words(changed[name])}" for name in changed
        )
        draft.add("changed", email, ", ".join(words))
    if moves or changed:
        draft.steps.append(ChangeWorker(staff.ids[email], team if moves else None, changed))
    else:
        draft.unchanged += 1


def _words(value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, frozenset):
        return " ".join(sorted(value)) or "none"
    return str(value).replace("_", " ")


def _plan_roles(
    draft: Draft, email: str, line: Line, staff: Staff, new_teams: Mapping[str, str], supervised: set[str]
) -> None:
    """A supervisor's team, a service manager's service; head and admin have the council unless scoped."""
    roles = line.values.get("role")
    if roles is None:
        return
    worker = staff.ids.get(email)
    given = set()
    for role in sorted(roles - {Role.WORKER}):
        place = _scope(role, line, staff, new_teams)
        if place is None:
            draft.add(
                "to_confirm",
                email,
                f"{_words(role)}: of which team or service? Give it in the column “scope”",
            )
            continue
        team, service = place
        key = (name_key(team), name_key(service))
        given.add((role, *key))
        if worker is not None and (worker, role, *key) in staff.roles:
            continue
        is_first = role is Role.SUPERVISOR and key[0] not in supervised
        if is_first:
            supervised.add(key[0])
        draft.steps.append(AddRole(email, role, team, service, is_first))
        draft.add("new", email, f"{_words(role)} of {team or service or 'the council'}")
    for owner, role, team_key, service_key in staff.roles:
        if owner == worker and role is not Role.WORKER and (role, team_key, service_key) not in given:
            draft.add("to_confirm", email, f"is {_words(role)} here and not in the file; left as it is")


def _scope(role: Role, line: Line, staff: Staff, new_teams: Mapping[str, str]) -> tuple[str, str] | None:
    """The team and service a role is for ("" for none); None when neither the row nor what is known says."""
    scope = line.values.get("scope") or ""
    team = line.values.get("team") or ""
    known = staff.details.get(line.values["email"])
    if not team and known and known.team:
        team = staff.teams.by_id[known.team].name
    if role is Role.SUPERVISOR:
        team = scope or team
        found = staff.teams.find(team) is not None or name_key(team) in new_teams
        return (team, "") if found else None
    if role is Role.SERVICE_MANAGER:
        record = staff.teams.find(team)
        service = scope or line.values.get("service") or (record.service_name if record else "")
        return ("", service) if name_key(service) in _services(staff, new_teams) else None
    if scope.casefold() in _COUNCIL:
        return ("", "")
    return ("", scope) if name_key(scope) in _services(staff, new_teams) else None


def _services(staff: Staff, new_teams: Mapping[str, str]) -> set[str]:
    return set(staff.services) | {name_key(service) for service in new_teams.values()}


def _list_missing(draft: Draft, table: Table, staff: Staff) -> None:
    present = emails_of(table)
    for email, person in staff.details.items():
        is_here = person.ends_on is None or person.ends_on >= staff.as_at
        if is_here and email not in present:
            draft.add("not_in_file", email, f"{person.name}: give them an end date if they left")


def new_details(email: str, values: Mapping[str, Any]) -> PersonDetails:
    """The details of somebody new; what the file doesn't say is as `PersonDetails` has it."""
    known = {field.name for field in fields(PersonDetails)}
    assert set(values) <= known, set(values) - known
    base = PersonDetails(values["name"], email, None, values["grade"])
    return replace(base, **values)
