"""Sections rendered apart become one document that reads, links and validates as one."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import page
import pikepdf
import pytest
import weasyprint

from pdf.finish import finish
from pdf.inspect import Bookmark, inspect, page_texts, structure, tables
from pdf.join import join, page_counts
from pdf.parts import Part
from pdf.stamp import stamp
from tests.pdf import verapdf
from tests.pdf.samples import IDENTIFIER, SQUARE, TYPEFACE, misplaced_marks, section, stamps, table

CREATED = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
SPANNING = (
    '<table><caption>Spend</caption><thead><tr><th scope="col">Year</th><th scope="col" colspan="2">Money</th></tr></thead>'
    '<tbody><tr><th scope="row">2026</th><td>1</td><td>2</td></tr></tbody></table>'
)


def joined(*parts: Part, pages: int = 0) -> bytes:
    return join(
        parts,
        title="Report & more",
        language="en-GB",
        identifier=IDENTIFIER,
        created=CREATED,
        producer="Portal",
        stamps=stamps(pages),
        typeface=TYPEFACE if pages else None,
    )


@cache
def report_parts() -> tuple[Part, ...]:
    """A cover that links on, a section over three pages and one in Welsh."""
    links = '<a href="section:finance">Money</a> <a href="section:plan#aims">Aims</a> <a href="https://example.org/">Web</a>'
    cover = finish(section(f'<h1>Report</h1><p>{links} <a href="#end">End</a></p><p id="end">End</p>'))
    finance = finish(section("<h1>Finance</h1>" + table(50) + SPANNING + "<h2>Notes</h2><p>Words.</p>"))
    plan = finish(
        section(
            f"<h1>Cynllun</h1><p>Geiriau.</p>{SPANNING}{SQUARE.format('<title>Siart</title>')}"
            '<h2 id="aims" style="break-before: page">Nodau</h2><ul><li>Un<ul><li>Dau</li></ul></li></ul>',
            language="cy",
        )
    )
    return (
        Part(cover, "cover", "Report"),
        Part(finance, "finance", "Finance"),
        Part(plan, "plan", "Cynllun", "cy"),
    )


@cache
def report() -> bytes:
    return joined(*report_parts())


def content(part: Part) -> bytes:
    return part.pdf if isinstance(part.pdf, bytes) else part.pdf.read_bytes()


def goals(pdf: bytes) -> dict[str, int]:
    """Where each link within the document leads: its words and the page from 1."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        numbers = {found.obj.objgen: number for number, found in enumerate(file.pages, start=1)}
        named = dict(pikepdf.NameTree(file.Root.Names.Dests).items())
        links = [link for found in file.pages for link in found.obj.get("/Annots", [])]
        inner = [link for link in links if "/URI" not in link.get("/A", {})]
        return {
            str(link.Contents): numbers[named[str(link.A.D if "/A" in link else link.Dest)][0].objgen] for link in inner
        }


def test_parts_follow_one_another_under_their_titles_and_languages() -> None:
    parts = [node for node in structure(report()) if node.depth == 1]
    assert [(node.tag, node.title, node.language, node.pages) for node in parts] == [
        ("Part", "Report", "en-GB", (1,)),
        ("Part", "Finance", "en-GB", (2, 3, 4)),
        ("Part", "Cynllun", "cy", (5, 6)),
    ]


def test_everything_a_part_says_is_said_in_the_whole() -> None:
    apart = [
        (node.tag, node.text, node.alt, node.scope)
        for part in report_parts()
        for node in structure(content(part))
        if node.tag != "Document"
    ]
    together = [(node.tag, node.text, node.alt, node.scope) for node in structure(report()) if node.depth > 1]
    assert together == apart
    assert [len(rows) for rows in tables(report())] == [51, 2, 2]
    assert page_texts(report()) == [text for part in report_parts() for text in page_texts(content(part))]


def test_every_mark_is_held_by_the_element_the_parent_tree_names_on_its_own_page() -> None:
    assert misplaced_marks(report()) == []


def test_header_names_are_the_parts_own() -> None:
    with pikepdf.open(io.BytesIO(report())) as file:
        known = {str(name): cell for name, cell in pikepdf.NameTree(file.Root.StructTreeRoot.IDTree).items()}
        cells = [obj for obj in file.objects if isinstance(obj, pikepdf.Dictionary) and "/Headers" in obj.get("/A", {})]
        assert {name.split("#")[0] for name in known} == {"finance", "plan"}
        assert all(str(cell.ID) == name for name, cell in known.items())
        assert {str(name) for cell in cells for name in cell.A.Headers} <= set(known)


def test_links_between_sections_land_on_the_right_page() -> None:
    assert goals(report()) == {"Money": 2, "Aims": 6, "End": 1}


def test_names_may_have_any_letters() -> None:
    link = Part(
        finish(
            section('<h1>T</h1><p><a href="section:tai#tŷ gwyn">Draw</a> <a href="#tô">Yma</a></p><p id="tô">T</p>')
        ),
        "tô",
        "T",
    )
    goal = Part(finish(section(f'<h1>T</h1>{SPANNING}<h2 id="tŷ gwyn" style="break-before: page">U</h2>')), "tai", "U")
    assert goals(joined(link, goal)) == {"Draw": 3, "Yma": 1}


