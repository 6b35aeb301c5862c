"""What readers may see: the published editions, and nothing of the records behind them."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from pillars.quarters import Quarter
from reports.document import ReportDocument
from reports.models import Edition
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


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """The current reports of one plan, the latest first; compared by the digests that name them for ever, and by these alone.

    Whatever is drawn through the quarters is drawn from this, and may be kept by it: other reports make another value.
    """

    documents: tuple[ReportDocument, ...] = field(compare=False)
    digests: tuple[str, ...]

    @property
    def latest(self) -> ReportDocument:
        """The document of the latest report."""
        return self.documents[0]


def published_plan(quarter: Quarter | None = None) -> PublishedPlan:
    """The plan that the latest report is of, or the one that a quarter's report is of, through all its quarters.

    One query, once this process has read the reports. Raises NotPublished where there is no such report.
    """
    editions = Edition.objects.order_by("-period__year", "-period__number", "-number").values_list(
        "period__year", "period__number", "period__plan_id", "pk", "digest"
    )
    plans: dict[Quarter, int] = {}
    current: dict[Quarter, tuple[int, str]] = {}
    for year, number, plan, pk, digest in editions:
        held = Quarter(year, number)
        plans.setdefault(held, plan)
        current.setdefault(held, (pk, digest))
    asked = quarter or next(iter(plans), None)
    if asked is None or asked not in plans:
        raise NotPublished(f"No report is published for {asked}." if asked else "No report is published yet.")
    return _plan(tuple(edition for held, edition in current.items() if plans[held] == plans[asked]))


@lru_cache(maxsize=8)
def _plan(editions: tuple[tuple[int, str], ...]) -> PublishedPlan:
    """Put together once for the same editions, which never change."""
    return PublishedPlan(
        tuple(_document(pk, digest) for pk, digest in editions), tuple(digest for _, digest in editions)
    )


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
    _plan.cache_clear()
