"""The file itself: what it says, that reading gives back what was written, and that its text can never be a formula."""

import io
import re
import zipfile
from datetime import date
from xml.sax.saxutils import unescape

import pytest

from accounts.roles import Role
from commitments.models import Status
from pillars.models import Narrative, ReportingPeriod, Return
from pillars.quarters import Quarter
from returns.actions import open_quarter
from returns.queries import quarter_sheet
from returns.workbooks.keys import read_key
from returns.workbooks.read import read_cells
from returns.workbooks.shape import LINES, SHEETS
from returns.workbooks.write import FORMATS
from spreadsheets.plain import plain
from tests.people import make_person
from tests.records import load_sample, make_line
from tests.returns.entry import last_status, make_place, make_reading
from tests.returns.workbook_files import (
    KEY,
    REASON,
    WHO,
    applied,
    book_for,
    changed_book,
    changes,
    column_of,
    differences,
    filled_in,
    handed_in,
    made,
    ods_filled_in,
    opened,
    read_of,
)

pytestmark = pytest.mark.django_db
ENDINGS = tuple(FORMATS)
DANGEROUS = (
    *("=1+1", "+1.1%", "-23.4%", "@SUM(A1)", '=HYPERLINK("https://example.org")', "'quoted", "232K +"),
    *("_x000D_ said", "<b>&amp;</b>", "שלום", "two  spaces", "one\n\nthree", "😀", "=cmd|' /C calc'!A0"),
)


def cells_of(content):
    """Every cell that was read, by sheet."""
    return {sheet["name"]: sheet["rows"] for sheet in read_cells(content)["sheets"]}


def cells_written(book):
    """Every cell that was written, as reading gives it."""
    return {sheet["name"]: sheet["rows"] for sheet in read_of(book)["sheets"]}


# Exactness


@pytest.fixture
def sample():
    """The sample's last quarter, which is answered, and the one after it, which is open."""
    load_sample()
    last = ReportingPeriod.objects.of(Quarter(2019, 1)).get()
    due = {"submissions_due_on": date(2019, 10, 11), "approvals_due_on": date(2019, 10, 18)}
    return last, open_quarter(plan=last.plan, quarter=Quarter(2019, 2), by=None, **due)


def test_the_whole_sample_is_read_as_it_was_written_and_can_be_entered_from_a_workbook(sample):
    last, period = sample
    person = make_person(Role.ADMINISTRATOR)
    whole = book_for(last, person)
    assert [len(whole.rows[name]) for name in ("Lines", "Indicators", "Sub-themes")] == [79, 59, 12]
    for ending in ENDINGS:
        assert cells_of(FORMATS[ending].write(whole)) == cells_written(whole)

    def copy(book):
        """Every answer of the last quarter, cell by cell, typed into the workbook of this one."""
        for sheet in SHEETS:
            for at, row in enumerate(whole.rows[sheet.name], start=2):
                page = book[sheet.name]
                if page.cell(at, column_of(page, WHO)).value != "Yes":
                    continue
                for number, column in enumerate(sheet.columns, start=1):
                    if column.is_open and (value := row.cells.get(column.field)):
                        cell = page.cell(at, number)
                        cell.value = value
                        cell.data_type = "d" if isinstance(value, date) else "s"

    upload = applied(handed_in(changed_book(made(period, person), copy), period, person), person)
    assert upload.applied == 79 + 53 + 26 + 12
    now = book_for(period, person)
    for sheet in SHEETS:
        names = [column.field for column in sheet.open_columns]
        assert [[row.cells.get(name, "") for name in names] for row in now.rows[sheet.name]] == [
            [row.cells.get(name, "") for name in names] for row in whole.rows[sheet.name]
        ]
    before, after = _readings(last), _readings(period)
    assert len(before) == 59
    assert before == after
    for ending in ENDINGS:
        found = differences(FORMATS[ending].write(now), period, person)
        assert (found.changed, found.conflicts, found.faults) == ((), (), ())
        assert found.unchanged == 79 + 59 + 26 + 12


