"""What the measuring of the PDF runs in processes of their own; importing it loads neither Django nor WeasyPrint."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.document import ReportDocument


def serve(line: Connection, name: str, stored: str) -> None:
    """Render a stored document each time the line says so, until it says stop."""
    import django

    django.setup()
    from reports import render
    from reports.document.stored import from_json

    draw = {"ours": _ours, "plain": _plain}[name](from_json(stored))
    line.send("ready")
    while line.recv() == "render":
        line.send(len(draw()))
    render.typesetters().close()


def _ours(document: ReportDocument) -> Callable[[], bytes]:
    from reports import render

    def draw() -> bytes:
        render.forget()
        return render.pdf(document)

    return draw


def _plain(document: ReportDocument) -> Callable[[], bytes]:
    """The library by itself, as its documentation shows it: all of the HTML as one page, the same styles and variant.

    Both begin with the document, so that drawing the templates counts in both. Running titles and page numbers stand in
    margin boxes, which is the library's own way to them.
    """
    from weasyprint import CSS, HTML

    from reports import render

    styles = render.print_styles()
    titles = f"""@page {{ font: 8pt 'Source Sans 3';
        @top-left {{ content: '{document.words.panel}' }}
        @top-right {{ content: '{document.title}, {document.quarter.label}' }}
        @bottom-left {{ content: '{document.notice.replace("'", "’")}'; width: 240mm; font-size: 7pt }}
        @bottom-right {{ content: 'Page ' counter(page) ' of ' counter(pages) }} }}"""

    def draw() -> bytes:
        sections = [render.cover_page(document), *render.section_pages(document)]
        apart = [section.partition("<body>") for section in sections]
        body = "".join(rest.partition("</body>")[0] for _, _, rest in apart)
        page = HTML(string=f"{apart[0][0]}<body>{body}</body></html>", base_url=styles.as_uri())
        made: bytes = page.write_pdf(stylesheets=[styles, CSS(string=titles)], pdf_variant="pdf/ua-1")
        return made

    return draw
