"""The guard: what looks like personal data is refused by the rule's name, never repeated, never kept.

Source: policy guide §10. Names of staff are fine; anybody else's are not.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from stdnum.gb import nhs

from scoring.errors import BadInput, PersonalData
from scoring.ids import FamilyKey, Reference
from scoring.policy import Policy
from storage.names import name_key
from storage.sheets.references import allows_only_tens, read_family, reference_reader

NHS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a pupil number (UPN)", re.compile(r"\b[A-Za-z]\d{11}[\dA-Za-z]\b")),
    (
        "a National Insurance number",
        re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d{2} ?){3}[A-D]\b", re.IGNORECASE),
    ),
    ("a postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? *\d[A-Z]{2}\b", re.IGNORECASE)),
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.\w+")),
    ("a telephone number", re.compile(r"(?<!\d)(?:\+44|0)[\d ()-]{9,13}\d")),
    ("a date of birth", re.compile(r"\b(?:born|dob|d\.o\.b\.?|date of birth)\b", re.IGNORECASE)),
    ("a full date, as of a birth", re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d{2}\b")),
)
WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
RELATIVE = re.compile(r"\b(?i:mum|mother|dad|father|nan|gran|aunt|uncle) [A-Z]\w+")
PLAIN = """
a after an and are as at be before by during for from has in is it next not of on or since the to two until
with monday tuesday wednesday thursday friday saturday sunday
asye camhs cafcass cin cla cp ehcp fgc icpc iro lac lado mash nhs plo rcpc send swe uasc
board cases children conference enquiry manager meeting panel plan protection qualified service social team
worker
"""
ANYWHERE = frozenset(PLAIN.split())
"""Words that make no name of a capital word beside them."""
STARTS = """
agency agree agreed ask bank chief child children's christmas close court cover crown duty early easter
family give group head high late looked move new newly pause reallocate recruit review section see senior
share support talk tell three young
"""
FIRST = ANYWHERE | frozenset(STARTS.split())
"""Words that begin a sentence or a title, so that a capital word after them makes no name."""


def read_reference(text: str, policy: Policy) -> Reference:
    """The reference somebody typed. BadInput or PersonalData says why it can't be one, unrepeated."""
    try:
        reference = reference_reader(policy)(text)
    except PersonalData as problem:
        sentence = f"I can't take that as a reference: it {problem}."
        raise PersonalData(f"{sentence} Use the case system's own reference.", "reference") from None
    except BadInput:
        reference = None
    if reference is None:
        raise BadInput(
            "That doesn't look like one of our case references (like AB-1234). Never use a name; "
            "copy the reference from the case system.",
            "reference",
        )
    return reference


def check_start(text: str, policy: Policy) -> None:
    """Look at a typed line before anything in it is taken for a worker: it begins with a reference.

    Raises PersonalData or BadInput that names the rule; a name is never asked for again.
    """
    if any(nhs.is_valid(found) for found in NHS.findall(text)) and not allows_only_tens(policy):
        raise PersonalData(_refusal("an NHS number"), "reference")
    read_reference(text.split()[0], policy)


def read_family_key(text: str) -> FamilyKey | None:
    """The family key somebody typed; None for nothing."""
    try:
        return read_family(text)
    except BadInput as problem:
        raise type(problem)(f"I can't take that as a family key: it {problem}.", "family") from None


def check_words(text: str, staff: Iterable[str], field: str) -> str:
    """Free text as it may be kept. Raises PersonalData naming the rule; staff's names are fine."""
    check_identifiers(text, field)
    known = [name_key(name).split(" ") for name in staff]
    strange = (name for name in names_in(text) if not any(_holds(each, name.split(" ")) for each in known))
    if any(strange) or RELATIVE.search(text):
        raise PersonalData(_refusal("the name of somebody who isn't on our staff"), field)
    return text


def check_identifiers(text: str, field: str | None = None, allows_tens: bool = False) -> None:
    """Raises PersonalData naming the rule for numbers, addresses and dates that are somebody's.

    `allows_tens` says that the council's own references have ten digits, like an NHS number.
    """
    if not allows_tens and any(nhs.is_valid(found) for found in NHS.findall(text)):
        raise PersonalData(_refusal("an NHS number"), field)
    for what, pattern in RULES:
        if pattern.search(text):
            raise PersonalData(_refusal(what), field)


def names_in(text: str) -> list[str]:
    """What in a text looks like a name, as names are compared: capital words side by side."""
    chains: list[list[str]] = [[]]
    for first, second in pairwise(WORD.finditer(text)):
        if not _makes_name(first, second):
            chains.append([])
        else:
            chains[-1] += [_key(second)] if chains[-1] else [_key(first), _key(second)]
    return [" ".join(chain) for chain in chains if chain]


def _makes_name(first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether two words stand side by side, both with a capital, and neither is an ordinary one."""
    between = first.string[first.end() : second.start()]
    if between.strip() or not (_is_capital(first) and _is_capital(second)):
        return False
    before, after = _key(first), _key(second)
    return before not in FIRST and after not in ANYWHERE


def _is_capital(word: re.Match[str]) -> bool:
    return len(word[0]) > 1 and word[0][0].isupper()


def _key(word: re.Match[str]) -> str:
    return name_key(word[0]).removesuffix("'s")


def _holds(whole: list[str], some: list[str]) -> bool:
    """Whether these words stand in the whole side by side, in this order."""
    return any(whole[start : start + len(some)] == some for start in range(len(whole)))


def _refusal(what: str) -> str:
    return (
        f"That looks like {what}, and I keep nothing that could tell who a child or family is. "
        "Please leave it out and send the rest again."
    )
