"""Every lasting address that search engines may list; only what is public can be among them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import override

from pillars.queries import languages_of_office
from pillars.tongues import PORTAL
from reports import kept, queries
from reports.languages import NotSpoken, stands_in
from reports.lasting import Address, others
from translations.spoken import language_here


def addresses() -> list[Address]:
    """The lasting public addresses, each with the moment at which what it shows became public; what can be read in two languages
    has an address in each."""
    spoken = languages_of_office() | {PORTAL[0]}
    found = [*others()]
    for language in (one for one in PORTAL if one in spoken):
        with override(language):
            found += [*of_reports(), *of_plan(), *of_office()]
    return found


def of_office() -> Iterator[Address]:
    """The pages that the office writes about itself."""
    for name in ("contact", "accessibility"):
        yield Address(reverse(f"about:{name}"))


def of_reports() -> Iterator[Address]:
    """The lists of reports, and each report's own page, as far as the reports stand in the language. One query."""
    reports = [one for one in queries.published_reports() if stands_in([one.document], language_here())]
    latest = reports[0].published_at if reports else None
    if reports or language_here() == PORTAL[0]:
        yield Address(reverse("reports:home"), latest)
        yield Address(reverse("reports:list"), latest)
    for one in reports:
        yield Address(reverse("reports:contents", args=[one.quarter.slug]), one.published_at)


def of_plan() -> Iterator[Address]:
    """The plan and its pillars, its commitments and what changed, and its indicators, as its published reports tell of them."""
    try:
        plan = queries.published_plan()
    except (queries.NotPublished, NotSpoken):
        return
    for name in ("plan", "register", "indicators", "open_data"):
        yield Address(reverse(f"reports:{name}"))
    for document in plan.documents:
        yield Address(reverse("reports:changes", args=[document.quarter.slug]))
    for pillar in plan.latest.pillars:
        yield Address(reverse("reports:pillar", args=[pillar.key]))
    for story in kept.register_of(plan).stories:
        yield Address(reverse("reports:commitment", args=[story.slug]))
    for indicator in kept.indicators_of(plan).found:
        yield Address(reverse("reports:indicator", args=[indicator.key]))


class Lasting(Sitemap):
    """The addresses under the portal's own name, whatever name it was asked by."""

    def get_protocol(self, protocol: Any = None) -> str:
        return urlsplit(settings.PORTAL_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.PORTAL_URL).netloc

    def items(self) -> list[Address]:
        return addresses()

    def location(self, item: Address) -> str:
        return item.path

    def lastmod(self, item: Address) -> datetime | None:
        return item.published_at
