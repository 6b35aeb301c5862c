"""Two editions set against each other: what changed is told, all of it, once, and nothing else."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import document as doc
from reports.differences import differences
from reports.document.stored import from_json
from reports.facts import facts
from tests.reports.leaves import another, changed, leaves
from tests.reports.small_report import indicator, line, paragraphs, small_report
from tests.reports.test_golden import GOLDEN

REPORT = small_report()
SAMPLE = from_json((GOLDEN / "2019-20-q1.json").read_text(encoding="utf-8"))
# What no reader reads, or reads in words beside it: no difference, each for its reason.
NO_DIFFERENCE = {
    "ReportDocument.schema": "how the document is stored",
    "ReportDocument.published_at": "no two editions have the same",
    "ReportDocument.plan_key": "names the plan for the portal, never for a reader",
    "EditionHead": "what an edition says of itself",
    "Changed": "what an edition says of itself",
    "SecondLanguage": "told by itself, as the report in that language reads",
    "QuarterHead.slug": "an address, made of the quarter",
    "NumberedCommitment.slug": "an address, made of the number",
    "FinanceSection.sub_theme_slug": "an address",
    "AccountSection.against_slug": "an address, made of the quarter",
    "Brand": "decoration",
    "PillarSection.colour": "decoration",
    "PillarSection.icon": "decoration",
    "RatingValue": "on a row; its word stands beside it, and the key has its meaning",
    "Shown.rating": "its word stands beside it",
    "Rated.movement": "its words stand beside it",
    "Comparison.direction": "its words stand beside it",
    "Comparison.judgement": "its words stand beside it",
    "PrintedMark.mark": "its words stand beside it",
    "AccountGroup.outcome": "its words stand beside it",
    "SubThemePage.comparison_names": "columns, made of the rows",
    "SubThemePage.mark_headings": "columns, made of the rows",
    "SubThemePage.line_mark_headings": "columns, made of the rows",
    "Paragraph.html": "its text stands beside it; where its links lead is a fact of its own",
    "Note.html": "its text stands beside it; where its links lead is a fact of its own",
    "IndicatorRow.is_empty": "the value says so",
    "IndicatorRow.is_approximate": "the value says so",
    "Cell.kind": "how it is drawn; the text says what it is",
    "Cell.is_entered": "how it came to be there",
    "StatementColumn.kind": "how it is drawn",
    "Statement.kind": "which chart is drawn",
}
# What rows are known by: changed, the row is gone and another has come.
KEYS = {
    *("PillarSection.key", "SubThemePart.key", "SubThemePage.slug", "IndicatorRow.key", "NumberedCommitment.number"),
    *("Comparison.name", "PrintedMark.heading", "RatingValue.code", "FinancePage.slug", "Statement.key"),
    *("StatementColumn.key", "StatementRow.key", "Note.section", "Note.reference", "Statement.footnotes"),
    *("Finding.row", "Finding.column", "AccountReason.number", "AccountGroup.numbers", "SummaryCell.page_slug"),
    "AccountGroup.words",  # told of each number of the group
}
ALL = list(leaves(REPORT))


def is_told(path, owner):
    if owner.startswith("RatingValue."):
        return path[0] == "scale"
    return owner not in NO_DIFFERENCE and owner.partition(".")[0] not in (
        "Brand",
        "EditionHead",
        "Changed",
        "SecondLanguage",
    )


def test_the_report_of_these_tests_holds_everything_that_a_document_can_hold():
    owners = {owner.partition(".")[0] for _, owner, _ in ALL}
    assert set(doc.__all__) - owners == {"SCHEMA"}
    assert {owner for owner in NO_DIFFERENCE if "." in owner} <= {owner for _, owner, _ in ALL}


@pytest.mark.parametrize("report", [REPORT, SAMPLE], ids=["small", "sample"])
def test_the_same_report_twice_has_no_differences(report):
    assert differences(report, report) == ()


def test_no_two_facts_have_one_key():
    for report in (REPORT, SAMPLE):
        keys = [fact.key for fact in facts(report)]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("path", "owner", "value"), ALL, ids=[".".join(map(str, path)) for path, _, _ in ALL])
def test_one_value_changed_is_one_difference(path, owner, value):
    found = differences(REPORT, changed(REPORT, path, another(value)))
    if not is_told(path, owner):
        assert found == ()
    elif owner in KEYS:
        assert found
    else:
        assert len(found) == 1, found
        assert found[0].before != found[0].after


@settings(max_examples=25)
@given(st.data())
def test_any_value_of_the_sample_changed_is_noticed(data):
    told = [leaf for leaf in leaves(SAMPLE) if is_told(*leaf[:2])]
    path, owner, value = data.draw(st.sampled_from(told))
    found = differences(SAMPLE, changed(SAMPLE, path, another(value)))
    assert found
    assert owner in KEYS or len(found) == 1, found


def hub(report: doc.ReportDocument, **fields) -> doc.ReportDocument:
    """The report with other values on the part that stands on the first page, and in its box."""
    page = report.pillars[0].pages[0]
    part = replace(page.parts[0], **fields)
    boxes = (doc.SummaryCell(part.title, page.slug, part.rated),)
    pillar = replace(report.pillars[0], pages=(replace(page, parts=(part,)),), cells=boxes)
    return replace(report, pillars=(pillar, *report.pillars[1:]))


HUB = REPORT.pillars[0].pages[0].parts[0]
FIRST, OPENED, HIRED = (headline.text for headline in HUB.headlines)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ([FIRST, OPENED, HIRED], []),
        ([HIRED, FIRST, OPENED], []),
        ([FIRST, "A hub was opened in June", HIRED], [("changed", OPENED, "A hub was opened in June")]),
        ([FIRST, HIRED], [("removed", OPENED, "")]),
        (["New words first", FIRST, OPENED, HIRED], [("added", "", "New words first")]),
        ([FIRST, "Nothing like it", HIRED], [("added", "", "Nothing like it"), ("removed", OPENED, "")]),
        (
            ["New words first", FIRST, "A hub was opened in June", HIRED],
            [("added", "", "New words first"), ("changed", OPENED, "A hub was opened in June")],
        ),
        ([], [("removed", FIRST, ""), ("removed", OPENED, ""), ("removed", HIRED, "")]),
        ([FIRST, OPENED, OPENED, HIRED], [("added", "", OPENED)]),
    ],
)
def test_texts_of_a_list_are_compared_paragraph_by_paragraph(after, told):
    found = differences(REPORT, hub(REPORT, headlines=paragraphs(*after)))
    assert sorted((one.change, one.before, one.after) for one in found) == sorted(told)
    assert {one.where for one in found} <= {("Pillar 1: Keeping safe", "Safer hub", "Headlines")}


def test_a_rating_is_told_once_though_the_summary_repeats_it():
    other = replace(HUB.rated, this=doc.Shown(None, "Not due"))
    (told,) = differences(REPORT, hub(REPORT, rated=other))
    assert (told.change, told.before, told.after) == ("changed", "Green", "Not due")
    assert (told.kind, told.where) == ("rating", ("Pillar 1: Keeping safe", "Safer hub", "This period"))
    assert (told.page, told.anchor) == (("page", ("hub",)), "hub")


def test_a_title_is_told_once_and_nothing_beneath_it():
    renamed = hub(REPORT, title="Hub")
    page = replace(renamed.pillars[0].pages[0], title="Hub")
    renamed = replace(renamed, pillars=(replace(renamed.pillars[0], pages=(page,)), *renamed.pillars[1:]))
    (told,) = differences(REPORT, renamed)
    assert (told.where[-1], told.before, told.after) == ("Title", "Safer hub", "Hub")


def test_a_row_that_came_or_went_is_one_difference():
    rows = (*HUB.indicators, indicator("visits", "Visits", comparisons=(), marks=(), footnote="", basis=""))
    (added,) = differences(REPORT, hub(REPORT, indicators=rows))
    assert added.after.startswith("Visits; Value: 92%; Unit: calls; Source: Control room; Target: 95%")
    assert added.where[-2:] == ("Key indicators", "Visits")
    (removed,) = differences(REPORT, hub(REPORT, lines=HUB.lines[:1]))
    assert (removed.change, removed.after) == ("removed", "")
    assert removed.before.startswith("Promise 17; Printed as: 170; This period: Green; Last period: Red;")


def test_a_row_that_is_parted_is_told_as_the_rows_that_came_and_the_one_that_went():
    lines = (line("8"), line("9(a)"), *HUB.lines[1:])
    found = differences(REPORT, hub(REPORT, lines=lines))
    assert [(one.change, one.where[-1]) for one in found] == [("removed", "8, 9(a)"), ("added", "8"), ("added", "9(a)")]


def test_figures_are_told_as_they_are_printed():
    path = ("finance", "pages", 0, "statements", 0, "rows", 0, "cells", 0)
    printed = changed(REPORT, path, doc.Cell("amount", "(1,147)", -1147))
    (told,) = differences(REPORT, printed)
    assert (told.kind, told.before, told.after) == ("figure", "1,146", "(1,147)")
    assert told.where == ("Finance", "Revenue", "Revenue budget", "Staff", "Budget")
    assert (told.page, told.anchor) == (("finance_page", ("revenue",)), "statement-revenue")
    (behind,) = differences(REPORT, changed(REPORT, (*path, "amount"), 1147))
    assert behind.after == "1,146 (1147 in the data files)"


def test_where_a_link_leads_is_told():
    before = hub(REPORT, headlines=(doc.Paragraph("Read on", '<a href="https://example.org/1">Read on</a>'),))
    after = hub(REPORT, headlines=(doc.Paragraph("Read on", '<a href="https://example.org/2">Read on</a>'),))
    found = differences(before, after)
    assert {(one.before, one.after) for one in found} >= {("https://example.org/1", "")}
    assert all(one.kind == "link" for one in found)


def test_a_part_that_went_whole_and_a_report_without_finance_are_told():
    found = differences(REPORT, replace(REPORT, finance=None))
    assert {one.change for one in found} == {"removed"}
    assert ("Finance", "Revenue", "Revenue budget", "Staff") in [one.where for one in found]
    back = differences(replace(REPORT, finance=None), REPORT)
    assert [one.after for one in back] == [one.before for one in found]


def test_differences_are_drawn_with_a_word_for_each_change():
    after = hub(REPORT, headlines=paragraphs(FIRST, "A hub was opened in <June>", "Something new altogether"))
    context = {"differences": differences(REPORT, after), "before": "Edition 1", "after": "Edition 2"}
    table = render_to_string("reports/_differences.html", context)
    for words in ("Changed", "Added", "Removed", "Was not there", "No longer there", "&lt;June&gt;", "3 differences"):
        assert words in table
    assert "No figure, rating or text differs." in render_to_string("reports/_differences.html", {"differences": ()})
