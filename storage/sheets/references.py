"""A child's reference as files write it, and what must never be taken for one."""

import re
from collections.abc import Callable

from stdnum.gb import nhs

from scoring.errors import BadInput, PersonalData
from scoring.ids import FamilyKey, Reference
from scoring.policy import Policy
from storage.sheets.cells import plain_text, read_text

_UPN = re.compile(r"[A-Z]\d{11}[\dA-Z]")
_NHS = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
_SWE = re.compile(r"SW\d{4,10}")
_MOBILE = re.compile(r"07\d{9}")
_POWER_OF_TEN = re.compile(r"\d[.,]?\d*E\+?\d+")
_FAMILY = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9/_.-]{0,29}")


def reference_reader(policy: Policy) -> Callable[[object], Reference | None]:
    """A reader of references in the council's own pattern (policy `privacy.reference_pattern`).

    NHS numbers, UPNs, Social Work England numbers and mobile numbers are refused, never echoed. A council
    whose pattern allows digits only in tens has ten-digit references of its own: there a valid NHS number
    can't be told from a reference, and the check is left out (policy guide §10).
    """
    pattern = re.compile(policy.reference_pattern)
    own_tens = allows_only_tens(policy)

    def read(cell: object) -> Reference | None:
        words = read_text(cell)
        if words is None:
            return None
        words = words.upper()
        if re.fullmatch(r"\d+\.0+", words):
            words = words.partition(".")[0]
        _refuse_personal(words, own_tens)
        if not pattern.fullmatch(words):
            raise BadInput("doesn't look like the council's references")
        return Reference(words)

    return read


def allows_only_tens(policy: Policy) -> bool:
    """Whether the council's own references have ten digits, like an NHS number (policy guide §10)."""
    pattern = re.compile(policy.reference_pattern)
    lengths = {length for length in range(1, 20) if pattern.fullmatch("1" * length)}
    return lengths == {10}


def _refuse_personal(words: str, own_tens: bool) -> None:
    if _UPN.fullmatch(words):
        raise PersonalData("looks like a pupil's number (UPN), which may not be kept")
    if not own_tens and _NHS.fullmatch(words) and nhs.is_valid(words):
        raise PersonalData("is a valid NHS number, which may not be kept")
    if _SWE.fullmatch(words):
        raise PersonalData("looks like a social worker's registration number")
    if _MOBILE.fullmatch(words):
        raise PersonalData("looks like a telephone number, which may not be kept")
    if _POWER_OF_TEN.fullmatch(words):
        raise BadInput("was shortened by Excel; format the column as text and export again")


def read_family(cell: object) -> FamilyKey | None:
    """The council's opaque key of a family: letters and digits, one digit at least, so never a surname."""
    words = read_text(cell)
    if words is None:
        return None
    key = plain_text(cell).upper()
    if re.fullmatch(r"\d+\.0+", key):
        key = key.partition(".")[0]
    if _UPN.fullmatch(key) or _MOBILE.fullmatch(key) or (_NHS.fullmatch(key) and nhs.is_valid(key)):
        raise PersonalData("looks like personal data, which may not be kept")
    if not _FAMILY.fullmatch(key):
        raise BadInput(
            "isn't a key. A family key is letters and digits with at least one digit, never a name"
        )
    return FamilyKey(key)
