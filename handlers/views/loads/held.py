"""What somebody holds, case by case, each with where its points come from."""

from collections.abc import Mapping, Sequence

from scoring.case import Case
from scoring.ids import CaseId, WorkerId
from scoring.points import CasePoints, explain_points, share_points
from scoring.tenths import Tenths, exact_text, short_text

MOST_CASES = 20


def cases_held(
    worker: WorkerId, cases: Sequence[Case], points: Mapping[CaseId, CasePoints]
) -> list[tuple[Tenths, Case]]:
    """What a worker holds of each of these cases, the heaviest first."""
    shares = ((share_points(case, points[case.id].total).get(worker), case) for case in cases)
    held = [(share, case) for share, case in shares if share is not None]
    return sorted(held, key=lambda each: (-each[0], each[1].reference))


def case_text(case: Case, held: Tenths, worker: WorkerId, points: CasePoints, proposed: str = "") -> str:
    """A case with what the worker holds of it, explained part by part; `proposed` waits to be agreed."""
    explained = explain_points(points).removesuffix(f" · policy {points.version}")
    waits = f" ({proposed})" if proposed else ""
    if case.lead != worker:
        return f"{case.reference}: {exact_text(held)} of {explained}, co-worked"
    if held != points.total:
        return f"{case.reference}: {exact_text(held)} of {explained}, shared{waits}"
    return f"{case.reference}: {explained}{waits}"


def held_lines(
    worker: WorkerId,
    cases: Sequence[Case],
    points: Mapping[CaseId, CasePoints],
    proposed: Mapping[CaseId, str],
) -> list[str]:
    """A line for each case somebody holds, and what the rest come to where there are too many."""
    held = cases_held(worker, cases, points)
    lines = [
        f"• {case_text(case, share, worker, points[case.id], proposed.get(case.id, ''))}"
        for share, case in held[:MOST_CASES]
    ]
    rest = held[MOST_CASES:]
    if rest:
        together = short_text(sum(share for share, _ in rest))
        lines.append(
            f"and {len(rest)} more, {together} points together; /case and a reference opens any of them."
        )
    return lines
