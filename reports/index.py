"""The index of open data: which reports there are, in which editions, and where their files stand. Pure.

`reports.queries` fills it, `/reports/index.json` gives it to programs, and the page on open data to people.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from pydantic import TypeAdapter

from pillars.quarters import Quarter
from reports.document import Licence
from reports.exports import CONTENT_TYPES

# The files that every report has as a whole; tables/ and data/ hold one for each of its tables besides.
WHOLE = ("report.json", "report.xlsx", "report.ods", "data-package.zip", "data/datapackage.json")


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file: its name inside the edition, where it stands, and its media type."""

    name: str
    address: str
    content_type: str


@dataclass(frozen=True, slots=True)
class IndexedEdition:
    """An edition of a report: its address and its files never change."""

    number: int
    published_at: datetime
    is_current: bool
    address: str
    files: tuple[IndexedFile, ...]


@dataclass(frozen=True, slots=True)
class IndexedReport:
    """A quarter's report: `quarter` is 2019-20-q1, `label` Q1 2019/20; its address always leads to the current edition."""

    quarter: str
    label: str
    starts_on: date
    ends_on: date
    plan_title: str
    address: str
    editions: tuple[IndexedEdition, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Every published report, the latest first; who publishes them, and on what terms, as the latest says.

    Addresses are relative to that of the index.
    """

    publisher: str
    licence: Licence
    reports: tuple[IndexedReport, ...]


def folder_of_data(quarter: str) -> str:
    """Where the data files of a report lie, and its editions, whatever language is switched on: /reports/2019-20-q1/."""
    return reverse("files:data_file", args=[quarter, WHOLE[0]]).removesuffix(WHOLE[0])


def report(quarter: Quarter, plan_title: str, published: dict[int, datetime]) -> IndexedReport:
    """A quarter's report from the numbers of its public editions, each with its moment; the highest is the current one."""
    current = max(published)
    address = folder_of_data(quarter.slug)
    editions = tuple(
        edition(f"{address}editions/{number}/", number, published[number], is_current=number == current)
        for number in sorted(published, reverse=True)
    )
    label = str(quarter)
    return IndexedReport(quarter.slug, label, quarter.starts_on, quarter.ends_on, plan_title, address, editions)


def edition(address: str, number: int, published_at: datetime, *, is_current: bool) -> IndexedEdition:
    files = tuple(IndexedFile(name, f"{address}{name}", CONTENT_TYPES[name.rpartition(".")[2]]) for name in WHOLE)
    return IndexedEdition(number, published_at, is_current, address, files)


ADAPTER = TypeAdapter(Index)


def to_json(index: Index) -> bytes:
    """The index as JSON, for programs and people alike."""
    return ADAPTER.dump_json(index, indent=2) + b"\n"
