"""`python -m tests.scoring.questions`: how many phrasings of each set are read as meant, and which aren't."""

import sys
from pathlib import Path

from tests.scoring.questions.notation import SEEN, THIRD, UNSEEN, Phrasing, read_phrasings


def main() -> int:
    scores = [_score(path) for path in (SEEN, UNSEEN)]
    third = read_phrasings(THIRD)
    scores.append(_number(f"{THIRD.name}, opened", third[::2]))
    scores.append(_number(f"{THIRD.name}, unopened", third[1::2]))
    sys.stdout.write("\n".join(scores) + "\n")
    return 0


def _score(path: Path) -> str:
    phrasings = read_phrasings(path)
    if not phrasings:
        return f"{path.name}: no phrasings yet"
    missed = [each for each in phrasings if not each.is_read]
    lines = [
        f"  {each.text!r} was read as {each.reads()!r}, meant {' | '.join(each.expected)!r}"
        for each in missed
    ]
    return "\n".join([_number(path.name, phrasings), *lines])


def _number(name: str, phrasings: list[Phrasing]) -> str:
    read = sum(each.is_read for each in phrasings)
    return f"{name}: {read} of {len(phrasings)} ({read / len(phrasings):.1%})"


if __name__ == "__main__":
    sys.exit(main())
