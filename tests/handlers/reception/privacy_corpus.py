"""Made-up identifiers of every kind, and ordinary sentences of the trade: what the guard should stop, or not.

`python -m tests.handlers.reception.privacy_corpus` prints how many of each it stops. Nobody in it is anybody:
numbers are drawn by chance, names put together from common ones.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random

from stdnum.gb import nhs

from handlers.reception.privacy import check_words
from scoring.errors import PersonalData

TODAY = date(2026, 11, 26)
EACH = 20
"""How many are made of each form."""

FIRST = [
    "Aaliyah",
    "Alfie",
    "Amelia",
    "Archie",
    "Ava",
    "Ayaan",
    "Charlie",
    "Chloe",
    "Daisy",
    "Dylan",
    "Elsie",
    "Ethan",
    "Evie",
    "Fatima",
    "Finley",
    "Freya",
    "George",
    "Harper",
    "Harry",
    "Isla",
    "Ivy",
    "Jack",
    "Jayden",
    "Kai",
    "Leo",
    "Lily",
    "Maryam",
    "Mason",
    "Mia",
    "Mohammed",
    "Noah",
    "Olivia",
    "Oscar",
    "Poppy",
    "Riley",
    "Rosie",
    "Ruby",
    "Sophia",
    "Teddy",
    "Theo",
    "Tyler",
    "Yusuf",
    "Zainab",
    "Zoë",
    "Siân",
    "Łukasz",
    "Đorđe",
    "Ngọc",
]
LAST = [
    "Ahmed",
    "Ali",
    "Begum",
    "Brown",
    "Clarke",
    "Davies",
    "Evans",
    "Green",
    "Hall",
    "Hussain",
    "Jackson",
    "Jones",
    "Khan",
    "Kowalski",
    "Lewis",
    "Martin",
    "Miah",
    "Nguyen",
    "O'Neill",
    "O’Brien",
    "Patel",
    "Roberts",
    "Robinson",
    "Singh",
    "Smith",
    "Taylor",
    "Thomas",
    "Walker",
    "Williams",
    "Wilson",
    "McDonald",
    "MacLeod",
    "Van-Dijk",
    "Smith-Jones",
]
POSTCODES = [
    "SW1A 1AA",
    "M1 1AE",
    "B33 8TH",
    "CR2 6XH",
    "DN55 1PT",
    "EC1A 1BB",
    "W1A 0AX",
    "GIR 0AA",
    "L8 5SH",
    "NG1 5DT",
]

Make = Callable[[Random], str]


def _digits(draw: Random, number: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(number))


def _nhs(draw: Random, is_valid: bool = True) -> str:
    while nhs.is_valid(found := _digits(draw, 10)) is not is_valid:
        pass
    return found


def _apart(number: str, mark: str) -> str:
    return mark.join((number[:3], number[3:6], number[6:]))


def _first(draw: Random) -> str:
    return draw.choice(FIRST)


def _last(draw: Random) -> str:
    return draw.choice(LAST)


def _day(draw: Random, form: str) -> str:
    return form.format(d=draw.randint(1, 28), m=draw.randint(1, 12), y=draw.randint(10, 24))


IDENTIFIERS: Mapping[str, tuple[Make, ...]] = {
    "NHS numbers": (
        _nhs,
        *(lambda draw, mark=mark: _apart(_nhs(draw), mark) for mark in (*" -./–", "  ", "\xa0")),
        lambda draw: f"NHS{_nhs(draw)}",
        lambda draw: "\u200b".join(_nhs(draw)),
        lambda draw: "".join(chr(0xFF10 + int(each)) for each in _nhs(draw)),
        lambda draw: (number := _nhs(draw))[:5] + " " + number[5:],
    ),
    "pupil numbers": (
        lambda draw: f"H{_digits(draw, 12)}",
        lambda draw: f"a{_digits(draw, 12)}",
        lambda draw: f"T{_digits(draw, 11)}B",
        lambda draw: f"UPN:H{_digits(draw, 3)} {_digits(draw, 4)} {_digits(draw, 5)}",
    ),
    "National Insurance numbers": (
        lambda draw: f"AB{_digits(draw, 6)}C",
        lambda draw: f"ab {_digits(draw, 2)} {_digits(draw, 2)} {_digits(draw, 2)} c",
        lambda draw: f"JG-{_digits(draw, 2)}-{_digits(draw, 2)}-{_digits(draw, 2)}-A",
    ),
    "postcodes": (
        lambda draw: draw.choice(POSTCODES),
        lambda draw: draw.choice(POSTCODES).replace(" ", ""),
        lambda draw: draw.choice(POSTCODES).lower().replace(" ", "\xa0"),
        lambda draw: draw.choice(POSTCODES).replace(" ", "-"),
    ),
    "addresses": (
        lambda draw: f"{draw.randint(1, 200)} {_first(draw)} Street",
        lambda draw: f"{draw.randint(1, 99)} station road",
        lambda draw: f"Flat 2, {draw.randint(1, 99)} Elm Close",
    ),
    "telephone numbers": (
        lambda draw: f"07{_digits(draw, 9)}",
        lambda draw: f"07{_digits(draw, 3)} {_digits(draw, 6)}",
        lambda draw: f"07{_digits(draw, 3)}.{_digits(draw, 3)}.{_digits(draw, 3)}",
        lambda draw: f"+44 7{_digits(draw, 3)} {_digits(draw, 6)}",
        lambda draw: f"00447{_digits(draw, 9)}",
        lambda draw: f"447{_digits(draw, 9)}",
        lambda draw: f"020 7946 0{_digits(draw, 3)}",
        lambda draw: f"(0121) 496 0{_digits(draw, 3)}",
        lambda draw: f"01632-960-{_digits(draw, 3)}",
    ),
    "e-mail addresses": (
        lambda draw: f"{_first(draw).lower()}@mail.example",
        lambda draw: f"{_last(draw).lower()}.{_digits(draw, 2)}@mail.example",
        lambda _: "peggy (at) mail.example",
        lambda _: "peggy @ mail.example",
        lambda _: "peggy at mail dot com",
    ),
    "dates of birth": (
        *(
            lambda draw, form=form: _day(draw, form)
            for form in (
                "{d}/{m}/20{y}", "{d}.{m}.{y}", "{d}-{m}-20{y}", "20{y}-{m:02}-{d:02}", "{d} March 20{y}",
                "{d}th Mar {y}", "March {d}, 20{y}", "{d}/{m}/{y}", "born {d} May", "DOB {d}/{m}",
                "d.o.b. {d} {m}",
                "birthday on {d} June", "date-of-birth {d}/{m}",
            )
        ),
    ),
    "court case numbers": (lambda draw: f"LS{draw.randint(20, 26)}C5{_digits(draw, 4)}",),
    "names": (
        lambda draw: f"{_first(draw)} {_last(draw)}",
        lambda draw: f"{_first(draw)} {_last(draw)}".upper(),
        lambda draw: f"move {_first(draw)} {_last(draw)} on Monday",
        lambda draw: f"{_first(draw)} {_last(draw)}'s school",
        lambda draw: f"Mrs {_last(draw)} agreed",
        lambda draw: f"{_first(draw)[0]}. {_last(draw)}",
        lambda draw: f"the {_last(draw)} family",
        *(
            lambda draw, kin=kin: f"{kin} {_first(draw)}"
            for kin in ("mum", "Dad", "brother", "baby", "stepdad", "their mother,")
        ),
    ),
    "names that stand alone": (
        lambda draw: f"talk to {_first(draw)}",
        lambda draw: f"{_first(draw)} {_last(draw)}".lower(),
        lambda draw: f"{_last(draw)}, {_first(draw)}",
    ),
}  # fmt: skip
"""Every kind with the forms in which people write it. The last kind can't be told from ordinary words."""

