"""Importing people, teams, reductions, extras and families, on both databases."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from sqlalchemy import select

from scoring.people import Employment, Grade, Role
from storage.database import Database
from storage.details import PersonDetails, load_person_details, load_team_details
from storage.sheets.findings import Plan
from storage.tables.people import COVERS, EXTRAS, REDUCTIONS, ROLES, SERVICES, TEAMS, WORKERS
from tests.builders import a_policy
from tests.storage.sheets.council import NOW, Council
from tests.storage.sheets.files import FILE_DAY, a_csv, a_workbook

PEOPLE = "name,email,role,grade,fte,team,service,employment,start,end,languages,skills,swe_number,promise"
TEAMS_FILE = (
    "team,service,channel,supervisor_email,cover_email,cover_from,cover_to,"
    "established_fte,digest_day,digest_time"
)


def words(plan: Plan, name: str) -> list[str]:
    return [str(entry) for entry in getattr(plan, name)]


def person(council: Council, email: str) -> PersonDetails:
    with council.database.reading() as session:
        id_ = session.execute(select(WORKERS.c.id).where(WORKERS.c.email == email)).scalar_one()
        return load_person_details(session, id_)


def roles(council: Council) -> set[tuple[str, str, str | None, str | None, bool]]:
    """E-mail, role, team, service, and whether they are the team's first."""
    query = (
        select(WORKERS.c.email, ROLES.c.role, TEAMS.c.name, SERVICES.c.name, ROLES.c.is_first)
        .join_from(ROLES, WORKERS, WORKERS.c.id == ROLES.c.worker_id)
        .outerjoin(TEAMS, TEAMS.c.id == ROLES.c.team_id)
        .outerjoin(SERVICES, SERVICES.c.id == ROLES.c.service_id)
    )
    with council.database.reading() as session:
        return {(row[0], row[1], row[2], row[3], row[4]) for row in session.execute(query)}


def test_somebody_new_is_kept_with_everything_the_row_says(council: Council) -> None:
    row = (
        "Ana Cruz,Ana@Council.Example,worker,NQSW,22.2 hrs,North,,agency,1/6/2026,,"
        "Polish; Urdu,court work,123456,10"
    )
    plan = council.take(a_csv(PEOPLE, row))
    ana = person(council, "ana@council.example")
    assert ana == PersonDetails(
        "Ana Cruz", "ana@council.example", council.north, Grade.NEWLY_QUALIFIED, Fraction(3, 5),
        Employment.AGENCY, date(2026, 6, 1), None, 10, "SW123456", frozenset(("polish", "urdu")),
        frozenset(("court-work",)),
    )  # fmt: skip
    assert "fte “22.2 hrs”: 0.6 of full time (÷ 37 hours)" in words(plan, "read_as")
    assert "grade “NQSW”: newly_qualified" in words(plan, "read_as")


def test_the_same_people_file_twice_changes_nothing(council: Council) -> None:
    data = a_csv(
        PEOPLE,
        "Ana Cruz,ana@council.example,supervisor,SW,60%,North,,,,,,,,",
        "Sam Okafor,sam@council.example,,,,,,,,,,,,",
    )
    council.take(data)
    before = council.everything()
    assert council.take(data).changes_nothing
    assert council.everything() == before


def test_an_empty_cell_keeps_what_is_known(council: Council) -> None:
    council.take(a_csv("name,email,grade,fte", "Sam Okafor,sam@council.example,ASYE,0.8"))
    council.take(a_csv("name,email,grade,fte", "Sam Okafor,sam@council.example,,"))
    assert (person(council, "sam@council.example").grade, person(council, "sam@council.example").fte) == (
        Grade.NEWLY_QUALIFIED,
        Fraction(4, 5),
    )


def test_a_percent_cell_of_excel_is_a_share(council: Council) -> None:
    council.take(
        a_workbook({"Staff": [["Name", "E-mail", "FTE %"], ["Sam Okafor", "sam@council.example", 0.6]]})
    )
    assert person(council, "sam@council.example").fte == Fraction(3, 5)


