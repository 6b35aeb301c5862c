"""The pages of a published agenda, or of minutes, as a website of its own: as on the day, with the styles that drew them.

Nothing here asks for a request, a session or a record: the document is all there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from meetings.document import AgendaDocument
from meetings.minutes_document import MinutesDocument
from meetings.stored import to_json
from pillars.brand import Brand
from reports.editions.site import HTML, assets
from reports.exports import File

FRONT, DATA = "index.html", "agenda.json"


@dataclass(frozen=True, slots=True)
class Office:
    """The office as an agenda names it: what the frame of a page shows."""

    name: str
    panel: str
    notice: str
    brand: Brand


def site(document: AgendaDocument) -> Iterator[File]:
    """The agenda, a page for each paper that is written here, the agenda as data, and what the pages are drawn with."""
    with override(document.language):
        yield _page(FRONT, "agenda", document)
        for item in document.open_items:
            for paper in item.papers:
                if paper.written or paper.programme:
                    yield _page(f"{paper.name}.html", "paper", document, item=item, paper=paper)
    yield File(DATA, "application/json", to_json(document, indent=1).encode())
    yield from assets(document.brand)


def minutes_site(document: MinutesDocument) -> Iterator[File]:
    """The minutes as a page and as data, and what the page is drawn with."""
    with override(document.language):
        yield _page(FRONT, "minutes", document)
    yield File("minutes.json", "application/json", to_json(document, indent=1).encode())
    yield from assets(document.brand)


def _page(path: str, template: str, document: AgendaDocument | MinutesDocument, **more: object) -> File:
    context = {"document": document, "frame": "layouts/edition.html", "base": "", "area": "agendas", **more}
    context["office"] = Office(document.office, document.meeting.body, document.notice, document.brand)
    return File(path, HTML, render_to_string(f"meetings/published/{template}.html", context).encode())
