"""What each case weighs, and why: base × family share + factors + judgement, never below the least.

Source: policy guide §3 (Swindon's caseload weighting). Points are whole tenths; every part is rounded
half up once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from scoring.case import Case, Factor, Facts, Kind
from scoring.case_words import JUDGEMENT_WORDS, base_words
from scoring.factors import FACTORS, FactorRow, Per, first_weeks_step
from scoring.ids import CaseId, FamilyKey, PolicyVersion, WorkerId
from scoring.policy import Policy
from scoring.tenths import Tenths, exact_text, share_of, short_text

RAISED = "raised to the least"
"""The label of the part that lifts a case to the policy's least points."""

_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case's points; `factor` says which factor it is, None for base, judgement and raise."""

    label: str
    points: Tenths
    factor: Factor | None = None


@dataclass(frozen=True, slots=True)
class CasePoints:
    """A case's points under one version of the policy; the parts, base first, add up to the total."""

    case: CaseId
    total: Tenths
    parts: tuple[Part, ...]
    version: PolicyVersion


def base_of(facts: Facts, policy: Policy) -> Tenths:
    """The full base of a case: the kind's, or that of an unsettled looked-after child."""
    rule = policy.kinds[facts.kind]
    if facts.unsettled and rule.unsettled_base is not None:
        return rule.unsettled_base
    return rule.base


def kind_of_statuses(statuses: Iterable[Facts], policy: Policy) -> Facts:
    """The facts of a child with several statuses (at least one).

    The highest base decides the kind and the need, equal bases the order of `Kind` (policy guide §12);
    factors of every status count, and the longest journey.
    """
    listed = list(statuses)
    decisive = min(listed, key=lambda facts: (-base_of(facts, policy), _KIND_ORDER[facts.kind]))
    return replace(
        decisive,
        factors=frozenset().union(*(facts.factors for facts in listed)),
        travel_minutes=max(facts.travel_minutes for facts in listed),
    )


def score_cases(cases: Iterable[Case], policy: Policy, today: date) -> dict[CaseId, CasePoints]:
    """The points of every case on a London day, by case.

    Needs all cases of each family that share a lead; a waiting child is scored alone and in full.
    """
    return {
        points.case: points for family in _families(cases) for points in _score_family(family, policy, today)
    }


def scored_together(some: Iterable[Case], cases: Iterable[Case]) -> list[Case]:
    """Of `cases`, `some` of them and every sibling in the same hands: what those points depend on."""
    wanted = list(some)
    families = {(case.lead, case.family) for case in wanted if case.family is not None}
    ids = {case.id for case in wanted}
    return [case for case in cases if case.id in ids or (case.lead, case.family) in families]


def share_points(case: Case, total: Tenths) -> dict[WorkerId, Tenths]:
    """A case's points (tenths) divided among its lead and co-workers; nobody while it waits.

    Co-workers' shares are rounded half up in the order of their ids as text, never more than is left;
    the lead takes the remainder, so the parts always add up to `total` (policy guide §12).
    """
    if case.lead is None:
        return {}
    if not case.co_workers:
        return {case.lead: total}
    shares = {case.lead: total}
    for co_worker in sorted(case.co_workers, key=lambda co: str(co.worker)):
        part = min(shares[case.lead], share_of(total, Fraction(co_worker.percent, 100)))
        shares[case.lead] -= part
        shares[co_worker.worker] = shares.get(co_worker.worker, 0) + part
    return shares


def explain_points(points: CasePoints) -> str:
    """The points as a sum in words: "14.0 = child protection 8 + live court 4 + … · policy 2026-1"."""
    base, *others = points.parts
    text = f"{exact_text(points.total)} = {base.label} {short_text(base.points)}"
    for part in others:
        if part.label == RAISED:
            text += f", {RAISED}, {short_text(points.total)}"
        else:
            text += f" {'−' if part.points < 0 else '+'} {part.label} {short_text(abs(part.points))}"
    return f"{text} · policy {points.version}"


