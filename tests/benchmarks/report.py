"""Writing down what was measured: every bound beside its figure, passed or missed."""

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version
from statistics import median

from tests.benchmarks.commands import CLIENTS, NAMES, Amount, Commands
from tests.benchmarks.council import Size
from tests.benchmarks.findings import Part, rows
from tests.benchmarks.growth import WORDS, Growth
from tests.benchmarks.startup import Startup

PACKAGES = ("slack_bolt", "slack_sdk", "sqlalchemy", "sqlmodel", "starlette", "uvicorn", "aiohttp")
WHAT = {
    "due": "The due job after one allocation",
    "team": "One team's view",
    "home": "A supervisor's Home",
    "head": "The Home of a head over five services",
}
FLAT = {"due": 1.2, "team": 1.2, "home": 1.3, "head": 1.3}
"""How much each may cost in a council a hundred times as large."""
MOST_HOME = 300.0
MOST_MB = 150.0


@dataclass(frozen=True, slots=True)
class Results:
    """Whatever was measured in this run; None for what wasn't asked for."""

    large: Size
    small: Size
    amount: Amount
    commands: Commands | None = None
    daytime: Commands | None = None
    growth: Growth | None = None
    startup: Startup | None = None
    parts: tuple[Part, ...] = ()

    def with_part(self, part: Part) -> "Results":
        return replace(self, parts=(*self.parts, part))


def report(results: Results) -> str:
    """The page, as Markdown."""
    parts = ["# Performance", _introduction(results), _table(_bounds(results))]
    if results.commands is not None:
        parts += ["## The three commands", _commands(results.commands, results)]
    if results.daytime is not None:
        parts += [_daytime(results.daytime)]
    if results.growth is not None:
        parts += ["## A hundred times the council", _growth(results.growth, results)]
    if results.startup is not None:
        parts += ["## Starting", _startup(results.startup)]
    for part in results.parts:
        parts += [f"## {part.title}", part.text]
    return "\n\n".join([*parts, GROWING, REPEAT]) + "\n"


def _introduction(results: Results) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Measured by `make bench` on {os.cpu_count()} cores of {platform.machine()}, "
        f"{platform.system()}, Python {platform.python_version()}, {packages}; SQLite in one file, "
        f"in a made-up council of {results.large.workers:,} workers and {results.large.cases:,} open "
        "cases. The machine's own speed cancels out: the bounds are ratios between things that ran in the "
        "same minutes, in turns. A figure is the middle round's, with the rounds' least and largest."
    )


Row = tuple[str, str, str, str]


def _bounds(results: Results) -> Iterable[Row]:
    yield ("What", "Bound", "Measured", "")
    if results.commands is not None:
        yield from _command_bounds(results.commands)
    if results.growth is not None:
        for word in WORDS:
            ratios = results.growth.ratios(word)
            most = FLAT[word]
            yield (f"{WHAT[word]}, large against small council", f"≤ {most} ×", *_ratio(ratios, most=most))
        heads = [median(times) for times in results.growth.large["head"]]
        passed = _verdict(median(heads) <= MOST_HOME)
        yield (
            f"{WHAT['head']}, in the large council",
            f"≤ {MOST_HOME:.0f} ms",
            _spread(heads, "ms", 0),
            passed,
        )
    if results.startup is not None:
        ratios = results.startup.ratios()
        yield ("Ready to answer, against the bare import", "≤ 1.5 ×", *_ratio(ratios, most=1.5))
    yield from rows(results.parts)


def _command_bounds(found: Commands) -> Iterable[Row]:
    yield (
        "One client: our median, against the empty command",
        "≤ 8 ×",
        *_ratio(found.median_ratios(), most=8),
    )
    name = f"{CLIENTS} clients: our throughput, against the plain command"
    yield (name, "≥ 0.6 ×", *_ratio(found.throughput_ratios(), least=0.6))
    p99s = [turn.percentile(99) for turn in found.many["ours"]]
    verdict = _verdict(median(p99s) <= 250)
    yield (f"{CLIENTS} clients: our p99", "≤ 250 ms", _spread(p99s, "ms", 0), verdict)
    most = max(found.resident_mb.values())
    yield ("Resident memory, at most", f"≤ {MOST_MB:.0f} MB", f"{most:.0f} MB", _verdict(most <= MOST_MB))
    asked = sum(kept.acknowledged for kept in found.kept.values())
    kept = sum(kept.kept for kept in found.kept.values())
    yield (
        "Acknowledged allocations found once afterwards",
        "all",
        f"{kept:,} of {asked:,}",
        _verdict(kept == asked),
    )


def _ratio(ratios: list[float], *, most: float | None = None, least: float | None = None) -> tuple[str, str]:
    middle = median(ratios)
    passed = (most is None or middle <= most) and (least is None or middle >= least)
    return _spread(ratios, "×", 2), _verdict(passed)