def _readings(period):
    """What is kept of every place's value, and nothing of who kept it and when."""
    told = ("printed", "value", "grade", "is_approximate", "empty_reason", "basis", "basis_printed", "label")
    told += ("comparators", "target", "footnote")
    found = [entry.reading for held in quarter_sheet(period).returns for entry in held.readings]
    return [reading and {name: getattr(reading, name) for name in told} for reading in found]


@pytest.mark.parametrize("ending", ENDINGS)
def test_text_of_every_kind_goes_out_and_comes_back_as_it_was(kept, ending):
    for number, text in enumerate(DANGEROUS, start=100):
        Status.objects.create(line=make_line(kept.period, str(number), code=None), reason=text)
    content = made(kept.period, kept.editor, ending)
    reason = [column.field for column in LINES.columns].index("reason")
    said = [row[reason] for row in cells_of(content)["Lines"]]
    assert [text for text in said if text in DANGEROUS] == list(DANGEROUS)
    found = differences(content, kept.period, kept.editor)
    assert (found.changed, found.faults) == ((), ())


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_no_cell_can_hold_is_not_taken_for_an_edit(kept, ending):
    for number, text in enumerate(("a\tb", "a\r\nb", "a\x0bb", " round ", "x\x01y", "none"), start=100):
        Status.objects.create(line=make_line(kept.period, str(number), code=None), reason=text)
    too_long = "word " * 8_000
    Narrative.objects.create(kind="headlines", quarterly_return=kept.held, text=too_long)
    found = differences(made(kept.period, kept.editor, ending), kept.period, kept.editor)
    assert (found.changed, found.faults) == ((), ())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_text_of_twenty_thousand_letters_is_carried_whole(kept, ending):
    text = plain("left ‮right " * 2_000)[:20_000].strip()
    Narrative.objects.create(kind="headlines", quarterly_return=kept.held, text=text)
    content = made(kept.period, kept.editor, ending)
    assert any(text in row for row in cells_of(content)["Texts"])
    assert differences(content, kept.period, kept.editor).changed == ()


def test_what_is_written_into_an_ods_is_read(kept):
    content = ods_filled_in(made(kept.period, kept.editor, "ods"), "Lines", 1, 6, "Amber")
    found = differences(content, kept.period, kept.editor)
    assert changes(found.changed) == {"Lines!G2": {"rating": ("", "A")}}


# Text is text


def test_no_cell_of_either_file_is_a_formula(kept):
    Status.objects.create(line=kept.lines[0], reason="=1+1")
    place = make_place(kept)
    make_reading(kept.period, place, "+1.1%")
    with zipfile.ZipFile(io.BytesIO(made(kept.period, kept.editor))) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/" in name]
        styles = package.read("xl/styles.xml").decode()
    for sheet in sheets:
        assert not re.search(r"<f[ >/]", sheet)
        kinds = set(re.findall(r'<c [^>]*t="(\w+)"', sheet))
        assert kinds <= {"inlineStr", "s", "n"}
    assert 'quotePrefix="1"' in styles
    assert "<is><t>=1+1</t></is>" in "".join(sheets)
    assert "<is><t>+1.1%</t></is>" in "".join(sheets)
    with zipfile.ZipFile(io.BytesIO(made(kept.period, kept.editor, "ods"))) as package:
        content = package.read("content.xml").decode()
    assert "table:formula" not in content
    assert set(re.findall(r'office:value-type="(\w+)"', content)) == {"string"}
    assert "<text:p>=1+1</text:p>" in content


def test_cells_to_fill_in_are_text_so_that_what_is_typed_stays_text(kept):
    make_place(kept)
    page = opened(made(kept.period, kept.editor))["Indicators"]
    assert page.cell(2, column_of(page, "This period (fill in)")).number_format == "@"


def test_days_are_days(kept):
    Status.objects.create(line=kept.lines[0], milestone="Next", milestone_due_on=date(2020, 3, 31))
    page = opened(made(kept.period, kept.editor))["Lines"]
    cell = page.cell(2, column_of(page, "Milestone due on (fill in)"))
    assert (cell.value.date(), cell.number_format) == (date(2020, 3, 31), "DD/MM/YYYY")
    with zipfile.ZipFile(io.BytesIO(made(kept.period, kept.editor, "ods"))) as package:
        assert 'office:date-value="2020-03-31"' in package.read("content.xml").decode()


