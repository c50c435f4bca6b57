"""The eight things to try are the README's, and are of people and cases that are right for them."""

import re
from pathlib import Path

from bot.demo.council import Council
from bot.demo.scene import channel_name
from bot.demo.suggestions import suggestions

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")


def test_the_readme_lists_the_eight_things_that_the_page_offers(council: Council) -> None:
    made = [f"{at}. **{each.title}.** {each.words}\n" for at, each in enumerate(suggestions(council), 1)]
    assert len(made) == 8
    assert [line for line in made if line not in README] == []


def test_each_is_of_somebody_who_is_there_and_of_cases_that_are_not_there_yet(council: Council) -> None:
    handles = {person.handle for person in council.people}
    channels = {channel_name(team.name) for team in council.teams} | {""}
    known = {case.reference for case in council.open_cases}
    for each in suggestions(council):
        mentioned = set(re.findall(r"@(\w+)", each.words + each.line)) | {each.person}
        assert mentioned <= handles, each.title
        assert each.channel in channels, each.title
        assert not known & set(re.findall(r"CH-\d+", each.words + each.line)), each.title
