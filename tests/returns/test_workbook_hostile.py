"""Files that are damaged, odd or meant to harm: each is refused in a sentence, and the portal goes on."""

import io
import zipfile

import pytest
from odf import opendocument, table
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from returns.workbooks.read import read_cells
from spreadsheets.package import MOST_PARTS
from spreadsheets.read import LARGEST, Unreadable
from tests.returns.workbook_files import (
    MILESTONE,
    RATING,
    REASON,
    changed_book,
    changes,
    column_of,
    differences,
    faults,
    filled_in,
    made,
    repacked,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def xlsx(kept):
    return made(kept.period, kept.editor)


@pytest.fixture
def ods(kept):
    return made(kept.period, kept.editor, "ods")


def refusal(content):
    with pytest.raises(Unreadable) as refused:
        read_cells(content)
    return str(refused.value)


def replaced(part, old, new):
    """A change of one part of a package."""
    return lambda name, held: held.replace(old, new) if name == part else held


# What is not even parsed


def test_what_is_no_workbook_is_refused(xlsx):
    for content in (b"hello", b"PK\x03\x04 broken", xlsx[:500], xlsx[: len(xlsx) // 2]):
        assert refusal(content).startswith("This is not a workbook of the kind .xlsx or .ods.")
    text = io.BytesIO()
    with zipfile.ZipFile(text, "w") as package:
        package.writestr("readme.txt", "hello")
    assert refusal(text.getvalue()).startswith("This is not a workbook")


def test_a_password_and_the_old_kind_are_told_with_what_to_do(xlsx, ods):
    assert "has a password, or is of the old kind .xls" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    encrypted = replaced(
        "META-INF/manifest.xml", b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"
    )
    assert refusal(repacked(ods, encrypted)).startswith("The workbook has a password.")
    flagged = bytearray(xlsx)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        flagged[flagged.index(mark) + at] |= 1
    assert refusal(bytes(flagged)).startswith("The workbook has a password.")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/vbaProject.bin", "holds a program (macros)"),
        ("xl/macrosheets/sheet1.xml", "holds a program (macros)"),
        ("xl/activeX/activeX1.xml", "holds a program (macros)"),
        ("xl/embeddings/oleObject1.docx", "holds another document"),
        ("xl/externalLinks/externalLink1.xml", "draws on other files"),
        ("xl/connections.xml", "draws on other files"),
    ],
)
def test_programs_and_what_comes_from_elsewhere_are_refused(xlsx, part, said):
    assert said in refusal(repacked(xlsx, add=[(part, b"x")]))


def test_programs_are_refused_in_an_ods_too(ods):
    assert "(macros)" in refusal(repacked(ods, add=[("Basic/Standard/Module1.xml", b"x")]))
    assert "another document" in refusal(repacked(ods, add=[("Object 1/content.xml", b"x")]))
    for element, said in (
        (b"<table:dde-link/>", "draws on other files"),
        (b"<table:table-source/>", "draws on other files"),
        (b"<draw:object/>", "another document"),
    ):
        space = b' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"' if b"draw" in element else b""
        added = element.replace(b"/>", space + b"/>") + b"</office:spreadsheet>"
        assert said in refusal(repacked(ods, replaced("content.xml", b"</office:spreadsheet>", added)))


def test_what_a_printer_leaves_behind_is_let_be(kept, xlsx):
    content = repacked(xlsx, add=[("xl/printerSettings/printerSettings1.bin", b"x")])
    assert differences(content, kept.period, kept.editor).faults == ()


def test_a_workbook_that_says_it_has_macros_is_refused(xlsx):
    change = replaced("[Content_Types].xml", b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")
    assert "(macros)" in refusal(repacked(xlsx, change))


def test_bombs_are_refused_before_they_unpack(xlsx):
    assert "larger than 5 MB" in refusal(b"PK" + b"0" * LARGEST)
    assert "unpacks to far more" in refusal(repacked(xlsx, add=[("xl/media/a.xml", b"0" * 30_000_000)]))
    many = [(f"xl/media/{number}.xml", b"") for number in range(MOST_PARTS)]
    assert "far more parts" in refusal(repacked(xlsx, add=many))
    assert "a part of itself twice" in refusal(repacked(xlsx, add=[("XL/workbook.xml", b"x")]))


def test_a_bomb_that_lies_about_its_size_is_stopped_by_the_limits_of_its_process(xlsx):
    content = bytearray(
        repacked(xlsx, add=[("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 40_000_000)], compresslevel=9)
    )
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/sharedStrings.xml"))
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert refusal(bytes(content)).endswith(".")


def test_entities_are_never_expanded(xlsx, ods):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for content, part in ((xlsx, "xl/worksheets/sheet2.xml"), (xlsx, "xl/workbook.xml"), (ods, "content.xml")):

        def declare(name, held, part=part):
            if name != part:
                return held
            start, end = (held.index(b"?>") + 2, b"") if held.startswith(b"<?xml") else (0, b"")
            return held[:start] + bomb + held[start:] + end

        assert "The file is damaged." in refusal(repacked(content, declare))


def test_broken_markup_is_damage(xlsx):
    assert "The file is damaged." in refusal(repacked(xlsx, replaced("xl/worksheets/sheet2.xml", b"</row>", b"")))


# Too much


def test_a_hundred_thousand_rows_are_refused_naming_the_cell(kept):
    book = Workbook(write_only=True)
    page = book.create_sheet("Lines")
    for number in range(100_000):
        page.append([number, "x"])
    file = io.BytesIO()
    book.save(file)
    assert refusal(file.getvalue()).startswith("Lines!A2001: There are far more cells than the portal reads.")


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_naming_it(xlsx):
    def far(book):
        book["Lines"].cell(1_048_576, 16_384).value = "x"

    assert refusal(changed_book(xlsx, far)).startswith("Lines!XFD1048576: There are far more cells")


def test_repeated_cells_of_an_ods_are_counted(kept, ods):
    for repeated in ({"numberrowsrepeated": "1000000"}, {}):
        document = opendocument.load(io.BytesIO(ods))
        page = next(each for each in document.getElementsByType(table.Table) if each.getAttribute("name") == "Lines")
        row = table.TableRow(**repeated)
        across = {} if repeated else {"numbercolumnsrepeated": "16000"}
        row.addElement(table.TableCell(valuetype="string", stringvalue="x", **across))
        page.addElement(row)
        file = io.BytesIO()
        document.write(file)
        assert "There are far more cells than the portal reads" in refusal(file.getvalue())


def test_empty_rows_to_the_end_of_a_sheet_are_nothing(kept, ods):
    document = opendocument.load(io.BytesIO(ods))
    for page in document.getElementsByType(table.Table):
        row = table.TableRow(numberrowsrepeated="1048000")
        row.addElement(table.TableCell(numbercolumnsrepeated="16000"))
        page.addElement(row)
    file = io.BytesIO()
    document.write(file)
    assert differences(file.getvalue(), kept.period, kept.editor).faults == ()


# Odd, and named


def test_merged_cells_hidden_sheets_and_missing_sheets_are_named(kept, xlsx):
    def spoil(book):
        page = book["Lines"]
        page.merge_cells("I2:I4")
        book["Sub-themes"].sheet_state = "veryHidden"
        del book["Texts"]
        book.create_sheet("My notes")

    content = changed_book(xlsx, spoil)
    assert [each.partition(":")[0] for each in faults(content, kept.period, kept.editor)] == [
        "Lines!I2",
        "Texts",
        "Sub-themes",
    ]
    assert differences(content, kept.period, kept.editor).others == ("My notes",)


def test_merged_cells_and_hidden_sheets_of_an_ods_are_named(kept, ods):
    document = opendocument.load(io.BytesIO(ods))
    page = next(each for each in document.getElementsByType(table.Table) if each.getAttribute("name") == "Lines")
    page.getElementsByType(table.TableRow)[1].getElementsByType(table.TableCell)[8].setAttribute(
        "numberrowsspanned", "3"
    )
    file = io.BytesIO()
    document.write(file)
    said = faults(file.getvalue(), kept.period, kept.editor)
    assert [each for each in said if "These cells are merged" in each] == [
        "Lines!I2:I4: These cells are merged. Separate them, and fill in each row."
    ]
    style = b'<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'

    def hide(name, held):
        if name != "content.xml":
            return held
        held = held.replace(b"</office:automatic-styles>", style + b"</office:automatic-styles>")
        return held.replace(b'table:name="Lines"', b'table:name="Lines" table:style-name="gone"')

    assert faults(repacked(ods, hide), kept.period, kept.editor)[0].startswith("Lines: This sheet is hidden")


def test_formulas_are_read_by_their_value_and_named_where_they_have_none(kept, xlsx):
    reason = f"{get_column_letter(9)}2".encode()

    def computed(value):
        def change(name, held):
            if name != "xl/worksheets/sheet2.xml":
                return held
            start = held.index(b'<c r="' + reason + b'"')
            end = held.index(b"<c ", start + 3)
            return held[:start] + b'<c r="' + reason + b'" t="' + value + held[end:]

        return repacked(xlsx, change)

    found = differences(computed(b'str"><f>CONCAT("L","ate")</f><v>Late</v></c>'), kept.period, kept.editor)
    assert changes(found.changed) == {"Lines!I2": {"reason": ("", "Late")}}
    assert faults(computed(b'n"><f>1+1</f><v></v></c>'), kept.period, kept.editor)[0].startswith(
        "Lines!I2: The formula in this cell was never computed."
    )
    assert faults(computed(b'e"><f>1/0</f><v>#DIV/0!</v></c>'), kept.period, kept.editor)[0].startswith(
        "Lines!I2: The formula in this cell gives an error."
    )


def test_a_formula_of_an_ods_without_a_value_is_named(kept, ods):
    document = opendocument.load(io.BytesIO(ods))
    page = next(each for each in document.getElementsByType(table.Table) if each.getAttribute("name") == "Lines")
    cell = page.getElementsByType(table.TableRow)[1].getElementsByType(table.TableCell)[8]
    cell.setAttribute("formula", "of:=1+1")
    file = io.BytesIO()
    document.write(file)
    assert faults(file.getvalue(), kept.period, kept.editor)[0].startswith(
        "Lines!I2: The formula in this cell was never computed."
    )


def test_numbers_and_days_where_text_is_meant_are_seen_in_real_files(kept, xlsx):
    def fill(book):
        page = book["Lines"]
        page.cell(2, column_of(page, MILESTONE)).value = 2020
        cell = page.cell(2, column_of(page, "Milestone due on (fill in)"))
        cell.number_format, cell.value = "0.0", 43921

    assert faults(changed_book(xlsx, fill), kept.period, kept.editor)[0].startswith("Lines!L2: “43921” is not text.")


def test_sheets_in_another_order_and_columns_moved_by_hand_are_found(kept, xlsx):
    def move(book):
        book.move_sheet("Sub-themes", -3)
        book["Lines"].move_range("G1:G5", cols=20)

    content = changed_book(filled_in(xlsx, ("Lines", 2, RATING, "Red"), ("Lines", 3, REASON, "Late.")), move)
    assert changes(differences(content, kept.period, kept.editor).changed) == {
        "Lines!AA2": {"rating": ("", "R")},
        "Lines!I3": {"reason": ("", "Late.")},
    }


def test_script_in_text_is_text(kept, xlsx):
    text = "<script>alert(1)</script>"
    content = filled_in(xlsx, ("Lines", 2, REASON, text))
    assert changes(differences(content, kept.period, kept.editor).changed) == {"Lines!I2": {"reason": ("", text)}}
