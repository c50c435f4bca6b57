"""Reading a council's policy file: every mistake at once, each with its line and what is allowed.

Nothing is filled in silently: only the keys that `storage/default_policy.toml` lists as optional may be left
out, and those that came after a council's file was written, which then have the shipped number. The text
comes from a file; this module reads no file itself.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from scoring.errors import BadFile
from scoring.people import Grade
from scoring.policy import Policy
from scoring.policy_build import build_policy
from scoring.policy_checks import CHECKS
from scoring.policy_differences import policy_differences
from scoring.policy_fields import FIELDS, Field, Path, team_promise_field, travel_field
from scoring.toml_lines import keys_with_lines, line_of

__all__ = ["policy_differences", "read_policy"]

MOST_CHARACTERS = 100_000
_LONGEST_TRAVEL_MINUTES = 999
_TRAVEL, _TEAMS = "travel", "team_promises"


@dataclass(frozen=True, slots=True)
class _Mistake:
    path: Path
    sentence: str


def read_policy(text: str) -> Policy:
    """The policy that a file's text says. BadFile lists every mistake with its line, in the file's order."""
    lines = _lines(text)
    document = _parse(text)
    fields = (*FIELDS, *_fields_of(document))
    values, mistakes = _read_fields(document, fields)
    mistakes += _unknown_keys(document, fields)
    mistakes += [_Mistake(path, sentence) for check in CHECKS for path, sentence in check(values)]
    if mistakes:
        raise _bad_file(mistakes, lines)
    return build_policy(values)


def _bad_file(mistakes: Sequence[_Mistake], lines: dict[Path, int]) -> BadFile:
    placed = [(line_of(mistake.path, lines), mistake.sentence) for mistake in mistakes]
    placed.sort(key=lambda each: (each[0] is None, each[0] or 0))
    sentences = [f"line {line}: {sentence}" if line else sentence for line, sentence in placed]
    count = "1 mistake" if len(sentences) == 1 else f"{len(sentences)} mistakes"
    return BadFile(f"The policy file can't be used: {count}.", sentences)


def _lines(text: str) -> dict[Path, int]:
    lines: dict[Path, int] = {}
    for path, line in keys_with_lines(text):
        lines.setdefault(path, line)
    return lines


def _parse(text: str) -> Mapping[str, object]:
    if len(text) > MOST_CHARACTERS:
        raise BadFile(f"The policy file is longer than {MOST_CHARACTERS:,} characters; is it the right file?")
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (ValueError, RecursionError) as problem:
        mistakes = _given_twice(text) or [f"it isn't readable as TOML: {problem}"]
        raise BadFile("The policy file can't be read.", mistakes) from problem


def _given_twice(text: str) -> list[str]:
    first: dict[Path, int] = {}
    mistakes = []
    for path, line in keys_with_lines(text):
        if path in first:
            mistakes.append(f"line {line}: `{'.'.join(path)}` is given twice; first on line {first[path]}")
        first.setdefault(path, line)
    return mistakes


def _fields_of(document: Mapping[str, object]) -> Iterable[Field]:
    """The fields that only the file names: its travel steps and its teams' own promises."""
    for minutes in _table(document.get(_TRAVEL)):
        if _is_minutes(minutes):
            yield travel_field(minutes)
    for team, promises in _table(document.get(_TEAMS)).items():
        for grade in _table(promises):
            if grade in set(Grade):
                yield team_promise_field(team, grade)


def _is_minutes(key: str) -> bool:
    return (
        key.isascii() and key.isdigit() and key == str(int(key)) and 1 <= int(key) <= _LONGEST_TRAVEL_MINUTES
    )


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


_MISSING = object()


def _find(document: Mapping[str, object], path: Path) -> object:
    value: object = document
    for key in path:
        value = _table(value).get(key, _MISSING)
    return value


def _read_fields(
    document: Mapping[str, object], fields: Sequence[Field]
) -> tuple[dict[Path, object], list[_Mistake]]:
    values: dict[Path, object] = {}
    mistakes = []
    for field in fields:
        value = _find(document, field.path)
        if value is _MISSING and field.shipped is not None:
            value = field.shipped
        try:
            if value is not _MISSING:
                values[field.path] = field.reader.read(value)
            elif not field.is_optional:
                mistakes.append(_Mistake(field.path, f"{field.label} is missing; {field.reader.allowed}"))
        except ValueError:
            mistakes.append(_Mistake(field.path, f"{field.label} is {_shown(value)}; {field.reader.allowed}"))
    return values, mistakes


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list that doesn't fit"
    if isinstance(value, int | Decimal | date):
        return str(value)[:40]
    return f'"{str(value)[:40]}"'


def _unknown_keys(document: Mapping[str, object], fields: Sequence[Field]) -> list[_Mistake]:
    known = {field.path for field in fields}
    tables = {path[:length] for path in known for length in range(len(path))} | {(_TRAVEL,), (_TEAMS,)}
    tables |= {(_TEAMS, team) for team in _table(document.get(_TEAMS))}
    return list(_walk_unknown(document, (), known, tables))


def _walk_unknown(
    table: Mapping[str, object], place: Path, known: set[Path], tables: set[Path]
) -> Iterable[_Mistake]:
    for key, value in table.items():
        path = (*place, key)
        if path in known:
            continue
        if path not in tables:
            yield _Mistake(path, _unknown_sentence(path, known, tables))
        elif isinstance(value, dict):
            yield from _walk_unknown(value, path, known, tables)
        else:
            yield _Mistake(
                path, f"`{'.'.join(path)}` is {_shown(value)}; it must be a table with its own keys"
            )


def _unknown_sentence(path: Path, known: set[Path], tables: set[Path]) -> str:
    if path[0] == _TRAVEL:
        allowed = f"a whole number from 1 to {_LONGEST_TRAVEL_MINUTES}"
        return f"`{'.'.join(path)}` isn't a number of minutes; {allowed}"
    places = sorted(known | tables)
    siblings = {each[len(path) - 1] for each in places if len(each) >= len(path) and each[:-1] == path[:-1]}
    if path[0] == _TEAMS:
        siblings = set(Grade)
    near = get_close_matches(path[-1], sorted(siblings), n=1) or get_close_matches(
        ".".join(path), [".".join(each) for each in places], n=1
    )
    hint = f"Did you mean `{near[0]}`?" if near else "Leave it out."
    return f"`{'.'.join(path)}` isn't known here. {hint}"
