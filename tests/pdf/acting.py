"""Papers that act, hide things, mark pages, and lead or mean what they should not."""

import io
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from tests.pdf.corpus import hostile, put, saved
from tests.pdf.raw import paper, stream, tagged

# What acts
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
LINK = b"<</Type/Annot/Subtype/Link/Rect[9 9 90 90]/A %b>>"
put("script_on_opening", paper(catalog=b"/OpenAction" + SCRIPT))
put("script_by_name", paper(catalog=b"/Names<</JavaScript<</Names[(a)%b]>>>>" % SCRIPT))
put("script_on_a_page", paper(page=b"/AA<</O%b>>" % SCRIPT))
put("script_in_a_link", paper(page=b"/Annots[" + LINK % SCRIPT + b"]"))
put("script_as_an_address", paper(page=b"/Annots[" + LINK % b"<</S/URI/URI( JavaScript:alert\\(1\\))>>" + b"]"))
put("program_started", paper(page=b"/Annots[" + LINK % b"<</S/Launch/F(cmd.exe)>>" + b"]"))
put("other_file_opened", paper(page=b"/Annots[" + LINK % b"<</S/GoToR/F(\\\\\\\\host\\\\x.pdf)/D[0/Fit]>>" + b"]"))
put("chain_of_actions", paper(page=b"/Annots[" + LINK % b"<</S/URI/URI(http://e.org)/Next %b>>" % SCRIPT + b"]"))
put(
    "action_that_follows_itself",
    paper({6: b"<</S/URI/URI(http://e.org)/Next 6 0 R>>"}, page=b"/Annots[" + LINK % b"6 0 R" + b"]"),
)
put("film", paper(page=b"/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<<>>>>]"))
put("annotations_of_every_kind_of_nonsense", paper(page=b"/Annots[null 7 (x) /N [] << >> <</Subtype 7>> 3 0 R 99 0 R]"))
put("annotations_are_a_page", paper(page=b"/Annots 3 0 R"))
put("stream_from_another_file", paper({4: stream(b"", b"/F(/etc/passwd)/FFilter/FlateDecode")}))


@hostile()
def files_within() -> bytes:
    with Pdf.open(io.BytesIO(paper())) as file:
        file.attachments["secret.txt"] = b"Attached secret"
        return saved(file)


def annotated(kind: str, drawn: bytes, **more: Any) -> bytes:
    """A page with one annotation that shows."""
    with Pdf.open(io.BytesIO(paper())) as file:
        font = file.pages[0].resources.Font.F
        shown = file.make_stream(
            drawn,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 100, 20]),
            Resources=Dictionary(Font=Dictionary(F=font)),
        )
        held = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([10, 10, 110, 30]), AP=Dictionary(N=shown), **more
        )
        file.pages[0].obj.Annots = Array([file.make_indirect(held)])
        if kind == "Widget":
            file.Root.AcroForm = Dictionary(Fields=file.pages[0].obj.Annots)
        return saved(file)


@hostile()
def typed_into_a_form() -> bytes:
    return annotated("Widget", b"BT /F 9 Tf 2 2 Td (Typed answer) Tj ET", FT=Name.Tx, T="a", V="Typed answer")


@hostile()
def typed_and_not_drawn() -> bytes:
    field = b"<</Type/Annot/Subtype/Widget/Rect[10 10 200 30]/FT/Tx/T(a)/V(Typed answer)/DA(/F 9 Tf 0 g)/P 3 0 R>>"
    form = b"/AcroForm<</Fields[6 0 R]/DA(/F 9 Tf 0 g)/DR<</Font<</F 5 0 R>>>>>>"
    return paper({6: field}, catalog=form, page=b"/Annots[6 0 R]")


@hostile("form")
def typed_over_lines_and_not_drawn() -> bytes:
    field = b"<</Type/Annot/Subtype/Widget/Rect[10 10 200 90]/FT/Tx/Ff 4096/T(a)/V(One\nTwo)/DA(/F 9 Tf 0 g)>>"
    return paper({6: field}, catalog=b"/AcroForm<</Fields[6 0 R]>>", page=b"/Annots[6 0 R]")


put("form_of_adobe", paper(catalog=b"/AcroForm<</Fields[]/XFA(<xdp/>)>>"), "dynamic_form")
put(
    "form_in_a_circle",
    paper(
        {6: b"<</T(a)/Kids[6 0 R]/Parent 6 0 R/Subtype/Widget>>"},
        catalog=b"/AcroForm<</Fields[6 0 R]>>",
        page=b"/Annots[6 0 R]",
    ),
)
put("comment", annotated("Text", b"", Contents="Between ourselves"))
put("stamp_that_shows", annotated("Stamp", b"BT /F 9 Tf 2 2 Td (Draft stamp) Tj ET"))


