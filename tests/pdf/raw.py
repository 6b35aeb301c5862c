"""PDFs written by hand, byte by byte, so that they can be wrong in ways no library writes."""

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
WORDS = b"BT /F 12 Tf 20 200 Td (Words of the paper) Tj ET"


def stream(content: bytes, extra: bytes = b"", length: int | None = None) -> bytes:
    """A stream, which may claim another length than it has."""
    claimed = len(content) if length is None else length
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (extra, claimed, content)


def written(objects: dict[int, bytes], *, trailer: bytes = b"", header: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of these objects by their numbers, with a table of where each begins; object 1 is the catalog."""
    body, places = header, {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
        for number in range(1, max(objects) + 1)
    )
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (max(objects) + 1, table, max(objects) + 1, trailer, len(body))


def paper(
    changed: dict[int, bytes] | None = None, *, catalog: bytes = b"", page: bytes = b"", trailer: bytes = b""
) -> bytes:
    """One page of words, with more in its catalog and its page, and with other or further objects."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE[:-2] + page + b">>",
        4: stream(WORDS),
        5: FONT,
    }
    return written(objects | (changed or {}), trailer=trailer)


def tagged(
    root: bytes = b"", element: bytes = b"", page: bytes = b"/StructParents 0", more: dict[int, bytes] | None = None
) -> bytes:
    """A page with a heading and a paragraph; further entries of the root of its tags, its first element and its page."""
    words = b"/H1 <</MCID 0>> BDC %b EMC /P <</MCID 1>> BDC %b EMC" % (WORDS, WORDS.replace(b"200", b"150"))
    tags = {
        4: stream(words),
        10: b"<</Type/StructTreeRoot/K 11 0 R/ParentTree 15 0 R%b>>" % root,
        11: b"<</Type/StructElem/S/Document/P 10 0 R/K[12 0 R 13 0 R]%b>>" % element,
        12: b"<</Type/StructElem/S/H1/P 11 0 R/Pg 3 0 R/K 0>>",
        13: b"<</Type/StructElem/S/P/P 11 0 R/Pg 3 0 R/K[1]>>",
        15: b"<</Nums[0[12 0 R 13 0 R]]>>",
    }
    return paper(tags | (more or {}), catalog=b"/StructTreeRoot 10 0 R/MarkInfo<</Marked true>>/Lang(en-GB)", page=page)