# What it looks like, and what it says


def test_an_xlsx_is_pleasant_to_fill_in(kept):
    book = opened(made(kept.period, kept.editor))
    assert book.sheetnames == ["About", "Lines", "Indicators", "Texts", "Sub-themes"]
    page = book["Lines"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == f"A1:M{page.max_row}"
    assert page.column_dimensions["M"].hidden
    assert page.cell(2, column_of(page, REASON)).alignment.wrap_text
    offered = {choice.formula1 for choice in page.data_validations.dataValidation}
    cells = [
        cell.value for rows in offered for (cell,) in book["About"][re.sub("[^A-Z0-9:]", "", rows.partition("!")[2])]
    ]
    assert {"Red", "Amber", "Green", "Not started", "Not due", "Withheld"} <= set(cells)
    assert not any(choice.showErrorMessage for choice in page.data_validations.dataValidation)
    assert not page.protection.sheet


def test_an_ods_offers_the_same_choices(kept):
    with zipfile.ZipFile(io.BytesIO(made(kept.period, kept.editor, "ods"))) as package:
        content = package.read("content.xml").decode()
    assert 'cell-content-is-in-list("Red";"Amber"' in unescape(content, {"&quot;": '"'})
    assert 'table:content-validation-name="rating"' in content
    assert 'table:visibility="collapse"' in content


def test_the_first_sheet_says_what_it_is_and_how_it_is_filled_in(kept):
    page = opened(made(kept.period, kept.editor))["About"]
    said = "\n".join(str(cell.value) for row in page.rows for cell in row if cell.value)
    for words in (
        "Workbook of Q2 2019/20",
        "Made for Editor of the first on",
        "A blank cell is not filled in",
        "write the word none",
        "“Row key”, is hidden",
        "Not applicable",
    ):
        assert words in said


def test_last_period_stands_beside_this_one(kept):
    last_status(kept, milestone="Sign the lease", milestone_due_on=date(2020, 3, 31))
    row = book_for(kept.period, kept.editor).rows["Lines"][0]
    assert row.cells["last"] == "Green"
    assert row.cells["last_milestone"] == "Sign the lease, 31 March 2020"
    assert (row.cells["milestone"], row.cells["due"]) == ("Sign the lease", date(2020, 3, 31))


def test_rows_of_others_and_of_closed_returns_are_told_apart_in_words(kept):
    who = [row.cells["who"] for row in book_for(kept.period, kept.editor).rows["Sub-themes"]]
    assert who == ["Yes", "No: not yours"]
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    who = [row.cells["who"] for row in book_for(kept.period, kept.editor).rows["Sub-themes"]]
    assert who == ["No: closed, submitted", "No: not yours"]
    page = opened(made(kept.period, kept.editor))["Sub-themes"]
    assert page.cell(2, column_of(page, WHO)).value == "No: closed, submitted"
    assert page.cell(2, column_of(page, REASON)).font.italic


def test_a_row_names_its_record_and_the_version_that_it_is_based_on(kept):
    status = Status.objects.create(line=kept.lines[0], reason="Late.")
    page = opened(made(kept.period, kept.editor))["Lines"]
    column = column_of(page, KEY)
    first, second = (read_key(page.cell(row, column).value, kept.period.quarter) for row in (2, 3))
    assert (first.subject, first.version) == (f"line-{kept.lines[0].pk}", status.pk)
    assert (second.subject, second.version) == (f"line-{kept.lines[1].pk}", 0)


def test_making_a_workbook_takes_the_queries_of_the_quarter_whatever_its_size(kept, django_assert_num_queries):
    with django_assert_num_queries(13) as few:
        book_for(kept.period, kept.editor)
    for number in range(20, 40):
        make_line(kept.period, str(number), code=None)
    with django_assert_num_queries(len(few)):
        book_for(kept.period, kept.editor)


def test_filling_in_by_hand_is_what_these_tests_do(kept):
    content = filled_in(made(kept.period, kept.editor), ("Lines", 2, REASON, "Late."))
    assert changes(differences(content, kept.period, kept.editor).changed) == {"Lines!I2": {"reason": ("", "Late.")}}