# Bookmarks and names
def bookmarks(count: int, *, nested: bool = False, goal: bytes = b"/Dest[3 0 R/Fit]") -> bytes:
    items = {}
    for number in range(10, 10 + count):
        ways = b"/First %d 0 R/Last %d 0 R" % (number + 1, number + 1) if nested else b"/Next %d 0 R" % (number + 1)
        ways = ways if number < 9 + count else b""
        items[number] = b"<</Title(Mark %d)/Parent 6 0 R%b%b>>" % (number, goal, ways)
    outline = {6: b"<</Type/Outlines/First 10 0 R/Last %d 0 R/Count %d>>" % (9 + count, count)}
    return paper({**outline, **items}, catalog=b"/Outlines 6 0 R")


put("bookmarks_by_the_thousand", bookmarks(10_000))
put("bookmarks_a_thousand_deep", bookmarks(1_000, nested=True))
put("bookmarks_in_a_circle", bookmarks(3).replace(b"/Next 12 0 R", b"/Next 10 0 R"))
put("bookmark_that_holds_itself", bookmarks(3, nested=True).replace(b"/First 12 0 R", b"/First 11 0 R"))
put("bookmark_that_starts_a_program", bookmarks(2, goal=b"/A<</S/Launch/F(a)>>"))
put("bookmarks_are_a_number", paper(catalog=b"/Outlines 7"))
put("names_in_a_circle", paper({6: b"<</Kids[6 0 R 6 0 R]>>"}, catalog=b"/Names<</Dests 6 0 R>>"))
put(
    "names_that_lead_nowhere",
    paper(catalog=b"/Names<</Dests<</Names[(a)[99 0 R/Fit](b) 7 (c)[3 0 R/XYZ null 9 9]]>>>>"),
)
put("labels_of_nonsense", paper(catalog=b"/PageLabels<</Nums[(a) 7 -1 null]>>"))
put(
    "metadata_of_nonsense", paper({6: stream(b"<x:xmpmeta", b"/Type/Metadata/Subtype/XML")}, catalog=b"/Metadata 6 0 R")
)


@hostile()
def metadata_that_unfolds() -> bytes:
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12)
    )
    return paper({6: stream(lol + b"]><x>&m;</x>", b"/Type/Metadata/Subtype/XML")}, catalog=b"/Metadata 6 0 R")


# Tags
put("tags_as_they_should_be", tagged())
put("tags_in_a_circle", tagged(more={13: b"<</S/P/P 11 0 R/Pg 3 0 R/K[1 11 0 R 13 0 R 10 0 R]>>"}))
put("tags_held_twice", tagged(more={13: b"<</S/P/P 11 0 R/Pg 3 0 R/K[1 12 0 R 12 0 R]>>"}))
put("tags_on_a_page_that_is_not_there", tagged(more={13: b"<</S/P/P 11 0 R/Pg 99 0 R/K[1]>>"}))
put("tags_for_nothing_drawn", tagged(more={13: b"<</S/P/P 11 0 R/Pg 3 0 R/K[1 -4 999999999 2147483648]>>"}))
put("tags_without_a_parent_tree", tagged(more={15: b"null"}))
put("parent_tree_of_nonsense", tagged(more={15: b"<</Nums[(a) 7 -1 [99 0 R] 0 0 R]/Kids[15 0 R]>>"}))
put("parent_tree_in_a_circle", tagged(more={15: b"<</Kids[15 0 R 15 0 R]/Limits[0 9]>>"}))
put(
    "parent_numbers_that_collide",
    tagged(
        page=b"/StructParents 0/Annots[<</Subtype/Link/Rect[0 0 9 9]/StructParent 0/A<</S/URI/URI(http://e.org)>>>>]"
    ),
)
put("parent_number_beyond_all", tagged(page=b"/StructParents 2147483648"))
put("roles_in_a_circle", tagged(root=b"/RoleMap<</H1/Q/Q/R/R/H1/P/P>>"))
put("roles_of_nonsense", tagged(root=b"/RoleMap<</H1 7/Q[]>>/ClassMap[7]"))
put("names_of_elements_twice", tagged(element=b"/ID(a)", more={13: b"<</S/P/ID(a)/P 11 0 R/Pg 3 0 R/K[1]>>"}))
put("tree_of_names_in_a_circle", tagged(root=b"/IDTree 16 0 R", more={16: b"<</Kids[16 0 R]>>"}))
put("element_is_the_catalog", tagged(more={11: b"<</S/Document/K[1 0 R 2 0 R 3 0 R 4 0 R null (x) 12 0 R 13 0 R]>>"}))
put("attributes_that_lead_away", tagged(element=b"/A[<</O/Table/Scope 1 0 R/Headers[1 0 R]>> 7 /N]/AF[3 0 R]/C[/X 7]"))
put("empty_tree", paper(catalog=b"/StructTreeRoot<</Type/StructTreeRoot>>/MarkInfo<</Marked true>>"))
put("tree_is_a_page", paper(catalog=b"/StructTreeRoot 3 0 R", page=b"/K 3 0 R/S/P"))


@hostile()
def tags_ten_thousand_deep() -> bytes:
    chain = {n: b"<</S/Div/P %d 0 R/K[%d 0 R]>>" % (n - 1, n + 1) for n in range(20, 10_020)}
    return tagged(more={**chain, 10_020: b"<</S/P/Pg 3 0 R/K 1>>", 13: b"<</S/Div/K 20 0 R>>"})
