"""What readers may see: the published editions, and nothing of the records behind them."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from pillars.quarters import Quarter
from reports.document import ReportDocument
from reports.models import Edition
from reports.register import Register, register
from reports.stored import from_json


class NotPublished(Exception):
    """There is no published report for this quarter; drafts are not told apart from quarters that are not held."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published report: its document, and the digest that names it for ever, and by which alone it is compared."""

    document: ReportDocument = field(compare=False)
    digest: str


def published_report(quarter: Quarter) -> Published:
    """The current edition of a quarter's report. One query once this process has read it. Raises NotPublished."""
    edition = (
        Edition.objects.filter(period__year=quarter.year, period__number=quarter.number)
        .order_by("-number")
        .values_list("pk", "digest")
        .first()
    )
    if edition is None:
        raise NotPublished(f"No report is published for {quarter}.")
    return Published(_document(*edition), edition[1])


def published_register() -> Register:
    """The register of the plan that the latest report is of. Raises NotPublished when there is no report."""
    editions = Edition.objects.order_by("-period__year", "-period__number", "-number").values_list(
        "period_id", "period__plan_id", "pk", "digest"
    )
    current: dict[int, tuple[int, str]] = {}
    plan: int | None = None
    for period, plan_id, pk, digest in editions:
        plan = plan_id if plan is None else plan
        if plan_id == plan:
            current.setdefault(period, (pk, digest))
    if not current:
        raise NotPublished("No report is published yet.")
    return _register(tuple(current.values()))


@lru_cache(maxsize=4)
def _register(editions: tuple[tuple[int, str], ...]) -> Register:
    """Put together once for the same editions, which never change."""
    return register([_document(pk, digest) for pk, digest in editions])


@dataclass(frozen=True, slots=True)
class Listed:
    """A published report in the list of reports."""

    quarter: Quarter
    plan_title: str
    published_at: datetime


def published_reports() -> list[Listed]:
    """Every quarter with a published report, the latest first. One query."""
    rows = Edition.objects.order_by("-period__year", "-period__number", "-number").values_list(
        "period__year", "period__number", "period__plan__title", "published_at"
    )
    found: dict[Quarter, Listed] = {}
    for year, number, plan_title, published_at in rows:
        quarter = Quarter(year, number)
        found.setdefault(quarter, Listed(quarter, plan_title, published_at))
    return list(found.values())


@lru_cache(maxsize=64)
def _document(pk: int, digest: str) -> ReportDocument:
    """An edition never changes, so a process reads each at most once; the digest makes sure that it is the same one."""
    return from_json(Edition.objects.values_list("document", flat=True).get(pk=pk, digest=digest))


def forget() -> None:
    """Drop what this process keeps of editions; for measuring what the first reader pays."""
    _document.cache_clear()
    _register.cache_clear()


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """An edition that the public may read, for those who tell of it: the feed, the letters, the sitemap.

    `corrected` are the words of a correction: what is put right in it; empty for the first edition of a quarter.
    """

    pk: int
    digest: str
    quarter: Quarter
    number: int
    public_from: datetime
    corrected: str = ""

    @property
    def is_correction(self) -> bool:
        return self.number > 1


def public_editions() -> list[PublicEdition]:
    """Every edition that the public may read now, the latest first. One query."""
    rows = Edition.objects.filter(published_at__lte=timezone.now()).order_by("-published_at", "-pk")
    return [
        PublicEdition(pk, digest, Quarter(year, quarter), number, published_at)
        for pk, digest, year, quarter, number, published_at in rows.values_list(
            "pk", "digest", "period__year", "period__number", "number", "published_at"
        )
    ]
