"""Points as whole tenths: 14.0 points is 140. Every part is rounded half up once, and never again."""

from fractions import Fraction

Tenths = int
"""A number of points, in tenths of a point."""


def round_half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes up (7.5 → 8, −0.5 → 0)."""
    return _half_up(value.numerator, value.denominator)


def share_of(tenths: Tenths, share: Fraction) -> Tenths:
    """A share of a number of tenths, rounded half up to a whole tenth."""
    return _half_up(tenths * share.numerator, share.denominator)


def _half_up(numerator: int, denominator: int) -> int:
    """In whole numbers: adding fractions takes twenty times as long, and every part of a case is rounded."""
    return (2 * numerator + denominator) // (2 * denominator)


def exact_text(tenths: Tenths) -> str:
    """Points with their one decimal, as a total is written: 140 → "14.0"."""
    sign = "−" if tenths < 0 else ""
    whole, tenth = divmod(abs(tenths), 10)
    return f"{sign}{whole}.{tenth}"


def short_text(tenths: Tenths) -> str:
    """Points without a needless ".0", as a part or a load is written: 140 → "14", 125 → "12.5"."""
    text = exact_text(tenths)
    return text.removesuffix(".0")
