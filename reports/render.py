"""Draws a report document: as the fragments that pages are made of, and as the PDF. Both use the same templates."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.template.defaultfilters import capfirst
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override

from pdf.join import join, page_counts
from pdf.parts import Part
from pdf.stamp import Stamp
from pillars.queries import logo_address
from reports.document import ReportDocument
from reports.document.stored import digest_of, to_json
from reports.workers import Typesetters


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the PDF that is set by itself: `name` is what links to it say, `under` the heading it stands under."""

    name: str
    title: str
    under: str
    fragment: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the contents: a section, or a heading over sections (level 1), and the page that it begins on."""

    title: str
    section: str
    page: int
    level: int


def draw(document: ReportDocument, slug: str | None, *, register: str) -> str:
    """The body of a report page (None: of the whole report on one page), drawn now and kept nowhere.

    `register` is the address of the register to which numbers lead, or "". Raises KeyError where there is no such page.
    """
    if slug is None:
        return render_to_string("reports/_whole.html", {"document": document, "register": register})
    pillar, page = document.page(slug)
    context = {"document": document, "pillar": pillar, "page": page, "register": register}
    return render_to_string("reports/_sub_theme.html", {"level": 1, "eyebrow": "text", **context})


def standalone_html(document: ReportDocument) -> str:
    """The whole report as one HTML file with its styles and fonts in it: it can be kept, sent and opened anywhere."""
    build = _build()

    def embedded(match: re.Match[str]) -> str:
        file = build / "styles" / match[1].strip("'\"")
        return f"url(data:{guess_type(file.name)[0]};base64,{b64encode(file.read_bytes()).decode()})"

    styles = re.sub(r"url\((?!['\"]?data:)([^)]+)\)", embedded, (build / "styles" / "site.css").read_text())
    styles += document.brand.styles
    with override(document.language):
        return render_to_string("reports/standalone.html", {"document": document, "styles": mark_safe(styles)})  # noqa: S308 our own file


def forget() -> None:
    """Drop the sections that were set before; for measuring what a report costs that shares none with another."""
    caches["sections"].clear()


def pdf(document: ReportDocument, *, mark: str = "") -> bytes:
    """The report as PDF/UA-1 (ISO 14289-1), A4 landscape. The same document with the same mark gives the same bytes.

    `mark` is what a draft bears: words for its cover and the head of every page; its title says Draft then, too.
    Sections are set side by side in worker processes, each once and then kept, so that a correction of one sets that one anew;
    running titles and page numbers are stamped over the whole.
    Raises reports.workers.TypesettingFailed.
    """
    return begin_pdf(document, mark=mark)()


def begin_pdf(document: ReportDocument, *, mark: str = "") -> Callable[[], bytes]:
    """Have the sections of `pdf` set while the caller does something else; what is given waits for them and joins them."""
    with override(document.language):
        sections = begin_set(section_pages(document), is_kept=not mark)
        # The cover is set with the sections, as if each that is not kept had one page, and anew where that proves wrong.
        guess = [page_counts([made])[0] if made else 1 for made in sections.kept]
        cover = begin_set([cover_page(document, 1, guess, mark)], is_kept=not mark)

    def joined() -> bytes:
        with override(document.language):
            [front] = cover.all()
            return _joined(document, sections.all(), front, guess, mark)

    return joined


def _joined(document: ReportDocument, drawn: list[bytes], cover: bytes, guess: list[int], mark: str) -> bytes:
    """The cover and the sections as one; the cover is set anew where its sections have not so many pages as was guessed."""
    counts = page_counts(drawn)
    [before] = page_counts([cover])
    if before > 1 or counts != guess:
        cover, before = _cover(document, counts, mark)
    title = f"{document.title} – {document.quarter.label}"
    title = gettext("Draft: %(title)s") % {"title": title} if mark else title
    parts = zip(_sections(document), drawn, strict=True)
    return join(
        [Part(cover, "cover", title), *(Part(made, part.name, part.title, under=part.under) for part, made in parts)],
        title=title,
        language=document.language,
        identifier=digest_of(to_json(document))[:32].encode(),
        created=document.published_at or datetime.combine(document.quarter.ends_on, time(), UTC),
        producer="pcp-portal",
        stamps=_stamps(document, before + sum(counts), mark),
        typeface=typeface(),
    )


def cover_page(document: ReportDocument, before: int = 1, counts: Sequence[int] = (), mark: str = "") -> str:
    """The cover as HTML, when so many pages stand before the first section and each section has so many."""
    parts = list(_sections(document))
    contents = _contents(parts, counts or [1] * len(parts), before)
    context = {"contents": contents, "mark": mark, "logo": logo_address(document.brand)}
    return _html(document, Section("cover", document.title, "", "reports/_cover.html", context))


def section_pages(document: ReportDocument) -> list[str]:
    """Everything after the cover as HTML, a page for each section: what the typesetters are given."""
    return [_html(document, part) for part in _sections(document)]


@dataclass(frozen=True, slots=True)
class Begun:
    """Sections on their way to be set: those that were kept before (None for the others), and what waits for them all."""

    kept: list[bytes | None]
    all: Callable[[], list[bytes]]


def begin_set(sections: Sequence[str], *, is_kept: bool, styles: Path | None = None) -> Begun:
    """Each section (a page of HTML) as a PDF: as it is kept where it was set before, else by the typesetters.

    Of a draft nothing is kept. `styles` are those of a report, unless others are named.
    """
    styles = styles or print_styles()
    if not is_kept:
        return Begun([None] * len(sections), typesetters().begin(sections, styles))
    named = _setting(styles)
    cache, keys = caches["sections"], [f"{named}-{sha256(section.encode()).hexdigest()}" for section in sections]
    found = cache.get_many(keys)
    lacking = {key: section for key, section in zip(keys, sections, strict=True) if key not in found}
    waiting = typesetters().begin(lacking.values(), styles)

    def set_and_kept() -> list[bytes]:
        made = dict(zip(lacking, waiting(), strict=True))
        # What cannot be kept, on a full disk, is set anew another time.
        with suppress(OSError):
            cache.set_many(made)
        return [(found | made)[key] for key in keys]

    return Begun([found.get(key) for key in keys], set_and_kept)


@cache
def _setting(styles: Path) -> str:
    """Names how sections are set: it changes with the styles, the code and the library that do it."""
    files = [styles, *(settings.BASE_DIR / "pdf").glob("*.py"), settings.BASE_DIR / "reports" / "typeset.py"]
    total = sha256(version("weasyprint").encode())
    for file in sorted(files):
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


@cache
def typesetters() -> Typesetters:
    """This process's pool of typesetters."""
    return Typesetters(print_styles(), settings.PDF_WORKERS)


