"""On which line of a TOML text each key stands. The standard library's parser doesn't say.

A small scan for a file that people edit: tables, dotted and quoted keys, one `key = value` a line. What it
can't place (an inline table's inner keys) is placed with the nearest key around it.
"""

import re
from collections.abc import Iterator

Path = tuple[str, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")
_PARTS = re.compile(_PART)


def keys_with_lines(text: str) -> Iterator[tuple[Path, int]]:
    """Every table and key with its line, counted from 1, in the order of the text; twice if given twice."""
    table: Path = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _TABLE.match(line):
            table = _path(found[1])
            yield table, number
        elif found := _KEY.match(line):
            yield table + _path(found[1]), number


def _path(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PARTS.findall(dotted))


def line_of(path: Path, lines: dict[Path, int]) -> int | None:
    """The line of a key, or of the nearest table around it; None if neither is in the text."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None
