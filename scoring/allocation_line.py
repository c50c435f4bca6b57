"""The one-line form of /allocate: words in any order after the reference.

REF kind [@worker] [lower] [court] [preproceedings] [travel=60] [interpreter] [uasc] [disability]
[unsettled] [co=@worker:25] [family=KEY] [language=…] [skill=…] [because=CODE]
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from rapidfuzz.distance import OSA

from scoring.case import Factor, Facts, Kind, Need
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.errors import BadInput

WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')
QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})

KINDS: Mapping[str, Kind] = {
    **{kind.value: kind for kind in Kind},
    "cpp": Kind.CP, "lac": Kind.CLA, "cic": Kind.CLA, "leaver": Kind.CARE_LEAVER, "cl": Kind.CARE_LEAVER,
    "careleaver": Kind.CARE_LEAVER, "carer": Kind.CARERS, "fostering": Kind.CARERS,
    "section47": Kind.S47, "asmt": Kind.ASSESSMENT, "cf": Kind.ASSESSMENT,
}  # fmt: skip
NEEDS: Mapping[str, Need] = {"lower": Need.LOWER, "standard": Need.STANDARD}
FLAGS: Mapping[str, Factor] = {
    "court": Factor.COURT,
    "preproceedings": Factor.PREPROCEEDINGS,
    "pre-proceedings": Factor.PREPROCEEDINGS,
    "plo": Factor.PREPROCEEDINGS,
    "interpreter": Factor.INTERPRETER,
    "uasc": Factor.UASC,
    "disability": Factor.DISABILITY,
    "closing": Factor.CLOSING,
}
SETTLED: Mapping[str, bool] = {"unsettled": True, "settled": False}
ONCE: Mapping[str, Mapping[str, object]] = {"kind": KINDS, "need": NEEDS, "unsettled": SETTLED}
MOST_TRAVEL = 600
MOST_CHARACTERS = 500
"""The line is kept in buttons, whose values Slack limits to 2,000 characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed. None or empty: not said, so that what is known of the case is kept."""

    reference: str
    kind: Kind | None = None
    worker: str | None = None
    need: Need | None = None
    unsettled: bool | None = None
    factors: frozenset[Factor] = frozenset()
    travel_minutes: int | None = None
    co_workers: tuple[tuple[str, int], ...] = ()
    family: str | None = None
    language: str | None = None
    skill: str | None = None
    because: SoftReason | None = None


def read_line(text: str) -> Line:
    """The line as values; BadInput says what can't be read, what contradicts itself, and what to write."""
    if len(text) > MOST_CHARACTERS:
        raise BadInput(f"That line is too long; {MOST_CHARACTERS} characters are plenty.")
    words = WORD.findall(text.translate(QUOTES))
    if not words:
        raise BadInput("Begin with the case's reference, like /allocate AB-1234 cp @sam.")
    line = Line(words[0])
    for word in words[1:]:
        line = _with_word(line, word)
    if line.kind is not None:
        check_facts(facts_of(line, None))
    return line


def facts_of(line: Line, known: Facts | None) -> Facts:
    """The facts the line states, over what is known of the case. The line or the case must give a kind."""
    kind = line.kind or (known.kind if known else None)
    if kind is None:
        raise BadInput(f"What kind of case is it? Add one of: {', '.join(Kind)}.", "kind")
    same = known if known is not None and known.kind is kind else None
    facts = same or replace(known or Facts(kind), kind=kind, need=Need.UNKNOWN, unsettled=False)
    return Facts(
        kind=kind,
        need=line.need or facts.need,
        unsettled=facts.unsettled if line.unsettled is None else line.unsettled,
        factors=facts.factors | line.factors,
        travel_minutes=facts.travel_minutes if line.travel_minutes is None else line.travel_minutes,
    )


def check_facts(facts: Facts) -> Facts:
    """Raises BadInput for facts that contradict each other."""
    if facts.need is not Need.UNKNOWN and facts.kind is not Kind.CIN:
        raise BadInput("Lower or standard need is said of a child in need (cin) only.", "need")
    if facts.unsettled and facts.kind is not Kind.CLA:
        raise BadInput("Unsettled is said of a looked-after child (cla) only.", "factors")
    return facts


