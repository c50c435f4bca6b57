"""The council's services, teams and posts, as a table; who fills a post is dealt out elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scoring.people import Employment, Grade, ReductionReason


class Work(StrEnum):
    """What a team's children need, which decides what its cases look like."""

    ASSESSMENT = "assessment"
    SAFEGUARDING = "safeguarding"
    LOOKED_AFTER = "looked_after"
    LEAVING_CARE = "leaving_care"


@dataclass(frozen=True, slots=True)
class Away:
    """Time of somebody's that isn't there: per cent, from and until days from today (None: no end)."""

    reason: ReductionReason
    percent: int
    from_day: int
    until_day: int | None


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `name` is set for those the story needs; days are counted from today, negative is past.

    `fill` is how full of children the post is kept, beside the others of its team.
    """

    grade: Grade
    fte: int = 100
    name: str | None = None
    employment: Employment = Employment.PERMANENT
    starts: int | None = None
    ends: int | None = None
    away: tuple[Away, ...] = ()
    extra: tuple[str, int] | None = None
    fill: float = 1.0


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team's posts. `started` is how many days ago it was started, None for not yet."""

    name: str
    service: str
    work: Work
    started: int | None
    posts: tuple[Post, ...]
    fill: float = 0.95
    manager: str | None = None


ASYE, EXP, ADV = Grade.NEWLY_QUALIFIED, Grade.EXPERIENCED, Grade.ADVANCED_PRACTITIONER
SUPPORT = Grade.SUPPORT_WORKER
AGENCY, FIXED = Employment.AGENCY, Employment.FIXED_TERM
EDUCATOR = ("practice educator", 80)
DUTY = ("duty", 50)

ASSESSMENT, SAFEGUARDING = "Assessment", "Safeguarding and Family Support"
LOOKED_AFTER = "Looked After and Leaving Care"
SERVICES = (ASSESSMENT, SAFEGUARDING, LOOKED_AFTER)

NORTH = (
    Post(ADV, extra=EDUCATOR),
    Post(EXP, name="Sam Okafor"),
    Post(EXP, name="Leah Marsden", fill=0.6, starts=-200),
    Post(EXP, 80),
    Post(ASYE, name="Rhys Pritchard", starts=-260),
    Post(EXP, employment=AGENCY, starts=-330),
    Post(SUPPORT, 60),
    Post(EXP),
    Post(EXP, ends=-215),
)
SOUTH = (
    Post(ADV),
    Post(EXP, away=(Away(ReductionReason.SICKNESS, 100, -9, None),)),
    Post(EXP, fill=1.08),
    Post(EXP),
    Post(EXP, 60),
    Post(ASYE, starts=-420),
    Post(EXP, employment=AGENCY, starts=-150, fill=1.03),
    Post(SUPPORT),
)
EAST = (
    Post(ADV, 80, extra=EDUCATOR),
    Post(EXP),
    Post(EXP, away=(Away(ReductionReason.MATERNITY, 100, -120, 180),)),
    Post(EXP, employment=FIXED, starts=-118),
    Post(ASYE, starts=-75, away=(Away(ReductionReason.NEW_STARTER, 25, -75, 14),)),
    Post(EXP, 80, extra=DUTY),
    Post(SUPPORT),
)
WEST = (
    Post(ADV, extra=DUTY),
    Post(EXP),
    Post(EXP, fill=1.06),
    Post(EXP, away=(Away(ReductionReason.PHASED_RETURN, 50, -25, 30),), fill=0.6),
    Post(EXP, employment=AGENCY, starts=-90),
    Post(SUPPORT, 80),
    Post(EXP, ends=-95),
)
FRONT_DOOR = (
    Post(ADV, extra=DUTY),
    Post(EXP),
    Post(EXP),
    Post(EXP, 80, away=(Away(ReductionReason.UNION, 20, -400, None),)),
    Post(EXP, employment=AGENCY, starts=-210),
    Post(ASYE, starts=-300),
    Post(ASYE, starts=-80),
)
CARE = (
    Post(ADV, extra=EDUCATOR),
    Post(EXP),
    Post(EXP),
    Post(EXP, 50),
    Post(EXP, starts=-500),
    Post(ASYE, starts=-290),
)
LEAVING = (
    Post(ADV, 80),
    Post(EXP),
    Post(SUPPORT),
    Post(SUPPORT),
    Post(SUPPORT, 80),
    Post(SUPPORT, starts=-160),
    Post(Grade.SUPPORT_OFFICER),
)

TEAMS = (
    TeamPlan("Front Door", ASSESSMENT, Work.ASSESSMENT, 290, FRONT_DOOR, 0.93),
    TeamPlan("North", SAFEGUARDING, Work.SAFEGUARDING, 374, NORTH, 0.91, manager="Priya Raman"),
    TeamPlan("South", SAFEGUARDING, Work.SAFEGUARDING, 374, SOUTH, 0.95),
    TeamPlan("East", SAFEGUARDING, Work.SAFEGUARDING, 325, EAST, 0.93),
    TeamPlan("West", SAFEGUARDING, Work.SAFEGUARDING, 325, WEST, 0.94),
    TeamPlan("Looked After", LOOKED_AFTER, Work.LOOKED_AFTER, 248, CARE, 0.95),
    TeamPlan("Leaving Care", LOOKED_AFTER, Work.LEAVING_CARE, None, LEAVING, 0.95),
)
LEAVING_CARE_PROMISES: Mapping[Grade, int] = {SUPPORT: 25, EXP: 20, ADV: 20}
"""Care leavers are seen less often, so the council agreed to other numbers in that team."""
