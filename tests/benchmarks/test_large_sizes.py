"""The harness of the large sizes, tried on very small ones; no test says how fast anything is."""

from datetime import date
from itertools import repeat
from pathlib import Path
from xml.etree import ElementTree as Xml

from scoring.working_time import london
from storage.database import open_database, read_url
from storage.loads import count_loads, count_unscored
from storage.sheets.annex_a import read_annex_a
from storage.sheets.read import open_file
from tests.benchmarks.__main__ import FIGURES, PICTURE
from tests.benchmarks.annex import Held, write_workbook
from tests.benchmarks.council import EVENING, Size, build_council
from tests.benchmarks.findings import Finding, Part, rows
from tests.benchmarks.picture import growth_picture
from tests.benchmarks.scored_anew import load_everything, score_everything, store_policy
from tests.benchmarks.sizes import read_sizes
from tests.builders import a_policy

DAY = date(2026, 11, 23)


def test_the_made_up_annex_a_is_read_as_one_a_council_exports(tmp_path: Path) -> None:
    book = tmp_path / "annex.xlsx"
    write_workbook(book, 100, repeat(Held("Team 1", "sam@council.example")), DAY)
    listing = read_annex_a(open_file(book), a_policy(), DAY)
    cases = list(listing.cases)
    assert len(cases) == 100
    assert not listing.refused
    assert not listing.notes
    assert {case.team for case in cases} == {"Team 1"}
    assert {str(case.kind) for case in cases} == {"cin", "assessment", "cp", "cla"}


def test_another_policy_scores_everybody_of_a_made_up_council(tmp_path: Path) -> None:
    path, now = tmp_path / "council.db", london(DAY, EVENING)
    build_council(path, Size(24, 282), DAY)
    database = open_database(read_url(f"sqlite:///{path}"))
    store_policy(database, now.replace(day=24))
    with database.reading() as session:
        assert count_unscored(session, now.replace(day=24)) == count_loads(session) == 24
    assert load_everything(database) > 0
    assert score_everything(database, now.replace(day=24)) > 0
    with database.reading() as session:
        assert count_unscored(session, now.replace(day=24)) == 0
    database.close()


def test_a_figure_past_its_bound_is_missed_and_one_without_a_bound_is_only_told() -> None:
    part = Part(
        "Two",
        [
            Finding("Slow", [3.0, 3.2, 3.1], "×", 2, most=3.0),
            Finding("Quick", [0.7], "×", 1, least=0.6),
            Finding("Told", [5.0], "s"),
        ],
        "",
    )
    assert list(rows([part])) == [
        ("Slow", "≤ 3 ×", "3.10 × (3.00–3.20)", "**missed**"),
        ("Quick", "≥ 0.6 ×", "0.7 ×", "pass"),
    ]


def test_the_picture_in_the_docs_is_drawn_from_the_figures_beside_it() -> None:
    drawn = growth_picture(read_sizes(FIGURES))
    assert PICTURE.read_text("utf-8") == drawn
    names = [element.text for element in Xml.fromstring(drawn).iter() if element.tag.endswith("text")]
    assert "a view of one team" in names
