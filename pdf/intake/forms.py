"""Draws what was typed into a form, and other marks that show, into the page itself, and takes the rest of the annotations away.

Called by the worker.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Annotation, Array, Dictionary, Name, Object, Page, Pdf, Stream, String

from pdf.intake.goals import Goals
from pdf.intake.kept import DRAWN, LINK, REMOVED
from pdf.intake.refusal import Refusal

# ISO 32000-1, 12.5.3 and 12.7.4.3: invisible, hidden or not to be viewed; a field of several lines.
_UNSEEN = 1 | 2 | 32
_MULTILINE = 1 << 12
_DEEPEST = 50


def prepare_forms(pdf: Pdf, removed: set[str]) -> None:
    """Let the library draw what was typed and never drawn. Raises Refusal for text of several lines, which it would cut off."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return
    removed.add("forms")
    if not len(form.get("/Fields", Array())) and "/XFA" in form:
        raise Refusal("dynamic_form")
    undrawn = bool(form.get("/NeedAppearances", False))
    for number, page in enumerate(pdf.pages, start=1):
        for widget in _widgets(page):
            if not isinstance(_inherited(widget, "/V"), String) or not str(_inherited(widget, "/V")).strip():
                continue
            if "/AP" in widget and not undrawn:
                continue
            flags = _inherited(widget, "/Ff")
            if isinstance(flags, int) and int(flags) & _MULTILINE:
                raise Refusal("form", number)
            form.NeedAppearances = undrawn = True
    if undrawn:
        pdf.generate_appearance_streams()
        for number, page in enumerate(pdf.pages, start=1):
            if any(isinstance(_inherited(widget, "/V"), String) and "/AP" not in widget for widget in _widgets(page)):
                raise Refusal("form", number)


def flatten(pdf: Pdf, page: Page, next_mark: int, goals: Goals, removed: set[str]) -> dict[tuple[int, int], int]:
    """Keep of a page's annotations the links that may stay, and draw those that show as part of the page.

    Gives each that was drawn and stands in a parent tree the number of its mark on the page, `next_mark` and on.
    """
    kept: list[Object] = []
    marks: dict[tuple[int, int], int] = {}
    drawn: list[bytes] = []
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else ():
        kind = str(annotation.get("/Subtype")) if isinstance(annotation, Dictionary) else ""
        if kind == "/Link" and goals.clean_action(annotation, removed):
            for key in set(annotation.keys()) - LINK:
                del annotation[key]
            annotation.P = page.obj
            kept.append(annotation if annotation.is_indirect else pdf.make_indirect(annotation))
        elif kind in DRAWN:
            content = _drawing(page, annotation)
            if content and annotation.is_indirect and "/StructParent" in annotation:
                mark = next_mark + len(marks)
                marks[annotation.objgen] = mark
                content = b"/Form <</MCID %d>> BDC\n%b\nEMC" % (mark, content)
            elif content:
                content = b"/Artifact BMC\n%b\nEMC" % content if marks or next_mark else content
            drawn.append(content)
        else:
            removed.add(REMOVED.get(kind, "comments"))
        if isinstance(annotation, Dictionary) and "/AA" in annotation:
            removed.add("actions")
    if kept:
        page.obj.Annots = Array(kept)
    elif "/Annots" in page.obj:
        del page.obj["/Annots"]
    if any(drawn):
        page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
        page.contents_add(pdf.make_stream(b"\nQ\n" + b"\n".join(drawn) + b"\n"))
    return marks


def _drawing(page: Page, annotation: Object) -> bytes:
    """The operations that draw an annotation where it stands, with its appearance as a form of the page."""
    shown = Annotation(annotation)
    stream = shown.get_appearance_stream(Name.N)
    if not isinstance(stream, Stream):
        return b""
    for key in ("/StructParent", "/StructParents"):
        if key in stream:
            del stream[key]
    if "/Subtype" not in stream:
        stream.Subtype = Name.Form
    turned = int(page.obj.get("/Rotate", 0))
    name = page.add_resource(stream, Name.XObject, prefix="Shown")
    return shown.get_page_content_for_appearance(name, turned, 0, _UNSEEN).strip()


def _widgets(page: Page) -> Iterator[Object]:
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else ():
        if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == "/Widget":
            yield annotation


def _inherited(field: Object, key: str) -> Object | None:
    for _ in range(_DEEPEST):
        if key in field:
            return field[key]
        parent = field.get("/Parent")
        if not isinstance(parent, Dictionary):
            return None
        field = parent
    return None