def test_moves_and_changes_are_told_apart(council: Council) -> None:
    plan = council.take(a_csv("name,email,team,fte", "Sam Okafor,SAM@council.example,south,0.5"))
    assert words(plan, "moved") == ["sam@council.example: from North to south"]
    assert words(plan, "changed") == ["sam@council.example: fte 1 → 1/2"]
    assert person(council, "sam@council.example").team == council.south


def test_one_email_on_two_rows_is_refused_naming_both(council: Council) -> None:
    plan = council.plan(a_csv("name,email", "A B,x@c.example", "C D,y@c.example", "E F,X@C.example"))
    assert words(plan, "refused") == [
        "row 2: rows 2 and 4 have the same e-mail; keep one of them",
        "row 4: rows 2 and 4 have the same e-mail; keep one of them",
    ]
    assert [entry.subject for entry in plan.new] == ["y@c.example"]


def test_an_unknown_grade_is_refused_with_the_nearest(council: Council) -> None:
    plan = council.plan(a_csv("name,email,grade", "A B,x@c.example,experienzed"))
    assert words(plan, "refused") == ["row 2: grade isn't known here. Did you mean “experienced”?"]


def test_whoever_is_not_in_the_file_is_listed_and_never_deleted(council: Council) -> None:
    plan = council.take(
        a_csv("name,email,fte", "Sam Okafor,sam@council.example,0.9", "Priya Nair,priya@council.example,lots")
    )
    missing = [entry.subject for entry in plan.not_in_file]
    assert missing == [
        "ade@council.example",
        "dara@council.example",
        "jo.north@council.example",
        "jo.south@council.example",
    ]
    assert "give them an end date if they left" in plan.not_in_file[0].words
    assert person(council, "ade@council.example").ends_on is None


def test_a_last_day_before_the_first_is_refused(council: Council) -> None:
    plan = council.plan(a_csv("name,email,start,end", "A B,x@c.example,1/6/2026,31/5/2026"))
    assert words(plan, "refused") == ["row 2: The last day can't be before the first."]


def test_a_new_team_comes_with_its_service_and_an_unknown_one_without_is_refused(council: Council) -> None:
    plan = council.take(
        a_csv("name,email,team,service", "A B,a@c.example,East,Fostering", "C D,c@c.example,West,")
    )
    assert "East: team in Fostering" in words(plan, "new")
    assert "import the teams first" in words(plan, "refused")[0]
    with council.database.reading() as session:
        assert session.execute(select(TEAMS.c.name).where(TEAMS.c.name == "East")).scalar() == "East"


def test_roles_are_for_the_team_the_service_or_the_council(council: Council) -> None:
    plan = council.take(
        a_csv(
            "name,email,role,grade,team,service,scope",
            "Bo Vale,bo@c.example,Team Manager,TM,North,,",
            "Cy West,cy@c.example,worker; supervisor,SW,North,,South",
            "Di York,di@c.example,Service Manager,none,,Safeguarding,",
            "Ed Zane,ed@c.example,Head of Service,none,,,",
            "Fi Able,fi@c.example,admin,none,,,council",
            "Gi Bond,gi@c.example,service_manager,none,,,",
        )
    )
    assert roles(council) == {
        ("bo@c.example", "supervisor", "North", None, True),
        ("cy@c.example", "supervisor", "South", None, True),
        ("di@c.example", "service_manager", None, "Safeguarding", False),
        ("ed@c.example", "head", None, None, False),
        ("fi@c.example", "admin", None, None, False),
    }
    assert "gi@c.example: service manager: of which team or service?" in words(plan, "to_confirm")[0]


def test_a_role_that_the_file_no_longer_gives_is_listed_and_stays(council: Council) -> None:
    council.take(a_csv("name,email,role", "Sam Okafor,sam@council.example,admin"))
    plan = council.take(a_csv("name,email,role", "Sam Okafor,sam@council.example,worker"))
    assert words(plan, "to_confirm") == [
        "sam@council.example: is admin here and not in the file; left as it is"
    ]
    assert ("sam@council.example", "admin", None, None, False) in roles(council)


