"""`caseload demo` as a process: the story, its figures, another seed's figures, and the prompt."""

import re
import subprocess
import sys

import pytest

FIGURES = re.compile(r"\d+ → \d+ of \d+ children · [\d.]+ → [\d.]+ of [\d.]+ points")


def demo(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run it, with what somebody types."""
    command = [sys.executable, "-m", "bot.cli", "demo", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def tour() -> str:
    """What the tour prints."""
    done = demo("--tour")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def typed() -> str:
    """What the council of another seed prints, with its prompt used after the story."""
    done = demo("--seed", "3", typed=SCRIPT)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def test_the_tour_tells_the_whole_story(tour: str) -> None:
    for words in (
        "CH-26001 is with Leah Marsden.",
        "CH-26002 is with",
        "Sam Okafor would have 16 children; we promised 15.",
        "Reason recorded: CONTINUITY, knows the family.",
        "We are not keeping our promise to you: 16 children, we promised 15",
        "We are not keeping our promise to a colleague in North: 16 children, we promised 15",
        "Plan: move cases to somebody with room; Priya Raman sees to it by",
        "has moved from Sam Okafor to",
        "We are keeping our promise to a colleague in North again. It was not kept for 4 hours.",
        "# North, week of 16 November",
        "before supervision",
        "/caseload team North",
    ):
        assert words in tour
    assert tour.index("our promise to you: 16") < tour.index("our promise to a colleague in North: 16")


def test_another_seed_tells_other_figures(tour: str, typed: str) -> None:
    story = typed.partition("That was the story")[0]
    ours, theirs = FIGURES.findall(tour), FIGURES.findall(story)
    assert len(ours) >= 5
    assert ours != theirs


SCRIPT = """help
people north
as nobody-of-that-name
as sam
/caseload
messages
press 1
nonsense
as priya
/allocate
set reference CH-27001
set kind child in need
set need lower
set worker leah
set because agreed
submit
close
/caseload concern
/caseload start
close
home
press 99
/not-a-command
next hour
"""


def test_the_prompt_takes_commands_buttons_forms_and_the_clock_and_survives_nonsense(typed: str) -> None:
    told = typed.partition("That was the story")[2]
    for words in (
        "press a numbered button",
        "sam (Sam Okafor)",
        "Nobody here is called “nobody-of-that-name”.",
        "Your caseload on Monday 16 November",
        "you have seen these points and agree",
        "I don't know “nonsense”.",
        "CH-27001 is with Leah Marsden.",
        "The form “Talk about my caseload” is still open",
        "As things were at",
        "/not-a-command is not a valid command",
        "It is Monday 16 November at 10:01.",
        "Goodbye.",
    ):
        assert words in told
    assert told.count("== Talk about my caseload ==") == 1
