"""A sentence that must not be in a pack is found wherever it is planted, and so is a paper by its digest."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from pdf.finish import finish
from pdf.join import join_into
from pdf.parts import About, Part
from pdf.search import Unsearched, digests_of, folded, found_in
from tests.pdf import hostile
from tests.pdf.raw import paper, stream, tagged
from tests.pdf.samples import IDENTIFIER, SQUARE, section, table

SECRET = "The officer’s efficiency was re-considered, and Zoë left."
ABOUT = About("Pack", "en-GB", IDENTIFIER, datetime(2026, 11, 21, 14, 0, tzinfo=UTC))

Plant = Callable[[Pdf], object]


def planted(plant: Plant, folder: Path) -> Path:
    path = folder / "planted.pdf"
    with Pdf.open(io.BytesIO(tagged())) as file:
        plant(file)
        file.save(path)
    return path


def metadata(file: Pdf) -> None:
    with file.open_metadata() as held:
        held["dc:description"] = SECRET


def bookmark(file: Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def attachment(file: Pdf) -> None:
    file.attachments["note.txt"] = SECRET.encode("utf-16")


def script(file: Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=file.make_stream(SECRET.encode("utf-8")))


def annotation(file: Pdf) -> None:
    file.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Text, Contents=SECRET, Rect=[0, 0, 9, 9])])


def field(file: Pdf) -> None:
    file.Root.AcroForm = Dictionary(Fields=Array([file.make_indirect(Dictionary(FT=Name.Tx, T="a", V=SECRET))]))


def element(key: str) -> Plant:
    def plant(file: Pdf) -> None:
        file.Root.StructTreeRoot.K.K[0][key] = pikepdf.String(SECRET)

    return plant


def appearance(file: Pdf) -> None:
    words = SECRET.replace("’", "\\222").replace("ë", "\\353")
    resources = Dictionary(Font=Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    file.Root.Extra = file.make_stream(f"BT /F 9 Tf ({words}) Tj ET".encode(), Subtype=Name.Form, Resources=resources)


@pytest.mark.parametrize(
    ("plant", "place"),
    [
        (metadata, "metadata"),
        (lambda file: file.docinfo.__setitem__("/Subject", SECRET), "metadata"),
        (lambda file: file.docinfo.__setitem__("/Title", SECRET), "bookmark or title"),
        (bookmark, "bookmark or title"),
        (attachment, "embedded file"),
        (script, "stream"),
        (annotation, "annotation"),
        (field, "form field"),
        (element("/Alt"), "alternative text"),
        (element("/ActualText"), "actual text"),
        (element("/T"), "title of an element or name of a field"),
        (element("/Strange"), "elsewhere"),
        (appearance, "form"),
    ],
)
def test_planted_sentence_is_found_in_its_place(plant, place, tmp_path):
    found = found_in(planted(plant, tmp_path), sentences=[SECRET, "Something else altogether"], digests=[])
    assert {(one.kind, one.what) for one in found} == {("sentence", SECRET)}
    assert place in {one.place for one in found}


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{SECRET}</p>",
        f"<p style='width: 20mm; hyphens: auto'>{SECRET}</p>",
        f"<p style='font-variant: small-caps; text-transform: uppercase'>{SECRET}</p>",
        f"<p style='letter-spacing: 3pt'>{SECRET.replace('ffi', '<b>ffi</b>')}</p>",
        f"<p>{SECRET.replace(' efficiency', ' <span style=break-before:page;display:block>efficiency</span>')}</p>",
        f"<div style='height: 118mm'></div><p>{SECRET} {'More. ' * 40}</p>",
    ],
)
def test_sentence_in_the_words_of_a_pack_is_found_however_it_is_set(body, tmp_path):
    part = Part(finish(section("<h1>T</h1>" + body)), "a", "A")
    join_into(tmp_path / "pack.pdf", [part], ABOUT)
    found = found_in(tmp_path / "pack.pdf", sentences=[SECRET], digests=[])
    assert {one.what for one in found if one.kind == "sentence"} == {SECRET}


def test_alternative_text_of_a_figure_is_found(tmp_path):
    part = Part(finish(section(f"<h1>T</h1>{SQUARE.format(f'<title>{SECRET}</title>')}")), "a", "A")
    join_into(tmp_path / "pack.pdf", [part], ABOUT)
    found = found_in(tmp_path / "pack.pdf", sentences=[SECRET], digests=[])
    assert "alternative text" in {one.place for one in found}


def test_pack_without_it_has_no_findings(tmp_path):
    join_into(tmp_path / "pack.pdf", [Part(finish(section("<h1>T</h1>" + table(50))), "a", "A")], ABOUT)
    assert found_in(tmp_path / "pack.pdf", sentences=[SECRET], digests=["0" * 64]) == []


def test_paper_is_found_by_its_digests_after_joining(tmp_path):
    exempt, public, scan = (tmp_path / f"{name}.pdf" for name in ("exempt", "public", "scan"))
    exempt.write_bytes(finish(section("<h1>Exempt</h1>" + table(30))))
    public.write_bytes(finish(section("<h1>Public</h1>" + table(20))))
    scan.write_bytes(hostile.scan())
    join_into(tmp_path / "clean.pdf", [Part(public, "a", "A")], ABOUT)
    join_into(tmp_path / "pack.pdf", [Part(public, "a", "A"), Part(exempt, "b", "B"), Part(scan, "c", "C")], ABOUT)
    for paper_ in (exempt, scan):
        digests = digests_of(paper_) - digests_of(public)
        assert digests
        assert found_in(tmp_path / "clean.pdf", sentences=[], digests=digests) == []
        assert {one.what for one in found_in(tmp_path / "pack.pdf", sentences=[], digests=digests)} == digests


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (hostile.font_whose_codes_nobody_knows(), "words in a font without a table of letters"),
        (paper({4: stream(b"xx", b"/Filter/FlateDecode")}), "content of a page"),
    ],
)
def test_what_cannot_be_read_is_reported(content, place, tmp_path):
    (tmp_path / "a.pdf").write_bytes(content)
    found = found_in(tmp_path / "a.pdf", sentences=[], digests=[])
    assert place in {one.place for one in found if one.kind == "unreadable"}


def test_packed_file_within_is_reported(tmp_path):
    def zipped(file: Pdf) -> None:
        file.attachments["a.docx"] = b"PK\x03\x04" + b"x" * 300

    (found,) = found_in(planted(zipped, tmp_path), sentences=[], digests=[])
    assert (found.kind, found.place) == ("unreadable", "embedded file that is packed in a way of its own")


def test_no_pdf_and_sentences_that_are_everywhere_are_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    with pytest.raises(Unsearched, match="cannot be searched"):
        found_in(tmp_path / "a.pdf", sentences=[], digests=[])
    with pytest.raises(ValueError, match=r"“Agreed\.” is too short"):
        found_in(tmp_path / "a.pdf", sentences=["Agreed."], digests=[])


def test_folding_keeps_letters_and_digits():
    assert folded("Eﬃcient re-\nordering, Zoë: £1,234") == "efficientreorderingzoe1234"
