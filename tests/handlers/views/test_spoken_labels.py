"""What a button is read aloud as, where many stand in one list."""

from handlers.views.blocks import button, named


def test_a_long_label_ends_where_a_part_of_its_sentence_does() -> None:
    text = "*Sam Okafor*: last Thu 29 Oct 2026, 60 min, every 4 weeks, due by Thu 26 Nov 2026"
    spoken = named(button("Record this supervision", "record"), text)["accessibility_label"]
    assert spoken == "Record this supervision: Sam Okafor: last Thu 29 Oct 2026, 60 min"


def test_a_short_one_stands_whole_and_one_without_parts_says_that_it_goes_on() -> None:
    assert named(button("Open", "open"), "Sam Lee")["accessibility_label"] == "Open: Sam Lee"
    assert named(button("Open", "open"), "word " * 30)["accessibility_label"].endswith("…")
