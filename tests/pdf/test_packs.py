"""A pack: parts from files, blank pages, labels, bookmarks in bookmarks, numbers in the margin, and nothing of the tags lost."""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from pdf.finish import finish
from pdf.inspect import Bookmark, inspect, page_texts, structure
from pdf.intake.take import take_in
from pdf.join import join_into
from pdf.parts import About, Blank, Joined, Part
from pdf.stamp import Outer, stamp
from pdf.tags import raw_elements
from tests.pdf import hostile, verapdf
from tests.pdf.acting import bookmarks
from tests.pdf.raw import WORDS, paper, stream, tagged
from tests.pdf.samples import IDENTIFIER, TYPEFACE, misplaced_marks, section, table

ABOUT = About("Agenda pack", "en-GB", IDENTIFIER, datetime(2026, 11, 21, 14, 0, tzinfo=UTC))
SPANNING = '<table><caption>C</caption><thead><tr><th scope="col">Y</th><th scope="col" colspan="2">M</th></tr></thead><tbody><tr><th scope="row">A</th><td>1</td><td>2</td></tr></tbody></table>'  # noqa: E501


def packed(parts: list[Part | Blank], target: Path, **more: Any) -> tuple[Joined, bytes]:
    joined = join_into(target, parts, ABOUT, typeface=TYPEFACE, **more)
    return joined, target.read_bytes()


@cache
def agenda() -> bytes:
    return finish(section(f'<h1>Agenda</h1><p><a href="section:minutes">Minutes</a></p>{SPANNING}'))


@cache
def minutes() -> bytes:
    return finish(section("<h1>Minutes</h1>" + table(50) + SPANNING))


