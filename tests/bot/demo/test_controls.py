"""What is typed for a field or menu, as the option that is meant."""

import pytest

from bot.demo.controls import controls_of, find_field, pick, read_value
from bot.demo.telling import WIDTH, fitted
from bot.sandbox import CannotDo, Person, View

OPTIONS = [
    {"value": "cp", "text": {"type": "plain_text", "text": "Child protection plan"}},
    {"value": "cin", "text": {"type": "plain_text", "text": "Child in need"}},
    {"value": "30", "text": {"type": "plain_text", "text": "30 to 59 minutes"}},
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cp", "cp"), ("CHILD IN NEED", "cin"), ("child in", "cin"), ("2", "cin"), ("30", "30")],
)
def test_an_option_is_meant_by_value_words_beginning_or_number(typed: str, meant: str) -> None:
    assert pick(OPTIONS, typed) == meant


@pytest.mark.parametrize("typed", ["foster", "9", "0"])
def test_what_is_no_option_is_said(typed: str) -> None:
    with pytest.raises(CannotDo):
        pick(OPTIONS, typed)


def test_several_are_written_with_commas_and_nothing_empties() -> None:
    boxes = {"type": "checkboxes", "options": OPTIONS}
    assert read_value(boxes, "cp, child in need") == ["cp", "cin"]
    assert read_value(boxes, "nothing") == []
    assert read_value({"type": "static_select", "options": OPTIONS}, "none") is None
    assert read_value({"type": "plain_text_input"}, "CH-1234") == "CH-1234"


def test_a_field_is_found_by_its_name_its_label_or_a_beginning_only_one_has() -> None:
    blocks = [
        {"type": "input", "block_id": name, "label": {"text": label}, "element": {"type": "x"}}
        for name, label in (("co_worker", "Co-worker"), ("co_share", "Share"), ("kind", "Kind of case"))
    ]
    view = View("V1", Person("U1", "T1", "Ann", "", "ann"), {"type": "modal", "blocks": blocks}, "", "V1")
    assert find_field(view, "kind of")[0] == "kind"
    assert find_field(view, "CO_SHARE")[0] == "co_share"
    with pytest.raises(CannotDo, match="co_worker, co_share, kind"):
        find_field(view, "co_")


def test_long_lines_are_wrapped_and_what_a_menu_offers_is_cut() -> None:
    assert all(len(line) <= WIDTH for line in fitted("word " * 60))
    [menu] = fitted("Kind: [x ▾] of: " + " | ".join(["child in need"] * 20))
    assert menu.endswith("…")


def test_a_button_beside_a_text_is_told_by_how_it_begins_without_marks_and_without_half_a_word() -> None:
    text = "*CH-718561* (child in need, need to confirm) has waited since Wednesday 11 November at 13:55."
    beside = {"text": {"type": "plain_text", "text": "Allocate"}, "action_id": "a", "type": "button"}
    blocks = [{"type": "section", "block_id": "1", "text": {"text": text}, "accessory": beside}]
    view = View("V1", Person("U1", "T1", "Ann", "", "ann"), {"type": "home", "blocks": blocks}, "", "V1")
    [control] = controls_of(view)
    assert (
        control.label == "Allocate (CH-718561 (child in need, need to confirm) has waited since Wednesday …)"
    )


def test_one_of_many_buttons_with_the_same_words_is_told_as_it_is_read_aloud() -> None:
    button = {"text": {"text": "Open"}, "accessibility_label": "Open: Sam Okafor", "action_id": "a"}
    blocks = [{"type": "actions", "block_id": "1", "elements": [button]}]
    view = View("V1", Person("U1", "T1", "Ann", "", "ann"), {"type": "home", "blocks": blocks}, "", "V1")
    assert [control.label for control in controls_of(view)] == ["Open: Sam Okafor"]
