"""Draws a report document: as the fragments that pages are made of, and as the PDF. Both use the same templates."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache, lru_cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from pdf.join import Part, join, page_counts
from reports.document import ReportDocument
from reports.queries import Published
from reports.stored import digest_of, to_json
from reports.workers import Typesetters


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the PDF that is set by itself: `name` is what links to it say, `level` its depth in the contents."""

    name: str
    title: str
    level: int
    fragment: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the contents: a section and the page that it begins on."""

    title: str
    section: str
    page: int
    level: int


@lru_cache(maxsize=512)
def body(published: Published, slug: str | None, language: str) -> SafeString:
    """The body of a report page (None: of the whole report on one page), kept once it is drawn: an edition never changes.

    `language` is that of the portal's own words, in which templates are drawn.
    """
    document = published.document
    if slug is None:
        return render_to_string("reports/_whole.html", {"document": document, "register": reverse("reports:register")})
    pillar, page = document.page(slug)
    context = {"document": document, "pillar": pillar, "page": page, "register": reverse("reports:register")}
    return render_to_string("reports/_sub_theme.html", {"level": 1, "eyebrow": "text", **context})


def standalone_html(document: ReportDocument) -> str:
    """The whole report as one HTML file with its styles and fonts in it: it can be kept, sent and opened anywhere."""
    build = Path(settings.STATICFILES_DIRS[0])

    def embedded(match: re.Match[str]) -> str:
        file = build / "styles" / match[1].strip("'\"")
        return f"url(data:{guess_type(file.name)[0]};base64,{b64encode(file.read_bytes()).decode()})"

    styles = re.sub(r"url\((?!['\"]?data:)([^)]+)\)", embedded, (build / "styles" / "site.css").read_text())
    with override(document.language):
        return render_to_string("reports/standalone.html", {"document": document, "styles": mark_safe(styles)})  # noqa: S308 our own file


def forget() -> None:
    """Drop what this process keeps of drawn pages; for measuring what the first reader pays."""
    body.cache_clear()


def pdf(document: ReportDocument) -> bytes:
    """The report as PDF/UA-1 (ISO 14289-1), A4 landscape. The same document gives the same bytes.

    Sections are set side by side in worker processes. The cover follows, since its contents name the pages, and the
    running titles, which are drawn over the whole. Raises reports.workers.TypesettingFailed.
    """
    with override(document.language):
        parts = list(_sections(document))
        drawn = typesetters().typeset(section_pages(document))
        counts = page_counts(drawn)
        cover, titles = _cover(document, parts, counts)
        furniture = render_to_string("layouts/furniture.html", {"document": document, "pages": titles})
        [overlay] = typesetters().typeset([furniture])
    title = f"{document.title} – {document.quarter.label}"
    joined = [
        Part(cover, "cover", title),
        *(Part(body, part.name, part.title) for part, body in zip(parts, drawn, strict=True)),
    ]
    return join(
        joined,
        title=title,
        language=document.language,
        identifier=digest_of(to_json(document))[:32].encode(),
        created=document.published_at or datetime.combine(document.quarter.ends_on, time(), UTC),
        producer="pcp-portal",
        overlay=overlay,
    )


def section_pages(document: ReportDocument) -> list[str]:
    """Everything after the cover as HTML, a page for each section: what the typesetters are given."""
    return [_html(document, part) for part in _sections(document)]


@cache
def typesetters() -> Typesetters:
    """This process's pool of typesetters."""
    return Typesetters(print_styles(), settings.PDF_WORKERS)


@cache
def drawing() -> str:
    """Names how this portal draws PDFs: it changes with the templates and styles, so that no kept PDF outlives them."""
    files = [print_styles(), *sorted((settings.BASE_DIR / "templates").rglob("*.html"))]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def print_styles() -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / "styles" / "print.css"


def _sections(document: ReportDocument) -> Iterator[Section]:
    """Everything after the cover, in the order of reading."""
    yield Section("summary", gettext("Summary"), 1, "reports/_summary.html", {"page_links": "sections"})
    for pillar in document.pillars:
        for page in pillar.pages:
            context: dict[str, Any] = {"pillar": pillar, "page": page, "eyebrow": "text", "register": ""}
            yield Section(page.slug, page.title, 1, "reports/_sub_theme.html", context)
    if document.finance:
        yield Section("finance", document.finance.title, 1, "reports/_finance_notes.html", {})
        for finance_page in document.finance.pages:
            context = {"finance_page": finance_page, "notes_at": "", "notes": ()}
            yield Section(f"finance-{finance_page.slug}", finance_page.title, 2, "reports/_finance_page.html", context)
    if document.account:
        title = gettext("Every %(commitment)s accounted for") % {"commitment": document.words.commitment}
        yield Section("account", title, 1, "reports/_account.html", {})
    yield Section("key", gettext("Key to the ratings"), 1, "reports/_key.html", {})


def _html(document: ReportDocument, part: Section) -> str:
    context = {"document": document, "level": 1, "fragment": part.fragment, **part.context}
    return render_to_string("reports/section.html", context)


def _cover(document: ReportDocument, parts: list[Section], counts: list[int]) -> tuple[bytes, list[str]]:
    """The cover, and the title of the section that each page of the whole is of.

    How many pages the cover has is known when it is drawn, and moves the pages that it names: it is drawn again then.
    """
    pages = drawn = 1
    for _ in range(3):
        pages = drawn
        start, contents = pages + 1, []
        for part, count in zip(parts, counts, strict=True):
            contents.append(Entry(part.title, part.name, start, part.level))
            start += count
        section = Section("cover", document.title, 1, "reports/_cover.html", {"contents": contents})
        [cover] = typesetters().typeset([_html(document, section)])
        [drawn] = page_counts([cover])
        if drawn == pages:
            break
    titles = [document.title] * drawn
    for part, count in zip(parts, counts, strict=True):
        titles += [part.title] * count
    return cover, titles
