"""The guard: what looks like personal data is refused by the rule's name, never repeated, never kept.

Source: policy guide §10. Names of staff are fine; anybody else's are not.
"""

import re
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from handlers.reception.identifiers import identifiers_in
from handlers.reception.ordinary_words import ANYWHERE, FIRST
from scoring.errors import BadInput, PersonalData
from scoring.ids import FamilyKey, Reference
from scoring.policy import Policy
from storage.names import name_key, without_unseen
from storage.sheets.references import allows_only_tens, read_family, reference_reader

WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_KIN = (
    "mum mummy mam mother dad daddy father nan nana nanny gran grandma granny grandad grandpa grandmother "
    "grandfather aunt auntie uncle brother sister sibling twin twins baby son daughter cousin stepdad "
    "stepmum stepfather stepmother boyfriend girlfriend husband wife partner pupil boy girl child carer"
)
RELATIVE = re.compile(rf"\b(?i:{_KIN.replace(' ', '|')}),? ([^\W\d_][\w'’-]+)")
FAMILY = re.compile(
    r"\b(?i:the) ([^\W\d_][\w'’-]+) (?i:family|children|siblings|brothers|sisters|boys|girls|twins)\b"
)
INITIAL = re.compile(r"\b[A-Z]\. ?[A-Z][\w'’-]+|\b[B-HJ-Z] [A-Z][a-z'’-]{2,}")


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
    if "an NHS number" in identifiers_in(text, allows_tens=allows_only_tens(policy)):
        raise PersonalData(_refusal("an NHS number"), "reference")
    read_reference(text.split()[0], policy)


def read_family_key(text: str) -> FamilyKey | None:
    """The family key somebody typed; None for nothing."""
    try:
        return read_family(text)
    except BadInput as problem:
        raise type(problem)(f"I can't take that as a family key: it {problem}.", "family") from None


def check_words(text: str, staff: Iterable[str], field: str, today: date | None = None) -> str:
    """Free text as it may be kept: without what nobody sees. Raises PersonalData naming the rule.

    Staff's names are fine; with `today`, a full date that is over isn't.
    """
    text = without_unseen(text)
    check_identifiers(text, field, today=today)
    known = [name_key(name).split(" ") for name in staff]
    strange = (name for name in names_in(text) if not any(_holds(each, name.split(" ")) for each in known))
    if any(strange) or _names_a_private_person(text, known):
        raise PersonalData(_refusal("the name of somebody who isn't on our staff"), field)
    return text


def check_identifiers(
    text: str, field: str | None = None, allows_tens: bool = False, today: date | None = None
) -> None:
    """Raises PersonalData naming the rule for numbers, addresses and dates that are somebody's.

    `allows_tens` says that the council's own references have ten digits, like an NHS number.
    """
    found = next(identifiers_in(text, allows_tens=allows_tens, today=today), None)
    if found is not None:
        raise PersonalData(_refusal(found), field)


def _names_a_private_person(text: str, staff: list[list[str]]) -> bool:
    """Whether a name stands beside what makes it a private person's: kin, "the … family", an initial."""
    named = [*RELATIVE.findall(text), *FAMILY.findall(text)]
    capital = [each for each in named if each[0].isupper()]
    if any(name_key(each).removesuffix("'s") not in FIRST for each in capital):
        return True
    initials = [name_key(found[0]).replace(".", " ").split() for found in INITIAL.finditer(text)]
    return any(words[-1] not in FIRST and not _is_ours(words, staff) for words in initials)


def _is_ours(words: list[str], staff: list[list[str]]) -> bool:
    """Whether an initial and a surname are a colleague's."""
    return any(each[0].startswith(words[0]) and each[-1] == words[-1] for each in staff)


def names_in(text: str) -> list[str]:
    """What in a text looks like a name, as names are compared: capital words side by side."""
    chains: list[list[str]] = [[]]
    for first, second in pairwise(WORD.finditer(text)):
        if not _makes_name(first, second):
            chains.append([])
        else:
            chains[-1] += [_key(second)] if chains[-1] else [_key(first), _key(second)]
    return [" ".join(chain) for chain in chains if chain]


def names_to_look_up(text: str) -> list[str]:
    """What may be the name of a colleague: the names in a text, and the surnames that follow an initial."""
    initials = [name_key(found[0]).replace(".", " ").split()[-1] for found in INITIAL.finditer(text)]
    return [*names_in(text), *initials]


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
