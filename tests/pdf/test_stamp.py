"""Words are stamped on every page, and a screen reader does not hear of them."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pdf.finish import finish
from pdf.inspect import page_texts, structure
from pdf.stamp import Stamp, stamp
from tests.pdf.samples import TYPEFACE, misplaced_marks, section, stamps, table


def three_pages() -> bytes:
    return finish(section("<h1>Title</h1>" + table(50)))


def stamped(pages: Sequence[Sequence[Stamp]]) -> bytes:
    return stamp(three_pages(), pages, TYPEFACE)


def drawing(pdf: bytes, page: int = 0) -> list[tuple[list[Any], str]]:
    """The operations of the last content stream of a page: what was stamped on it."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        last = list(file.pages[page].obj.Contents)[-1]
        return [
            (list(found.operands), str(found.operator))
            for found in pikepdf.parse_content_stream(file.make_stream(last.read_bytes()))
        ]


def places(pdf: bytes) -> list[tuple[float, float]]:
    return [(float(operands[4]), float(operands[5])) for operands, operator in drawing(pdf) if operator == "Tm"]


def test_each_page_carries_its_own_stamps() -> None:
    pdf = stamped(stamps(3))
    assert ["Quarterly report" in text for text in page_texts(pdf)] == [True] * 3
    assert [f"Page {n} of 3" in text for n, text in enumerate(page_texts(pdf), start=1)] == [True] * 3


def test_stamps_are_not_read_out() -> None:
    before, after = three_pages(), stamped(stamps(3))
    assert structure(after) == structure(before)
    assert misplaced_marks(after) == []


def test_stamps_are_one_artifact_after_the_untouched_content() -> None:
    before, after = three_pages(), stamped(stamps(3))
    with pikepdf.open(io.BytesIO(before)) as plain, pikepdf.open(io.BytesIO(after)) as file:
        for old, new in zip(plain.pages, file.pages, strict=True):
            opening, *own, last = (stream.read_bytes() for stream in new.obj.Contents)
            assert opening == b"q\n"
            assert own == [old.obj.Contents.read_bytes()]
            assert last.strip().startswith(b"Q\n/Artifact <</Type /Pagination>> BDC")
            assert last.strip().endswith(b"EMC")


def test_typeface_is_embedded_once_with_only_what_is_stamped() -> None:
    with pikepdf.open(io.BytesIO(stamped(stamps(3)))) as file:
        fonts = {page.resources.Font["/Stamps"].objgen for page in file.pages}
        program = file.pages[0].resources.Font["/Stamps"].DescendantFonts[0].FontDescriptor.FontFile2
        assert len(fonts) == 1
        assert len(program.read_bytes()) < TYPEFACE.stat().st_size / 5


def test_line_on_the_right_ends_where_it_is_told_to() -> None:
    short, long = (places(stamped([[Stamp(text, 200, 10, align="right")]] + [[]] * 2))[0][0] for text in ("W", "WWW"))
    assert 200 - long == pytest.approx(3 * (200 - short), abs=0.01)


def test_long_stamp_is_broken_into_lines_under_each_other() -> None:
    found = places(stamped([[Stamp("one two three four five six", 10, 50, width=60)]] + [[]] * 2))
    assert len(found) > 1
    assert {x for x, _ in found} == {10}
    assert [y for _, y in found] == [pytest.approx(50 - 10 * number) for number in range(len(found))]


def test_letters_beyond_ascii_are_stamped_and_unknown_ones_are_marked() -> None:
    pdf = stamped([[Stamp("Ŵ ŷ é – £ ’ 漢", 10, 10)]] + [[]] * 2)
    assert "Ŵ ŷ é – £ ’ ?" in page_texts(pdf)[0]


@pytest.mark.parametrize("pages", [2, 4])
def test_stamps_for_another_number_of_pages_are_refused(pages: int) -> None:
    with pytest.raises(ValueError, match=f"There are stamps for {pages} pages, but the PDF has 3"):
        stamped(stamps(pages))


def test_same_input_gives_the_same_bytes() -> None:
    assert stamped(stamps(3)) == stamped(stamps(3))


def test_typeface_is_the_one_of_the_portal() -> None:
    assert Path(TYPEFACE).is_file()


def test_words_that_were_stamped_before_keep_their_own_typeface() -> None:
    """As in a report with running titles that is a paper of a pack: each typeface has only the letters that it needs."""
    once = stamped([[Stamp("Ŵ ŷ é – £ ’ Report", 10, 10)]] * 3)
    twice = stamp(once, [[Stamp("Page 1", 10, 30)]] * 3, TYPEFACE)
    assert "Ŵ ŷ é – £ ’ Report" in page_texts(twice)[0]
    assert "Page 1" in page_texts(twice)[0]
