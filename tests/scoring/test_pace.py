"""The pace of new families, exactly as policy guide §5 and §12 say."""

from datetime import UTC, datetime, timedelta

from scoring.case import Case
from scoring.ids import CaseId, FamilyKey
from scoring.pace import LedSpell, asks_about_pace, children_led_before, families_led
from tests.builders import a_case, a_policy

MONDAY = datetime(2026, 6, 8, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONG_AGO = MONDAY - 100 * DAY


def spell(
    number: int,
    began_at: datetime,
    family: str | None = None,
    ended_at: datetime | None = None,
    imported: bool = False,
) -> LedSpell:
    key = None if family is None else FamilyKey(family)
    return LedSpell(CaseId(number), key, began_at, ended_at, imported)


def led_long(count: int) -> list[LedSpell]:
    return [spell(1000 + number, LONG_AGO) for number in range(count)]


def asks(now: datetime, *spells: LedSpell, case: Case | None = None) -> int | None:
    return asks_about_pace(case or a_case(1), spells, a_policy().pace, now)


def test_of_12_led_a_second_family_may_come_and_a_third_on_thursday_asks() -> None:
    monday, tuesday = spell(21, MONDAY), spell(22, MONDAY + DAY)
    assert asks(MONDAY + DAY, *led_long(12), monday) is None
    assert asks(MONDAY + 3 * DAY, *led_long(12), monday, tuesday) == 3


def test_the_floor_of_children_led_by_six_counts_and_one_family_always_may() -> None:
    assert asks(MONDAY) is None
    assert asks(MONDAY + DAY, *led_long(11), spell(21, MONDAY)) == 2
    assert asks(MONDAY + 2 * DAY, *led_long(18), spell(21, MONDAY), spell(22, MONDAY + DAY)) is None


def test_children_led_then_count_though_they_were_moved_or_closed_since() -> None:
    moved = [spell(2000 + number, LONG_AGO, ended_at=MONDAY + HOUR) for number in range(6)]
    assert asks(MONDAY + DAY, *led_long(6), *moved, spell(21, MONDAY)) is None


def test_children_who_came_with_the_first_new_family_or_after_do_not_raise_its_limit() -> None:
    first = [spell(20 + number, MONDAY, family="F") for number in range(6)]
    assert asks(MONDAY + DAY, *led_long(6), *first) == 2


def test_a_family_counts_for_exactly_168_hours() -> None:
    first = spell(21, MONDAY)
    assert asks(MONDAY + 168 * HOUR - timedelta(seconds=1), first) == 2
    assert asks(MONDAY + 168 * HOUR, first) is None


def test_imports_are_exempt_unless_one_sibling_was_not_imported() -> None:
    imported = spell(21, MONDAY, family="F", imported=True)
    assert asks(MONDAY + DAY, imported) is None
    assert asks(MONDAY + DAY, imported, spell(22, MONDAY + HOUR, family="F")) == 2


def test_a_family_with_a_sibling_already_led_is_not_new_and_never_asks() -> None:
    sibling = spell(21, LONG_AGO, family="F")
    busy = [spell(30 + number, MONDAY) for number in range(4)]
    assert asks(MONDAY + DAY, sibling, *busy, case=a_case(1, family="F")) is None
    assert asks(MONDAY + DAY, *busy, case=a_case(30)) is None


def test_a_family_that_left_again_counts_no_more_but_is_new_when_it_comes_back() -> None:
    gone = spell(21, MONDAY, family="F", ended_at=MONDAY + HOUR)
    assert asks(MONDAY + DAY, gone) is None
    assert asks(MONDAY + DAY, gone, spell(22, MONDAY), case=a_case(21, family="F")) == 2


def test_siblings_count_as_one_family_that_came_with_its_first_child() -> None:
    siblings = [spell(21, MONDAY - 8 * DAY, "F", ended_at=MONDAY + HOUR), spell(22, MONDAY, family="F")]
    [family] = families_led(siblings)
    assert family.came_at == MONDAY - 8 * DAY
    assert asks(MONDAY + DAY, *siblings) is None


def test_a_family_led_again_after_a_gap_came_when_it_came_back() -> None:
    before = spell(21, LONG_AGO, "F", ended_at=MONDAY - 3 * DAY)
    [family] = families_led([spell(21, MONDAY, "F"), before])
    assert family.came_at == MONDAY


def test_just_before_a_moment_means_not_yet_those_who_came_at_it() -> None:
    spells = [spell(1, MONDAY), spell(2, LONG_AGO), spell(3, LONG_AGO, ended_at=MONDAY)]
    assert children_led_before(spells, MONDAY) == 2