def test_a_teams_file_gives_channel_supervisor_cover_posts_and_digest(council: Council) -> None:
    row = (
        "North,Safeguarding,C0123456789,priya@council.example,sam@council.example,"
        "1/7/2026,14/7/2026,7.5,Tuesday,08:30"
    )
    plan = council.take(a_csv(TEAMS_FILE, row))
    with council.database.reading() as session:
        details = load_team_details(session, council.north)
        cover = session.execute(select(COVERS)).one()
    assert (details.channel, details.established_fte) == ("C0123456789", Fraction(15, 2))
    assert (details.digest_weekday, details.digest_minute) == (1, 510)
    assert ("priya@council.example", "supervisor", "North", None, True) in roles(council)
    assert (cover.worker_id, cover.starts_on, cover.ends_on) == (
        council.workers["sam"], date(2026, 7, 1), date(2026, 7, 14),
    )  # fmt: skip
    assert council.plan(a_csv(TEAMS_FILE, row)).changes_nothing
    assert len(plan.changed) == 3


def test_a_channels_name_is_to_be_confirmed_and_not_kept(council: Council) -> None:
    plan = council.take(a_csv(TEAMS_FILE, "East,Safeguarding,#east,,,,,,,"))
    assert [entry.subject for entry in plan.to_confirm] == ["East"]
    with council.database.reading() as session:
        assert session.execute(select(TEAMS.c.channel_id)).scalars().all() == [None, None, None]


def test_two_teams_never_share_a_channel(council: Council) -> None:
    plan = council.take(a_csv(TEAMS_FILE, "North,S,C0123456789,,,,,,,", "South,S,C0123456789,,,,,,,"))
    assert [entry.place for entry in plan.refused] == ["row 2", "row 3"]
    council.take(a_csv(TEAMS_FILE, "North,Safeguarding,C0123456789,,,,,,,"))
    assert (
        council.plan(a_csv(TEAMS_FILE, "South,Safeguarding,C0123456789,,,,,,,")).refused[0].place == "row 2"
    )


def test_a_supervisor_not_known_yet_is_listed_and_the_team_is_kept(council: Council) -> None:
    plan = council.take(a_csv(TEAMS_FILE, "East,Fostering,,new@council.example,,,,,,"))
    assert words(plan, "unknown_workers") == [
        "new@council.example: supervisor of East; import this file again after the people"
    ]
    assert [entry.subject for entry in plan.new] == ["East"]


@pytest.mark.parametrize(("day", "time"), [("Saturday", "09:00"), ("Monday", "01:30")])
def test_a_digest_at_the_weekend_or_in_the_hour_that_comes_twice_is_refused(
    council: Council, day: str, time: str
) -> None:
    plan = council.plan(a_csv(TEAMS_FILE, f"North,Safeguarding,,,,,,,{day},{time}"))
    assert [entry.place for entry in plan.refused] == ["row 2"]


def test_a_team_moves_to_another_service(council: Council) -> None:
    plan = council.take(a_csv("team,service", "north,Fostering"))
    assert words(plan, "changed") == ["north: service to Fostering"]
    assert [entry.subject for entry in plan.not_in_file] == ["South"]


