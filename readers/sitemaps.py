"""Every lasting address that search engines may list; only what is public can be among them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from reports import queries, through
from reports.lasting import Address, others


def addresses() -> list[Address]:
    """The lasting public addresses, each with the moment at which what it shows became public."""
    return [
        *of_reports(),
        *of_plan(),
        *others(),
        *(Address(reverse(f"readers:{name}")) for name in ("contact", "accessibility")),
    ]


def of_reports() -> Iterator[Address]:
    """The lists of reports, and each report's own page. One query."""
    editions = queries.public_editions()
    latest = editions[0].public_from if editions else None
    yield Address(reverse("reports:home"), latest)
    yield Address(reverse("reports:list"), latest)
    told: dict[str, datetime] = {}
    for edition in editions:
        told.setdefault(edition.quarter.slug, edition.public_from)
    for quarter, public_from in sorted(told.items(), reverse=True):
        yield Address(reverse("reports:contents", args=[quarter]), public_from)


def of_plan() -> Iterator[Address]:
    """The plan and its pillars, its commitments and what changed, and its indicators, as its published reports tell of them."""
    try:
        plan = queries.published_plan()
    except queries.NotPublished:
        return
    for name in ("plan", "register", "indicators", "open_data"):
        yield Address(reverse(f"reports:{name}"))
    for document in plan.documents:
        yield Address(reverse("reports:changes", args=[document.quarter.slug]))
    for pillar in plan.latest.pillars:
        yield Address(reverse("reports:pillar", args=[pillar.key]))
    for story in through.register_of(plan).stories:
        yield Address(reverse("reports:commitment", args=[story.slug]))
    for indicator in through.indicators_of(plan).found:
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
