"""The words councils use for the codes kept here, and reading a cell by them."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from scoring.case import Factor, Kind, Need
from scoring.errors import BadInput
from scoring.people import Employment, Grade, ReductionReason, Role
from storage.sheets.cells import plain_text, read_text

Code = TypeVar("Code", bound=StrEnum)

GRADES: Mapping[Grade, Iterable[str]] = {
    Grade.NEWLY_QUALIFIED: (
        "asye", "nqsw", "nq", "newly qualified social worker", "asye social worker", "asye year",
        "newly qualified asye",        "assessed and supported year in employment",
    ),
    Grade.EXPERIENCED: (
        "sw", "social worker", "experienced social worker", "senior social worker", "ssw", "qualified",
        "qualified social worker", "qsw", "senior", "level 2 social worker", "level 3 social worker",
    ),
    Grade.ADVANCED_PRACTITIONER: (
        "ap", "advanced", "advanced social work practitioner", "aswp", "senior practitioner", "sp",
        "advanced social worker", "consultant social worker", "csw", "lead practitioner",
        "principal social worker", "psw",
    ),
    Grade.SUPPORT_WORKER: (
        "fsw", "family support worker", "family practitioner", "personal adviser", "personal advisor", "pa",
        "child support worker", "unqualified", "unqualified worker", "social work assistant", "swa",
    ),
    Grade.SUPPORT_OFFICER: (
        "so", "business support", "business support officer", "social work support officer",
    ),
    Grade.TEAM_MANAGER: (
        "tm", "manager", "practice manager", "assistant team manager", "atm", "deputy team manager", "dtm",
        "practice supervisor",
    ),
    Grade.NONE: ("no grade", "ungraded"),
}  # fmt: skip
ROLES: Mapping[Role, Iterable[str]] = {
    Role.WORKER: (
        "social worker", "sw", "practitioner", "case holder", "caseholder", "staff", "support worker",
    ),
    Role.SUPERVISOR: (
        "team manager", "tm", "manager", "practice supervisor", "team leader", "supervising manager", "atm",
        "assistant team manager", "deputy team manager",
    ),
    Role.SERVICE_MANAGER: ("sm", "service lead", "group manager", "service head"),
    Role.HEAD: (
        "head of service", "hos", "assistant director", "ad", "director", "dcs", "principal social worker",
    ),
    Role.ADMIN: (
        "administrator", "performance analyst", "analyst", "performance", "system admin", "people admin",
    ),
}  # fmt: skip
EMPLOYMENTS: Mapping[Employment, Iterable[str]] = {
    Employment.PERMANENT: ("perm", "permanent contract", "substantive", "employee", "p"),
    Employment.AGENCY: ("locum", "agency worker", "temp", "interim", "agency staff", "a"),
    Employment.FIXED_TERM: ("ft", "ftc", "fixed term contract", "temporary", "secondee", "f"),
}
REASONS: Mapping[ReductionReason, Iterable[str]] = {
    ReductionReason.SICKNESS: ("sick", "sick leave", "ill", "illness", "long term sick", "lts"),
    ReductionReason.MATERNITY: (
        "maternity leave", "mat leave", "adoption leave", "paternity", "parental leave",
        "shared parental leave",
    ),
    ReductionReason.PHASED_RETURN: ("phased", "phased return to work", "return to work"),
    ReductionReason.UNION: ("union time", "facility time", "trade union", "union duties"),
    ReductionReason.NEW_STARTER: ("new start", "starter", "induction", "new"),
    ReductionReason.TRAINING: ("course", "study", "study leave", "apprenticeship", "asye protected time"),
    ReductionReason.SECONDMENT: ("seconded",),
    ReductionReason.OTHER: (),
}  # fmt: skip
KINDS: Mapping[Kind, Iterable[str]] = {
    Kind.CP: ("cpp", "child protection", "child protection plan", "cp plan"),
    Kind.S47: ("section 47", "section 47 enquiry", "s47 enquiry", "s 47"),
    Kind.CLA: (
        "lac",
        "looked after",
        "looked after child",
        "child looked after",
        "ca",
        "child in care",
        "cic",
    ),
    Kind.ASSESSMENT: (
        "asmt",
        "c&f",
        "c&f assessment",
        "child and family assessment",
        "cfa",
        "open assessment",
    ),
    Kind.CIN: ("child in need", "child in need plan", "cin plan"),
    Kind.CARERS: (
        "carer",
        "fostering",
        "adoption",
        "foster carers",
        "fostering household",
        "adopters",
        "household",
    ),
    Kind.CARE_LEAVER: ("leaving care", "cl", "former relevant child", "care leavers", "lc"),
}
NEEDS: Mapping[Need, Iterable[str]] = {
    Need.LOWER: ("low", "lower need"),
    Need.STANDARD: ("std", "standard need", "medium", "higher", "high"),
    Need.UNKNOWN: ("not known", "to confirm", "tbc", "?"),
}
FACTORS: Mapping[Factor, Iterable[str]] = {
    Factor.COURT: ("court proceedings", "live court", "care proceedings", "proceedings"),
    Factor.PREPROCEEDINGS: ("plo", "public law outline"),
    Factor.INTERPRETER: ("interpreting", "language"),
    Factor.UASC: ("unaccompanied",),
    Factor.DISABILITY: ("disabled", "complex disability", "cwd"),
    Factor.CLOSING: ("closing soon", "to close"),
}


def word_key(text: str) -> str:
    """Words as they are compared: lower case, one space, without dots, hyphens and underscores."""
    return " ".join(re.sub(r"[._/\-–]+", " ", text.casefold()).split())


def _index(codes: Mapping[Code, Iterable[str]]) -> dict[str, Code]:
    known = {word_key(code.value): code for code in codes}
    return {word_key(word): code for code, words in codes.items() for word in words} | known


def code_reader(codes: Mapping[Code, Iterable[str]]) -> Callable[[object], Code | None]:
    """A reader of one code by its name or a synonym; what it doesn't know may be a slip of the keys."""
    index = _index(codes)

    def read(cell: object) -> Code | None:
        words = plain_text(cell)
        if (found := index.get(word_key(words))) is not None:
            return found
        if read_text(words) is None:
            return None
        raise BadInput(_unknown_words(word_key(words), index))

    return read


def _unknown_words(key: str, index: Mapping[str, StrEnum]) -> str:
    codes = dict.fromkeys(code.value for code in index.values())
    close = get_close_matches(key, index, n=1, cutoff=0.7)
    if close:
        return f"isn't known here. Did you mean “{index[close[0]].value}”?"
    return f"isn't known here; write one of {', '.join(codes)}"


read_grade = code_reader(GRADES)
read_role = code_reader(ROLES)
read_employment = code_reader(EMPLOYMENTS)
read_reason = code_reader(REASONS)
read_kind = code_reader(KINDS)
read_need = code_reader(NEEDS)
read_factor = code_reader(FACTORS)


def read_roles(cell: object) -> frozenset[Role] | None:
    """One role or several, with commas, semicolons, plus signs or "and" between them."""
    words = read_text(cell)
    if words is None:
        return None
    parts = [part for part in re.split(r"[,;+&]| and ", words) if part.strip()]
    return frozenset(role for part in parts if (role := read_role(part)) is not None)
