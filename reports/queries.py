"""What readers may see: editions that are public at this moment, and nothing of the records behind them."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from reports import index
from reports.document import Licence, ReportDocument
from reports.document.stored import from_json
from reports.index import Index
from reports.languages import languages_of, spoken
from reports.models import Edition, EditionFile
from reports.rules import may_read_early
from translations.spoken import language_here


class NotPublished(Exception):
    """There is no published report for this quarter; drafts are not told apart from quarters that are not held."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published report: its document, and the digest that names it for ever, and by which alone it is compared."""

    document: ReportDocument = field(compare=False)
    digest: str


@dataclass(frozen=True, slots=True)
class Current:
    """The edition of a quarter that readers are shown now: the newest one that is public and was not withdrawn."""

    pk: int
    digest: str
    quarter: Quarter
    number: int
    plan_id: int
    plan_title: str
    published_at: datetime

    @property
    def document(self) -> ReportDocument:
        """Read once by this process, since it never changes."""
        return _document(self.pk, self.digest)


@dataclass(frozen=True, slots=True)
class PublishedPlan:
    """The current reports of one plan, the latest first, in one language; compared by that and by the digests that name them for
    ever alone.

    Whatever is drawn through the quarters is drawn from this, and may be kept by it: other reports make another value.
    `languages` are the codes of all in which it can be had.
    """

    documents: tuple[ReportDocument, ...] = field(compare=False)
    digests: tuple[str, ...]
    language: str
    languages: tuple[str, ...] = field(compare=False)

    @property
    def latest(self) -> ReportDocument:
        """The document of the latest report."""
        return self.documents[0]


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


def published_reports() -> list[Current]:
    """The current edition of every quarter that has a public one, the latest quarter first. One query."""
    rows = (
        Edition.objects.public(timezone.now())
        .order_by("-period__year", "-period__number", "-number")
        .values_list(
            "pk",
            "digest",
            "period__year",
            "period__number",
            "number",
            "period__plan_id",
            "period__plan__title",
            "public_from",
        )
    )
    found: dict[Quarter, Current] = {}
    for pk, digest, year, part, number, plan_id, plan_title, public_from in rows:
        quarter = Quarter(year, part)
        found.setdefault(quarter, Current(pk, digest, quarter, number, plan_id, plan_title, public_from))
    return list(found.values())


def current_editions() -> dict[int, Quarter]:
    """The key of every current edition with its quarter, the latest first. One query."""
    return {one.pk: one.quarter for one in published_reports()}


def current_edition(quarter: Quarter) -> Current:
    """The current edition of a quarter's report. One query. Raises NotPublished."""
    row = (
        Edition.objects.public(timezone.now())
        .filter(period__year=quarter.year, period__number=quarter.number)
        .order_by("-number")
        .values_list("pk", "digest", "number", "period__plan_id", "period__plan__title", "public_from")
        .first()
    )
    if row is None:
        raise NotPublished(f"No report is published for {quarter}.")
    pk, digest, number, plan_id, plan_title, public_from = row
    return Current(pk, digest, quarter, number, plan_id, plan_title, public_from)


def published_report(quarter: Quarter) -> Published:
    """The current edition's document. One query once this process has read it. Raises NotPublished."""
    found = current_edition(quarter)
    return Published(found.document, found.digest)


def published_plan(quarter: Quarter | None = None) -> PublishedPlan:
    """The plan that the latest report is of, or the one that a quarter's report is of, through all its quarters, in the language
    that is switched on.

    One query, once this process has read the reports. Raises NotPublished where there is no such report, and NotSpoken where
    not all of them stand in that language.
    """
    current = published_reports()
    asked = next((one for one in current if quarter in (None, one.quarter)), None)
    if asked is None:
        raise NotPublished(f"No report is published for {quarter}." if quarter else "No report is published yet.")
    return _plan(tuple((one.pk, one.digest) for one in current if one.plan_id == asked.plan_id), language_here())


def editions_of(quarter: Quarter) -> list[Edition]:
    """Every edition of a quarter that is or was public, withdrawn ones too, the newest first, without their documents."""
    found = Edition.objects.filter(
        period__year=quarter.year, period__number=quarter.number, public_from__lte=timezone.now()
    )
    return list(found.defer("document").select_related("corrects", "period__plan__office").order_by("-number"))


def all_editions(period: ReportingPeriod) -> list[Edition]:
    """Every edition of a quarter, for staff: those that are not public yet as well, the newest first, without their documents."""
    found = Edition.objects.filter(period=period).defer("document")
    return list(found.select_related("corrects", "published_by", "withdrawn_by", "period").order_by("-number"))


