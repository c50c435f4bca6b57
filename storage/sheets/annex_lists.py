"""Lists 6, 7 and 8 of Ofsted's Annex A: their sheets, their headings, and what tells an open row.

Source: Ofsted ILACS Annex A; headings and their variants as London and East of England councils write them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.case import Factor, Kind
from scoring.errors import BadFile
from storage.sheets.cells import plain_text, read_day, read_text, read_yes_no
from storage.sheets.columns import Column, Matched, heading_key, match_columns
from storage.sheets.read import first_rows
from storage.sheets.workbook import Sheet

_DISABILITY = Column("disability", r"(does|is|has) the child.* (disability|disabled)|disability", read_yes_no)
_WHO = (
    Column(
        "reference",
        r"(la )?child(s)? (unique )?(id|identifier|reference)( number)?|unique child id",
        required=True,
    ),
    _DISABILITY,
    Column("team", r"allocated team( name)?|team allocated", required=True),
    Column("worker", r"allocated (social )?worker( name)?|worker allocated", required=True),
)


@dataclass(frozen=True, slots=True)
class AnnexList:
    """One list: its number, the kind it means, its columns, and the factors its yes-or-no columns mean."""

    number: int
    kind: Kind
    columns: tuple[Column, ...]
    factors: tuple[tuple[str, Factor], ...] = (("disability", Factor.DISABILITY),)

    @property
    def name(self) -> str:
        """How coverage and sentences name it."""
        return f"List {self.number}"


LISTS = (
    AnnexList(
        6,
        Kind.CIN,
        (
            *_WHO,
            Column("start", r"cin start date|start date", read_day),
            Column(
                "seen",
                r"date (the )?child (was )?last seen.*|date last (seen|visit).*|last seen( date)?",
                read_day,
            ),
            Column(
                "end",
                r"cin (closure|closed|end) date|closure date|date (of )?closure",
                read_day,
                required=True,
            ),
            Column("status", r"(case|cin) status", required=True),
        ),
    ),
    AnnexList(
        7,
        Kind.CP,
        (
            *_WHO,
            Column(
                "start",
                r"(child protection|cp) plan start date|date (child protection|cp) plan started",
                read_day,
            ),
            Column("seen", r"date of (the )?last (statutory )?visit.*|date last (seen|visit).*", read_day),
            Column(
                "end",
                r"(child protection|cp) plan end date|date (child protection|cp) plan ended",
                read_day,
                True,
            ),
        ),
    ),
    AnnexList(
        8,
        Kind.CLA,
        (
            *_WHO,
            Column("uasc", r"unaccompanied asylum seeking child.*|uasc.*", read_yes_no),
            Column("start", r"date started (to be|being) looked after|(cla|lac|care) start date", read_day),
            Column(
                "seen",
                r"date of (the )?last (social work|sw|statutory) visit.*|date last (seen|visit).*",
                read_day,
            ),
            Column(
                "end",
                r"date (ceased|stopped) (to be|being) looked after|(cla|lac|care) end date",
                read_day,
                True,
            ),
        ),
        (("disability", Factor.DISABILITY), ("uasc", Factor.UASC)),
    ),
)
_SHEET = re.compile(r"\blist\s*0*(\d+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list with the sheet it was found in."""

    rule: AnnexList
    sheet: Sheet
    matched: Matched


def list_number(title: str) -> int | None:
    """The number in a sheet's name: "List 6 - CIN" is 6."""
    found = _SHEET.search(plain_text(title.replace("_", " ")))
    return int(found[1]) if found else None


def is_annex_a(sheets: Sequence[Sheet]) -> bool:
    """Whether the sheets are named as Annex A's, or one has the headings of a list that is used."""
    if any(list_number(sheet.name) is not None for sheet in sheets):
        return True
    return any(_fits(rule, sheet) for rule in LISTS for sheet in sheets)


def find_lists(sheets: Sequence[Sheet]) -> tuple[list[FoundList], list[str]]:
    """The lists that are there, with sentences about those that aren't or go by another name.

    Raises BadFile when none is there, when two sheets could be one list, or when a heading that decides is
    missing: half a list would say that children are nobody's, or that closed cases are open.
    """
    found: list[FoundList] = []
    notes: list[str] = []
    mistakes: list[str] = []
    for rule in LISTS:
        sheet = _sheet_of(rule, sheets, notes, mistakes)
        matched = _match(rule, sheet) if sheet else None
        if sheet is None or matched is None:
            notes.append(
                f"There is no {rule.name} in the file: nothing it named before is closed or changed by it."
            )
            continue
        mistakes += [f"{rule.name} has no column “{_official(rule, name)}”." for name in matched.missing]
        mistakes += [
            f"{rule.name} has two columns that could be “{_official(rule, name)}”." for name in matched.twice
        ]
        found.append(FoundList(rule, sheet, matched))
    if not found and not mistakes:
        mistakes.append("None of List 6, List 7 and List 8 is in the workbook.")
    if mistakes:
        raise BadFile("This Annex A can't be used as it is. Put these right and export it again:", mistakes)
    return found, notes


def _sheet_of(
    rule: AnnexList, sheets: Sequence[Sheet], notes: list[str], mistakes: list[str]
) -> Sheet | None:
    """The sheet of a list by its name, else the only unnamed one that has its headings."""
    named = [sheet for sheet in sheets if list_number(sheet.name) == rule.number]
    if len(named) == 1:
        return named[0]
    fitting = named or [sheet for sheet in sheets if list_number(sheet.name) is None and _fits(rule, sheet)]
    if len(fitting) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet in fitting)
        mistakes.append(f"{rule.name} could be any of the sheets {names}. Keep one of them.")
        return None
    if not fitting:
        return None
    if fitting[0].name:
        notes.append(f"The sheet “{fitting[0].name}” is read as {rule.name}, by its headings.")
    return fitting[0]


def _fits(rule: AnnexList, sheet: Sheet) -> bool:
    matched = _match(rule, sheet)
    return matched is not None and not matched.missing and not matched.twice


def _match(rule: AnnexList, sheet: Sheet) -> Matched | None:
    """The columns of a list, in the row that looks most like its headings; None in an empty sheet."""
    rows = first_rows(sheet)
    matches = [match_columns(number, row, rule.columns) for number, row in rows if _has_words(row)]
    return max(matches, key=lambda matched: len(matched.places), default=None)


def _has_words(row: Sequence[object]) -> bool:
    return sum(read_text(cell) is not None for cell in row) > 1


OFFICIAL = {
    "reference": "Child Unique ID",
    "team": "Allocated Team",
    "worker": "Allocated Worker",
    "status": "Case Status",
}
_ENDS = {6: "CIN Closure Date", 7: "Child Protection Plan End Date", 8: "Date Ceased to be Looked After"}


def _official(rule: AnnexList, name: str) -> str:
    return OFFICIAL.get(name) or (_ENDS[rule.number] if name == "end" else heading_key(name))
