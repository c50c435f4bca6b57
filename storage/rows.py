"""The one place where database rows become scoring's values, and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from scoring.case import STATED_FACTORS, Case, CoWorker, Facts, Judgement, JudgementReason, Kind, Need
from scoring.ids import CaseId, FamilyKey, Reference, ServiceId, TeamId, WorkerId
from scoring.people import Employment, Extra, Grade, Reduction, ReductionReason, Team, Worker
from storage.tables.people import MILLION

FLAGS = tuple(sorted(STATED_FACTORS))
FACT_COLUMNS = ("kind", "need", "unsettled", "travel_minutes", *FLAGS)
CASE_COLUMNS = ("id", "reference", "team_id", "lead_id", "led_since", "family_key", "version")
JUDGEMENT_COLUMNS = ("points", "reason", "worker_id", "supervisor_id", "review_on")
FACTS_AT = len(CASE_COLUMNS)
JUDGEMENT_AT = FACTS_AT + len(FACT_COLUMNS)
JUDGEMENT_ENDS = JUDGEMENT_AT + len(JUDGEMENT_COLUMNS)


def facts_of(row: Row[Any] | Any) -> Facts:
    """The facts in a row that has every one of `FACT_COLUMNS`; the same facts are one value."""
    return _facts(*_fact_columns(row))


_fact_columns = attrgetter(*FACT_COLUMNS)


@lru_cache(maxsize=4096)
def _facts(kind: str, need: str, unsettled: bool, travel_minutes: int, *flags: bool) -> Facts:
    stated = frozenset(flag for flag, is_true in zip(FLAGS, flags, strict=True) if is_true)
    return Facts(Kind(kind), Need(need), unsettled, stated, travel_minutes)


def fact_values(facts: Facts) -> dict[str, Any]:
    """The columns of a case's facts."""
    flags: dict[str, Any] = {flag.value: flag in facts.factors for flag in FLAGS}
    return flags | {
        "kind": facts.kind.value,
        "need": facts.need.value,
        "unsettled": facts.unsettled,
        "travel_minutes": facts.travel_minutes,
    }


def case_of(row: Row[Any] | Any, co_workers: Iterable[CoWorker] = ()) -> Case:
    """A case from a row of `CASE_COLUMNS`, the facts and the agreed judgement, if it has one.

    By place, not by name: a casebook has hundreds of them.
    """
    id_, reference, team, lead, led_since, family, version = row[:FACTS_AT]
    points, *judgement = row[JUDGEMENT_AT:JUDGEMENT_ENDS]
    return Case(
        id=CaseId(id_),
        reference=Reference(reference),
        team=TeamId(team),
        facts=_facts(*row[FACTS_AT:JUDGEMENT_AT]),
        lead=None if lead is None else WorkerId(lead),
        led_since=led_since,
        family=None if family is None else FamilyKey(family),
        co_workers=tuple(co_workers),
        judgement=None if points is None else _judgement_of(points, *judgement),
        version=version,
    )


def _judgement_of(points: int, reason: str, worker: int, supervisor: int, review_on: date) -> Judgement:
    return Judgement(points, JudgementReason(reason), WorkerId(worker), WorkerId(supervisor), review_on)


def worker_of(row: Row[Any] | Any, reductions: Iterable[Reduction], extras: Iterable[Extra]) -> Worker:
    """A worker from their row, with their reductions and extra responsibilities."""
    return Worker(
        id=WorkerId(row.id),
        name=row.name,
        team=TeamId(row.team_id),
        grade=Grade(row.grade),
        fte=fraction_of(row.fte_millionths),
        employment=Employment(row.employment),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        promise=row.promise,
        swe_number=row.swe_number,
        languages=words_of(row.languages),
        skills=words_of(row.skills),
        reductions=tuple(reductions),
        extras=tuple(extras),
        name_in_channel=row.name_in_channel,
    )


def reduction_of(row: Row[Any] | Any) -> Reduction:
    share = Fraction(row.share_thousandths, 1000)
    return Reduction(ReductionReason(row.reason), share, row.starts_on, row.ends_on)


def team_of(row: Row[Any] | Any, promises: Mapping[int, list[tuple[Grade, int]]]) -> Team:
    """A team from its row joined with its service's name."""
    return Team(
        id=TeamId(row.id),
        name=row.name,
        service=ServiceId(row.service_id),
        service_name=row.service_name,
        promises=tuple(promises.get(row.id, ())),
    )


def words_of(text: str) -> frozenset[str]:
    """The words of a " polish urdu " column."""
    return frozenset(text.split())


@lru_cache(maxsize=4096)
def fraction_of(millionths: int) -> Fraction:
    return Fraction(millionths, MILLION)


def millionths_of(share: Fraction) -> int:
    """The nearest whole millionth: the workforce census has up to six decimals."""
    return round(share * MILLION)
