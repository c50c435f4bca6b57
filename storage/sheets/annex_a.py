"""Reading Annex A: every child once, with the statuses of all open rows that name them.

Lists 6, 7 and 8 hold closed rows for six months, the same child in several lists and in several rows, and
workers as free text. Only the reference, the list, the status, two flags, the team, the worker's name and
three dates are taken from a row; everything else about the child is never looked at.

A protection-plan or looked-after status in List 6 means that kind only while the file has no list of its own
for it: where List 7 or 8 is there, it decides, and the List 6 row means a child in need. A child's team and
worker are those of the row that decides the kind, then of the row that began last.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.case import Factor, Facts, Kind
from scoring.errors import BadFile, BadInput
from scoring.ids import Reference
from scoring.points import kind_of_statuses
from scoring.policy import Policy
from storage.sheets.annex_lists import AnnexList, FoundList, find_lists
from storage.sheets.cells import plain_text, read_text
from storage.sheets.listed import ListedCase, Listing, latest, stated
from storage.sheets.read import Refusal, rows_below
from storage.sheets.references import reference_reader
from storage.sheets.workbook import Sheet

KINDS = frozenset((Kind.CIN, Kind.ASSESSMENT, Kind.CP, Kind.CLA))
"""The kinds these lists can say."""

_OWN_LIST = {Kind.CP: "List 7", Kind.CLA: "List 8"}
_CLOSED = re.compile(r"\bclosed\b|\bclosure\b|care leaver|^e$")
_STATUSES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"\b(cla|lac)\b|looked after|^a$"), Kind.CLA),
    (re.compile(r"\bcpp?\b|child protection|^b$"), Kind.CP),
    (re.compile(r"\b(asmt|assessments?)\b|^d$"), Kind.ASSESSMENT),
    (re.compile(r"\bcin\b|child in need|^c$"), Kind.CIN),
)
"""Case statuses as councils write them: "a) Looked after child", "CLA&CPP", "CP Ext", "Open asmt" …"""


@dataclass(frozen=True, slots=True)
class _Row:
    """What is kept of one open row."""

    reference: Reference
    list_name: str
    kinds: frozenset[Kind]
    flags: tuple[tuple[Factor, bool | None], ...]
    team: str
    worker: str
    start: date | None
    seen: date | None


def read_annex_a(sheets: Sequence[Sheet], policy: Policy, as_at: date) -> Listing:
    """The open cases of Lists 6, 7 and 8. BadFile if a list can't be used, or no row holds a child."""
    found, notes = find_lists(sheets)
    own_lists = {item.rule.name for item in found}
    read_reference = reference_reader(policy)
    children: dict[Reference, list[_Row]] = {}
    refused: list[Refusal] = []
    named: set[Reference] = set()
    for item in found:
        for row in _read_list(item, read_reference, as_at, named):
            if isinstance(row, Refusal):
                refused.append(row)
            else:
                children.setdefault(row.reference, []).append(row)
    if not named and not refused:
        raise BadFile(
            "No list of 6, 7 and 8 has an open row. Check that the export is whole, and export it again."
        )
    doubtful = _count_doubtful(children.values(), own_lists)
    if doubtful:
        notes.append(_doubtful_words(doubtful))
    return Listing(
        cases=[_merge(rows, own_lists, policy, as_at) for rows in children.values()],
        lists=frozenset(own_lists),
        named=frozenset(named),
        kinds=KINDS,
        refused=refused,
        notes=notes,
    )


def _read_list(
    found: FoundList,
    read_reference: Callable[[object], Reference | None],
    as_at: date,
    named: set[Reference],
) -> Iterator[_Row | Refusal]:
    rule, places = found.rule, found.matched.places
    readers = [
        (column.name, places[column.name], column.read) for column in rule.columns if column.name in places
    ]
    for number, row in rows_below(found.sheet.rows(), found.matched):
        place = f"{rule.name}, row {number}"
        try:
            reference = read_reference(_cell(row, places["reference"]))
        except BadInput as problem:
            yield Refusal(place, f"the reference {problem}")
            continue
        if reference is None:
            yield Refusal(place, "the reference is missing")
            continue
        values, problems = _values(row, readers)
        if "end" in problems:
            named.add(reference)
            yield Refusal(place, f"the end date {problems['end']}")
        elif (kinds := _open_kinds(rule, values, as_at)) is not None:
            named.add(reference)
            yield _row_of(rule, reference, kinds, values)


