"""What a worker or a team carried at the end of one London day, and how it has changed since."""

from dataclasses import dataclass
from datetime import date

from scoring.ids import PolicyVersion
from scoring.load import Load, TeamLoad
from scoring.tenths import Tenths


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A day's end, by the policy in force that day."""

    day: date
    children: int
    points: Tenths
    promise: int
    bandwidth: Tenths
    policy: PolicyVersion


@dataclass(frozen=True, slots=True)
class Change:
    """How much more is carried (or less, negative) than at the end of `since`.

    `is_same_policy` is False where the points were counted by other figures, so that they don't compare.
    """

    since: date
    children: int
    points: Tenths
    is_same_policy: bool


def change_since(earlier: Snapshot | None, load: Load | TeamLoad, policy: PolicyVersion) -> Change | None:
    """What has changed since a snapshot; None if there is none to compare with."""
    if earlier is None:
        return None
    children, points = load.children - earlier.children, load.points - earlier.points
    return Change(earlier.day, children, points, earlier.policy == policy)
