"""Rows that belong together, in the order they came."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")


def group(pairs: Iterable[tuple[int, T]]) -> Mapping[int, list[T]]:
    """The values by their key; a key that never came has an empty list."""
    groups: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
