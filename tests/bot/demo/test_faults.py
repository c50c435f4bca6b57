"""A bad day in the demonstration: the same few faults for a seed, said plainly, and over on a word."""

from bot.demo.faults import CHOSEN, FRIENDLY, OFF, switch_on, take_faults
from bot.sandbox import LocalSlack
from bot.sandbox.faults import FAULTS
from tests.bot.sandbox.stage import manifest


def on(slack: LocalSlack) -> list[str]:
    return [order.name for order in slack.faults.on]


def test_a_seed_has_its_own_bad_day_and_its_faults_are_named() -> None:
    first, again, other = (LocalSlack(manifest()) for _ in range(3))
    said = switch_on(first, 1)
    switch_on(again, 1)
    switch_on(other, 2)
    assert on(first) == on(again) != on(other)
    assert len(on(first)) == CHOSEN
    assert set(on(first)) <= set(FRIENDLY)
    assert len(said) == CHOSEN + 1
    assert all(FAULTS[name].title in " ".join(said) for name in on(first))


def test_at_the_prompt_one_is_switched_on_by_name_and_all_go_off_together() -> None:
    slack = LocalSlack(manifest())
    assert take_faults(slack, "", 1) == [OFF]
    take_faults(slack, "no_answer", 1)
    take_faults(slack, "no_answer", 1)
    assert on(slack) == ["no_answer"]
    assert take_faults(slack, "off", 1) == [OFF]
    assert on(slack) == []
