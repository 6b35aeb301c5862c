"""What a filled-in workbook would change: later edits, rows that are not to be filled in, and sheets and columns at fault."""

import pytest

from accounts.roles import Role
from commitments.actions import record_status
from commitments.models import Line, Status
from pillars.models import Return, SubThemeRating
from returns.workbooks.compare import compare
from returns.workbooks.differences import difference
from returns.workbooks.read import tables_of
from tests.people import make_person
from tests.records import make_line, make_period, rating
from tests.returns.entry import status_of
from tests.returns.workbook_files import (
    EVIDENCE,
    KEY,
    RATING,
    REASON,
    book_for,
    changed,
    changes,
    compared,
    read_of,
    wrong,
)

pytestmark = pytest.mark.django_db


# Later edits


def record(kept, code="R", at=0, by=None, **fields):
    head = status_of(kept, at)
    return record_status(line=kept.lines[at], rating=rating(kept.plan, code), based_on=head, by=by, **fields)


def test_a_row_that_somebody_else_changed_meanwhile_is_in_conflict(kept):
    book = book_for(kept.period, kept.editor)
    other = make_person(Role.ADMINISTRATOR, name="Robin Ash")
    record(kept, "R", by=other, reason="Lost.")
    found = compared(kept, ("Lines", 2, RATING, "Amber"), ("Lines", 3, RATING, "Red"), book=book)
    assert list(changes(found.changed)) == ["Lines!G3"]
    (row,) = found.conflicts
    assert (row.where, row.their_name, row.version) == ("Lines!G2", "Robin Ash", status_of(kept).pk)
    told = {each.field: (each.base, each.theirs, each.mine, each.is_mine) for each in row.fields}
    assert told == {"rating": ("", "R", "A", True), "reason": ("", "Lost.", "Lost.", False)}
    assert (row.outcome["rating"], row.outcome["reason"]) == ("A", "Lost.")


def test_a_later_edit_is_no_conflict_where_the_workbook_changes_nothing_or_the_same(kept):
    record(kept, "G")
    book = book_for(kept.period, kept.editor)
    record(kept, "R")
    assert changed(kept, book=book) == {}
    assert changed(kept, ("Lines", 2, RATING, "Red"), book=book) == {}


