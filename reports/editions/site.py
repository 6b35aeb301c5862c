"""The pages of an edition as a website of its own: every page as it was on the day, with the styles and typefaces that drew it.

Nothing here asks for a request, a session or a record: the document is all there is, but for the logo whose digest it names. The
same document gives the same bytes as long as templates and styles are the same; once they are kept (reports/files/store.py) these
may change.
"""

import re
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from pillars.brand import Brand
from pillars.queries import logo_of
from pillars.tongues import Tongue
from reports.addresses import FILES, Portal, WithinEdition
from reports.document import ReportDocument
from reports.exports import File
from reports.reading import Here, Reading, Step, finance_page_of
from reports.render import draw

HTML = "text/html; charset=utf-8"


def site(document: ReportDocument, *, folder: str = "", other: str = "") -> Iterator[File]:
    """Every page of the report. Call it with the language of the document switched on.

    `folder` is where its pages lie when they are those of the second language ("cy/"); `other` is the language of the same
    pages on the other side, or "".
    """
    top = "../" if folder else ""
    quarter = document.quarter
    lasting = Portal("reports", quarter.slug)
    way_up = (Step(_("Reports"), reverse("reports:list")), Step(quarter.label, lasting.address("contents")))
    number = document.edition.number if document.edition else 1
    reading = Reading(document, WithinEdition(top), way_up, _("Edition %(number)d") % {"number": number})
    register = reverse("reports:register")

    def page(name: str, template: str, here: Here, *arguments: str, **more: object) -> File:
        context = reading.context(here, frame="layouts/edition.html", lasting=lasting.address("contents"), **more)
        path = FILES[name].format(*arguments)
        tongues = [Tongue(document.language), Tongue(other, f"{top or Tongue(other).folder}{path}")] if other else []
        # The first language stands first on either side.
        tongues = tongues[::-1] if folder else tongues
        context |= {"office": _Office(document), "area": "reports", "top": top, "tongues": tongues}
        return File(f"{folder}{path}", HTML, render_to_string(f"reports/{template}.html", context).encode())

    yield page("contents", "contents", reading.front())
    yield page("summary", "summary", reading.at(FILES["summary"]))
    for _pillar, one in document.pages:
        here = reading.at(FILES["page"].format(one.slug))
        yield page("page", "page", here, one.slug, body=draw(document, one.slug, register=register))
    if document.finance:
        yield page("finance", "finance", reading.at(FILES["finance"]))
        for sheet in document.finance.pages:
            found, notes = finance_page_of(document, sheet.slug)
            here = reading.at(FILES["finance_page"].format(sheet.slug))
            yield page("finance_page", "finance_page", here, sheet.slug, finance_page=found, notes=notes)
    yield page("key", "key", reading.at(FILES["key"]))
    yield page("whole", "whole", reading.whole(), body=draw(document, None, register=register))
    if document.edition and document.edition.corrects:
        yield page("correction", "correction", reading.aside("correction", _("What this edition corrects")))


class _Office:
    """The office as the document names it: what the frame of a page shows."""

    def __init__(self, document: ReportDocument) -> None:
        self.name = document.words.office
        self.panel = document.words.panel
        self.notice = document.notice
        self.brand = document.brand


def assets(brand: Brand) -> Iterator[File]:
    """The style sheet with whatever it names, the icon, and the office's colours and logo; where they lie to each other stays as
    it is."""
    build = Path(settings.STATICFILES_DIRS[0])
    styles = build / "styles" / "site.css"
    named = re.findall(r"url\((?!['\"]?data:)['\"]?([^)'\"]+)['\"]?\)", styles.read_text())
    found = {(styles.parent / name.split("#")[0].split("?")[0]).resolve() for name in named}
    for file in sorted({styles.resolve(), (build / "images" / "icon.svg").resolve(), *found}):
        content_type = guess_type(file.name)[0] or "application/octet-stream"
        yield File(f"assets/{file.relative_to(build.resolve())}", content_type, file.read_bytes())
    yield File("assets/styles/brand.css", "text/css", brand.styles.encode())
    if logo := logo_of(brand):
        yield File("assets/images/logo.png", "image/png", logo)
