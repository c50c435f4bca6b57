"""Everything that can be wrong, each with a sentence that says what to do next.

    CaseloadError
    ├── NotFound            what was named isn't known here ("Did you mean …?")
    │   └── Ambiguous       what was named fits several
    ├── BadInput            what was typed can't be read, or may not be kept
    │   └── PersonalData    it looks like a child's or a private person's data; never echoed
    ├── NotAllowed          this person may not do or see this
    ├── Refused             a hard rule says no
    │   └── ReasonNeeded    a soft rule asks for a reason code
    ├── Conflict            it has changed since the person looked
    ├── Repeated            the very same request has been done before
    ├── NotReached          something outside didn't answer in time
    └── BadFile             a file can't be used as it is; every mistake is listed

The message of each is the sentence a person sees. Nothing in it comes from text that may hold personal data.
"""

from collections.abc import Sequence


class CaseloadError(Exception):
    """The root: `str(error)` is a sentence for the person who asked."""


class NotFound(CaseloadError):
    """What was named isn't known here."""


class Ambiguous(NotFound):
    """What was named fits several; the sentence lists them."""


class BadInput(CaseloadError):
    """What was typed can't be read; `field` names the form field or word it belongs to, if any."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class PersonalData(BadInput):
    """The text looks like personal data; the rule is named, the text never echoed."""


class NotAllowed(CaseloadError):
    """This person may not do or see this."""


class Refused(CaseloadError):
    """A hard rule says no, and says why."""


class ReasonNeeded(Refused):
    """A soft rule asks for a reason code; `rules` are the sentences of the rules that ask."""

    def __init__(self, message: str, rules: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.rules = tuple(rules)


class Conflict(CaseloadError):
    """It has changed since the person looked; the sentence says who changed what, when."""


class Repeated(CaseloadError):
    """The very same request came a second time; what it asks for is done only once."""


class NotReached(CaseloadError):
    """Something outside, like Slack, didn't answer in time."""


class BadFile(CaseloadError):
    """A file can't be used as it is; `mistakes` lists every one, in the file's order."""

    def __init__(self, message: str, mistakes: Sequence[str] = ()) -> None:
        super().__init__("\n".join([message, *mistakes]))
        self.mistakes = tuple(mistakes)
