"""A finished section says to a screen reader what the page says to the eye."""

import io

import pikepdf
import pytest
import weasyprint

from pdf.finish import finish
from pdf.inspect import Node, page_texts, structure, tables
from tests.pdf.samples import PIXEL, SQUARE, misplaced_marks, section, table


def finished(body: str, **settings: str) -> bytes:
    return finish(section(body, **settings))


def tagged(pdf: bytes, tag: str) -> list[Node]:
    return [node for node in structure(pdf) if node.tag == tag]


def annotations(pdf: bytes) -> list[dict[str, str]]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found = [annotation for page in file.pages for annotation in page.obj.get("/Annots", pikepdf.Array())]
        return [{"contents": str(link.Contents), "uri": str(link.A.URI)} for link in found]


def outline(pdf: bytes) -> list[str]:
    """The tree in short: `L LI Lbl`, each tag indented by its depth."""
    return ["  " * node.depth + node.tag for node in structure(pdf)]


def test_table_across_three_pages_is_one_table_with_its_rows_in_order() -> None:
    pdf = finished("<h1>Title</h1>" + table(50))
    assert len(page_texts(pdf)) == 3
    assert [node.pages for node in tagged(pdf, "Table")] == [(1, 2, 3)]
    assert len(tagged(pdf, "THead")) == len(tagged(pdf, "TBody")) == 1
    (rows,) = tables(pdf)
    assert [cell.text for cell in rows[0]] == ["Measure", "Number", "Note"]
    assert [[cell.text for cell in row] for row in rows[1:]] == [
        [f"Row {n}", str(n * 7), f"Note {n}"] for n in range(1, 51)
    ]


def test_repeated_header_is_drawn_on_each_page_and_read_once() -> None:
    pdf = finished("<h1>Title</h1>" + table(50))
    assert ["Measure" in text for text in page_texts(pdf)] == [True, True, True]
    assert [node.pages for node in tagged(pdf, "THead")] == [(1,)]
    assert misplaced_marks(pdf) == []


def test_tables_that_meet_at_a_page_break_stay_two() -> None:
    pdf = finished("<h1>Title</h1>" + table(3) + '<div style="break-before: page"></div>' + table(2))
    assert [len(rows) for rows in tables(pdf)] == [4, 3]


def test_footer_repeated_on_each_page_is_read_once_at_the_end() -> None:
    pdf = finished(
        "<h1>Title</h1>" + table(36, foot='<tfoot><tr><th scope="row">Total</th><td>1</td><td>2</td></tr></tfoot>')
    )
    assert [node.tag for node in structure(pdf) if node.tag in {"Table", "Caption", "THead", "TBody", "TFoot"}] == [
        "Table",
        "Caption",
        "THead",
        "TBody",
        "TFoot",
    ]
    assert [cell.text for cell in tables(pdf)[0][-1]] == ["Total", "1", "2"]
    assert misplaced_marks(pdf) == []


def test_row_that_crosses_a_page_is_one_row() -> None:
    long = "many words in one cell " * 60
    pdf = finished(
        f"<h1>Title</h1><table><caption>C</caption><tbody><tr><th scope=row>R</th><td>{long}</td></tr></tbody></table>"
    )
    assert len(page_texts(pdf)) > 1
    assert [[(cell.tag, cell.text) for cell in row] for row in tables(pdf)[0]] == [[("TH", "R"), ("TD", long.strip())]]


@pytest.mark.parametrize(
    ("head", "body", "scopes"),
    [
        (
            '<th scope="col">A</th><th scope="col">B</th>',
            '<th scope="row">r</th><td>1</td>',
            ["Column", "Column", "Row"],
        ),
        ("<th>A</th><th>B</th>", "<th>r</th><td>1</td>", ["Column", "Column", "Row"]),
        ('<td></td><th scope="col">B</th>', "<td>r</td><td>1</td>", ["Column"]),
    ],
)
def test_header_cells_say_what_they_head(head: str, body: str, scopes: list[str]) -> None:
    pdf = finished(
        f"<h1>T</h1><table><caption>C</caption><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table>"
    )
    assert [node.scope for node in tagged(pdf, "TH")] == scopes


