"""Where each key of a TOML text stands."""

from scoring.toml_lines import keys_with_lines, line_of

TEXT = """\
version = "1" # a comment
[kinds.cp] # another
points = 8
visit.every = 3
"a b" = 1

[team_promises."North East"]
experienced = 14
# points = 9
[[steps]]
minutes = 30
"""


def test_keys_are_placed_in_their_tables_dotted_quoted_or_plain() -> None:
    assert list(keys_with_lines(TEXT)) == [
        (("version",), 1),
        (("kinds", "cp"), 2),
        (("kinds", "cp", "points"), 3),
        (("kinds", "cp", "visit", "every"), 4),
        (("kinds", "cp", "a b"), 5),
        (("team_promises", "North East"), 7),
        (("team_promises", "North East", "experienced"), 8),
        (("steps",), 10),
        (("steps", "minutes"), 11),
    ]


def test_what_is_not_in_the_text_is_placed_at_the_nearest_table() -> None:
    lines = dict(keys_with_lines(TEXT))
    assert line_of(("kinds", "cp", "points"), lines) == 3
    assert line_of(("kinds", "cp", "support_worker"), lines) == 2
    assert line_of(("ledger", "deadline"), lines) is None