def public_editions() -> list[PublicEdition]:
    """Every edition that the public may read now, the latest first. One query."""
    rows = Edition.objects.public(timezone.now()).order_by("-public_from", "-pk")
    return [
        PublicEdition(pk, digest, Quarter(year, quarter), number, public_from, what)
        for pk, digest, year, quarter, number, public_from, what in rows.values_list(
            "pk", "digest", "period__year", "period__number", "number", "public_from", "what"
        )
    ]


def report_index() -> Index:
    """Every published report with its editions, the latest first. Two queries, once this process has read the latest."""
    current = published_reports()
    if not current:
        return Index("", Licence(), ())
    published: dict[Quarter, dict[int, datetime]] = {}
    rows = Edition.objects.public(timezone.now()).values_list("period__year", "period__number", "number", "public_from")
    for year, part, number, public_from in rows.order_by("pk"):
        published.setdefault(Quarter(year, part), {})[number] = public_from
    latest = current[0].document
    found = (index.report(one.quarter, one.plan_title, published[one.quarter]) for one in current)
    return Index(latest.words.office, latest.licence, tuple(found))


PUBLIC_FILE = """
SELECT file.content_type, file.size, file.digest, file.packed, edition.id
FROM pillars_reportingperiod period
JOIN reports_edition edition ON edition.period_id = period.id
JOIN reports_editionfile file ON file.edition_id = edition.id
WHERE period.year = %s AND period.number = %s AND edition.number = %s AND file.path = %s
AND edition.public_from <= %s AND edition.withdrawn_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file of an edition as it is asked for, with what says who may read it; `edition` is the key of its edition."""

    path: str
    content_type: str
    size: int
    digest: str
    packed: str
    quarter: Quarter
    number: int
    edition: int
    public_from: datetime
    panel_from: datetime | None
    withdrawn_at: datetime | None

    @property
    def saved_as(self) -> str:
        """The name under which a reader saves it: with its quarter, and its edition where that is not the first."""
        edition = f"-edition-{self.number}" if self.number > 1 else ""
        return f"{self.quarter.slug}{edition}-{self.path.rpartition('/')[2]}"


def file_of(quarter: Quarter, number: int, path: str) -> ServedFile | None:
    """A file of an edition, whatever its state; None where there is none. One query, and a lean one: every reader asks it."""
    found = EditionFile.objects.filter(
        edition__period__year=quarter.year, edition__period__number=quarter.number, edition__number=number, path=path
    )
    for row in found.order_by().values_list(
        "content_type",
        "size",
        "digest",
        "packed",
        "edition_id",
        "edition__public_from",
        "edition__panel_from",
        "edition__withdrawn_at",
    ):
        content_type, size, digest, packed, edition, public_from, panel_from, withdrawn_at = row
        return ServedFile(
            path=path,
            content_type=content_type,
            size=size,
            digest=digest,
            packed=packed,
            quarter=quarter,
            number=number,
            edition=edition,
            public_from=public_from,
            panel_from=panel_from,
            withdrawn_at=withdrawn_at,
        )
    return None


def public_file(quarter: Quarter, number: int, path: str) -> ServedFile | None:
    """A file of an edition that anybody may read now; None for every other. One query, written out.

    It is asked for every page, style and typeface that a reader fetches, and putting it together anew each time would take
    several times as long as answering it.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        moment: Any = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(PUBLIC_FILE, [quarter.year, quarter.number, number, path, moment])
        row = cursor.fetchone()
    if row is None:
        return None
    content_type, size, digest, packed, edition = row
    return ServedFile(path, content_type, size, digest, packed, quarter, number, edition, now, None, None)


def early_editions(now: datetime, *, is_staff: bool) -> list[Edition]:
    """The editions that this reader has before the public, the next to be public first."""
    found = Edition.objects.filter(public_from__gt=now, withdrawn_at=None).defer("document")
    found = found.select_related("period__plan__office").order_by("public_from", "pk")
    return [edition for edition in found if may_read_early(edition, now, is_staff=is_staff)]


@lru_cache(maxsize=16)
def _plan(editions: tuple[tuple[int, str], ...], language: str) -> PublishedPlan:
    """Put together once for the same editions, which never change."""
    documents = tuple(_document(pk, digest) for pk, digest in editions)
    digests = tuple(digest for _, digest in editions)
    return PublishedPlan(spoken(documents, language), digests, language, languages_of(documents))


@lru_cache(maxsize=64)
def _document(pk: int, digest: str) -> ReportDocument:
    """An edition never changes, so a process reads each at most once; the digest makes sure that it is the same one."""
    return from_json(Edition.objects.values_list("document", flat=True).get(pk=pk, digest=digest))


def forget() -> None:
    """Drop what this process keeps of editions; for measuring what the first reader pays."""
    _document.cache_clear()
    _plan.cache_clear()
