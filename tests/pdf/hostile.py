"""Files that are none, broken pages, bombs and locks; and the awkward ones that are honest."""

import io
import zlib

import pikepdf
from pikepdf import Dictionary, Encryption, Name, Pdf

from tests.pdf.corpus import hostile, put, saved
from tests.pdf.raw import FONT, PAGE, WORDS, paper, stream, tagged

# No PDFs
put("nothing", b"", "not_pdf")
put("web_page", b"<!doctype html><title>Not found</title>", "not_pdf")
put("header_only", b"%PDF-1.7\n", "broken")
put("without_header", paper()[9:], "not_pdf")
put("noise", b"%PDF-1.7\n" + bytes(range(256)) * 400, "broken")

# Broken ones
put("truncated", paper()[:-120], "broken")
put("table_of_nonsense", paper().replace(b"0000000009 00000 n", b"0000099999 00000 n"), "broken")
put("table_nowhere", paper().replace(b"startxref\n", b"startxref\n9"), "broken")
put("table_that_leads_nowhere", paper(trailer=b"/Prev 99999"), "broken")
put("stream_too_long", paper({4: stream(WORDS, length=999_999)}), "broken")
put("stream_too_short", paper({4: stream(WORDS, length=3)}), "broken")
put("stream_of_negative_length", paper({4: stream(WORDS, length=-5)}), "broken")
put("length_that_names_itself", paper({4: b"<</Length 4 0 R>>stream\nx\nendstream"}))
put("catalog_is_a_number", paper({1: b"42"}), "broken")
put("pages_is_a_string", paper({2: b"(pages)"}), "broken")
put("junk_before_the_header", b"Mail-Header: x\r\n\r\n" + paper())
put("junk_after_the_end", paper() + b"\0" * 500)

