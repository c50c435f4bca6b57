"""Writing down what the harnesses found: what was promised beside what was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.soak.killing import Killed
from tests.soak.sharing import Shared

HEAD = (
    "What happened",
    "Times",
    "Taken",
    "Failed, done again",
    "Stored",
    "Posted",
    "Marked repeats",
    "Faults",
)


@dataclass(frozen=True)
class Results:
    """The runs by what happened in them, the weeks of two bots, and the takeover at the product's beats."""

    work: Mapping[str, tuple[int, Killed]]
    shared: Shared | None
    takeover: Shared | None

    @property
    def faults(self) -> list[str]:
        found = [killed.found for _, killed in self.work.values()]
        found += [shared.found for shared in (self.shared, self.takeover) if shared is not None]
        return [fault for each in found for fault in each.faults]


HOW = (
    "People allocate, answer and close on a local Slack while something happens to the real processes; who "
    "is shown a failure does it again. *Taken* counts what Slack showed as done; each of it must be stored, "
    "once, and each stored message must stand in Slack, once. A marked repeat is a post whose answer was "
    "lost."
)


def report(results: Results) -> list[str]:
    """The section's lines, as Markdown."""
    lines = [HOW, "", _row(HEAD), _row(["---"] * len(HEAD))]
    lines += [_row(_work(name, *run)) for name, run in results.work.items()]
    return [*lines, "", *_weeks(results), *_faults(results)]


def _work(name: str, times: int, run: Killed) -> Sequence[str]:
    found = run.found
    stored = (
        f"{found.told:,} of {found.told:,}" if not found.faults else f"{found.stored:,} of {found.told:,}"
    )
    again = f"{run.failed + run.refused:,}"
    return (
        name, f"{times:,}", f"{run.acknowledged:,}", again, stored, f"{found.posted:,}", f"{found.repeats:,}",
        str(len(found.faults)),
    )  # fmt: skip


def _weeks(results: Results) -> list[str]:
    lines = []
    shared, takeover = results.shared, results.takeover
    if shared is not None:
        lines.append(
            f"**Two bots on one PostgreSQL through {shared.weeks} simulated weeks**, the leading one killed "
            f"{shared.kills} times, also in the minute of the digests: {shared.digests} digests for two "
            f"teams, each once; {shared.found.posted:,} posts, {shared.found.repeats} marked repeats, "
            f"{len(shared.found.faults)} faults."
        )
    if takeover is not None:
        lines.append(
            f"**Takeover**, with a beat every {takeover.beat:.0f} seconds as in the product, "
            f"{takeover.kills} kills of the leading bot: another led after "
            f"{takeover.longest_takeover:.0f} seconds at the most (promised: 60)."
        )
    return [line for each in lines for line in (each, "")]


def _faults(results: Results) -> list[str]:
    if not results.faults:
        return ["Nothing was lost, and nothing happened twice."]
    return ["## Faults", "", *(f"- {fault}" for fault in results.faults)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
