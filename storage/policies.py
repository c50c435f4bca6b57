"""Versions of the council's policy: stored whole, each with the day from which it counts."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from scoring.breaches import Cause
from scoring.errors import BadFile
from scoring.ids import PolicyVersion
from scoring.people import Grade
from scoring.policy import Policy
from scoring.policy_file import read_policy
from scoring.working_time import start_of_day
from storage.audit import record_audit
from storage.change import Change
from storage.due import mark_due
from storage.prepared import Prepared
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.people import TEAMS, WORKERS
from storage.tables.post import POLICIES
from storage.upsert import add_once

DEFAULT_POLICY = Path(__file__).with_name("default_policy.toml")


def default_policy_text() -> str:
    """The policy file we ship: the published figures, agreed by nobody yet."""
    return DEFAULT_POLICY.read_text("utf-8")


_STORED = select(POLICIES.c.toml, POLICIES.c.agreed_by, POLICIES.c.agreed_on)
_IN_FORCE = Prepared(
    _STORED.where(POLICIES.c.starts_on <= bindparam("day")).order_by(POLICIES.c.starts_on.desc()).limit(1)
)
_NEXT_START = select(func.min(POLICIES.c.starts_on)).where(POLICIES.c.starts_on > bindparam("day"))
_FIRST = _STORED.order_by(POLICIES.c.starts_on).limit(1)


def load_policy(session: Session, day: date) -> Policy:
    """The policy in force on a London day: the latest that has started, else the first there is.

    Raises LookupError when none is stored; starting the bot stores one.
    """
    row = _IN_FORCE.first(session, {"day": day}) or session.execute(_FIRST).first()
    if row is None:
        raise LookupError("no policy is stored")
    return _read(row.toml, row.agreed_by, row.agreed_on)


def list_policies(session: Session) -> list[Policy]:
    """Every stored version, the first to start first."""
    rows = session.execute(_STORED.order_by(POLICIES.c.starts_on))
    return [_read(row.toml, row.agreed_by, row.agreed_on) for row in rows]


def approve_policy(session: Session, version: PolicyVersion, agreed_by: str, agreed_on: date) -> bool:
    """Record who agreed a version; False when it has been agreed already. Its file stays as it was stored."""
    result: Any = session.execute(
        update(POLICIES)
        .where(POLICIES.c.version == version, POLICIES.c.agreed_by.is_(None))
        .values(agreed_by=agreed_by, agreed_on=agreed_on)
    )
    return bool(result.rowcount == 1)


def has_policy(session: Session) -> bool:
    return session.execute(select(POLICIES.c.version).limit(1)).first() is not None


def add_policy(session: Session, change: Change, text: str) -> Policy:
    """Store a version of the policy; the same numbers again, however they are written, change nothing.

    Raises BadFile for a file with mistakes, a version that is stored with other numbers, or a start date
    that another version has or that has passed, unless it is the first: what counted on a past day must stay
    what it was.
    """
    policy = read_policy(text)
    if not _is_new(session, change, policy):
        return policy
    row = {
        "version": policy.version,
        "starts_on": policy.starts_on,
        "agreed_by": policy.agreed_by,
        "agreed_on": policy.agreed_on,
        "toml": text,
        "stored_at": change.at,
    }
    if not add_once(session, POLICIES, row):  # another bot that starts has just stored it
        return add_policy(session, change, text)
    _mark_everybody(session, change, policy)
    record_audit(session, change, "policy_added", "policy", 0, version=policy.version)
    return policy


def _is_new(session: Session, change: Change, policy: Policy) -> bool:
    """Whether it is still to be stored; raises BadFile where it can't be. One statement, so one state."""
    beside = or_(POLICIES.c.version == policy.version, POLICIES.c.starts_on == policy.starts_on)
    stored = {row.version: row.toml for row in session.execute(select(POLICIES).where(beside))}
    if policy.version in stored:
        if read_policy(stored[policy.version]) == policy:
            return False
        raise BadFile(
            f"Version {policy.version} is stored with other numbers. "
            "Give the changed policy a new version and a start date from today on."
        )
    if stored:
        [taken] = stored
        raise BadFile(f"Version {taken} starts on the same day. Give this one another start date.")
    if policy.starts_on < change.today and has_policy(session):
        raise BadFile(
            "A policy can't start on a day that has passed. "
            f"Give it a start date from {change.today:%-d %B %Y} on."
        )
    return True


def find_next_start(session: Session, day: date) -> date | None:
    """The first day after this one on which another version starts to count."""
    return session.execute(_NEXT_START, {"day": day}).scalar()


def _mark_everybody(session: Session, change: Change, policy: Policy) -> None:
    """Whoever and whatever another version may change; who comes later is marked when first looked at."""
    from_ = max(change.at, start_of_day(policy.starts_on))
    mark_due(session, "worker", session.execute(select(WORKERS.c.id)).scalars(), from_, Cause.POLICY)
    mark_due(session, "team", session.execute(select(TEAMS.c.id)).scalars(), from_, Cause.POLICY)
    mark_due(session, "case", _list_ruled_cases(session, policy), from_, Cause.POLICY)


def _list_ruled_cases(session: Session, policy: Policy) -> list[int]:
    """The open cases about which versions may differ: who may lead them, how long they may wait."""
    versions = [*list_policies(session), policy]
    grades = {grade for each in versions for grade, rule in each.grades.items() if not rule.may_lead}
    grades.add(Grade.SUPPORT_WORKER)
    ruled = CASES.c.lead_id.in_(select(WORKERS.c.id).where(WORKERS.c.grade.in_(sorted(grades))))
    query = select(CASES.c.id).where(CASES.c.closed_at.is_(None), or_(CASES.c.lead_id.is_(None), ruled))
    return list(session.execute(query).scalars())


@lru_cache(maxsize=16)
def _read(text: str, agreed_by: str | None, agreed_on: date | None) -> Policy:
    """A stored policy with who has agreed it since."""
    return replace(read_policy(text), agreed_by=agreed_by, agreed_on=agreed_on)
