"""What is due is found by its index alone: a policy marks a whole country at one moment."""

import sqlite3

IN_ORDER = """
SELECT subject_kind, subject_id, at, cause FROM due WHERE at <= ?
ORDER BY at, subject_kind DESC, subject_id LIMIT 200
"""


def test_nothing_is_sorted_to_find_what_is_looked_at_first(sqlite_url: str) -> None:
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {IN_ORDER}", ("2026-11-26",)).fetchall()
    assert [row[3] for row in plan] == ["SEARCH due USING INDEX due_at (at<?)"]