@cache
def drawing() -> str:
    """Names how this portal draws PDFs: it changes with templates, styles and charts, so that no kept PDF outlives them."""
    files = [
        print_styles(),
        *sorted((settings.BASE_DIR / "templates").rglob("*.html")),
        *sorted((settings.BASE_DIR / "reports" / "charts").glob("*.py")),
    ]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def print_styles() -> Path:
    return _build() / "styles" / "print.css"


def typeface() -> Path:
    """What is stamped over pages is set in it."""
    return _build() / "fonts" / "source-sans-3-400-normal.ttf"


def _sections(document: ReportDocument) -> Iterator[Section]:
    """Everything after the cover, in the order of reading."""
    if document.edition and document.edition.corrects:
        yield Section("correction", gettext("What this edition corrects"), "", "reports/_correction.html", {})
    yield Section("summary", gettext("Summary"), "", "reports/_summary.html", {"page_links": "sections"})
    for pillar in document.pillars:
        heading = f"{capfirst(document.words.pillar)} {pillar.number}: {pillar.title}"
        for page in pillar.pages:
            context: dict[str, Any] = {"pillar": pillar, "page": page, "eyebrow": "text", "register": ""}
            yield Section(page.slug, page.title, heading, "reports/_sub_theme.html", context)
    if document.finance:
        heading = document.finance.title
        yield Section("finance", gettext("Overview and notes"), heading, "reports/_finance_notes.html", {})
        for finance_page in document.finance.pages:
            context = {"finance_page": finance_page, "notes_at": "section:finance#", "notes": (), "is_paper": True}
            name = f"finance-{finance_page.slug}"
            yield Section(name, finance_page.title, heading, "reports/_finance_page.html", context)
    if document.account:
        title = gettext("Every %(commitment)s accounted for") % {"commitment": document.words.commitment}
        yield Section("account", title, "", "reports/_account.html", {})
    yield Section("key", gettext("Key to the ratings"), "", "reports/_key.html", {})


def _html(document: ReportDocument, part: Section) -> str:
    context = {"document": document, "level": 1, "fragment": part.fragment, **part.context}
    return render_to_string("reports/section.html", context)


def _cover(document: ReportDocument, counts: Sequence[int], mark: str) -> tuple[bytes, int]:
    """The cover, and how many pages it has.

    That is known when it is drawn, and moves the pages that its contents name: it is drawn again then.
    """
    pages = drawn = 1
    for _ in range(3):
        pages = drawn
        [cover] = begin_set([cover_page(document, pages, counts, mark)], is_kept=not mark).all()
        [drawn] = page_counts([cover])
        if drawn == pages:
            break
    return cover, drawn


def _contents(parts: Sequence[Section], counts: Sequence[int], before: int) -> list[Entry]:
    """The rows of the contents, when so many pages stand before the first section."""
    entries: list[Entry] = []
    start, last = before + 1, ""
    for part, count in zip(parts, counts, strict=True):
        if part.under and part.under != last:
            entries.append(Entry(part.under, part.name, start, 1))
        entries.append(Entry(part.title, part.name, start, 2 if part.under else 1))
        start, last = start + count, part.under
    return entries


def _stamps(document: ReportDocument, total: int, mark: str) -> list[list[Stamp]]:
    """The running titles and page numbers, in the margins that print.css leaves: points on A4 landscape.

    A draft bears its mark where a published report names the body that it is for.
    """
    left, right, top, foot = 34, 808, 570, 26
    page_words = gettext("DRAFT – page %(page)s of %(total)s") if mark else gettext("Page %(page)s of %(total)s")
    above = [
        Stamp(mark, left, top, size=11, width=480) if mark else Stamp(document.words.panel, left, top, width=370),
        Stamp(f"{document.title}, {document.quarter.label}", right, top, align="right"),
    ]
    below = [Stamp(document.notice, left, foot, size=7, width=690)] if document.notice else []
    return [
        [
            *above,
            *below,
            Stamp(page_words % {"page": page, "total": total}, right, foot, align="right"),
        ]
        for page in range(1, total + 1)
    ]


def _build() -> Path:
    """Where the front end's files are built."""
    return Path(settings.STATICFILES_DIRS[0])
