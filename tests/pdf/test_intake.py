"""What strangers hand in becomes a clean PDF that says what it is, or a sentence; never a traceback."""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from pdf.finish import finish
from pdf.inspect import inspect, page_texts, structure
from pdf.intake.take import Limits, RefusedFile, Taken, take_in
from pdf.join import join
from pdf.parts import Part
from tests.pdf import acting, hostile
from tests.pdf.acting import annotated, bookmarks
from tests.pdf.corpus import HOSTILE, saved
from tests.pdf.raw import paper, tagged
from tests.pdf.samples import IDENTIFIER, misplaced_marks, section, table

CREATED = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
# Nothing that acts, hides or tells has a place in a file that was taken in.
_FORBIDDEN = (
    "/JavaScript /JS /EmbeddedFiles /EmbeddedFile /Launch /GoToR /AA /OpenAction /AcroForm /XFA /PieceInfo /Metadata /RichMedia "
    "/FFilter /AF /Thumb /SubmitForm /Info"
)
FORBIDDEN = set(_FORBIDDEN.split())


def taken(content: bytes, folder: Path, **limits: int) -> tuple[Taken, bytes]:
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(content)
    told = take_in(source, target, limits=Limits(**limits))
    return told, target.read_bytes()


def named(value: pikepdf.Object) -> set[str]:
    """Every key and name directly in an object."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Name):
            found.add(str(one))
        elif isinstance(one, pikepdf.Array):
            waiting += [kid for kid in one if not getattr(kid, "is_indirect", False)]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            found |= set(one.keys())
            waiting += [kid for kid in one.values() if not getattr(kid, "is_indirect", False)]
    return found


@cache
def own_part() -> bytes:
    return finish(section("<h1>Own</h1>" + table(3)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_joined_beside_a_tagged_part_or_refused_in_a_sentence(name, tmp_path):
    maker, reason = HOSTILE[name]
    if reason is not None:
        with pytest.raises(RefusedFile, match=r"\.$") as refused:
            taken(maker(), tmp_path)
        assert refused.value.reason == reason
        assert [path.name for path in tmp_path.iterdir()] == ["source.pdf"]
        return
    told, clean = taken(maker(), tmp_path)
    assert not list(tmp_path.glob("*.part"))
    with pikepdf.open(io.BytesIO(clean)) as file:
        assert not FORBIDDEN & ({"/Info"} & set(file.trailer.keys())).union(*(named(obj) for obj in file.objects))
        addresses = [str(obj.URI) for obj in file.objects if isinstance(obj, pikepdf.Dictionary) and "/URI" in obj]
        assert all(address.startswith("http") for address in addresses)
    own = own_part()
    whole = join(
        [Part(own, "own", "Own"), Part(clean, "upload", "Upload"), Part(own, "last", "Last")],
        title="Pack",
        language="en-GB",
        identifier=IDENTIFIER,
        created=CREATED,
    )
    facts = inspect(whole)
    assert facts.page_count == told.pages + 2
    assert facts.page_sizes[1:-1] == told.sizes
    assert len([node for node in structure(whole) if node.tag == "Table"]) == 2
    assert page_texts(whole)[1:-1] == page_texts(clean)


def test_corpus_has_what_was_asked_for():
    assert len(HOSTILE) >= 100


@pytest.mark.parametrize(
    ("limits", "reason", "words"),
    [
        ({"size": 300}, "too_large", "larger than 0 MB"),
        ({"pages": 2}, "too_long", "more than 2 pages"),
        ({"memory": 30_000_000}, "limits", "within the limits of the portal"),
        ({"wait": 0}, "limits", "within the limits of the portal"),
    ],
)
def test_limits_are_the_callers(limits, reason, words, tmp_path):
    with pytest.raises(RefusedFile, match=words) as refused:
        taken(hostile.mixed_sizes_and_rotations(), tmp_path, **limits)
    assert refused.value.reason == reason


def test_tagged_paper_keeps_its_tags_links_and_bookmarks(tmp_path):
    body = '<h1 id="a">One</h1><p><a href="https://example.org/">Web</a> <a href="#b">Down</a></p>' + table(50)
    before = finish(section(body + '<h2 id="b">Two</h2><p>End.</p>', title="The paper", language="cy"))
    told, after = taken(before, tmp_path)
    assert (told.pages, told.is_tagged, told.claims_ua, told.language, told.title) == (3, True, True, "cy", "The paper")
    assert (told.bookmarks, told.untagged_pages, told.pages_without_text, told.unreadable_pages) == (2, (), (), ())
    assert structure(after) == structure(before)
    assert page_texts(after) == page_texts(before)
    assert misplaced_marks(after) == []
    assert inspect(after).outlines == inspect(before).outlines
    with pikepdf.open(io.BytesIO(after)) as file:
        links = list(file.pages[0].obj.Annots)
        assert [str(link.A.URI) for link in links if "/A" in link] == ["https://example.org/"]
        assert [str(link.Dest) for link in links if "/Dest" in link] == ["b"]
        assert "b" in dict(pikepdf.NameTree(file.Root.Names.Dests).items())


def test_paper_taken_in_twice_is_the_same(tmp_path):
    assert taken(tagged(), tmp_path) == taken(tagged(), tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (acting.typed_into_a_form(), "Typed answer"),
        (acting.typed_and_not_drawn(), "Typed answer"),
        (annotated("Stamp", b"BT /F 9 Tf 2 2 Td (Draft stamp) Tj ET"), "Draft stamp"),
    ],
)
def test_what_shows_on_a_page_becomes_part_of_it(content, words, tmp_path):
    told, clean = taken(content, tmp_path)
    assert words in page_texts(clean)[0]
    assert told.has_text
    with pikepdf.open(io.BytesIO(clean)) as file:
        assert "/Annots" not in file.pages[0].obj


def test_field_of_a_tagged_form_is_read_where_it_stood(tmp_path):
    with pikepdf.open(io.BytesIO(tagged())) as file:
        shown = file.make_stream(
            b"BT /F 9 Tf 2 2 Td (Typed answer) Tj ET",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 90, 20],
        )
        shown.Resources = file.pages[0].resources
        field = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, V="Typed answer", Rect=[9, 9, 99, 29]
        )
        field.AP, field.StructParent = pikepdf.Dictionary(N=shown), 1
        file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(field)])
        file.Root.AcroForm = pikepdf.Dictionary(Fields=file.pages[0].obj.Annots)
        document = file.Root.StructTreeRoot.K
        held = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=file.pages[0].obj.Annots[0], Pg=file.pages[0].obj)
        element = pikepdf.Dictionary(S=pikepdf.Name.Form, P=document, K=held)
        document.K.insert(1, file.make_indirect(element))
        content = saved(file)
    told, clean = taken(content, tmp_path)
    assert told.is_tagged
    assert [(node.tag, node.text) for node in structure(clean)][1:] == [
        ("H1", "Words of the paper"),
        ("Form", "Typed answer"),
        ("P", "Words of the paper"),
    ]
    assert misplaced_marks(clean) == []


@pytest.mark.parametrize(
    ("name", "removed"),
    [
        ("script_on_opening", "javascript"),
        ("script_by_name", "javascript"),
        ("script_in_a_link", "javascript"),
        ("program_started", "actions"),
        ("script_on_a_page", "actions"),
        ("files_within", "files"),
        ("film", "media"),
        ("comment", "comments"),
        ("typed_into_a_form", "forms"),
        ("metadata_of_nonsense", "metadata"),
    ],
)
def test_what_was_taken_out_is_named(name, removed, tmp_path):
    told, clean = taken(HOSTILE[name][0](), tmp_path)
    assert removed in told.removed
    assert b"secret" not in clean


def test_scan_says_that_it_has_no_text(tmp_path):
    told, _ = taken(hostile.scan(), tmp_path)
    assert (told.has_text, told.pages_without_text, told.is_tagged) == (False, (1,), False)


def test_text_that_no_table_explains_is_named(tmp_path):
    told, _ = taken(hostile.font_whose_codes_nobody_knows(), tmp_path)
    assert told.unreadable_pages == (1,)


def test_hidden_layer_is_named(tmp_path):
    told, _ = taken(hostile.layer_that_is_hidden(), tmp_path)
    assert told.has_hidden_layers


def test_marked_catalog_is_not_enough_to_be_tagged(tmp_path):
    told, clean = taken(paper(catalog=b"/StructTreeRoot<</Type/StructTreeRoot>>/MarkInfo<</Marked true>>"), tmp_path)
    assert (told.is_tagged, told.untagged_pages) == (False, (1,))
    assert not inspect(clean).is_tagged


def test_ten_thousand_bookmarks_are_kept(tmp_path):
    told, _ = taken(bookmarks(10_000), tmp_path)
    assert told.bookmarks == 10_000


def test_own_names_of_elements_become_those_of_the_standard(tmp_path):
    content = tagged(root=b"/RoleMap<</Heading#201/H1>>", more={12: b"<</S/Heading#201/P 11 0 R/Pg 3 0 R/K 0>>"})
    _, clean = taken(content, tmp_path)
    assert [node.tag for node in structure(clean)] == ["Document", "H1", "P"]
    with pikepdf.open(io.BytesIO(clean)) as file:
        assert "/RoleMap" not in file.Root.StructTreeRoot