# Pages
put("no_pages", paper({2: b"<</Type/Pages/Kids[]/Count 0>>"}), "no_pages")
put("pages_in_a_circle", paper({2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}), "broken")
put("page_that_is_its_parent", paper({3: b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"}), "broken")
put("count_beyond_all", paper({2: b"<</Type/Pages/Kids[3 0 R]/Count 2147483648>>"}), "broken")
put("one_page_many_times", paper({2: b"<</Type/Pages/Kids[3 0 R 3 0 R 3 0 R]/Count 3>>"}))
put("page_without_resources", paper({3: PAGE.replace(b"/Resources<</Font<</F 5 0 R>>>>", b"")}))
put("resources_are_a_name", paper({3: PAGE.replace(b"<</Font<</F 5 0 R>>>>", b"/None")}))
put("page_without_content", paper({3: PAGE.replace(b"/Contents 4 0 R", b"")}))
put("content_is_a_string", paper({3: PAGE.replace(b"/Contents 4 0 R", b"/Contents(x)")}))
put("huge_page", paper({3: PAGE.replace(b"0 0 300 400", b"0 0 99999 99999")}), "page_size")
put("page_of_no_size", paper({3: PAGE.replace(b"0 0 300 400", b"0 0 0 0")}), "page_size")
put("page_beyond_all_numbers", paper({3: PAGE.replace(b"0 0 300 400", b"0 0 300 9" + b"9" * 400)}), "no_pages")
put("page_without_box", paper({3: PAGE.replace(b"/MediaBox[0 0 300 400]", b"")}))
put("box_of_names", paper({3: PAGE.replace(b"0 0 300 400", b"/a /b /c /d")}))
put("box_turned_over", paper({3: PAGE.replace(b"0 0 300 400", b"300 400 0 0")}))
put("box_below_zero", paper({3: PAGE.replace(b"0 0 300 400", b"-150 -200 150 200")}))
put("cropped_to_nothing", paper(page=b"/CropBox[900 900 950 950]"))
put("turned", paper(page=b"/Rotate 90"))
put("turned_by_a_little", paper(page=b"/Rotate 17"))
put("unit_of_a_mile", paper(page=b"/UserUnit 99999"), "page_size")
put("content_that_closes_too_much", paper({4: stream(b"Q Q Q EMC ET " + WORDS)}))
put("content_that_closes_nothing", paper({4: stream(b"q q 9 0 0 9 0 0 cm /P <</MCID 0>> BDC " + WORDS[:-3])}))
put("operators_without_operands", paper({4: stream(b"BT Tf Tj TJ Td Tm BDC BMC Do ' \" ET EMC cm re")}))
put("content_of_noise", paper({4: stream(bytes(range(256)) * 40)}))


@hostile()
def form_that_draws_itself() -> bytes:
    form = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    return paper({6: form, 4: stream(b"/X Do"), 3: PAGE.replace(b"/Font<</F 5 0 R>>", b"/XObject<</X 6 0 R>>")})


@hostile()
def forms_that_double_each_other() -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = {number: stream(b"/X Do /X Do", head % (number + 1)) for number in range(10, 60)}
    forms[60] = stream(WORDS, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return paper({**forms, 4: stream(b"/X Do"), 3: PAGE.replace(b"/Font<</F 5 0 R>>", b"/XObject<</X 10 0 R>>")})


@hostile("broken")
def forms_in_forms_without_end() -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    forms = {number: stream(b"/X Do", head % (number + 1)) for number in range(10, 30_000)}
    return paper({**forms, 4: stream(b"/X Do"), 3: PAGE.replace(b"/Font<</F 5 0 R>>", b"/XObject<</X 10 0 R>>")})


# What unpacks to far too much, and what nests
put(
    "bomb_in_a_page",
    paper({4: stream(zlib.compress(b" " * 400_000_000, 9), b"/Filter/FlateDecode")}),
    "too_large_inside",
)
put(
    "bomb_in_a_bomb",
    paper({4: stream(zlib.compress(zlib.compress(b" " * 400_000_000, 9), 9), b"/Filter[/FlateDecode/FlateDecode]")}),
    "too_large_inside",
)
put("filters_without_end", paper({4: stream(b"x", b"/Filter[" + b"/ASCIIHexDecode" * 5000 + b"]")}), "too_large_inside")
put("nested_arrays", paper({6: b"[" * 100_000 + b"]" * 100_000}, page=b"/B 6 0 R"), "too_large_inside")


@hostile("broken")
def bomb_in_an_object_stream() -> bytes:
    packed = zlib.compress(b"6 0 " + b" " * 400_000_000 + b"1", 9)
    objects = stream(packed, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
    pages = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE,
        4: objects,
        5: FONT,
    }
    body = b"%PDF-1.7\n"
    places = []
    for number, content in pages.items():
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"\0" * 5 + b"".join(b"\1" + place.to_bytes(3) + b"\0" for place in places) + b"\2\0\0\4\0"
    rows = rows.replace(b"\1" + places[0].to_bytes(3) + b"\0", b"\2\0\0\4\0")
    table = stream(rows, b"/Type/XRef/W[1 3 1]/Size 7/Root 1 0 R")
    return body + b"9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


# Locked ones
@hostile("locked")
def locked() -> bytes:
    return saved(Pdf.open(io.BytesIO(paper())), encryption=Encryption(owner="o", user="u"))


@hostile("restricted")
def protected_by_its_owner() -> bytes:
    return saved(Pdf.open(io.BytesIO(paper())), encryption=Encryption(owner="o", user=""))


@hostile("restricted")
def protected_in_the_old_way() -> bytes:
    return saved(
        Pdf.open(io.BytesIO(paper())), encryption=Encryption(owner="o", user="", R=3, aes=False, metadata=False)
    )


# Awkward, but honest
@hostile()
def scan() -> bytes:
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(595, 842))
        image = file.make_stream(
            bytes(range(256)) * 40,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=128,
            Height=80,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )
        file.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=image))
        file.pages[0].obj.Contents = file.make_stream(b"595 0 0 842 0 0 cm /I Do")
        return saved(file)


@hostile()
def mixed_sizes_and_rotations() -> bytes:
    with pikepdf.new() as file:
        for number, size in enumerate(((595, 842), (842, 595), (420, 595), (1191, 842))):
            file.add_blank_page(page_size=size)
            file.pages[-1].obj.Rotate = 90 * number
        return saved(file)


@hostile()
def layer_that_is_hidden() -> bytes:
    layers = {6: b"<</Type/OCG/Name(Hidden)>>", 4: stream(b"/OC /L BDC " + WORDS + b" EMC")}
    page = PAGE.replace(b"/Font<<", b"/Properties<</L 6 0 R>>/Font<<")
    return paper({**layers, 3: page}, catalog=b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>")


@hostile()
def objects_in_streams() -> bytes:
    return saved(Pdf.open(io.BytesIO(tagged())), object_stream_mode=pikepdf.ObjectStreamMode.generate)


@hostile()
def font_whose_codes_nobody_knows() -> bytes:
    return paper(
        {5: b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>"}
    )


@hostile()
def font_with_a_table_of_nonsense() -> bytes:
    table = stream(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange beginbfchar <0> <zz> endbfchar")
    return paper({5: FONT[:-2] + b"/ToUnicode 6 0 R>>", 6: table})
