"""`python -m tests.scoring.questions`: how many phrasings of each set are read as meant, and which aren't."""

import sys
from pathlib import Path

from tests.scoring.questions.notation import SEEN, UNSEEN, read_phrasings


def main() -> int:
    scores = [_score(path) for path in (SEEN, UNSEEN)]
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
    read = len(phrasings) - len(missed)
    return "\n".join([f"{path.name}: {read} of {len(phrasings)} ({read / len(phrasings):.1%})", *lines])


if __name__ == "__main__":
    sys.exit(main())
