"""What inspect tells of a PDF is what stands in it."""

import io

import pikepdf
import pytest
import weasyprint

from pdf.finish import finish
from pdf.inspect import Bookmark, Cell, inspect, page_texts, structure, tables
from tests.pdf.samples import SQUARE, section, table


def test_facts_of_a_section() -> None:
    facts = inspect(finish(section("<h1>One</h1><h2>Two</h2><p>Words.</p>", title="Title & more", language="cy")))
    assert facts.page_count == 1
    assert facts.page_sizes == ((297.64, 419.53),)
    assert (facts.title, facts.language) == ("Title & more", "cy")
    assert (facts.is_tagged, facts.claims_ua, facts.has_text) == (True, True, True)
    assert facts.outlines == (Bookmark("One", 1, (Bookmark("Two", 1),)),)


def test_facts_of_a_drawing_without_tags_or_text() -> None:
    facts = inspect(weasyprint.HTML(string=SQUARE.format("")).write_pdf())
    assert (facts.is_tagged, facts.claims_ua, facts.has_text) == (False, False, False)
    assert structure(weasyprint.HTML(string="<p>Words").write_pdf()) == []


def test_turned_page_is_measured_as_it_is_shown() -> None:
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(100, 200))
        file.pages[0].rotate(90, relative=False)
        out = io.BytesIO()
        file.save(out)
    assert inspect(out.getvalue()).page_sizes == ((200, 100),)


def test_bytes_that_are_no_pdf_are_refused() -> None:
    with pytest.raises(pikepdf.PdfError):
        inspect(b"no PDF")


def test_structure_gives_depth_page_and_words() -> None:
    pdf = finish(section('<h1>Title</h1><section><p style="break-before: page">Words <em>here</em>.</p></section>'))
    assert [(node.tag, node.depth, node.pages, node.text) for node in structure(pdf)] == [
        ("Document", 0, (1, 2), "Title Words here."),
        ("H1", 1, (1,), "Title"),
        ("Sect", 1, (2,), "Words here."),
        ("P", 2, (2,), "Words here."),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Plain words, 1,234.5 and £8 − “quoted” – ½",
        "Ŵyneb Llŷr a’r Gŵr",
        "office affluent fjord",
        "words that are so many that they take more than a single line on this small page of ours",
        "H2O and CO2",
    ],
)
def test_words_are_read_as_they_were_written(words: str) -> None:
    pdf = finish(section(f"<h1>T</h1><p>{words.replace('2', '<sub>2</sub>')}</p>"))
    assert structure(pdf)[-1].text == words


def test_words_in_right_aligned_lines_stay_apart() -> None:
    pdf = finish(section("<h1>T</h1><p style='text-align: right; width: 20mm'>up 4.2% worsening quickly</p>"))
    assert structure(pdf)[-1].text == "up 4.2% worsening quickly"


def test_tables_give_cells_in_rows() -> None:
    assert tables(finish(section("<h1>T</h1>" + table(1)))) == [
        [
            [Cell("TH", "Measure", "Column"), Cell("TH", "Number", "Column"), Cell("TH", "Note", "Column")],
            [Cell("TH", "Row 1", "Row"), Cell("TD", "7"), Cell("TD", "Note 1")],
        ]
    ]


def test_page_texts_hold_artifacts_too() -> None:
    assert page_texts(finish(section("<h1>Title</h1><p>Words.</p>"))) == ["Title Words. Foot 1"]


def test_form_that_draws_itself_is_read_once() -> None:
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(100, 100))
        form = file.make_stream(b"BT (Words) Tj ET /Self Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Self=form))
        file.pages[0].obj.Resources = form.Resources
        file.pages[0].obj.Contents = file.make_stream(b"/Self Do")
        out = io.BytesIO()
        file.save(out)
    assert page_texts(out.getvalue()) == ["Words"]


def test_words_of_a_plain_font_and_of_actual_text_are_read() -> None:
    drawn = b"BT /F1 12 Tf 10 10 Td (Caf\xe9) Tj /Span <</ActualText (fi)>> BDC (xx) Tj EMC ET"
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(100, 100))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        file.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        file.pages[0].obj.Contents = file.make_stream(drawn)
        out = io.BytesIO()
        file.save(out)
    assert page_texts(out.getvalue()) == ["Caféfi"]