def test_an_edit_that_was_taken_back_meanwhile_is_no_conflict(kept):
    record(kept, "G")
    book = book_for(kept.period, kept.editor)
    record(kept, "R")
    record(kept, "G")
    assert changed(kept, ("Lines", 2, RATING, "Amber"), book=book) == {"Lines!G2": {"rating": ("G", "A")}}


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "outcome", "is_conflict"),
    [
        ({"a": "1", "b": "1"}, {"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "2", "b": "1"}, False),
        ({"a": "1", "b": "1"}, {"a": "1", "b": "3"}, {"a": "2", "b": "1"}, {"a": "2", "b": "3"}, True),
        ({"a": "1", "b": "1"}, {"a": "3", "b": "1"}, {"a": "2", "b": "1"}, {"a": "2", "b": "1"}, True),
    ],
)
def test_what_the_workbook_changes_is_laid_over_what_stands(base, theirs, mine, outcome, is_conflict):
    found = difference("line-1", "Lines!A2", 1, base, theirs, mine)
    assert (found.outcome, found.is_conflict) == (outcome, is_conflict)


def test_a_row_that_changes_nothing_is_none():
    assert difference("line-1", "Lines!A2", 1, {"a": "1"}, {"a": "3"}, {"a": "1"}) is None
    assert difference("line-1", "Lines!A2", 1, {"a": "1"}, {"a": "3"}, {"a": "3"}) is None


def test_the_seal_changes_with_what_stands_and_with_what_is_filled_in(kept):
    book = book_for(kept.period, kept.editor)
    seals = {compared(kept, book=book).seal, compared(kept, ("Lines", 2, RATING, "Red"), book=book).seal}
    record(kept, "A")
    seals.add(compared(kept, ("Lines", 2, RATING, "Red"), book=book).seal)
    assert len(seals) == 3


# Rows that are not to be filled in


def test_rows_of_others_and_of_closed_returns_are_faults_where_they_are_changed_and_nothing_where_not(kept):
    (said,) = wrong(kept, ("Lines", 5, RATING, "Red"))
    assert said.startswith("Lines!G5: This row is not for you to fill in (No: not yours).")
    book = book_for(kept.period, kept.editor)
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    (said,) = wrong(kept, ("Lines", 2, RATING, "Red"), book=book)
    assert said.startswith("Lines!G2: This row is not for you to fill in (No: closed, submitted).")
    assert wrong(kept, book=book) == []


def test_nobody_widens_what_they_keep_by_writing_into_the_column_that_says_so(kept):
    found = wrong(kept, ("Lines", 5, "For you to fill in?", "Yes"), ("Lines", 5, RATING, "Red"))
    assert len(found) == 1


def test_a_row_that_is_changed_back_to_what_stood_is_no_fault_though_it_moved_since(kept):
    line = Line.objects.get(quarterly_return=kept.other)
    book = book_for(kept.period, kept.editor)
    Status.objects.create(line=line, rating=rating(kept.plan, "R"))
    assert wrong(kept, book=book) == []


# Rows that are none


def test_rows_copied_twice_and_rows_of_nothing_here_are_named(kept):
    book = book_for(kept.period, kept.editor)
    keys = [row.cells["key"] for row in book.rows["Lines"]]
    assert wrong(kept, ("Lines", 3, KEY, keys[0]), book=book) == [
        "Lines!A3: This row is a copy of the one at Lines!A2. Delete one of the two."
    ]
    altered = keys[0].replace("line-", "line-9")
    assert "was not written by this portal, or it was changed" in wrong(kept, ("Lines", 3, KEY, altered), book=book)[0]
    Line.objects.filter(pk=kept.lines[2].pk)[0].places.all().delete()
    kept.lines[2].delete()
    assert wrong(kept, book=book) == ["Lines!A4: What this row is of is no longer in this quarter. Delete the row."]


def test_rows_of_another_quarter_are_named(kept):
    later = make_period(kept.plan, "2019-20-q3")
    make_line(later, "1", code=None)
    key = book_for(later, kept.editor).rows["Lines"][0].cells["key"]
    assert wrong(kept, ("Lines", 2, KEY, key)) == [
        "Lines!A2: This row is of Q3 2019/20, and the workbook is handed in for Q2 2019/20. Delete the row."
    ]


def test_rows_of_another_portal_are_refused_though_their_numbers_are_the_same(kept, settings):
    ours = settings.SECRET_KEY
    settings.SECRET_KEY = "another portal signs with this"
    book = book_for(kept.period, kept.editor)
    settings.SECRET_KEY = ours
    said = wrong(kept, book=book)
    assert len(said) == sum(len(rows) for rows in book.rows.values())
    assert all("was not written by this portal" in each for each in said)


def test_a_row_without_a_key_is_named_only_where_something_is_filled_in(kept):
    assert changed(kept, ("Lines", 3, KEY, "")) == {}
    (said,) = wrong(kept, ("Lines", 3, KEY, ""), ("Lines", 3, RATING, "Red"))
    assert said.startswith("Lines!G3: This row has no key")


# Sheets and columns


def moved_columns(read):
    for sheet in read["sheets"]:
        for row in sheet["rows"]:
            row.reverse()
    return read


def test_columns_are_found_by_their_headings_wherever_they_stand(kept):
    read = moved_columns(read_of(book_for(kept.period, kept.editor), ("Lines", 2, RATING, "Red")))
    found = compare(read, kept.period, kept.editor).differences
    assert changes(found.changed) == {"Lines!G2": {"rating": ("", "R")}}
    read["sheets"][0]["rows"].insert(0, ["A note above the headings"])
    assert list(changes(compare(read, kept.period, kept.editor).differences.changed)) == ["Lines!G3"]


def sheet_faults(kept, change):
    read = read_of(book_for(kept.period, kept.editor))
    change(read)
    return [str(fault) for fault in tables_of(read).faults]


def rename(read, heading, to):
    headings = read["sheets"][0]["rows"][0]
    headings[headings.index(heading)] = to


def test_every_fault_of_sheets_and_columns_names_them(kept):
    assert sheet_faults(kept, lambda read: rename(read, REASON, "Why")) == [
        "Lines!A1: The column “Reason (fill in)” is missing. Give it its heading back."
        " Headings that the portal does not know: I1."
    ]
    assert sheet_faults(kept, lambda read: rename(read, EVIDENCE, REASON))[0] == (
        "Lines!I1: The heading “Reason (fill in)” stands here and at J1. Delete one of the columns."
    )
    assert sheet_faults(kept, lambda read: rename(read, KEY, "Notes"))[0].startswith(
        "Lines!A1: No row has the heading “Row key”."
    )
    assert sheet_faults(kept, lambda read: read["sheets"].pop(2))[0].startswith("Texts: This sheet is missing.")
    assert sheet_faults(kept, lambda read: read["sheets"].append(read["sheets"][0]))[0].startswith(
        "Lines: There are two sheets of this name."
    )
    assert sheet_faults(kept, lambda read: read["sheets"][0].update(is_hidden=True))[0].startswith(
        "Lines: This sheet is hidden"
    )
    assert sheet_faults(kept, lambda read: read["sheets"][0].update(merged=["F2:F4"]))[0].startswith(
        "Lines!F2:F4: These cells are merged."
    )


def test_headings_may_be_typed_anew(kept):
    assert sheet_faults(kept, lambda read: rename(read, REASON, "  reason ")) == []
    assert sheet_faults(kept, lambda read: rename(read, "Commitments", "Promises")) == []


def test_formulas_count_only_in_cells_to_fill_in(kept):
    def spoil(read):
        read["sheets"][0].update(uncomputed=["I2", "C2"], errors=["J3", "A3"])

    assert sheet_faults(kept, spoil) == [
        "Lines!I2: The formula in this cell was never computed. Write its value, or save the workbook in a spreadsheet program.",
        "Lines!J3: The formula in this cell gives an error. Write what is meant instead.",
    ]


def test_faults_come_in_the_order_of_the_file(kept):
    cells = [("Sub-themes", 2, RATING, "x"), ("Lines", 3, RATING, "x"), ("Lines", 2, REASON, ["other", "x"])]
    assert [each.partition(":")[0] for each in wrong(kept, *cells, ("Lines", 2, RATING, "x"))] == [
        *("Lines!G2", "Lines!I2", "Lines!G3", "Sub-themes!E2")
    ]


def test_comparing_takes_no_more_queries_for_more_rows(kept, django_assert_num_queries):
    book = book_for(kept.period, kept.editor)
    read = read_of(book, *(("Lines", row, RATING, "Amber") for row in (2, 3, 4)))
    with django_assert_num_queries(13):
        compare(read, kept.period, kept.editor)
    for at in range(3):
        record(kept, "R", at, by=kept.editor)
    SubThemeRating.objects.create(quarterly_return=kept.held, rating=rating(kept.plan, "G"))
    with django_assert_num_queries(14):
        assert len(compare(read, kept.period, kept.editor).differences.conflicts) == 3
