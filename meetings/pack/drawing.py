"""The pages of a pack that the portal draws itself: front matter, reports written here, the work programme, stand-ins."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from meetings.document import AgendaDocument, Item, Paper, Sitting
from meetings.minutes_document import MinutesDocument
from meetings.pack.layout import Layout
from pillars.brand import HOUSE, Brand
from pillars.queries import logo_address
from reports import render
from reports.render import Begun

# An item of the agenda, the pages of its papers, and the link to them.
Row = tuple[Item, str, str]


def styles() -> Path:
    """How a pack looks on paper: A4, upright."""
    return Path(settings.STATICFILES_DIRS[0]) / "styles" / "pack.css"


def begin(pages: Sequence[str], *, is_kept: bool) -> Begun:
    """Have pages set. Those that are kept are not set twice while they stay as they are; of what is exempt nothing is kept."""
    return render.begin_set(pages, is_kept=is_kept, styles=styles())


def cover(document: AgendaDocument) -> str:
    logo = logo_address(document.brand)
    return _page("cover", document.title, document.brand, document=document, meeting=document.meeting, logo=logo)


def public_information(document: AgendaDocument) -> str:
    return _page("public_information", document.title, document.brand, document=document, meeting=document.meeting)


def agenda(document: AgendaDocument, layout: Layout | None) -> str:
    """The agenda; without a layout with as much room for the pages of papers as they will take."""
    return _page(
        "agenda",
        document.title,
        document.brand,
        document=document,
        meeting=document.meeting,
        open_rows=[_row(item, layout) for item in document.open_items],
        private_rows=[_row(item, layout) for item in document.private_items],
    )


def supplement(document: AgendaDocument, items: Sequence[Item], layout: Layout | None) -> str:
    """The sheet before papers that came after the agenda: `items` are those that they belong to, with these papers alone."""
    rows = [_row(item, layout) for item in items]
    return _page("supplement", document.title, document.brand, document=document, meeting=document.meeting, rows=rows)


def paper(paper: Paper, meeting: Sitting, brand: Brand) -> str:
    """A paper that is drawn here: a written report, or the work programme."""
    if paper.written:
        return _page("report", paper.title, brand, page=paper.written, meeting=meeting)
    return _page("programme", paper.title, brand, programme=paper.programme, meeting=meeting)


def minutes(document: MinutesDocument) -> str:
    """The minutes of a meeting for the public."""
    title = _("Minutes of %(day)s") % {"day": document.meeting.day}
    logo = logo_address(document.brand)
    return _page("minutes", title, document.brand, document=document, meeting=document.meeting, logo=logo)


def stand_in(title: str, pages: int) -> str:
    """So many pages that stand for a paper that is not held."""
    return _page("stand_in", title, HOUSE, pages=range(1, pages + 1))


def _row(item: Item, layout: Layout | None) -> Row:
    if not item.papers:
        return item, "", ""
    return (item, layout.words(item.names), f"section:{item.names[0]}") if layout else (item, "100 - 100", "")


def _page(template: str, title: str, brand: Brand, **context: object) -> str:
    language = settings.LANGUAGE_CODE
    context |= {"title": title, "language": language, "brand": brand}
    return render_to_string(f"meetings/pack/{template}.html", context)
