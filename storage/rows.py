"""The one place where database rows become scoring's values, and back."""

from collections.abc import Iterable, Mapping
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
    """A case from its row joined with its agreed judgement, if it has one."""
    return Case(
        id=CaseId(row.id),
        reference=Reference(row.reference),
        team=TeamId(row.team_id),
        facts=facts_of(row),
        lead=None if row.lead_id is None else WorkerId(row.lead_id),
        led_since=row.led_since,
        family=None if row.family_key is None else FamilyKey(row.family_key),
        co_workers=tuple(co_workers),
        judgement=_judgement_of(row) if row.judgement_points is not None else None,
        version=row.version,
    )


def _judgement_of(row: Any) -> Judgement:
    return Judgement(
        points=row.judgement_points,
        reason=JudgementReason(row.judgement_reason),
        worker=WorkerId(row.judgement_worker),
        supervisor=WorkerId(row.judgement_supervisor),
        review_on=row.judgement_review_on,
    )


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


def fraction_of(millionths: int) -> Fraction:
    return Fraction(millionths, MILLION)


def millionths_of(share: Fraction) -> int:
    """The nearest whole millionth: the workforce census has up to six decimals."""
    return round(share * MILLION)