def _verdict(passed: bool) -> str:
    return "pass" if passed else "**missed**"


def _spread(values: list[float], unit: str, digits: int) -> str:
    middle = f"{median(values):.{digits}f} {unit}"
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    head, *others = rows
    lines = [head, ("---",) * len(head), *others]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _commands(found: Commands, results: Results) -> str:
    amount = results.amount
    rows: list[tuple[str, ...]] = [
        ("Command", "1 client: median", "p99", f"{CLIENTS} clients: a second", "median", "p99", "processor")
    ]
    for name in NAMES:
        one, many = found.one[name], found.many[name]
        rows.append(
            (
                name,
                _spread([turn.percentile(50) for turn in one], "ms", 2),
                _spread([turn.percentile(99) for turn in one], "ms", 1),
                _spread([turn.per_second for turn in many], "", 0),
                _spread([turn.percentile(50) for turn in many], "ms", 0),
                _spread([turn.percentile(99) for turn in many], "ms", 0),
                _spread(found.cpu_ms[name], "ms", 2),
            )
        )
    settling = _spread(found.settling_seconds, "s", 1)
    memory = ", ".join(f"{megabytes:.0f} MB {when}" for when, megabytes in found.resident_mb.items())
    return "\n\n".join(
        [
            EXPLAINED,
            _table(rows),
            f"{amount.rounds} rounds; in each, each server has a turn of {amount.one_client} requests from "
            f"one client and one of {amount.many_clients} from {CLIENTS}, after {2 * amount.warm_up} to warm "
            f"up. After a turn of {amount.many_clients} all that fell due was done {settling} later. "
            "The processor time is the server's for each of these, what fell due included. "
            f"Ours said {found.late():,} times that the answer follows. Our resident memory: {memory}.",
        ]
    )


def _daytime(found: Commands) -> str:
    p99s = [turn.percentile(99) for turn in found.many["ours"]]
    return (
        "The figures above are of an evening, when messages wait for the morning. At eleven on a working day "
        "every allocation is also told to its worker by direct message at once: then our median with one "
        f"client is {_spread(found.median_ratios(), '×', 2)} the empty command's, our throughput with "
        f"{CLIENTS} {_spread(found.throughput_ratios(), '×', 2)} the plain command's, and our p99 "
        f"{_spread(p99s, 'ms', 0)}; {found.late():,} times it said that the answer follows."
    )


def _growth(found: Growth, results: Results) -> str:
    rows: list[tuple[str, ...]] = [("What", "Small council", "Large council")]
    for word in WORDS:
        small = [median(times) for times in found.small[word]]
        large = [median(times) for times in found.large[word]]
        rows.append((WHAT[word], _spread(small, "ms", 2), _spread(large, "ms", 2)))
    sizes = (
        f"The small council has {results.small.workers:,} workers and {results.small.cases:,} cases. Both "
        "run the product's own code in a process each, without HTTP, and take turns; each time it is "
        "another, random team."
    )
    sizes += " Five services are 720 workers; the small council has fewer."
    return f"{sizes}\n\n{_table(rows)}"


def _startup(found: Startup) -> str:
    return (
        f"`caseload run --http` said that it was ready {_spread(found.ready, 's', 2)} after it was started, "
        f"in the large council. Importing just the {found.modules:,} modules of other people's packages that "
        f"it then has loaded takes {_spread(found.bare, 's', 2)}. It then uses "
        f"{_spread(found.resident_mb, 'MB', 0)} of resident memory."
    )


EXPLAINED = """Three servers, each a process of its own, with the same Bolt, Starlette and uvicorn settings
and the same pragmas:

- *empty*: a process-before-response Bolt command that checks the signature and answers fixed words.
- *plain*: one thread, and for each command one SQLModel transaction on the product's tables: five selects
  of objects by key, three inserts.
- *ours*: the whole bot over HTTP: signature, access, rules, score, allocation, audit, what falls due, reply.
  Only its clock is set, to an evening, so that every run has the same hour.

Another process sends them signed `/allocate REF cin @worker` commands over kept-alive connections: new cases
for random workers with room, each from the supervisor of the worker's team. A local Slack in a third process
answers the bot. Plain and ours each have a copy of the same council."""

GROWING = """## Growth with size

![The growth of each with size, as far as it has been measured](growth.svg)

The figures are in [growth.json](growth.json), measured by `make bench ARGS=growth-plot`, one size after
another."""

REPEAT = """## To repeat it

`make bench` runs everything and writes this page. `make bench ARGS=--quick` tries the harness on small
councils within some minutes and writes nothing; `ARGS` may also name just a part: `start`, `growth`,
`commands`, `daytime`, `forms`, `pictures`, `rescoring`, `monday`, `import`,
`postgres`."""
