"""Page furniture is drawn on every page, and a screen reader does not hear of it."""

import io

import pikepdf
import pytest

from pdf.finish import finish
from pdf.inspect import page_texts, structure
from pdf.stamp import stamp
from tests.pdf.samples import misplaced_marks, overlay, section, table


def three_pages() -> bytes:
    return finish(section("<h1>Title</h1>" + table(50)))


def test_each_page_carries_its_own_furniture() -> None:
    pdf = stamp(three_pages(), overlay(3))
    assert ["Quarterly report" in text for text in page_texts(pdf)] == [True] * 3
    assert [f"Page {n} of 3" in text for n, text in enumerate(page_texts(pdf), start=1)] == [True] * 3


def test_furniture_is_not_read_out() -> None:
    before, after = three_pages(), stamp(three_pages(), overlay(3))
    assert structure(after) == structure(before)
    assert misplaced_marks(after) == []


def test_furniture_is_one_artifact_after_the_untouched_content() -> None:
    before, after = three_pages(), stamp(three_pages(), overlay(3))
    with pikepdf.open(io.BytesIO(before)) as plain, pikepdf.open(io.BytesIO(after)) as stamped:
        for number, (old, new) in enumerate(zip(plain.pages, stamped.pages, strict=True), start=1):
            opening, *own, drawing = (stream.read_bytes() for stream in new.obj.Contents)
            assert opening == b"q\n"
            assert own == [old.obj.Contents.read_bytes()]
            operators = [str(found.operator) for found in pikepdf.parse_content_stream(stamped.make_stream(drawing))]
            assert operators == ["Q", "BDC", "q", "cm", "Do", "Q", "EMC"]
            assert b"/Artifact <</Type /Pagination>> BDC" in drawing
            assert b"MCID" not in new.resources.XObject[f"/Furniture{number}"].read_bytes()


def test_fonts_of_the_furniture_are_kept_once_for_all_pages() -> None:
    with pikepdf.open(io.BytesIO(stamp(three_pages(), overlay(3)))) as file:
        fonts = {file.pages[n].resources.XObject[f"/Furniture{n + 1}"].Resources.Font.objgen for n in range(3)}
    assert len(fonts) == 1


@pytest.mark.parametrize("pages", [2, 4])
def test_overlay_of_another_length_is_refused(pages: int) -> None:
    with pytest.raises(ValueError, match=f"The overlay has {pages} pages, but the PDF it is drawn over has 3"):
        stamp(three_pages(), overlay(pages))


def test_same_input_gives_the_same_bytes() -> None:
    assert stamp(three_pages(), overlay(3)) == stamp(three_pages(), overlay(3))
