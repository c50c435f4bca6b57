"""What leaves by its age every night, as a table: how it is listed, how it goes, after how many months."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.desk import Desk
from handlers.upkeep.forgetting import months_before
from scoring.policy import Policy
from scoring.working_time import start_of_day
from storage.retention import (
    drop_audit,
    drop_messages,
    empty_concerns,
    empty_plans,
    list_old_audit,
    list_old_concerns,
    list_old_messages,
    list_old_plans,
)
from storage.session import Session

AT_ONCE = 500
"""Rows in one short transaction."""
MOST_A_NIGHT = 100_000
"""Rows of one sort; a council that shortens its months gets there in a few nights."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept for some months: what is older is listed, and taken away."""

    months: Callable[[Policy], int]
    find: Callable[[Session, datetime, int], list[int]]
    drop: Callable[[Session, Sequence[int]], None]


KEPT: tuple[Kept, ...] = (
    Kept(lambda policy: policy.keep_words_months, list_old_messages, drop_messages),
    Kept(lambda policy: policy.keep_words_months, list_old_concerns, empty_concerns),
    Kept(lambda policy: policy.keep_words_months, list_old_plans, empty_plans),
    Kept(lambda policy: policy.keep_audit_months, list_old_audit, drop_audit),
)


def forget_old(desk: Desk) -> None:
    """Take away whatever is older than the policy keeps it."""
    for kept in KEPT:
        _forget(desk, kept, start_of_day(months_before(desk.today, kept.months(desk.policy))))


def _forget(desk: Desk, kept: Kept, before: datetime) -> None:
    for _ in range(MOST_A_NIGHT // AT_ONCE):
        old = kept.find(desk.session, before, AT_ONCE)
        if old:
            with desk.writing() as session:
                kept.drop(session, old)
        if len(old) < AT_ONCE:
            break
