"""Other people's spreadsheets in, ours out: guessed columns, odd bytes, harmless cells."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from resources_directory.cells import harmless, unguarded
from resources_directory.feeds.detect import read_files
from resources_directory.feeds.sheets import write_csv, write_xlsx
from resources_directory.hours_text import read_hours, write_hours
from resources_directory.model import Access, Service, ServiceId
from resources_directory.plain_text import plain_text
from resources_directory.problems import Fault
from resources_directory.spreadsheet import Reading
from tests.resources_directory.generated import LINES, services


def read(text: str) -> Reading:
    return read_files({"list.csv": text.encode()})


def one(text: str) -> Service:
    (service,) = read(text).services
    return service


def test_well_known_columns_are_guessed_and_each_guess_is_told() -> None:
    reading = read("Service Name,Web Site,Post Code,Mood\nWalk,haven.example.org,ax1 1bd,sunny\n")

    (service,) = reading.services
    assert (service.name, service.url) == ("Walk", "https://haven.example.org")
    assert service.place is not None
    assert service.place.postcode == "AX1 1BD"
    assert ("Mood", "sunny") in service.original
    guesses = [p.became for p in reading.problems if p.fault is Fault.GUESSED_COLUMN]
    assert guesses == ["name", "url", "postcode"]
    assert Fault.UNKNOWN_COLUMN in {problem.fault for problem in reading.problems}


def test_an_address_in_one_cell_ends_with_its_town() -> None:
    place = one('Title,Address\nWalk,"The Lodge, 4 Green Lane, Bolton"\n').place

    assert place is not None
    assert (place.lines, place.town) == (("The Lodge", "4 Green Lane"), "Bolton")


@pytest.mark.parametrize(
    ("said", "phone", "email"),
    [
        ("01632 960101", "01632 960101", None),
        ("jo@example.org", None, "jo@example.org"),
        ("NA", None, None),
    ],
)
def test_a_column_of_contacts_holds_whatever_there_is(
    said: str, phone: str | None, email: str | None
) -> None:
    service = one(f"Title,Contact\nWalk,{said}\n")

    assert (service.phone, service.email) == (phone, email)


def test_yes_and_no_in_columns_of_access_become_what_there_is_and_what_is_missing() -> None:
    service = one("Site name,Car park,Lift,Hearing loop\nWalk,Yes,No,\n")

    assert service.access == frozenset({Access.PARKING})
    assert service.lacks == {Access.LIFT}


def test_a_telephone_number_that_was_taken_for_a_sum_gets_its_zero_back() -> None:
    reading = read("Title,Telephone\nWalk,1632960101\n")

    assert reading.services[0].phone == "01632960101"
    assert Fault.LOST_ZERO in {problem.fault for problem in reading.problems}


def test_lines_above_the_headings_are_told_and_passed_over() -> None:
    reading = read("Our list 2026,,\n,,\nService name,Town,Tel\nWalk,Bolton,01632 960101\n")

    assert [service.name for service in reading.services] == ["Walk"]
    assert reading.problems[0].fault is Fault.LINES_ABOVE_HEADER


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_letters_survive_whatever_encoding_they_came_in(encoding: str) -> None:
    data = "name,organisation\nCafé “Tŷ Bach”,Pâtisserie\n".replace("ŷ", "y").encode(encoding)

    reading = read_files({"list.csv": data})

    assert [service.name for service in reading.services] == ["Café “Ty Bach”"]
    told = {problem.fault for problem in reading.problems}
    assert (Fault.ODD_ENCODING in told) == (encoding != "utf-8-sig")


def test_a_workbook_is_read_by_its_first_sheet_and_the_others_are_told() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Service name", "Telephone"], ["Walk", 1632960101]):
        sheet.append(row)
    book.create_sheet("Old ones").append(["Choir"])
    written = BytesIO()
    book.save(written)

    reading = read_files({"list.xlsx": written.getvalue()})

    assert [(service.name, service.phone) for service in reading.services] == [
        ("Walk", "01632960101")
    ]
    assert Fault.OTHER_SHEET in {problem.fault for problem in reading.problems}


def test_the_sample_comes_back_from_a_spreadsheet_as_it_was(sample: Reading) -> None:
    expected = [replace(service, original=()) for service in sample.services]

    for name, data in (
        ("list.csv", write_csv(sample.services).encode()),
        ("list.xlsx", write_xlsx(sample.services)),
    ):
        reading = read_files({name: data})
        assert reading.problems == ()
        assert [replace(service, original=()) for service in reading.services] == expected


@given(st.lists(services(), max_size=2))
@settings(max_examples=25)
def test_no_cell_that_goes_out_can_be_run_as_a_formula(some: list[Service]) -> None:
    rows = list(csv.reader(StringIO(write_csv(some), newline="")))
    sheet = load_workbook(BytesIO(write_xlsx(some))).active
    assert sheet is not None

    cells = [cell for row in rows for cell in row]
    cells += [str(cell.value) for row in sheet for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "f" not in {cell.data_type for row in sheet for cell in row}


AS_FORMULAS = st.tuples(st.sampled_from(("=", "+", "-", "@", "'", "'=", "''+")), LINES).map("".join)


@given(st.sampled_from(("", "'", "''")), st.sampled_from("=+-@\t\rx'"), st.text(max_size=5))
def test_a_harmless_cell_comes_back_as_it_was(before: str, first: str, rest: str) -> None:
    cell = before + first + rest

    assert unguarded(harmless(cell)) == cell


@given(st.lists(AS_FORMULAS, min_size=3, max_size=3))
@settings(max_examples=20)
def test_words_that_begin_as_a_formula_come_back_from_a_sheet_as_they_were(
    said: list[str],
) -> None:
    name, description, organisation = said
    service = Service(ServiceId("a"), name, organisation, description, phone="+44 7700 900112")

    for file, data in (
        ("list.csv", write_csv([service]).encode()),
        ("list.xlsx", write_xlsx([service])),
    ):
        (found,) = read_files({file: data}).services
        assert replace(found, original=()) == service


@pytest.mark.parametrize(
    "said",
    [
        "Mon, Wed 10:00-12:00; Thu 14:00-16:00; not on bank holidays",
        "first Mon 18:00-20:00; last Fri 19:00-21:00 (doors at 18:45)",
        "every other Wed 13:00-15:00 from 2026-01-07; not 2026-08-01 to 2026-08-31",
        "2026-06-13 11:00-16:00; days 1, 15 of the month 09:00-10:00",
        "Sat 22:00-02:00; Sun 11:00am-04:00am",
    ],
)
def test_hours_are_written_as_they_are_read(said: str) -> None:
    schedules, unread = read_hours(said)

    assert unread == ()
    assert write_hours(schedules) == said


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("Monday: 9am - 5pm, Tuesday: 9am - 12noon", [("MO",), ("TU",)]),
        ("1st Saturday of month 10am - 12 noon.", [("1SA",)]),
        ("Tuesday 6pm - 8pm and Sunday 3pm - 5pm", [("TU",), ("SU",)]),
    ],
)
def test_hours_as_others_write_them_are_read(said: str, days: list[tuple[str, ...]]) -> None:
    schedules, unread = read_hours(said)

    assert unread == ()
    assert [rule.byday for rule in schedules] == days


def test_ten_to_four_without_halves_of_the_day_is_not_taken_for_the_night() -> None:
    assert read_hours("Mon - Sat 10.00 - 4.00") == ((), ("Mon - Sat 10.00 - 4.00",))


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("2 < 3 & <3", "2 < 3 & <3"),
        ("Tea&nbsp;&amp;amp; talk", "Tea & talk"),
        ("&lt;p&gt;Hello&lt;/p&gt;", "Hello"),
        ("a<br/>b<style>p{}</style>", "a\nb"),
        ("\x00one\u200b \ud800two", "one two"),
        ("  kept\n\nas it is ", "kept\n\nas it is"),
    ],
)
def test_text_is_made_plain(said: str, plain: str) -> None:
    assert plain_text(said) == plain
