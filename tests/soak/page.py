"""docs/reliability.md: a section for each harness, of which a run writes anew those that it ran."""

import re
from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
TITLE = "# Reliability"
SECTION = re.compile(r"^## (.+)\n+((?:(?!## ).*\n)*)", re.MULTILINE)


def read_sections(text: str) -> dict[str, str]:
    """The page's sections by their headings."""
    return {heading: body.strip() for heading, body in SECTION.findall(text)}


def with_sections(text: str, fresh: Mapping[str, str], order: list[str]) -> str:
    """The page with these sections in place of the earlier ones of the same heading."""
    every = {**read_sections(text), **fresh}
    parts = [f"## {heading}\n\n{every[heading].strip()}" for heading in order if heading in every]
    return "\n\n".join([TITLE, *parts]) + "\n"


def write_sections(fresh: Mapping[str, str], order: list[str]) -> None:
    text = PAGE.read_text("utf-8") if PAGE.exists() else ""
    PAGE.write_text(with_sections(text, fresh, order), "utf-8")
