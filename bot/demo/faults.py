"""A Slack that has a bad day, in the demonstration: a few of the local Slack's faults, on and off."""

from collections.abc import Mapping
from random import Random
from typing import Any

from bot.sandbox import CannotDo, LocalSlack
from bot.sandbox.faults import FAULTS, POSTS

FRIENDLY: Mapping[str, Mapping[str, Any]] = {
    "ratelimited": {"methods": POSTS, "every": 5, "wait": 2},
    "lost_answer": {"methods": POSTS, "every": 4},
    "server_error": {"methods": POSTS, "every": 6},
    "garbled": {"methods": POSTS, "every": 7},
    "slow": {"every": 3, "wait": 0.4},
    "duplicate": {"every": 2},
    "late": {"every": 4, "wait": 0.5},
}
"""What can go wrong without anybody noticing more than a short wait, and how often."""

CHOSEN = 4
OFF = "No fault is on: this Slack does what it is asked."


def switch_on(slack: LocalSlack, seed: int) -> list[str]:
    """Switch a few friendly faults on, always the same for a seed; returns what to say of it."""
    for name in sorted(Random(seed).sample(sorted(FRIENDLY), CHOSEN)):
        slack.faults.switch_on(name, **FRIENDLY[name])
    return faults_lines(slack)


def faults_lines(slack: LocalSlack) -> list[str]:
    """What is on now, a line each, and how often each has struck."""
    struck, on = slack.faults.struck, {each.name: each for each in slack.faults.on}
    if not on:
        return [OFF]
    lines = ["Slack has a bad day. The bot should lose nothing and say nothing twice:"]
    for name, each in on.items():
        often = "each time" if each.every == 1 else f"one time in {each.every}"
        lines.append(f"  {name:<18} {each.fault.title}: {often}, {struck[name]} so far")
    return lines


def take_faults(slack: LocalSlack, words: str, seed: int) -> list[str]:
    """What somebody typed after “faults”: nothing, on, off, or a fault's name; returns what to say."""
    if words == "on":
        return switch_on(slack, seed)
    if words == "off":
        slack.faults.clear()
        return [OFF]
    if words and words not in FAULTS:
        raise CannotDo(f"there is no fault “{words}”. There are: {', '.join(FAULTS)}")
    if words:
        slack.faults.switch_on(words, **FRIENDLY.get(words, {}))
    if words and FAULTS[words].is_of_connections:
        return [f"Done, once: {FAULTS[words].title}."]
    return faults_lines(slack)
