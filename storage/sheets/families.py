"""Families: the plan of a families file, and how far points may be too high while families aren't known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from scoring.case import Case, Factor
from scoring.factors import FACTORS, Per
from scoring.ids import FamilyKey, Reference
from scoring.points import base_of
from scoring.policy import Policy
from scoring.tenths import Tenths, share_of, short_text
from storage.sheets.case_plan import Here
from storage.sheets.findings import Draft
from storage.sheets.known import KnownCase
from storage.sheets.read import Line, Refusal, Table, read_lines
from storage.sheets.references import reference_reader
from storage.sheets.steps import ChangeCase

_FAMILY_FACTORS = tuple(row for row in FACTORS if row.per is Per.FAMILY)


def plan_families(table: Table, here: Here) -> Draft:
    """The plan of a families file, in the order of the references; closed and unknown cases are listed."""
    draft = Draft()
    rows: dict[Reference, dict[FamilyKey, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line in read_lines(table, {"reference": reference_reader(here.policy)}):
        if isinstance(line, Refusal):
            draft.add("refused", "", line.reason, line.place)
        else:
            _note(rows, line)
    for reference, families in sorted(rows.items()):
        if len(families) > 1:
            numbers = sorted(number for rows_ in families.values() for number in rows_)
            for number in numbers:
                draft.add(
                    "refused", "", f"rows {_and(numbers)} give one child several families", f"row {number}"
                )
        else:
            _plan_family(draft, reference, next(iter(families)), here)
    return draft


def _note(rows: dict[Reference, dict[FamilyKey, list[int]]], line: Line) -> None:
    rows[line.values["reference"]][line.values["family"]].append(line.number)


def _and(numbers: Sequence[int]) -> str:
    return " and ".join(str(number) for number in numbers)


def _plan_family(draft: Draft, reference: Reference, family: FamilyKey, here: Here) -> None:
    known: KnownCase | None = here.cases.get(reference)
    if known is None or known.case is None:
        draft.add("unknown_cases", reference, "not an open case here")
    elif known.case.family == family:
        draft.unchanged += 1
    elif here.changed_since(known) and known.case.family is not None:
        draft.add("kept", reference, "changed in Slack since; the file has another family")
    else:
        draft.add("changed", reference, f"family {known.case.family or 'not known'} to {family}")
        draft.steps.append(ChangeCase(known.case, replace(known.case, family=family), "OTHERS", None))


def families_sentence(cases: Iterable[Case], policy: Policy) -> str | None:
    """“Families not known …: points are high by up to …”; None when every led case has its family."""
    by_lead: dict[int, list[Case]] = defaultdict(list)
    for case in cases:
        if case.lead is not None:
            by_lead[case.lead].append(case)
    excess = {lead: most_excess(led, policy) for lead, led in by_lead.items()}
    unknown = sum(case.family is None for led in by_lead.values() for case in led)
    if not unknown or not any(excess.values()):
        return None
    in_all, for_one = short_text(sum(excess.values())), short_text(max(excess.values()))
    return (
        f"Families not known: points are high by up to {in_all} in all, up to {for_one} for one worker. "
        f"{unknown} of the cases that are led have no family key; a families file gives it."
    )


def most_excess(led: Sequence[Case], policy: Policy) -> Tenths:
    """The most by which one lead's points can be too high because some of their cases have no family key.

    Were all those children of one family, each but the first would count the family share of its base, and
    the family's factors once. If the lead also has families that are known, the children could belong to one
    of these, and then none of them need be the first. The real excess is never more: children of several
    families give up less, and the least points of a case only lessen what is given up.
    """
    unknown = [case for case in led if case.family is None]
    share = Fraction(policy.family_share_percent, 100)
    bases = [base_of(case.facts, policy) for case in unknown]
    factors = [_family_factor_points(case, policy) for case in unknown]
    given_up = sum(base - share_of(base, share) for base in bases) + sum(factors)
    if len(unknown) < len(led):
        return given_up
    first = max(bases, default=0)
    return max(0, given_up - (first - share_of(first, share)) - max(factors, default=0))


def _family_factor_points(case: Case, policy: Policy) -> Tenths:
    """What the factors that count once per family add to one case on its own."""
    found: list[Factor] = []
    points = 0
    for row in _FAMILY_FACTORS:
        step = row.step(row.factor, case, policy, policy.starts_on)
        if step and row.replaced_by not in found:
            found.append(row.factor)
            points += row.points_at(step, policy)
    return points
