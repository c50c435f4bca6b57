"""Hiding small counts in a split by kind, need or factor, so that no child can be recognised by them."""

from collections.abc import Mapping, Sequence


def suppress(counts: Mapping[str, int], small: int = 5) -> dict[str, int | None]:
    """The counts of one split with the small ones hidden (None), in their order (policy guide §7).

    A count from 1 to under `small` is hidden. The total stands beside the split, so whoever subtracts learns
    the sum of the hidden ones: the next smallest is hidden too, and so on until that sum is not small itself
    and leaves more than one value for each. A 0 is shown, for nobody is there to be recognised; but it says
    that the hidden ones are at least 1, so where too few are left to hide among, the zeros are hidden too.
    """
    order = sorted((key for key in counts if counts[key] > 0), key=lambda key: (counts[key], key))
    hidden = [key for key in order if counts[key] < small]
    if not hidden:
        return dict(counts)
    while _gives_away([counts[key] for key in hidden], small) and len(hidden) < len(order):
        hidden.append(order[len(hidden)])
    hides_zeros = _gives_away([counts[key] for key in hidden], small)
    return {
        key: None if key in hidden or (hides_zeros and count == 0) else count for key, count in counts.items()
    }


def _gives_away(hidden: Sequence[int], small: int) -> bool:
    """Whether the sum of the hidden counts, each at least 1, is small itself or can only be ones."""
    return sum(hidden) < small or sum(hidden) == len(hidden)
