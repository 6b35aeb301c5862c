"""What the papers print stands in the documents of the sample: each value, number, headline and figure in its own row.

tests/reports/test_transcription.py asks the same of pages and PDF; here it is asked of what both are drawn from.
"""

import pytest

from tests.records import transcribed
from tests.sample import QUARTERS, document, publish_sample

pytestmark = pytest.mark.django_db
FIRST, SECOND = QUARTERS
MARKS = {"": "", "^": "up", "v": "down", "V": "down", "-": "none"}
BOTH = pytest.mark.parametrize("quarter", QUARTERS, ids=str)


@pytest.fixture(autouse=True)
def sample():
    publish_sample()


def parts(quarter):
    return [part for pillar in document(quarter).pillars for page in pillar.pages for part in page.parts]


def mark_under(heading, marks):
    return "".join(mark.mark for mark in marks if mark.heading == heading)


@BOTH
def test_every_indicator_value_stands_under_its_name_on_its_page(quarter):
    found = [
        (part.key, row.name, row.value + row.footnote_mark, mark_under("Q1 19/20", row.marks), row.is_approximate)
        for part in parts(quarter)
        for row in part.indicators
    ]
    printed = [
        (row["page"], row["name"], row["value"], MARKS[row["mark"]], row["approximate"] == "yes")
        for row in transcribed(f"indicators_{quarter.slug}")
    ]
    assert found == printed
    assert len(found) == {FIRST: 61, SECOND: 59}[quarter]


@BOTH
def test_every_line_carries_its_numbers_and_wordings(quarter):
    found = [
        (
            part.key,
            " / ".join(one.number for one in line.commitments),
            " / ".join(one.printed_number or one.number for one in line.commitments),
            " | ".join(one.wording for one in line.commitments),
            mark_under("Q1 18/19", line.marks),
            mark_under("Q1 19/20", line.marks),
        )
        for part in parts(quarter)
        for line in part.lines
    ]
    printed = [
        (
            row["page"],
            row["numbers_true"],
            row["numbers_printed"],
            row["wordings"],
            MARKS[row["mark_q1_18_19"]],
            MARKS[row["mark_q1_19_20"]],
        )
        for row in transcribed(f"lines_{quarter.slug}")
    ]
    assert found == printed
    assert len(found) == {FIRST: 80, SECOND: 79}[quarter]
    assert sum(len(numbers.split(" / ")) for _, numbers, *_ in found) == 87


def test_three_numbers_are_printed_wrong():
    wrong = {
        one.number: one.printed_number
        for quarter in QUARTERS
        for part in parts(quarter)
        for line in part.lines
        for one in line.commitments
        if one.printed_number
    }
    assert wrong == {"3": "1", "4": "2", "56": "51"}


def test_rows_47_to_50_stand_under_row_46():
    levels = [
        (line.commitments[0].number, line.level)
        for part in parts(SECOND)
        if part.key == "engagement"
        for line in part.lines
    ]
    assert [number for number, level in levels if level] == ["47", "49", "50"]
    assert ("46", 0) in levels


@BOTH
def test_every_headline_stands_as_printed(quarter):
    found = []
    for pillar in document(quarter).pillars:
        found += [("pillar", pillar.key, headline.text) for headline in pillar.headlines]
        for page in pillar.pages:
            for part in page.parts:
                found += [("sub_theme", part.key, headline.text) for headline in part.headlines]
    printed = [(row["level"], row["key"], row["headline"]) for row in transcribed(f"headlines_{quarter.slug}")]
    assert found == printed


def statements():
    return [statement for page in document(SECOND).finance.pages for statement in page.statements]


def test_every_finance_figure_stands_in_its_row_and_column():
    found = [
        (statement.key, row.label, column.heading, cell.kind, "" if cell.amount is None else str(cell.amount))
        for statement in statements()
        for row in statement.rows
        for column, cell in zip(statement.columns, row.cells, strict=True)
        if cell.kind in ("amount", "dash")
    ]
    printed = [
        (row["table"], row["row"], row["column"], row["kind"], row["amount"])
        for row in transcribed("finance_2019-20-q1")
    ]
    assert found == printed
    assert len(found) == 176


def test_every_finance_row_has_its_kind_note_comment_and_footnote():
    found = []
    for statement in statements():
        for order, row in enumerate(statement.rows, start=1):
            beside = {cell.kind: cell.text for cell in row.cells}
            found.append(
                (
                    *(statement.key, str(order), row.label, row.kind),
                    *(beside.get("reference", ""), beside.get("comment", ""), row.footnote_mark),
                )
            )
    names = ("table", "order", "row", "kind", "ref", "comment", "footnote_mark")
    assert found == [tuple(row[name] for name in names) for row in transcribed("finance_rows_2019-20-q1")]


def test_every_figure_of_the_notes_stands_in_its_note():
    notes = document(SECOND).finance.notes
    for row in transcribed("notes_2019-20-q1"):
        note = notes[int(row["note"]) - 1]
        assert (note.section.lower(), note.reference) == (row["section"], row["reference"])
        assert row["figure"] in note.text


def test_quarter_without_finance_is_a_whole_quarter():
    first = document(FIRST)
    assert first.finance is None
    assert len(first.pages) == 11


@BOTH
def test_twelve_boxes_stand_on_eleven_pages(quarter):
    report = document(quarter)
    cells = [cell for pillar in report.pillars for cell in pillar.cells]
    slugs = [page.slug for _, page in report.pages]
    assert (len(report.pillars), len(cells), len(slugs), len(set(slugs))) == (4, 12, 11, 11)
    assert {cell.page_slug for cell in cells} == set(slugs)
    _, shared = report.page("offender-management")
    assert shared.title == "Offender Management, Rehabilitation & Restorative Justice"
    assert [part.title for part in shared.parts] == ["Offender Management & Rehabilitation", "Restorative Justice"]


def test_account_of_numbers_is_the_transcribed_one():
    account = document(SECOND).account
    assert (account.against, account.against_slug) == ("Q2 2018/19", "2018-19-q2")
    found = {number: group.outcome for group in account.groups for number in group.numbers}
    assert found == {row["number"]: row["kind"] for row in transcribed("account_2019-20-q1")}
    assert {group.outcome: len(group.numbers) for group in account.groups} == {
        "unchanged": 40,
        "reworded": 15,
        "reworded+regrouped": 5,
        "regrouped": 13,
        "new": 14,
        "missing": 14,
    }


def test_first_quarter_that_is_held_has_no_account():
    assert document(FIRST).account is None


@BOTH
def test_last_ratings_of_the_sample_are_marked_as_stated(quarter):
    """Neither quarter before is held, and the two held are not neighbours."""
    rated = [part.rated for part in parts(quarter)] + [line.rated for part in parts(quarter) for line in part.lines]
    assert all(one.last_is_stated for one in rated if one.last.rating)
    assert any(one.last.rating for one in rated)
    assert {one.movement for one in rated} >= {"improved", "worsened", "unchanged"}


@BOTH
def test_every_document_carries_the_notice_of_the_sample(quarter):
    report = document(quarter)
    assert "Every rating is illustrative" in report.notice
    assert report.words.panel == "Dorset Police and Crime Panel"
    assert [rating.word for rating in report.scale] == ["Red", "Amber", "Green", "Complete", "Not started"]
