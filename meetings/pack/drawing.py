"""The pages of a pack that the portal draws itself: front matter, reports written here, the work programme, stand-ins."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from meetings.models import Document, WrittenReport
from meetings.pack.contents import Contents
from meetings.pack.layout import Layout
from meetings.pages import report_page
from meetings.queries import programme
from reports import render
from reports.render import Begun


def styles() -> Path:
    """How a pack looks on paper: A4, upright."""
    return Path(settings.STATICFILES_DIRS[0]) / "styles" / "pack.css"


def begin(pages: Sequence[str], *, is_kept: bool) -> Begun:
    """Have pages set. Those that are kept are not set twice while they stay as they are; of what is exempt nothing is kept."""
    return render.begin_set(pages, is_kept=is_kept, styles=styles())


def cover(contents: Contents) -> str:
    return _page("cover", contents.title, contents=contents, meeting=contents.meeting)


def public_information(contents: Contents) -> str:
    return _page("public_information", contents.title, contents=contents, meeting=contents.meeting)


def agenda(contents: Contents, layout: Layout | None) -> str:
    """The agenda; without a layout with as much room for the pages of papers as they will take."""

    def rows(entries: Sequence) -> list[tuple[object, str, str]]:
        shown = []
        for entry in entries:
            span = layout.span(entry.papers) if layout else None
            pages = str(span) if span else "100 - 100" if entry.papers else ""
            shown.append((entry, pages, f"section:{entry.papers[0]}" if entry.papers and layout else ""))
        return shown

    return _page(
        "agenda",
        contents.title,
        contents=contents,
        meeting=contents.meeting,
        open_rows=rows(contents.open_items),
        private_rows=rows(contents.private_items),
    )


def paper(document: Document) -> str:
    """A paper that is drawn here: a written report, or the work programme as it stands."""
    if document.report is not None:
        return written(document.report)
    meeting = document.item.meeting
    held = programme(meeting.held_on)
    ahead = [(one, topics) for one, topics in held.meetings if one.held_on > meeting.held_on]
    return _page("programme", document.title, meeting=meeting, ahead=ahead, unscheduled=held.unscheduled)


def written(report: WrittenReport) -> str:
    return _page("report", report.title, page=report_page(report), meeting=report.document.item.meeting)


def stand_in(title: str, pages: int) -> str:
    """So many pages that stand for a paper that is not held."""
    return _page("stand_in", title, pages=range(1, pages + 1))


def _page(template: str, title: str, **context: object) -> str:
    language = settings.LANGUAGE_CODE
    return render_to_string(f"meetings/pack/{template}.html", {"title": title, "language": language, **context})
