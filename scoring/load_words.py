"""Why a load's two lines disagree, in words.

An ordinary child, for this purpose, is one that fills both lines alike: (bandwidth − stable element) ÷
promise. What weighs most beyond that, or least, is the reason given. Source: policy guide §4.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from scoring.case import Case
from scoring.case_words import FACTOR_COUNTED, KIND_COUNTED, children_text, counted
from scoring.ids import CaseId
from scoring.load import Load
from scoring.points import RAISED, CasePoints, Part, share_points
from scoring.tenths import short_text

Nouns = tuple[str, str]
"""What one and several of something are called."""

_CO_WORKED = ("case co-worked", "cases co-worked")
_JUDGED = ("agreed judgement", "agreed judgements")
_EXTRAS = ("extra responsibilities", "extra responsibilities")


def explain_lines(load: Load, points: Mapping[CaseId, CasePoints], cases: Iterable[Case]) -> str | None:
    """Why one line is passed and the other is not, in a sentence; None while the lines agree.

    `cases` are those the worker leads or co-works, `points` their finished points.
    "12 children, within our promise; 104 of 100 points: five live court cases."
    """
    if load.over_children == load.over_points:
        return None
    figures = f"{short_text(load.points)} of {short_text(load.bandwidth)} points"
    weights, numbers = _weighed(load, points, cases)
    if load.over_points:
        nouns = max(weights, key=lambda each: weights[each])
        reason = _reason(nouns, numbers) if weights[nouns] > 0 else ""
        return f"{children_text(load.children)}, within our promise; {figures}{reason}."
    nouns = min(weights, key=lambda each: weights[each])
    reason = _reason(nouns, numbers) if weights[nouns] < 0 else ""
    promised = f"{children_text(load.children)}, we promised {load.promise}"
    return f"{promised}; {figures}, within the bandwidth{reason}."


def _reason(nouns: Nouns, numbers: Mapping[Nouns, int]) -> str:
    return f": {nouns[1] if nouns == _EXTRAS else counted(numbers[nouns], nouns)}"


def _weighed(
    load: Load, points: Mapping[CaseId, CasePoints], cases: Iterable[Case]
) -> tuple[dict[Nouns, Fraction], Counter[Nouns]]:
    """What each sort of thing weighs beyond ordinary children (tenths), and how many there are."""
    weights: dict[Nouns, Fraction] = {_EXTRAS: Fraction(load.extras if load.bandwidth else 0)}
    numbers: Counter[Nouns] = Counter()
    for case in cases:
        for nouns, weight in _case_weights(load, points[case.id], case):
            weights[nouns] = weights.get(nouns, Fraction(0)) + weight
            numbers[nouns] += 1
    return weights, numbers


def _case_weights(load: Load, points: CasePoints, case: Case) -> Iterator[tuple[Nouns, Fraction]]:
    """What weighs in one case: its base beyond an ordinary child, and each further part."""
    if case.lead != load.worker:
        yield _CO_WORKED, Fraction(share_points(case, points.total).get(load.worker, 0))
        return
    ordinary = Fraction(load.bandwidth - load.stable, load.promise) if load.promise else Fraction(0)
    base, *others = points.parts
    yield KIND_COUNTED[case.facts.kind], base.points - ordinary
    for part in others:
        if part.label != RAISED:
            yield _part_nouns(part), Fraction(part.points)


def _part_nouns(part: Part) -> Nouns:
    return _JUDGED if part.factor is None else FACTOR_COUNTED[part.factor]
