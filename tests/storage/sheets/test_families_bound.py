"""“Points are high by up to …” is never less than what family keys would take off."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.case import Case, Factor, Kind
from scoring.ids import FamilyKey
from scoring.points import score_cases
from storage.sheets.families import families_sentence, most_excess
from tests.builders import TODAY, a_case, a_policy

POLICY = a_policy()
_factors = st.sets(st.sampled_from([Factor.COURT, Factor.PREPROCEEDINGS, Factor.INTERPRETER, Factor.CLOSING]))


@st.composite
def _cases(draw: st.DrawFn) -> Case:
    travel = draw(st.sampled_from([0, 30, 60, 90]))
    family = draw(st.sampled_from([None, None, "F1", "F2"]))
    kind = draw(st.sampled_from(list(Kind)))
    return a_case(1, kind, *draw(_factors), travel=travel, family=family)


def total(cases: list[Case]) -> int:
    return sum(points.total for points in score_cases(cases, POLICY, TODAY).values())


@given(
    drawn=st.lists(_cases(), min_size=1, max_size=6),
    families=st.lists(st.sampled_from("ABC"), min_size=6, max_size=6),
)
@settings(max_examples=400, deadline=None)
def test_no_families_the_cases_may_have_take_off_more(drawn: list[Case], families: list[str]) -> None:
    names = {"A": "F1", "B": "F9", "C": "F8"}
    cases = [replace(case, id=number, reference=f"C{number}") for number, case in enumerate(drawn)]  # type: ignore[arg-type]
    known = [
        case if case.family else replace(case, family=FamilyKey(names[letter]))
        for case, letter in zip(cases, families, strict=False)
    ]
    assert total(cases) - total(known) <= most_excess(cases, POLICY)


def test_the_bound_is_reached_when_all_are_one_family() -> None:
    cases = [a_case(1, Kind.CP, Factor.COURT, travel=60), a_case(2, Kind.CIN, Factor.COURT, travel=60)]
    one_family = [replace(case, family=FamilyKey("F1")) for case in cases]
    assert total(cases) - total(one_family) == most_excess(cases, POLICY) == 80


def test_waiting_children_and_single_cases_need_no_sentence() -> None:
    assert families_sentence([a_case(1), a_case(2, lead=2), a_case(3, lead=None)], POLICY) is None
    assert families_sentence([a_case(1, family="F1"), a_case(2, family="F2")], POLICY) is None
