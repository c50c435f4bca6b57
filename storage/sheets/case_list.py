"""Reading the plain case list: one row a child, by the council's own reference (the `cases` columns).

Every bad row is refused with its number and reason, and the others are still used. A child on several rows
has several statuses; rows that disagree about anything else are refused, every one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from scoring.case import STATED_FACTORS, Factor, Facts, Kind
from scoring.errors import BadFile, BadInput
from scoring.ids import Reference
from scoring.points import kind_of_statuses
from scoring.policy import Policy
from storage.sheets.cells import read_text
from storage.sheets.listed import ListedCase, Listing
from storage.sheets.read import Line, Refusal, Table, read_lines
from storage.sheets.references import reference_reader
from storage.sheets.words import read_factor, word_key

LIST = "cases"
"""How coverage names the one list of this file."""

_TRAVEL = re.compile(r"travel ?[=: ] ?(\d{1,3})(?: ?min(?:ute)?s?)?")
_BELOW_ZERO = re.compile(r"[=:\s]\s*[-−–]\s*\d")
_UNSETTLED = "unsettled"

Factors = tuple[frozenset[Factor], int, bool]
"""Stated factors, minutes of travel one way, and whether a looked-after child is unsettled."""


def read_factors(cell: object) -> Factors:
    """Factors as words: "court; travel=60; interpreter". An empty cell says that there are none."""
    stated: set[Factor] = set()
    minutes, unsettled = 0, False
    for part in re.split(r"[;,|]", read_text(cell) or ""):
        word = word_key(part)
        if _BELOW_ZERO.search(part):
            raise BadInput("has minutes of travel below 0; write travel=60, or nothing")
        if found := _TRAVEL.fullmatch(word):
            minutes = max(minutes, int(found[1]))
        elif word == _UNSETTLED:
            unsettled = True
        elif word:
            stated.add(_factor(word))
    if minutes > 600:
        raise BadInput("has more than 600 minutes of travel one way")
    return frozenset(stated), minutes, unsettled


def _factor(word: str) -> Factor:
    try:
        found = read_factor(word)
    except BadInput as problem:
        raise BadInput(f"has a word that {problem}") from None
    if found is None or found not in STATED_FACTORS:
        raise BadInput("has a word that isn't a factor; travel is written travel=60")
    return found


def read_case_list(table: Table, policy: Policy, as_at: date) -> Listing:
    """The children of a case list. BadFile when it has no rows, or says neither workers nor teams."""
    if not {"worker_email", "team"} & table.matched.places.keys():
        raise BadFile(
            "The case list says neither who leads a case nor its team. Add “worker_email” or “team”."
        )
    readers = {"reference": reference_reader(policy), "factors": read_factors}
    refused: list[Refusal] = []
    rows: dict[Reference, list[tuple[int, ListedCase]]] = {}
    named: set[Reference] = set()
    for line in read_lines(table, _remembering(readers, named)):
        if isinstance(line, Refusal):
            refused.append(line)
        elif problem := _dates_ahead(line, as_at):
            refused.append(Refusal(f"row {line.number}", problem))
        else:
            listed = _listed(line.values)
            rows.setdefault(listed.reference, []).append((line.number, listed))
    if not rows and not refused:
        raise BadFile("The case list has headings but no rows. Export it again.")
    cases = [case for group in rows.values() if (case := _merge(group, policy, refused)) is not None]
    return Listing(
        cases=sorted(cases, key=lambda case: case.reference),
        lists=frozenset((LIST,)),
        named=frozenset(named),
        kinds=frozenset(Kind),
        refused=sorted(refused, key=lambda refusal: int(refusal.place.split()[1])),
        unknown_columns=table.matched.unknown,
        has_families=any(case.family for case in cases),
    )


def _remembering(readers: dict[str, Any], named: set[Reference]) -> dict[str, Any]:
    """The readers, noting each reference read: a row refused for something else closes nothing."""
    read_reference = readers["reference"]

    def read(cell: object) -> Reference | None:
        reference: Reference | None = read_reference(cell)
        if reference is not None:
            named.add(reference)
        return reference

    return readers | {"reference": read}


def _dates_ahead(line: Line, as_at: date) -> str:
    ahead = [name for name in ("allocated_on", "last_seen") if (line.values.get(name) or as_at) > as_at]
    return "; ".join(f"{name} is after the day of the file ({as_at:%-d %B %Y})" for name in ahead)


def _listed(values: Any) -> ListedCase:
    factors: Factors | None = values.get("factors")
    on = factors[0] if factors else frozenset()
    return ListedCase(
        reference=values["reference"],
        lists=frozenset((LIST,)),
        kind=values["kind"],
        need=values.get("need"),
        unsettled=factors[2] if factors else None,
        on=on,
        off=STATED_FACTORS - on if factors else frozenset(),
        travel_minutes=factors[1] if factors else None,
        team=values.get("team") or "",
        worker=(values["worker_email"] or "") if "worker_email" in values else None,
        family=values.get("family"),
        led_since=values.get("allocated_on"),
        last_seen=values.get("last_seen"),
    )


def _merge(
    rows: Sequence[tuple[int, ListedCase]], policy: Policy, refused: list[Refusal]
) -> ListedCase | None:
    """One child from their rows; None, every row refused, when they disagree about more than the kind."""
    if len(rows) == 1:
        return rows[0][1]
    listed = [row for _, row in rows]
    kind = kind_of_statuses([Facts(row.kind) for row in listed], policy).kind
    merged = {replace(row, kind=kind) for row in listed}
    if len(merged) == 1:
        return merged.pop()
    numbers = [number for number, _ in rows]
    refused += [Refusal(f"row {number}", _twice_words(number, numbers)) for number in numbers]
    return None


def _twice_words(number: int, numbers: Iterable[int]) -> str:
    others = " and ".join(str(other) for other in numbers if other != number)
    return f"the same reference is on row {others} too, and they don't say the same"
