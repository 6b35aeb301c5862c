"""Real sections to finish, join and stamp: small pages that WeasyPrint renders as the portal does."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import weasyprint

from pdf.stamp import Stamp

IDENTIFIER = b"0123456789abcdef"
TYPEFACE = Path(__file__).resolve().parents[2] / "static" / "build" / "fonts" / "source-sans-3-400-normal.ttf"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 9 9">{}<rect width="9" height="9"/></svg>'
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
STYLE = """
@page { size: A6; margin: 10mm; @bottom-center { content: "Foot " counter(page) } }
body { font: 10pt/1.4 "DejaVu Sans", sans-serif; margin: 0 }
table { width: 100%; border-spacing: 0 } caption { text-align: left; break-after: avoid }
"""


@cache
def section(body: str, *, title: str = "A section", language: str = "en-GB", style: str = "") -> bytes:
    """One section as WeasyPrint writes it, tagged and not yet finished."""
    html = (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>'
        f"<style>{STYLE}{style}</style></head><body>{body}</body></html>"
    )
    rendered: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=IDENTIFIER)
    return rendered


def stamps(pages: int, running: str = "Quarterly report") -> list[list[Stamp]]:
    """A running title and a page number for each page of A6."""
    return [
        [Stamp(running, 28, 400), Stamp(f"Page {page} of {pages}", 270, 12, align="right")]
        for page in range(1, pages + 1)
    ]


def table(rows: int, *, caption: str = "Offences", foot: str = "") -> str:
    """A table with a header row, a header in each row, and as many rows as asked for."""
    body = "".join(
        f'<tr><th scope="row">Row {row}</th><td>{row * 7}</td><td>Note {row}</td></tr>' for row in range(1, rows + 1)
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Measure", "Number", "Note"))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table>"


def misplaced_marks(pdf: bytes) -> list[str]:
    """What is wrong between the content of the pages, the structure tree and the parent tree; nothing, if all is well."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        root = file.Root.StructTreeRoot
        parents = dict(pikepdf.NumberTree(root.ParentTree).items())
        held = list(_held(list(root.K), None))
        wrong = []
        for number, page in enumerate(file.pages, start=1):
            here = [(element, mark) for element, objgen, mark in held if objgen == page.obj.objgen]
            if _drawn(page) != {mark for _, mark in here}:
                wrong.append(f"page {number}: not all that is drawn with a mark is held, or the other way round")
            for element, mark in here:
                if parents[int(page.obj.StructParents)][mark].objgen != element.objgen:
                    wrong.append(f"page {number}: the parent tree gives mark {mark} to another element")
            for annotation in page.obj.get("/Annots", pikepdf.Array()):
                kids = parents[int(annotation.StructParent)].K
                if not any(kid.get("/Obj") == annotation for kid in kids if isinstance(kid, pikepdf.Dictionary)):
                    wrong.append(f"page {number}: the parent tree gives an annotation to another element")
        return wrong


def _held(
    elements: list[pikepdf.Object], page: tuple[int, int] | None
) -> Iterator[tuple[pikepdf.Object, tuple[int, int] | None, int]]:
    """Every mark that an element below holds: the element, the page and the number."""
    for element in elements:
        own = element.Pg.objgen if "/Pg" in element else page
        for kid in element.K:
            if isinstance(kid, int):
                yield element, own, kid
            elif kid.get("/Type") == "/MCR":
                yield element, kid.Pg.objgen, int(kid.MCID)
            elif "/S" in kid:
                assert kid.P.objgen == element.objgen
                yield from _held([kid], own)


def _drawn(page: pikepdf.Page) -> set[int]:
    properties = [instruction.operands[1] for instruction in pikepdf.parse_content_stream(page, "BDC")]
    return {int(given.MCID) for given in properties if "/MCID" in given}