def _with_word(line: Line, word: str) -> Line:
    name, equals, value = word.partition("=")
    if equals:
        reader = NAMED.get(name.casefold())
        if reader is None:
            raise BadInput(_unknown(name, [f"{each}=" for each in NAMED]))
        return reader(line, value.strip('"').strip())
    key = word.casefold()
    for attribute, table in ONCE.items():
        if key in table:
            return _once(line, attribute, table[key])
    if key in FLAGS:
        return replace(line, factors=line.factors | {FLAGS[key]})
    return _with_worker(line, word)


def _once(line: Line, attribute: str, value: object) -> Line:
    said = getattr(line, attribute)
    if said is not None and said != value:
        raise BadInput(CONTRADICTIONS[attribute], attribute)
    changes: dict[str, Any] = {attribute: value}
    return replace(line, **changes)


CONTRADICTIONS = {
    "kind": "Two kinds were given. A child with several statuses has the kind with most points: give that.",
    "need": "Both lower and standard need were given. Which is it?",
    "unsettled": "Both settled and unsettled were given. Which is it?",
}


def _with_worker(line: Line, word: str) -> Line:
    name = word.strip('"').strip()
    if not word.startswith(("@", "<@", '"')) and "@" not in word:
        close = get_close_matches(name.casefold(), [*KINDS, *NEEDS, *FLAGS, *SETTLED], n=1, cutoff=0.8)
        if close:
            raise BadInput(f"I don't know one of those words. Did you mean {close[0]}?")
    if line.worker is not None:
        _check_kind(line, (line.worker, name))
        raise BadInput(
            "I can't read all of that line: two words look like workers. Put a full name in quotes, "
            'like "Sam Lee", and a co-worker as co=@jo:25.',
            "worker",
        )
    return replace(line, worker=name)


def _check_kind(line: Line, names: Iterable[str]) -> None:
    """Of two words that could be workers, without a kind so far, one may be a kind with one slip."""
    plain = [name.casefold() for name in names if line.kind is None and "@" not in name and " " not in name]
    close = [kind for name in plain for kind in KINDS if OSA.distance(name, kind, score_cutoff=1) <= 1]
    if close:
        raise BadInput(
            f"I don't know one of those words. Did you mean {close[0]}? A worker's full name goes in quotes, "
            'like "Sam Lee".',
            "kind",
        )


def _travel(line: Line, value: str) -> Line:
    digits = re.fullmatch(r"(\d{1,4})\s*(?:m|min|mins|minutes)?", value)
    if digits is None or int(digits[1]) > MOST_TRAVEL:
        raise BadInput(f"Travel is minutes one way, from 0 to {MOST_TRAVEL}, like travel=60.", "travel")
    return replace(line, travel_minutes=int(digits[1]))


def _co_worker(line: Line, value: str) -> Line:
    who, colon, share = value.rpartition(":")
    percent = share.removesuffix("%")
    if not colon or not percent.isdecimal() or not 1 <= int(percent) <= 99 or not who:
        raise BadInput("A co-worker is written with a share in per cent, 1 to 99: co=@jo:25.", "co_worker")
    co_workers = (*line.co_workers, (who.strip('"'), int(percent)))
    if sum(each for _, each in co_workers) > 99:
        raise BadInput(
            "The co-workers' shares leave nothing for the lead; keep them under 100 %.", "co_worker"
        )
    return replace(line, co_workers=co_workers)


def _because(line: Line, value: str) -> Line:
    try:
        return replace(line, because=SoftReason(value.upper()))
    except ValueError:
        codes = ", ".join(f"{code} ({words})" for code, words in SOFT_REASON_WORDS.items())
        raise BadInput(f"A reason is one of: {codes}.", "because") from None


NAMED: Mapping[str, Callable[[Line, str], Line]] = {
    "travel": _travel,
    "co": _co_worker,
    "family": lambda line, value: replace(line, family=value or None),
    "language": lambda line, value: replace(line, language=value or None),
    "skill": lambda line, value: replace(line, skill=value or None),
    "because": _because,
}


def _unknown(name: str, known: list[str]) -> str:
    close = get_close_matches(f"{name.casefold()}=", known, n=1, cutoff=0.6)
    if close:
        return f"I don't know that word before “=”. Did you mean {close[0]}?"
    return f"I don't know that word before “=”. There are: {', '.join(known)}."
