"""A policy from values that were read and checked, by their place in the file."""

from collections.abc import Mapping
from typing import Any

from scoring.case import Factor, Kind
from scoring.ids import PolicyVersion
from scoring.people import Grade
from scoring.policy import GradeRule, Hours, KindRule, Ledger, Pace, Policy, Supervision, TravelStep
from scoring.policy_fields import Path

Values = Mapping[Path, Any]


def build_policy(values: Values) -> Policy:
    """The policy of a complete set of values; a KeyError is a fault of the caller, who checks first."""
    scoring, load = _table(values, "scoring"), _table(values, "load")
    return Policy(
        version=PolicyVersion(values["version",]),
        starts_on=values["starts",],
        agreed_by=values.get(("agreed_by",)),
        agreed_on=values.get(("agreed_on",)),
        kinds={kind: _kind(_table(values, "kinds", kind)) for kind in Kind},
        factor_points={Factor(key): points for key, points in _table(values, "factors").items()},
        travel=_travel(_table(values, "travel")),
        grades={grade: GradeRule(**_table(values, "grades", grade)) for grade in Grade},
        team_promises=_team_promises(values),
        average_range=load.pop("average_range", None),
        **scoring,
        **load,
        pace=Pace(**_table(values, "pace")),
        ledger=Ledger(**_table(values, "ledger")),
        hours=_hours(_table(values, "hours")),
        supervision=Supervision(**_table(values, "supervision")),
        **_table(values, "privacy"),
    )


def _table(values: Values, *place: str) -> dict[str, Any]:
    """The values straight under a place, by their last key."""
    return {path[-1]: value for path, value in values.items() if path[:-1] == place}


def _kind(table: Mapping[str, Any]) -> KindRule:
    return KindRule(
        table["points"], table["support_worker"], table.get("visit"), table.get("unsettled_points")
    )


def _travel(table: Mapping[str, int]) -> tuple[TravelStep, ...]:
    steps = (TravelStep(int(minutes), points) for minutes, points in table.items())
    return tuple(sorted(steps, key=lambda step: step.from_minutes))


def _team_promises(values: Values) -> dict[str, dict[Grade, int]]:
    promises: dict[str, dict[Grade, int]] = {}
    for path, promise in values.items():
        if path[0] == "team_promises":
            promises.setdefault(path[1], {})[Grade(path[2])] = promise
    return promises


def _hours(table: dict[str, Any]) -> Hours:
    return Hours(digest_weekday=table.pop("digest_day"), **table)