ORDINARY = tuple(
    line for line in (Path(__file__).with_name("ordinary.txt")).read_text("utf-8").splitlines() if line
)
"""What people of the trade write into a plan or a concern; none of it is anybody's."""

NEAR = tuple(
    f"{before}{number}{after}"
    for number in (_nhs(Random(number), is_valid=False) for number in range(20))
    for before, after in (("", ""), ("case ", " moves"))
    if not number.startswith(("0", "44"))
)
"""Ten digits whose check digit is wrong: some council's own numbers, not the NHS's."""


def is_stopped(text: str) -> bool:
    """Whether the guard refuses a text in which nobody of our staff is named."""
    try:
        check_words(text, (), "text", TODAY)
    except PersonalData:
        return True
    return False


def share_stopped(forms: tuple[Make, ...]) -> float:
    """Of a kind, how many of all that are made, alone and in a sentence, are refused."""
    draw, stopped, made = Random(7), 0, 0
    for make in forms:
        for _ in range(EACH):
            text = make(draw)
            stopped += is_stopped(text) + is_stopped(f"please see {text} about this")
            made += 2
    return stopped / made


def main() -> None:
    for kind, forms in IDENTIFIERS.items():
        print(f"{kind:28} {share_stopped(forms):6.1%} refused, {len(forms)} forms")  # noqa: T201
    for kind, texts in (("ordinary sentences", ORDINARY), ("ten other digits", NEAR)):
        stopped = [text for text in texts if is_stopped(text)]
        print(f"{kind:28} {len(stopped) / len(texts):6.1%} refused of {len(texts)}", *stopped, sep="\n  ")  # noqa: T201


if __name__ == "__main__":
    main()
