"""What somebody wrote in a form, as it may be kept."""

from collections.abc import Mapping
from typing import Any

from handlers.desk import Desk
from handlers.reception.privacy import check_words, names_to_look_up
from storage.people import list_names_holding


def read_words(state: Mapping[str, Any], desk: Desk) -> str:
    """The words of the field "text"; PersonalData with the rule where they tell who somebody else is."""
    text = state.get("text") or ""
    return check_words(text, list_names_holding(desk.session, names_to_look_up(text)), "text", desk.today)
