"""What a part of the measuring found: figures with their bounds, and a few sentences about how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Finding:
    """One measured thing, a figure a round; without `most` and `least` it is only told."""

    what: str
    figures: Sequence[float]
    unit: str
    decimals: int = 0
    most: float | None = None
    least: float | None = None

    @property
    def row(self) -> tuple[str, str, str, str]:
        """Its line in the table of bounds."""
        sign, bound = ("≤", self.most) if self.most is not None else ("≥", self.least)
        middle = median(self.figures)
        is_met = (self.most is None or middle <= self.most) and (self.least is None or middle >= self.least)
        words = "" if bound is None else f"{sign} {bound:g} {self.unit}"
        return (
            self.what,
            words,
            self.measured,
            "" if bound is None else ("pass" if is_met else "**missed**"),
        )

    @property
    def measured(self) -> str:
        """The middle figure, with the least and the largest where there are several."""
        text = f"{median(self.figures):,.{self.decimals}f} {self.unit}"
        if len(self.figures) == 1:
            return text
        least, largest = min(self.figures), max(self.figures)
        return f"{text} ({least:,.{self.decimals}f}–{largest:,.{self.decimals}f})"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its title, what it found, and how."""

    title: str
    findings: Sequence[Finding]
    text: str


def rows(parts: Iterable[Part]) -> Iterable[tuple[str, str, str, str]]:
    """The lines of the table of bounds; what has no bound stands in the text alone."""
    return (
        finding.row
        for part in parts
        for finding in part.findings
        if finding.most is not None or finding.least is not None
    )
