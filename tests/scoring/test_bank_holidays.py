"""What is believed of a list of bank holidays: never a year without its Christmas, never one full of days."""

import json
from datetime import date, timedelta

import pytest

from scoring.bank_holidays import believe, read_bank_holidays
from scoring.errors import BadFile
from tests.scoring.london import ENGLAND

BUNDLED = ENGLAND.closed_days
OF_2026 = frozenset(day for day in BUNDLED if day.year == 2026 and day.weekday() < 5)


def as_json(days: frozenset[date]) -> bytes:
    events = [
        {"title": "A day", "date": day.isoformat(), "notes": "", "bunting": True} for day in sorted(days)
    ]
    return json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events}}).encode()


def test_a_proclaimed_day_closes_the_council() -> None:
    coronation = date(2026, 6, 19)
    believed = believe(read_bank_holidays(as_json(OF_2026 | {coronation})), BUNDLED)
    assert coronation in believed.days
    assert believed.doubted_years == ()


def test_a_moved_day_opens_the_council_on_the_old_one() -> None:
    moved = (OF_2026 - {date(2026, 5, 4)}) | {date(2026, 5, 8)}
    days = believe(moved, BUNDLED).days
    assert date(2026, 5, 8) in days
    assert date(2026, 5, 4) not in days


def test_years_the_list_does_not_have_keep_their_bundled_days() -> None:
    days = believe(OF_2026, BUNDLED).days
    assert {day for day in days if day.year == 2027} == {
        day for day in BUNDLED if day.year == 2027 and day.weekday() < 5
    }


@pytest.mark.parametrize("gone", sorted(day for day in OF_2026 if day.month not in (5, 8)))
def test_a_list_without_a_day_every_year_has_is_not_believed(gone: date) -> None:
    believed = believe(OF_2026 - {gone} | {date(2026, 6, 19)}, BUNDLED)
    assert gone in believed.days
    assert believed.doubted_years == (2026,)


def test_a_list_of_every_day_of_the_year_does_not_close_the_council() -> None:
    every = frozenset(date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    assert believe(every, BUNDLED).doubted_years == (2026,)


def test_a_year_nobody_can_check_is_not_believed() -> None:
    far = frozenset(day.replace(year=2096) for day in OF_2026)
    believed = believe(far, BUNDLED)
    assert {day.year for day in believed.days} == {day.year for day in BUNDLED}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>Service unavailable</html>",
        b"[]",
        b"null",
        b'{"scotland": {"events": [{"date": "2026-11-30"}]}}',
        b'{"england-and-wales": {"events": []}}',
        b'{"england-and-wales": {"events": {"date": "2026-12-25"}}}',
        b'{"england-and-wales": {"events": ["2026-12-25"]}}',
        b'{"england-and-wales": {"events": [{"date": "25 December"}]}}',
        b'{"england-and-wales": {"events": [{"date": 20261225}]}}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_what_is_no_list_of_bank_holidays_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(BadFile):
        read_bank_holidays(content)
