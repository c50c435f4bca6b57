"""How a person's post, hours and absence are said; reasons only to those who keep the team's people."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from handlers.views.loads.loads import REDUCTION_WORDS
from handlers.views.words import escape
from scoring.ids import TeamId
from scoring.people import Employment, Grade, Reduction
from scoring.tenths import round_half_up, short_text
from storage.details import PersonDetails
from storage.sheets.cells import FULL_TIME_HOURS

GRADE_WORDS = {
    Grade.EXPERIENCED: "experienced social worker",
    Grade.NEWLY_QUALIFIED: "newly qualified social worker (ASYE)",
    Grade.ADVANCED_PRACTITIONER: "advanced practitioner",
    Grade.SUPPORT_WORKER: "support worker",
    Grade.SUPPORT_OFFICER: "support officer, holds no cases",
    Grade.TEAM_MANAGER: "team manager",
    Grade.NONE: "no grade",
}
EMPLOYMENT_WORDS = {
    Employment.PERMANENT: "permanent",
    Employment.AGENCY: "agency",
    Employment.FIXED_TERM: "fixed term",
}


def long_day(day: date) -> str:
    """ "Monday 7 September 2026": days here may be far away."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def hours_words(fte: Fraction) -> str:
    """ "full time", "0.8 of full time (29.6 hours)", "no hours"."""
    if fte == 1:
        return "full time"
    if fte == 0:
        return "no hours"
    return f"{fte_text(fte)} of full time ({short_text(round_half_up(fte * FULL_TIME_HOURS * 10))} hours)"


def fte_text(fte: Fraction) -> str:
    """A share of a post as it is typed: "0.8"."""
    return f"{float(fte):.6g}"


def post_words(details: PersonDetails) -> str:
    """ "experienced social worker, full time, agency"."""
    more = [] if details.employment is Employment.PERMANENT else [EMPLOYMENT_WORDS[details.employment]]
    return ", ".join([GRADE_WORDS[details.grade], hours_words(details.fte), *more])


def planned_sentence(day: date, changes: Mapping[str, Any], teams: Mapping[TeamId, str]) -> str:
    """ "From Monday 7 December 2026: 0.6 of full time (22.2 hours), in South."."""
    said = []
    if "grade" in changes:
        said.append(GRADE_WORDS[changes["grade"]])
    if "fte" in changes:
        said.append(hours_words(changes["fte"]))
    if "team" in changes:
        said.append(f"in {escape(teams[changes['team']])}")
    if "employment" in changes:
        said.append(EMPLOYMENT_WORDS[changes["employment"]])
    if "promise" in changes:
        own = changes["promise"]
        said.append("the grade's own promise" if own is None else f"{own} children agreed for full time")
    return f"From {long_day(day)}: {', '.join(said)}."


def days_words(details: PersonDetails, today: date) -> Iterator[str]:
    """When somebody starts, leaves or left, as far as that is to be told."""
    if details.starts_on is not None and details.starts_on > today:
        yield f"starts on {long_day(details.starts_on)}"
    if details.ends_on is not None:
        verb = "left, last day" if details.ends_on < today else "last day"
        yield f"{verb} {long_day(details.ends_on)}"


def absence_words(reduction: Reduction, today: date) -> str:
    """ "Maternity leave 100 %, since Tuesday 1 September 2026, no last day yet"."""
    began = "since" if reduction.starts_on <= today else "from"
    until = f"to {long_day(reduction.ends_on)}" if reduction.ends_on else "no last day yet"
    why = REDUCTION_WORDS[reduction.reason].removeprefix("a ").removeprefix("the ").capitalize()
    return f"{why} {percent_text(reduction)} %, {began} {long_day(reduction.starts_on)}, {until}"


def percent_text(reduction: Reduction) -> str:
    return short_text(round_half_up(reduction.share * 1000))


def is_over(reduction: Reduction, today: date) -> bool:
    return reduction.ends_on is not None and reduction.ends_on < today
