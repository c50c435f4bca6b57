"""The harness works, tried on a very small council; no test says how fast anything is."""

from pathlib import Path

from tests.benchmarks.__main__ import Scale, measure
from tests.benchmarks.commands import TINY
from tests.benchmarks.council import Size
from tests.benchmarks.report import report


def test_everything_is_measured_and_reported(tmp_path: Path) -> None:
    scale = Scale(Size(24, 282), Size(180, 2_100), TINY, 1, 1, 2)
    results = measure(["growth", "commands"], scale, tmp_path)
    assert results.commands is not None
    acknowledged = TINY.one_client + TINY.many_clients
    assert [kept.acknowledged for kept in results.commands.kept.values()] == [
        acknowledged + 2 * TINY.warm_up
    ] * 2
    assert all(kept.kept == kept.acknowledged for kept in results.commands.kept.values())
    assert "| One client: our median, against the empty command | ≤ 8 × |" in report(results)