def upload(content: bytes, folder: Path, name: str = "upload.pdf") -> Path:
    source, target = folder / f"{name}.source", folder / name
    source.write_bytes(content)
    take_in(source, target)
    return target


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> tuple[list[Part | Blank], Joined, bytes]:
    """Own parts, one of them a file, beside tagged uploads, with blank pages and numbers."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "minutes.pdf").write_bytes(minutes())
    parts: list[Part | Blank] = [
        Part(agenda(), "agenda", "Agenda"),
        Blank("This page is intentionally left blank", 297.64, 419.53),
        Part(folder / "minutes.pdf", "minutes", "Minutes of the last meeting", under="3 Minutes"),
        Part(upload(minutes(), folder), "upload", "Appendix", under=("3 Minutes", "(a) Papers")),
        Part(upload(tagged(), folder, "raw.pdf"), "raw", "Letter", "en", under=("3 Minutes", "(a) Papers")),
    ]
    numbers = [[Outer(f"Page {number}", is_right=number % 2 == 1)] for number in range(1, 10)]
    return parts, *packed(parts, folder / "pack.pdf", stamps=numbers)


def test_pack_says_where_its_parts_begin(whole):
    _, joined, _ = whole
    assert joined == Joined(9, {"agenda": 1, "minutes": 3, "upload": 6, "raw": 9}, (), True)


def held(pdf: pikepdf.Pdf) -> list[tuple[Any, ...]]:
    """Each element of a file with what it says, where it points and what is drawn there."""
    numbers = {found.obj.objgen: number for number, found in enumerate(pdf.pages)}
    drawn = [b"\n".join(part.read_bytes() for part in _contents(found)) for found in pdf.pages]
    found = []
    for element in raw_elements(pdf.Root.StructTreeRoot):
        kids = element.get("/K", pikepdf.Array())
        marks = [kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, int)]
        marks += (
            [kid.MCID for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid]
            if not isinstance(kids, int)
            else []
        )
        place = numbers[element.Pg.objgen] if "/Pg" in element else None
        words = [drawn[place].count(b"/MCID %d>>" % mark) for mark in marks] if place is not None else []
        found.append((str(element.S), str(element.get("/Alt")), tuple(marks), place, tuple(words)))
    return found


def _contents(found: pikepdf.Page) -> list[Any]:
    return list(found.obj.Contents) if isinstance(found.obj.Contents, pikepdf.Array) else [found.obj.Contents]


def test_every_element_of_the_parts_is_in_the_whole_and_points_at_its_own_page(whole):
    parts, joined, pack = whole
    expected: list[tuple[Any, ...]] = []
    for part in parts:
        if isinstance(part, Part):
            with pikepdf.open(part.pdf if isinstance(part.pdf, Path) else io.BytesIO(part.pdf)) as file:
                first = joined.starts[part.name] - 1
                expected += [
                    (tag, alt, marks, None if place is None else place + first, words)
                    for tag, alt, marks, place, words in held(file)
                    if tag != "/Document"
                ]
    with pikepdf.open(io.BytesIO(pack)) as file:
        found = [element for element in held(file) if element[0] not in {"/Document", "/Part"}]
    assert len(found) > 400
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert misplaced_marks(pack) == []


def test_parts_are_heard_in_their_order_with_their_words(whole):
    _parts, _, pack = whole
    spoken = [node for node in structure(pack) if node.depth == 1]
    assert [(node.tag, node.title, node.pages[0]) for node in spoken] == [
        ("Part", "Agenda", 1),
        ("Part", "Minutes of the last meeting", 3),
        ("Part", "Appendix", 6),
        ("Part", "Letter", 9),
    ]
    assert spoken[1].text == spoken[2].text == structure(minutes())[0].text


def test_blank_page_and_numbers_are_seen_and_not_heard(whole):
    _, _, pack = whole
    assert "This page is intentionally left blank" in page_texts(pack)[1]
    assert [f"Page {number}" in text for number, text in enumerate(page_texts(pack), start=1)] == [True] * 9
    assert not any("Page" in node.text or "blank" in node.text for node in structure(pack))


def test_bookmarks_stand_under_items_and_their_parts(whole):
    _, _, pack = whole
    agenda_mark, item = inspect(pack).outlines
    assert (agenda_mark.title, item.title, item.page) == ("Agenda", "3 Minutes", 3)
    assert [(mark.title, mark.page) for mark in item.children] == [
        ("Minutes of the last meeting", 3),
        ("(a) Papers", 6),
    ]
    assert [mark.title for mark in item.children[1].children] == ["Appendix", "Letter"]


def test_validators_find_nothing_wrong_with_a_pack_of_tagged_parts(whole, tmp_path):
    parts, *_ = whole
    path = tmp_path / "pack.pdf"
    # A letter of plain fonts, which embeds none, would fail on its own.
    numbers = [[Outer(f"Page {number}", is_right=True)] for number in range(22, 30)]
    packed(parts[:-1], path, stamps=numbers, labels=[str(number) for number in range(22, 30)])
    assert [failure.message for failure in page.validate_pdf(path, profile="ua1").failures] == []
    assert verapdf.failures([path]) == {path: []}


def test_untagged_part_is_named_and_withholds_the_claim(tmp_path):
    parts: list[Part | Blank] = [Part(agenda(), "minutes", "A"), Part(upload(hostile.scan(), tmp_path), "scan", "B")]
    joined, pack = packed(parts, tmp_path / "pack.pdf")
    assert (joined.untagged, joined.claims_ua, inspect(pack).claims_ua) == (("scan",), False, False)
    assert [node.title for node in structure(pack) if node.depth == 1] == ["A"]


def test_caller_may_withhold_the_claim(tmp_path):
    joined, pack = packed([Part(minutes(), "a", "A")], tmp_path / "pack.pdf", may_claim_ua=False)
    assert (joined.claims_ua, inspect(pack).claims_ua, inspect(pack).is_tagged) == (False, False, True)


def test_numbers_that_an_untagged_part_pretends_to_have_lead_nowhere(tmp_path):
    pretending = paper(page=b"/StructParents 0")
    _, pack = packed([Part(pretending, "a", "A"), Part(minutes(), "b", "B")], tmp_path / "pack.pdf")
    with pikepdf.open(io.BytesIO(pack)) as file:
        assert "/StructParents" not in file.pages[0].obj


@pytest.mark.parametrize(
    "labels",
    [
        ["22", "23", "24"],
        ["58a", "58b", "59"],
        ["i", "ii", "1"],
        ["A-9", "A-10", "A-1"],
        ["007", "008", "9999999999"],
        ["1", "3", "2"],
    ],
)
def test_pages_are_called_by_their_labels(labels, tmp_path):
    _, pack = packed([Part(minutes(), "a", "A")], tmp_path / "pack.pdf", labels=labels)
    with pikepdf.open(io.BytesIO(pack)) as file:
        assert [str(found.label) for found in file.pages] == labels


def test_labels_for_another_number_of_pages_are_refused(tmp_path):
    with pytest.raises(ValueError, match="labels for 1 pages, but the PDF has 3"):
        packed([Part(minutes(), "a", "A")], tmp_path / "pack.pdf", labels=["1"])


def test_words_without_a_typeface_are_refused(tmp_path):
    with pytest.raises(ValueError, match="no typeface"):
        join_into(tmp_path / "pack.pdf", [Part(minutes(), "a", "A"), Blank("Blank")], ABOUT)


def test_roles_and_classes_that_mean_something_else_stay_apart(tmp_path):
    own = {12: b"<</S/Own/C/Wide/P 11 0 R/Pg 3 0 R/K 0>>"}
    one = tagged(root=b"/RoleMap<</Own/H1>>/ClassMap<</Wide<</O/Layout/Width 1>>>>", more=own)
    two = tagged(root=b"/RoleMap<</Own/Other/Other/P>>/ClassMap<</Wide<</O/Layout/Width 2>>>>", more=own)
    parts: list[Part | Blank] = [Part(one, "a", "A"), Part(two, "b", "B"), Part(one, "c", "C")]
    _, pack = packed(parts, tmp_path / "pack.pdf")
    with pikepdf.open(io.BytesIO(pack)) as file:
        roles, classes = file.Root.StructTreeRoot.RoleMap, file.Root.StructTreeRoot.ClassMap
        elements = [one for one in raw_elements(file.Root.StructTreeRoot) if "/C" in one]
        means = sorted((str(roles[str(one.S)]), int(classes[str(_first(one.C))].Width)) for one in elements)
    assert means == [("/H1", 1), ("/H1", 1), ("/Other", 2)]
    assert [node.tag for node in structure(pack) if node.depth == 2] == ["H1", "P", "P", "P", "H1", "P"]


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, pikepdf.Array) else value


def test_hidden_layer_stays_hidden(tmp_path):
    cleaned = upload(hostile.layer_that_is_hidden(), tmp_path)
    _, pack = packed([Part(minutes(), "a", "A"), Part(cleaned, "b", "B")], tmp_path / "pack.pdf")
    with pikepdf.open(io.BytesIO(pack)) as file:
        layers = file.Root.OCProperties
        assert [str(layer.Name) for layer in layers.D.OFF] == ["Hidden"]
        assert layers.D.OFF[0].objgen == file.pages[3].resources.Properties.L.objgen


def test_ten_thousand_bookmarks_of_an_upload_stand_under_its_own(tmp_path):
    cleaned = upload(bookmarks(10_000), tmp_path)
    _, pack = packed([Part(cleaned, "b", "B")], tmp_path / "pack.pdf")
    (mark,) = inspect(pack).outlines
    assert (mark.title, len(mark.children), mark.children[0]) == ("B", 10_000, Bookmark("Mark 10", 1))


def shown_at(rotation: int, size: tuple[float, float], *, is_right: bool, unit: float = 1) -> tuple[float, float, str]:
    """Where a number's baseline begins on the page as it is shown, from its lower left corner, and which way it runs."""
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(900, 900))
        width, height = size if rotation % 180 == 0 else size[::-1]
        file.pages[0].obj.CropBox = pikepdf.Array([50, 60, 50 + width, 60 + height])
        file.pages[0].obj.Rotate = rotation
        file.pages[0].obj.UserUnit = unit
        out = io.BytesIO()
        file.save(out)
    stamped = stamp(out.getvalue(), [[Outer("Page 22", is_right=is_right)]], TYPEFACE)
    with pikepdf.open(io.BytesIO(stamped)) as file:
        operations = {
            str(found.operator): [float(n) if not isinstance(n, pikepdf.Object) else n for n in found.operands]
            for found in pikepdf.parse_content_stream(file.pages[0])
        }
    a, b, c, d, e, f = (float(number) for number in operations["cm"])
    x, y = (float(number) for number in operations["Tm"][4:])
    place = (a * x + c * y + e - 50, b * x + d * y + f - 60)
    way = (round(a * unit), round(b * unit))
    for _ in range(rotation // 90):
        place, way = (place[1], width - place[0]), (way[1], -way[0])
        width, height = height, width
    return round(place[0] * unit), round(place[1] * unit), {(1, 0): "right", (0, -1): "down"}[way]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1, 2])