def test_reductions_are_new_changed_or_not_in_the_file(council: Council) -> None:
    heading = "email,reason,percent,from,to"
    council.take(
        a_csv(
            heading,
            "sam@council.example,Mat leave,100%,1/6/2026,",
            "ade@council.example,union,0.2,2026-01-01,",
        )
    )
    plan = council.take(
        a_csv(
            heading,
            "sam@council.example,maternity,100,01/06/2026,31/12/2026",
            "no@c.example,sick,50,1/6/2026,",
        )
    )
    assert words(plan, "changed") == [
        "sam@council.example: maternity from 1 June 2026 to 31 December 2026: 100 %"
    ]
    assert words(plan, "not_in_file") == [
        "ade@council.example: union from 1 January 2026: give it a last day if it is over"
    ]
    assert words(plan, "unknown_workers") == ["row 3: no@c.example: nobody here has this e-mail"]
    with council.database.reading() as session:
        rows = {
            (row.reason, row.share_thousandths, row.ends_on) for row in session.execute(select(REDUCTIONS))
        }
    assert rows == {("maternity", 1000, date(2026, 12, 31)), ("union", 200, None)}


def test_a_reduction_twice_is_refused_and_so_is_one_that_ends_before_it_starts(council: Council) -> None:
    rows = (
        "sam@council.example,sick,50%,1/6/2026,",
        "sam@council.example,sickness,60%,2026-06-01,",
        "ade@council.example,sick,5%,2/6/2026,1/6/2026",
    )
    plan = council.plan(a_csv("email,reason,percent,from,to", *rows))
    assert [entry.place for entry in plan.refused] == ["row 2", "row 3", "row 4"]


def test_extras_keep_to_the_policys_points(council: Council) -> None:
    heading = "email,responsibility,points"
    data = a_csv(
        heading,
        "sam@council.example,Practice educator,7.5",
        "ade@council.example,Duty,12",
        "priya@council.example,Duty,5.55",
    )
    plan = council.take(data)
    assert words(plan, "new") == ["sam@council.example: Practice educator, 7.5 points"]
    assert [entry.place for entry in plan.refused] == ["row 3", "row 4"]
    assert council.plan(data).changes_nothing
    council.take(
        a_csv(heading, "sam@council.example,practice  educator,8"), now=datetime(2026, 6, 9, tzinfo=UTC)
    )
    with council.database.reading() as session:
        rows = [
            (row.points_tenths, row.until_at is None)
            for row in session.execute(select(EXTRAS).order_by(EXTRAS.c.id))
        ]
    assert rows == [(75, False), (80, True)]
    assert council.plan(data, policy=a_policy(extra_most=120)).refused[0].place == "row 4"


def test_a_families_file_gives_keys_to_known_cases_and_lists_the_others(council: Council) -> None:
    heading = "reference,kind,worker_email,team"
    council.take(a_csv(heading, "100001,cp,sam@council.example,North", "100002,cp,sam@council.example,North"))
    plan = council.take(a_csv("reference,family", "100001,F1", "100002.0,F1", "100009,F1", "100003,Smith"))
    assert [entry.subject for entry in plan.changed] == ["100001", "100002"]
    assert [entry.subject for entry in plan.unknown_cases] == ["100009"]
    assert [entry.place for entry in plan.refused] == ["row 5"]
    assert council.case("100001").family == council.case("100002").family == "F1"
    next_list = council.plan(
        a_csv(heading, "100001,cp,sam@council.example,North", "100002,cp,sam@council.example,North")
    )
    assert next_list.changes_nothing
    assert next_list.notes == ()


def test_one_child_in_two_families_is_refused_on_both_rows(council: Council) -> None:
    plan = council.plan(a_csv("reference,family", "100001,F1", "100001,F2"))
    assert [entry.place for entry in plan.refused] == ["row 2", "row 3"]


def test_a_first_import_into_an_empty_database_works_in_any_order_of_teams_and_people(
    database: Database,
) -> None:
    council = Council(database, None, None, {})  # type: ignore[arg-type]
    team = a_csv(TEAMS_FILE, "North,Safeguarding,,sam@c.example,,,,,,")
    council.take(team, FILE_DAY, NOW)
    council.take(a_csv(PEOPLE, "Sam Lee,sam@c.example,worker,SW,1,North,Safeguarding,,,,,,,"), FILE_DAY, NOW)
    council.take(team, FILE_DAY, NOW)
    assert roles(council) == {("sam@c.example", Role.SUPERVISOR, "North", None, True)}
