"""Cases in the words a social worker uses, on screens and in sentences."""

from scoring.case import Factor, Facts, JudgementReason, Kind, Need

KIND_WORDS: dict[Kind, str] = {
    Kind.CP: "child protection plan",
    Kind.S47: "section 47 enquiry",
    Kind.CLA: "looked after",
    Kind.ASSESSMENT: "assessment",
    Kind.CIN: "child in need",
    Kind.CARERS: "fostering or adoption household",
    Kind.CARE_LEAVER: "care leaver",
}

KIND_COUNTED: dict[Kind, tuple[str, str]] = {
    Kind.CP: ("child on a protection plan", "children on protection plans"),
    Kind.S47: ("section 47 enquiry", "section 47 enquiries"),
    Kind.CLA: ("looked-after child", "looked-after children"),
    Kind.ASSESSMENT: ("assessment", "assessments"),
    Kind.CIN: ("child in need", "children in need"),
    Kind.CARERS: ("fostering or adoption household", "fostering or adoption households"),
    Kind.CARE_LEAVER: ("care leaver", "care leavers"),
}
"""What one and several cases of a kind are called when they are counted."""

FACTOR_COUNTED: dict[Factor, tuple[str, str]] = {
    Factor.COURT: ("live court case", "live court cases"),
    Factor.PREPROCEEDINGS: ("family in pre-proceedings", "families in pre-proceedings"),
    Factor.TRAVEL: ("long journey", "long journeys"),
    Factor.INTERPRETER: ("family with an interpreter", "families with an interpreter"),
    Factor.UASC: ("unaccompanied asylum-seeking child", "unaccompanied asylum-seeking children"),
    Factor.DISABILITY: ("child with a complex disability", "children with a complex disability"),
    Factor.FIRST_WEEKS: ("case in its first weeks", "cases in their first weeks"),
    Factor.CLOSING: ("case that is closing", "cases that are closing"),
}
"""What one and several cases with a factor are called; a family's factor counts once."""

NEED_WORDS: dict[Need, str] = {
    Need.LOWER: "lower need",
    Need.STANDARD: "standard need",
    Need.UNKNOWN: "need to confirm",
}

JUDGEMENT_WORDS: dict[JudgementReason, str] = {
    JudgementReason.COMPLEX: "complex needs",
    JudgementReason.CONFLICT: "conflict in or with the family",
    JudgementReason.MULTIAGENCY: "many agencies involved",
    JudgementReason.VISITS: "more visits than usual",
    JudgementReason.STEADY: "steady for now",
    JudgementReason.SHARED: "shared with another service",
}

_SMALL_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def base_words(facts: Facts) -> str:
    """What the base of a case is called in its explanation: "child protection", "looked after, unsettled"."""
    words = "child protection" if facts.kind is Kind.CP else KIND_WORDS[facts.kind]
    return f"{words}, unsettled" if facts.kind is Kind.CLA and facts.unsettled else words


def counted(number: int, nouns: tuple[str, str]) -> str:
    """A number with its noun in words, in figures past twelve: "five live court cases"."""
    return f"{number_word(number)} {nouns[0] if number == 1 else nouns[1]}"


def number_word(number: int) -> str:
    """A number as it stands in a sentence: "one", "twelve", "13"."""
    return _SMALL_NUMBERS[number] if number < len(_SMALL_NUMBERS) else str(number)


def children_text(number: int) -> str:
    """A number of children in figures: "1 child", "12 children"."""
    return f"{number} child" if number == 1 else f"{number} children"