def test_links_to_the_web_stay() -> None:
    with pikepdf.open(io.BytesIO(report())) as file:
        uris = [str(link.A.URI) for link in file.pages[0].obj.Annots if "/URI" in link.get("/A", {})]
    assert uris == ["https://example.org/"]


@pytest.mark.parametrize("target", ["nowhere", "cover#nowhere"])
def test_link_to_an_unknown_section_is_refused_by_name(target: str) -> None:
    part = Part(finish(section(f'<h1>T</h1><p><a href="section:{target}">x</a></p>')), "cover", "T")
    with pytest.raises(ValueError, match=f"“section:{target}”"):
        joined(part)


def test_bookmarks_are_those_of_the_parts_in_order() -> None:
    assert inspect(report()).outlines == (
        Bookmark("Report", 1),
        Bookmark("Finance", 2, (Bookmark("Notes", 4),)),
        Bookmark("Cynllun", 5, (Bookmark("Nodau", 6),)),
    )


@pytest.mark.parametrize(
    ("body", "bookmark"),
    [
        ("<p>No heading</p>", Bookmark("Whole", 1)),
        ("<h1>One</h1><h1>Two</h1>", Bookmark("Whole", 1, (Bookmark("One", 1), Bookmark("Two", 1)))),
    ],
)
def test_part_without_one_heading_gets_a_bookmark_of_its_title(body: str, bookmark: Bookmark) -> None:
    assert inspect(joined(Part(finish(section(body)), "a", "Whole"))).outlines == (bookmark,)


def test_fonts_that_parts_have_in_common_are_kept_once() -> None:
    parts = [Part(finish(section(f"<h1>{words}</h1>")), words, words) for words in ("listen", "silent")]
    with pikepdf.open(io.BytesIO(joined(*parts))) as file:
        described = [obj for obj in file.objects if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj]
    assert len(described) == 4
    assert len({descriptor.FontFile2.objgen for descriptor in described}) == 2


def test_whole_says_what_it_is() -> None:
    facts = inspect(report())
    assert (facts.title, facts.language, facts.page_count) == ("Report & more", "en-GB", 6)
    assert facts.is_tagged
    assert facts.claims_ua
    assert facts.has_text
    with pikepdf.open(io.BytesIO(report())) as file:
        assert str(file.docinfo.CreationDate) == "D:20261121140000+00'00'"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert [str(found.label) for found in file.pages] == ["1", "2", "3", "4", "5", "6"]
        assert bytes(file.trailer.ID[0]) == IDENTIFIER
        assert {str(found.obj.Tabs) for found in file.pages} == {"/S"}


def test_same_parts_give_the_same_bytes() -> None:
    assert joined(*report_parts(), pages=6) == joined(*report_parts(), pages=6)


def test_untagged_part_withholds_the_claim_and_keeps_the_other_tags() -> None:
    untagged = weasyprint.HTML(string="<style>@page { size: A6 }</style><p>Letter").write_pdf()
    whole = joined(*report_parts(), Part(untagged, "letter", "Letter"))
    assert not inspect(whole).claims_ua
    assert page_texts(whole)[-1] == "Letter"
    assert len(tables(whole)) == 3


def test_page_counts_are_those_of_the_parts() -> None:
    assert page_counts(part.pdf for part in report_parts()) == [1, 3, 2]


def test_names_have_to_differ() -> None:
    part = report_parts()[0]
    with pytest.raises(ValueError, match="Two parts have the name “cover”"):
        joined(part, part)


def test_nothing_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        joined()


def test_dates_need_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        join(report_parts(), title="T", language="en", identifier=IDENTIFIER, created=datetime(2026, 1, 1))  # noqa: DTZ001


def test_validators_find_nothing_wrong_with_sections_joined_and_stamped_reports(tmp_path: Path) -> None:
    produced = {
        **{f"{part.name}.pdf": content(part) for part in report_parts()},
        "joined.pdf": report(),
        "joined-with-stamps.pdf": joined(*report_parts(), pages=6),
        "stamped.pdf": stamp(report(), stamps(6), TYPEFACE),
    }
    paths = [tmp_path / name for name in produced]
    for path in paths:
        path.write_bytes(produced[path.name])
    reports = {path: page.validate_pdf(path, profile="ua1") for path in paths}
    assert {path.name: [failure.message for failure in found.failures] for path, found in reports.items()} == {
        path.name: [] for path in paths
    }
    assert verapdf.failures(paths) == {path: [] for path in paths}


def test_verapdf_tells_what_is_wrong_with_an_unfinished_section(tmp_path: Path) -> None:
    path = tmp_path / "raw.pdf"
    path.write_bytes(section(f"<h1>T</h1>{SQUARE.format('')}"))
    assert [sentence.split()[0] for sentence in verapdf.failures([path])[path]] == ["7.3-1"]


def test_parts_under_one_heading_share_a_bookmark() -> None:
    cover, finance, plan = report_parts()
    whole = joined(cover, replace(finance, under="Both"), replace(plan, under="Both"))
    first, both = inspect(whole).outlines
    assert (first.title, both.title, both.page) == ("Report", "Both", 2)
    assert [bookmark.title for bookmark in both.children] == ["Finance", "Cynllun"]
