"""The PDF of a report: whole, in order, the same every time, and readable by a machine that reads it aloud."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import page as page_validation
import pytest

from pdf.inspect import Bookmark, inspect, page_texts, structure
from pillars.quarters import Quarter
from reports import render
from reports.document import ReportDocument
from tests.pdf import verapdf
from tests.sample import QUARTERS, document, pdf, publish_sample

pytestmark = pytest.mark.django_db

A4_LANDSCAPE = (842, 595)
AWKWARD = "Drugs & alcohol <b>“now”</b> – Ynys Môn’s café’s " + "re-evaluation " * 20 + "x" * 100
QUARTER = pytest.mark.parametrize("quarter", QUARTERS, ids=str)


@pytest.fixture(autouse=True)
def sample() -> None:
    publish_sample()


def stretched(source: ReportDocument, *, pillars: int, lines: int) -> ReportDocument:
    """The report with another number of pillars, its first page with so many lines, and with hard names throughout."""
    first = source.pillars[0]
    page = first.pages[0]
    part = page.parts[0]
    many = tuple(
        replace(
            line,
            commitments=tuple(replace(item, number=str(number), wording=AWKWARD) for item in line.commitments[:1]),
        )
        for number, line in enumerate((part.lines * lines)[:lines], start=1)
    )
    longest = replace(page, title=AWKWARD, parts=(replace(part, title=AWKWARD, lines=many),))
    empty = replace(page, slug="empty", parts=(replace(part, lines=(), indicators=(), activities=(), headlines=()),))
    drawn = [replace(first, title=AWKWARD, pages=(longest, empty), cells=())]
    for number in range(1, pillars):
        pillar = source.pillars[number % len(source.pillars)]
        pages = tuple(replace(page, slug=f"{page.slug}-{number}") for page in pillar.pages[:1])
        drawn.append(replace(pillar, number=number + 1, key=f"{pillar.key}-{number}", pages=pages, cells=()))
    return replace(source, pillars=tuple(drawn), finance=None, account=None)


def words(text: str) -> str:
    return " ".join(text.split())


@QUARTER
def test_pdf_is_a4_landscape_with_a_page_for_each_sub_theme(quarter: Quarter) -> None:
    report, made = document(quarter), pdf(quarter)
    facts = inspect(made)
    assert {(round(width), round(height)) for width, height in facts.page_sizes} == {A4_LANDSCAPE}
    starts = {bookmark.title: bookmark.page for bookmark in flat(facts.outlines)}
    pages = [starts[page.title] for _, page in report.pages]
    assert pages == list(range(pages[0] or 0, (pages[0] or 0) + len(report.pages)))
    assert facts.title == f"{report.title} – {quarter}"
    assert facts.language == "en-GB"
    assert facts.is_tagged
    assert facts.claims_ua


@QUARTER
def test_every_page_bears_its_number_the_report_and_the_notice(quarter: Quarter) -> None:
    report = document(quarter)
    texts = page_texts(pdf(quarter))
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert str(quarter) in text
        assert "".join(report.notice.split()) in "".join(text.split())


def test_page_furniture_is_not_read_aloud() -> None:
    made = pdf(QUARTERS[1])
    assert not any("Page 3 of" in node.text for node in structure(made))


def test_contents_lead_to_the_pages_they_name() -> None:
    quarter = QUARTERS[1]
    made = pdf(quarter)
    starts = {bookmark.title: bookmark.page for bookmark in flat(inspect(made).outlines)}
    rows = cover_rows(made)
    assert rows
    for title, printed in rows.items():
        assert starts[title] == int(printed), title


def cover_rows(made: bytes) -> dict[str, str]:
    """The rows of the cover's contents: title and page."""
    rows: dict[str, str] = {}
    title = ""
    for node in structure(made):
        if node.tag in ("TH", "TD") and node.pages == (1,):
            text = words(node.text)
            if text.isdigit() and title:
                rows[title] = text
            title = text
    return rows


def test_headings_skip_no_level_and_each_section_begins_with_one() -> None:
    level = 0
    for node in structure(pdf(QUARTERS[1])):
        if node.tag == "Part" and node.title:
            level = 0
        if node.tag in ("H1", "H2", "H3", "H4"):
            assert int(node.tag[1]) <= level + 1, node
            level = int(node.tag[1])


def test_every_header_cell_says_what_it_heads_and_every_figure_has_words() -> None:
    nodes = structure(pdf(QUARTERS[1]))
    heads = [node for node in nodes if node.tag == "TH"]
    assert heads
    assert {node.scope for node in heads} <= {"Row", "Column"}
    assert all(node.alt for node in nodes if node.tag == "Figure")


def test_reading_order_is_that_of_the_report() -> None:
    quarter = QUARTERS[1]
    parts = [node.title for node in structure(pdf(quarter)) if node.tag == "Part" and node.title]
    titles = [page.title for _, page in document(quarter).pages]
    assert [title for title in parts if title in titles] == titles


def test_same_document_gives_the_same_bytes() -> None:
    assert render.pdf(document(QUARTERS[0])) == pdf(QUARTERS[0])


@pytest.mark.parametrize(("pillars", "lines"), [(3, 0), (8, 60)], ids=["3 pillars, no line", "8 pillars, 60 lines"])
def test_awkward_plan_stays_whole(pillars: int, lines: int, tmp_path: Path) -> None:
    report = stretched(document(QUARTERS[1]), pillars=pillars, lines=lines)
    made = render.pdf(report)
    facts = inspect(made)
    titles = [words(bookmark.title) for bookmark in flat(facts.outlines)]
    assert words(AWKWARD) in titles
    assert len([bookmark for bookmark in facts.outlines if bookmark.children]) == pillars
    nodes = structure(made)
    longest = [node for node in nodes if node.tag == "Table" and f"{lines}." in node.text and "xxxx" in node.text]
    if lines:
        assert len(longest) == 1, "a table over many pages is one table"
        assert len(longest[0].pages) > 1
        assert all(f" {number}. " in f" {words(longest[0].text)} " for number in range(1, lines + 1))
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    assert verapdf.failures([path]) == {path: []}


def test_both_validators_find_nothing(tmp_path: Path) -> None:
    paths = []
    for quarter in QUARTERS:
        path = tmp_path / f"{quarter.slug}.pdf"
        path.write_bytes(pdf(quarter))
        paths.append(path)
    assert verapdf.failures(paths) == {path: [] for path in paths}
    for path in paths:
        found = page_validation.validate_pdf(path, profile="ua1")
        assert [failure.message for failure in found.failures] == []


def test_outline_names_every_pillar_with_its_pages_in_order() -> None:
    quarter = QUARTERS[1]
    outlines = inspect(pdf(quarter)).outlines
    nested = [[child.title for child in bookmark.children] for bookmark in outlines if bookmark.children]
    pillars = [[page.title for page in pillar.pages] for pillar in document(quarter).pillars]
    assert nested[:-1] == pillars
    assert nested[-1][0] == "Overview and notes"
    assert outlines[1].title == "Summary"
    assert outlines[-1].title == "Key to the ratings"


def flat(outlines: tuple[Bookmark, ...]) -> Iterator[Bookmark]:
    """Every bookmark, those within others too."""
    for bookmark in outlines:
        yield bookmark
        yield from flat(bookmark.children)