def test_column_headers_in_a_first_row_without_thead_head_their_columns() -> None:
    rows = "<tr><th scope=col>A</th><th scope=col>B</th></tr><tr><td>1</td><td>2</td></tr>"
    assert [node.scope for node in tagged(finished(f"<h1>T</h1><table>{rows}</table>"), "TH")] == ["Column", "Column"]


def test_header_names_stay_where_cells_span_and_lead_to_header_cells() -> None:
    head = '<thead><tr><th scope="col">Year</th><th scope="col" colspan="2">Money</th></tr></thead>'
    body = "".join(f'<tr><th scope="row">Y{n}</th><td>{n}</td><td>2</td></tr>' for n in range(30))
    pdf = finished(f"<h1>T</h1><table><caption>C</caption>{head}<tbody>{body}</tbody></table>")
    assert len(page_texts(pdf)) > 1
    with pikepdf.open(io.BytesIO(pdf)) as file:
        known = {str(name) for name, _ in pikepdf.NameTree(file.Root.StructTreeRoot.IDTree).items()}
        cells = [obj for obj in file.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/TD"]
        named = {str(name) for cell in cells for name in cell.A.Headers}
    assert len(known) == 32
    assert named
    assert named <= known


def test_nested_list_across_pages_is_one_list() -> None:
    inner = "".join(f"<li>Inner {n}</li>" for n in range(30))
    pdf = finished(f"<h1>T</h1><ul><li>First</li><li>Second<ul>{inner}</ul></li><li>Third</li></ul>")
    assert len(page_texts(pdf)) > 1
    assert [(node.depth, len(node.pages)) for node in tagged(pdf, "L")] == [(1, 2), (2, 2)]
    bodies = [node.text for node in tagged(pdf, "LBody")]
    assert bodies == ["First", "Second", *(f"Inner {n}" for n in range(30)), "Third"]
    assert misplaced_marks(pdf) == []


def test_list_item_across_pages_is_one_item() -> None:
    long = "words of a long item " * 60
    pdf = finished(f"<h1>T</h1><ul><li>Short</li><li>{long}</li></ul>")
    assert len(page_texts(pdf)) > 1
    assert [node.text for node in tagged(pdf, "LBody")] == ["Short", long.strip()]


@pytest.mark.parametrize(("between", "lists"), [("", 1), ("</ol><ol>", 2)])
def test_numbered_list_goes_on_where_its_numbers_do(between: str, lists: int) -> None:
    pdf = finished(f'<h1>T</h1><ol><li>a</li><li>b</li>{between}<li style="break-before: page">c</li></ol>')
    assert len(page_texts(pdf)) == 2
    assert len(tagged(pdf, "L")) == lists


def test_paragraph_broken_within_a_sentence_is_one_and_two_paragraphs_stay_two() -> None:
    long = "and so the sentence goes on " * 60
    pdf = finished(
        f'<h1>T</h1><section><p>It begins {long} here.</p><p style="break-before: page">Another.</p></section>'
    )
    assert len(page_texts(pdf)) > 2
    assert [node.text for node in tagged(pdf, "P")] == [f"It begins {long}here.", "Another."]
    assert len(tagged(pdf, "Sect")) == 2


def test_link_is_one_element_described_by_its_words_on_each_line() -> None:
    words = "a link whose words are so many that it has to break over two lines"
    pdf = finished(f'<h1>T</h1><p>Before <a href="https://example.org/a"><strong>{words}</strong></a> after.</p>')
    assert [node.text for node in tagged(pdf, "Link")] == [words]
    assert annotations(pdf) == [{"contents": words, "uri": "https://example.org/a"}] * 2
    assert tagged(pdf, "P")[0].text == f"Before {words} after."


def test_link_around_a_figure_is_described_by_its_alternative_text() -> None:
    pdf = finished(f'<h1>T</h1><p><a href="https://example.org/">{SQUARE.format("<title>Home</title>")}</a></p>')
    assert annotations(pdf) == [{"contents": "Home", "uri": "https://example.org/"}]
    assert [node.alt for node in tagged(pdf, "Figure")] == ["Home"]


def test_anchor_that_leads_nowhere_is_plain_text() -> None:
    pdf = finished("<h1>T</h1><p>Some <a>words</a> here.</p>")
    assert tagged(pdf, "Link") == []
    assert tagged(pdf, "P")[0].text == "Some words here."


def test_margin_boxes_are_artifacts_and_their_links_go() -> None:
    running = '<p class="r"><a href="https://example.org/">Running</a></p>'
    style = ".r { position: running(r) } @page { @top-left { content: element(r) } }"
    pdf = finished(f"{running}<h1>Title</h1><p>Words.</p>", style=style)
    assert all(words in page_texts(pdf)[0] for words in ("Running", "Foot 1"))
    assert structure(pdf)[0].text == "Title Words."
    assert annotations(pdf) == []
    assert misplaced_marks(pdf) == []


def test_figures_with_words_keep_them_and_decoration_is_an_artifact() -> None:
    chart = SQUARE.format("<title>Burglary fell</title>")
    images = f'<img src="{PIXEL}" alt=""><img src="{PIXEL}" alt="Crest">'
    pdf = finished(f"<h1>T</h1><p>Words {images} {SQUARE.format('')}</p>{chart}")
    assert [node.alt for node in tagged(pdf, "Figure")] == ["Crest", "Burglary fell"]
    assert misplaced_marks(pdf) == []


def test_figure_box_lies_on_the_page() -> None:
    pdf = finished(f"<h1>T</h1>{SQUARE.format('<title>Chart</title>')}")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        (figure,) = [obj for obj in file.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Figure"]
        left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    assert (round(right - left, 1), round(top - bottom, 1)) == (15, 15)
    assert 300 < bottom < top < 420


def test_words_in_another_language_say_so() -> None:
    pdf = finished('<h1>T</h1><p>Force: <a href="lang:cy">Heddlu Gwent</a>.</p>')
    assert [(node.text, node.language) for node in tagged(pdf, "Span")] == [("Heddlu Gwent", "cy")]
    assert annotations(pdf) == []


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        ("<div>Words <strong>here</strong></div>", ["P"]),
        ("<section>Words<p>More</p></section>", ["Sect", "  P", "  P"]),
        ("<blockquote>Words</blockquote>", ["BlockQuote", "  P"]),
        ("<div></div><p><span></span></p>", []),
        ("<ul><li><p>One</p><p>Two</p></li></ul>", ["L", "  LI", "    Lbl", "    LBody", "      P", "      P"]),
        (f"<figure>{SQUARE.format('<title>A</title>')}<figcaption>B</figcaption></figure>", ["Figure", "P"]),
    ],
)
def test_words_stand_in_elements_made_for_them(body: str, tree: list[str]) -> None:
    assert outline(finished(f"<h1>T</h1>{body}"))[2:] == ["  " + line for line in tree]


def test_untagged_file_is_refused() -> None:
    untagged = weasyprint.HTML(string="<p>Words").write_pdf()
    with pytest.raises(ValueError, match="has no tags"):
        finish(untagged)


def test_words_with_an_opacity_are_refused() -> None:
    with pytest.raises(ValueError, match="Page 1 draws words or a figure as a group"):
        finished('<h1>T</h1><p style="opacity: 0.5">Faint</p>')


def test_same_section_gives_the_same_bytes() -> None:
    rendered = section("<h1>Title</h1>" + table(50))
    assert finish(rendered) == finish(rendered)
