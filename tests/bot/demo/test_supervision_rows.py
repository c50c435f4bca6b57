"""The demonstration's supervision: nobody's own, never on a day off, and mostly in time."""

from bot.bank_holidays import calendar_of
from bot.demo.council import DEMO_DAY, Council
from bot.demo.ledger import started_on
from bot.demo.supervision_rows import supervision_rows
from scoring.supervision import InTime, score_in_time
from storage.tables.supervision import SUPERVISIONS


def test_most_are_in_time_and_none_lies_ahead_or_on_a_day_off(council: Council) -> None:
    rows = supervision_rows(council)[SUPERVISIONS]
    assert rows == supervision_rows(council)[SUPERVISIONS]
    calendar = calendar_of(council.policy)
    for row in rows:
        assert row["held_on"] < DEMO_DAY
        assert calendar.is_working_day(row["held_on"])
        assert row["recorded_by_id"] != row["worker_id"]
    total = InTime()
    for person in council.people:
        worker = person.worker
        if worker is not None and worker.is_in_post(DEMO_DAY):
            days = [row["held_on"] for row in rows if row["worker_id"] == worker.id]
            known_from = started_on(council.staff, worker.team, DEMO_DAY)
            total += score_in_time(worker, days, known_from, DEMO_DAY, council.policy)
    assert 0.7 < total.in_time / total.due < 0.97
