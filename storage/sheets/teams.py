"""The plan of a teams file: teams with their service, channel, first supervisor, cover and digest time."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from scoring.errors import BadInput
from scoring.ids import ServiceId
from scoring.people import Role
from scoring.policy_readers import WEEKDAYS
from storage.details import TeamDetails, check_team
from storage.names import name_key
from storage.sheets.cells import plain_text
from storage.sheets.findings import Draft
from storage.sheets.read import Line, Table
from storage.sheets.staff import Staff, refuse, single_lines
from storage.sheets.steps import AddCover, AddRole, AddTeam, ChangeTeam

CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}")
"""A Slack channel's id; a channel's name may belong to another channel tomorrow, so only ids are kept."""

_FIELDS = {
    "established_fte": "established_fte",
    "digest_day": "digest_weekday",
    "digest_time": "digest_minute",
}

KnownTeams = Mapping[str, TeamDetails]
KnownCovers = frozenset[tuple[str, str, Any, Any]]
"""Team key, e-mail, first and last day of each cover known."""


def plan_teams(table: Table, staff: Staff, known: KnownTeams, covers: KnownCovers) -> Draft:
    """The plan of a teams file, in the order of the teams' names."""
    draft = Draft()
    lines = single_lines(draft, table, lambda line: name_key(line.values["team"]), "team")
    shared = _shared_channels(lines)
    taken: dict[str, str] = {details.channel: key for key, details in known.items() if details.channel}
    refused: list[tuple[int, str]] = []
    for key, line in lines:
        channel = _channel(line)
        if channel in shared or (channel is not None and taken.get(channel, key) != key):
            refused.append((line.number, "another team has this channel; each team needs its own"))
            continue
        if problem := _problem(line):
            refused.append((line.number, problem))
            continue
        _plan_team(draft, line, channel, known.get(key), staff)
        _plan_supervisor(draft, line, staff)
        _plan_cover(draft, line, staff, covers)
    refuse(draft, refused)
    for key, details in known.items():
        if key not in {key for key, _ in lines}:
            draft.add("not_in_file", details.name, "team; nothing is removed")
    return draft


def _channel(line: Line) -> str | None:
    text = plain_text(line.values.get("channel"))
    return text if CHANNEL.fullmatch(text) else None


def _shared_channels(lines: list[tuple[Any, Line]]) -> set[str | None]:
    counts = Counter(_channel(line) for _, line in lines)
    return {channel for channel, count in counts.items() if channel and count > 1}


def _problem(line: Line) -> str:
    starts_on, ends_on = line.values.get("cover_from"), line.values.get("cover_to")
    if starts_on and ends_on and ends_on < starts_on:
        return "cover_to is before cover_from"
    try:
        check_team(TeamDetails(line.values["team"], ServiceId(0), **_given(line)))
    except BadInput as problem:
        return str(problem)
    return ""


def _given(line: Line) -> dict[str, Any]:
    """The details that the row states."""
    return {
        field: line.values[column] for column, field in _FIELDS.items() if line.values.get(column) is not None
    }


def _plan_team(
    draft: Draft, line: Line, channel: str | None, known: TeamDetails | None, staff: Staff
) -> None:
    name, service = line.values["team"], line.values["service"]
    values = _given(line)
    if channel:
        values["channel"] = channel
    elif line.values.get("channel"):
        draft.add(
            "to_confirm",
            name,
            "the channel isn't given by its id (C…); set it in Slack with “/caseload start”",
        )
    if known is None:
        draft.steps.append(AddTeam(name, service, values))
        draft.add("new", name, f"team in {service}")
        return
    changed = {field: value for field, value in values.items() if getattr(known, field) != value}
    record = staff.teams.find(name)
    moves = record is not None and name_key(record.service_name) != name_key(service)
    if not changed and not moves:
        draft.unchanged += 1
        return
    draft.steps.append(ChangeTeam(name, service if moves else None, changed))
    words = [*_change_words(changed), *([f"service to {service}"] if moves else [])]
    draft.add("changed", name, ", ".join(words))


def _change_words(changed: Mapping[str, Any]) -> Iterator[str]:
    """ "posts 5.5", "digest on Tuesdays at 08:30", "channel": what is new, in words."""
    if "established_fte" in changed:
        yield f"posts {float(changed['established_fte']):g}"
    digest = []
    if "digest_weekday" in changed:
        digest.append(f"on {WEEKDAYS[changed['digest_weekday']].capitalize()}s")
    if "digest_minute" in changed:
        digest.append("at {:02}:{:02}".format(*divmod(changed["digest_minute"], 60)))
    if digest:
        yield " ".join(["digest", *digest])
    if "channel" in changed:
        yield "channel"


def _plan_supervisor(draft: Draft, line: Line, staff: Staff) -> None:
    email = line.values.get("supervisor_email")
    if not email:
        return
    team = line.values["team"]
    if email not in staff.ids:
        draft.add("unknown_workers", email, f"supervisor of {team}; import this file again after the people")
    elif not staff.roles.get((staff.ids[email], Role.SUPERVISOR, name_key(team), "")):
        draft.steps.append(AddRole(email, Role.SUPERVISOR, team, is_first=True))
        draft.add("changed", team, f"first supervisor is {email}")


def _plan_cover(draft: Draft, line: Line, staff: Staff, covers: KnownCovers) -> None:
    email, starts_on, ends_on = (line.values.get(name) for name in ("cover_email", "cover_from", "cover_to"))
    if not email:
        return
    team = line.values["team"]
    if email not in staff.ids:
        draft.add("unknown_workers", email, f"cover for {team}; import this file again after the people")
    elif starts_on is None:
        draft.add("to_confirm", team, "cover needs its first day: fill in cover_from")
    elif (name_key(team), email, starts_on, ends_on) not in covers:
        draft.steps.append(AddCover(team, email, starts_on, ends_on))
        until = f" to {ends_on:%-d %B %Y}" if ends_on else ""
        draft.add("changed", team, f"cover by {email} from {starts_on:%-d %B %Y}{until}")