def test_number_stands_at_the_outer_foot_of_the_sheet(rotation, unit):
    left, bottom, way = shown_at(rotation, (600, 800), is_right=False, unit=unit)
    assert (left, bottom, way) == (20, 20, "right")
    left, bottom, way = shown_at(rotation, (600, 800), is_right=True, unit=unit)
    assert bottom == 20
    assert 600 * unit - 60 < left < 600 * unit - 20
    assert way == "right"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_number_on_a_landscape_page_is_turned_to_the_foot_of_the_sheet(rotation):
    assert shown_at(rotation, (800, 600), is_right=False) == (20, 580, "down")
    left, bottom, way = shown_at(rotation, (800, 600), is_right=True)
    assert (left, way) == (20, "down")
    assert 40 < bottom < 80


def test_page_that_leaves_its_drawing_open_does_not_move_the_number(tmp_path):
    open_ended = paper({4: stream(b"q 3 0 0 3 9 9 cm " + WORDS)})
    cleaned = upload(open_ended, tmp_path)
    _, pack = packed([Part(cleaned, "b", "B")], tmp_path / "pack.pdf", stamps=[[Outer("Page 1", is_right=True)]])
    with pikepdf.open(io.BytesIO(pack)) as file:
        operators = [str(found.operator) for found in pikepdf.parse_content_stream(file.pages[0], "q Q BDC")]
    before = operators[: operators.index("BDC")]
    assert before.count("q") == before.count("Q")
