"""What a shell sees of a long command: one line that is rewritten, and few lines in a log."""

from io import StringIO

from bot.commands.progress import shown_progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_has_one_line_which_is_empty_in_the_end() -> None:
    terminal = Terminal()
    with shown_progress(terminal) as told:
        told("rows of List 6 read", 5_000, None)
        told("new cases written", 10_000, 400_000)
    assert terminal.getvalue().split("\r\x1b[K") == [
        "",
        "5,000 rows of List 6 read …",
        "10,000 of 400,000 new cases written …",
        "",
    ]


def test_a_log_has_a_line_for_every_fifty_thousand() -> None:
    log = StringIO()
    with shown_progress(log) as told:
        for done in range(5_000, 105_000, 5_000):
            told("new cases written", done, 400_000)
    assert log.getvalue().splitlines() == [
        "50,000 of 400,000 new cases written",
        "100,000 of 400,000 new cases written",
    ]
