"""Every check, in the order in which somebody would mend what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.council import check_people, check_policy, check_roles
from bot.doctor.known import Finding, Known
from bot.doctor.machine import check_files, check_settings, check_time_zone
from bot.doctor.slack import check_channels, check_clock, check_scopes, check_tokens
from bot.doctor.stored import (
    check_database,
    check_dead_letters,
    check_due,
    check_loads,
    check_migrations,
    check_outbox,
    check_ticks,
)
from scoring.errors import CaseloadError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at."""

    name: str
    run: Callable[[Known], list[Finding]]


CHECKS: tuple[Check, ...] = (
    Check("settings", check_settings),
    Check("time zone", check_time_zone),
    Check("tokens", check_tokens),
    Check("scopes", check_scopes),
    Check("clock", check_clock),
    Check("database", check_database),
    Check("migrations", check_migrations),
    Check("files", check_files),
    Check("timetable", check_ticks),
    Check("due", check_due),
    Check("outbox", check_outbox),
    Check("dead letters", check_dead_letters),
    Check("channels", check_channels),
    Check("people", check_people),
    Check("roles", check_roles),
    Check("policy", check_policy),
    Check("loads", check_loads),
)


def check_all(known: Known) -> list[tuple[Check, list[Finding]]]:
    """Every check with what it found; one that can't be made is a finding, and the others go on."""
    return [(check, _made(check, known)) for check in CHECKS]


def _made(check: Check, known: Known) -> list[Finding]:
    try:
        return check.run(known)
    except (SQLAlchemyError, CaseloadError) as problem:
        why = f"This couldn't be looked at ({type(problem).__name__})."
        return [Finding(why, "Mend what stands above first, then run caseload doctor again.")]