def _families(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """The cases that are scored together: those of one family with one lead."""
    families: dict[tuple[WorkerId, FamilyKey], list[Case]] = {}
    for case in cases:
        if case.lead is None or case.family is None:
            yield [case]
        else:
            families.setdefault((case.lead, case.family), []).append(case)
    yield from families.values()


def _score_family(children: list[Case], policy: Policy, today: date) -> Iterator[CasePoints]:
    """The points of the children of one family and lead; the first in family order counts in full."""
    if len(children) > 1:
        # The id settles nothing but two equal references, so that the order given never matters.
        children.sort(key=lambda case: (-base_of(case.facts, policy), case.reference, case.id))
    factors = _factor_parts(children, policy, today)
    for place, case in enumerate(children):
        base = _base_part(case.facts, policy, is_first=not place)
        parts = [base, *factors[place], *_judgement_parts(case, today)]
        yield _finished(case.id, parts, policy)


def _base_part(facts: Facts, policy: Policy, is_first: bool) -> Part:
    """The base in full, or the family share of it for a further child."""
    return _part_of(
        base_words(facts), base_of(facts, policy), None if is_first else policy.family_share_percent
    )


@lru_cache(maxsize=1024)
def _part_of(words: str, base: Tenths, percent: int | None) -> Part:
    """A policy has a dozen bases, and a country's children are scored by them."""
    if percent is None:
        return Part(words, base)
    label = f"{words} (family share, {percent} % of {short_text(base)})"
    return Part(label, share_of(base, Fraction(percent, 100)))


def _factor_parts(children: list[Case], policy: Policy, today: date) -> list[list[Part]]:
    """The parts that factors add to each child, given and returned in family order."""
    parts: list[list[Part]] = [[] for _ in children]
    possible = _possible_factors(children, policy, today)
    if not possible:
        return parts
    found: list[Factor] = []
    for row in FACTORS:
        if row.factor not in possible:
            continue
        steps = [row.step(row.factor, case, policy, today) for case in children]
        if not any(steps) or row.replaced_by in found:
            continue
        found.append(row.factor)
        for place in _places(row, steps):
            points = row.points_at(steps[place], policy)
            if points:
                minutes = children[place].facts.travel_minutes
                parts[place].append(Part(row.label.format(minutes=minutes), points, row.factor))
    return parts


def _possible_factors(children: list[Case], policy: Policy, today: date) -> set[Factor]:
    """What any of them may have, so that the many cases without a factor take no time."""
    possible: set[Factor] = set()
    for case in children:
        possible |= case.facts.factors
        if case.facts.travel_minutes:
            possible.add(Factor.TRAVEL)
        if first_weeks_step(Factor.FIRST_WEEKS, case, policy, today):
            possible.add(Factor.FIRST_WEEKS)
    return possible


def _places(row: FactorRow, steps: list[int]) -> list[int]:
    """The children who carry a factor: each who has it, or the first who has the family's highest step."""
    if row.per is Per.FAMILY:
        return [steps.index(max(steps))]
    return [place for place, step in enumerate(steps) if step]


def _judgement_parts(case: Case, today: date) -> list[Part]:
    """The agreed judgement, until the day before its review."""
    judgement = case.judgement
    if judgement is None or today >= judgement.review_on or judgement.points == 0:
        return []
    return [Part(f"agreed judgement ({JUDGEMENT_WORDS[judgement.reason]})", judgement.points * 10)]


def _finished(case: CaseId, parts: list[Part], policy: Policy) -> CasePoints:
    """The sum of the parts, raised to the least points where it is below."""
    total = sum([part.points for part in parts])
    if total < policy.least_points:
        parts.append(Part(RAISED, policy.least_points - total))
        total = policy.least_points
    return CasePoints(case, total, tuple(parts), policy.version)