def _cell(row: tuple[object, ...], place: int) -> object:
    return row[place] if place < len(row) else None


def _values(
    row: tuple[object, ...], readers: Iterable[tuple[str, int, Callable[[object], object]]]
) -> tuple[dict[str, object], dict[str, str]]:
    """The values that could be read; a flag or date that can't be is left unknown, and named."""
    values: dict[str, object] = {}
    problems: dict[str, str] = {}
    for name, place, read in readers:
        if name == "reference":
            continue
        try:
            values[name] = read(_cell(row, place))
        except BadInput as problem:
            problems[name] = str(problem)
    return values, problems


def _open_kinds(rule: AnnexList, values: dict[str, object], as_at: date) -> frozenset[Kind] | None:
    """The statuses of an open row, None for a closed one: an end date that has come, or its status."""
    end = values.get("end")
    if isinstance(end, date) and end <= as_at:
        return None
    if rule.kind is not Kind.CIN:
        return frozenset((rule.kind,))
    return statuses_of(values.get("status"))


def statuses_of(cell: object) -> frozenset[Kind] | None:
    """The kinds that a case status of List 6 names, None when it says closed; a child in need if unclear."""
    words = plain_text(cell).casefold()
    if found := re.fullmatch(r"([a-e])\)\s*(.*)", words):
        words = found[2] or found[1]
    if _CLOSED.search(words):
        return None
    kinds = frozenset(kind for pattern, kind in _STATUSES if pattern.search(words))
    return kinds or frozenset((Kind.CIN,))


def _row_of(rule: AnnexList, reference: Reference, kinds: frozenset[Kind], values: dict[str, object]) -> _Row:
    start, seen = values.get("start"), values.get("seen")
    flags = tuple((factor, _flag(values.get(name))) for name, factor in rule.factors)
    return _Row(
        reference,
        rule.name,
        kinds,
        flags,
        read_text(values.get("team")) or "",
        read_text(values.get("worker")) or "",
        start if isinstance(start, date) else None,
        seen if isinstance(seen, date) else None,
    )


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _merge(rows: Sequence[_Row], own_lists: set[str], policy: Policy, as_at: date) -> ListedCase:
    """One child from all their open rows, whatever order these came in."""
    kinds = {kind for row in rows for kind in _settled_kinds(row, own_lists)}
    facts = kind_of_statuses([Facts(kind) for kind in sorted(kinds)], policy)
    ordered = sorted(rows, key=lambda row: _precedence(row, facts.kind, own_lists))
    holder = next((row for row in ordered if row.worker), ordered[0])
    on, off = stated(flag for row in rows for flag in row.flags)
    return ListedCase(
        reference=rows[0].reference,
        lists=frozenset(row.list_name for row in rows),
        kind=facts.kind,
        on=on,
        off=off,
        team=holder.team or next((row.team for row in ordered if row.team), ""),
        worker=holder.worker,
        last_seen=latest(row.seen for row in rows if row.seen is None or row.seen <= as_at),
    )


def _settled_kinds(row: _Row, own_lists: set[str]) -> set[Kind]:
    """The row's statuses, those of List 6 only where no list of their own decides."""
    if row.list_name in _OWN_LIST.values():
        return set(row.kinds)
    return {Kind.CIN if _OWN_LIST.get(kind) in own_lists else kind for kind in row.kinds}


def _precedence(row: _Row, kind: Kind, own_lists: set[str]) -> tuple[bool, int, str, str, str]:
    began = -row.start.toordinal() if row.start else 0
    return (kind not in _settled_kinds(row, own_lists), began, row.list_name, row.worker, row.team)


def _count_doubtful(children: Iterable[Sequence[_Row]], own_lists: set[str]) -> int:
    """How many children List 6 gives a plan or care that the list of its own doesn't."""
    return sum(
        any(
            _OWN_LIST.get(kind) in own_lists - {row.list_name for row in rows}
            for row in rows
            for kind in row.kinds
        )
        for rows in children
    )


def _doubtful_words(number: int) -> str:
    who = "1 child has" if number == 1 else f"{number} children have"
    return (
        f"{who} a protection plan or care as status in List 6, but no open row in List 7 or 8: "
        "counted by the rest of what the file says."
    )
