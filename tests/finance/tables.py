"""A statement to fill in, with the people who keep and read it, for the tests of its page and of files that are handed in."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.roles import Role
from finance.grid.moments import moment_of
from finance.models import Figure, Statement
from finance.queries import book_of
from pillars.models import ReportingPeriod, Return
from tests import records
from tests.people import make_person

COLUMNS: list[Any] = [
    "budget",
    "forecast",
    {"key": "variance", "formula": "forecast - budget"},
    {"key": "comment", "kind": "comment"},
    {"key": "ref", "kind": "reference"},
]
ROWS: list[Any] = [
    {"key": "force", "kind": "heading"},
    "income",
    "pay",
    {"key": "total", "kind": "total", "sums": ["income", "pay"]},
]
CELLS = {"income": [-100, -90, None, "As planned"], "pay": [500, "-", None, None]}


@dataclass
class Office:
    """A quarter whose finance part is open, its statement "revenue", and the finance officer who keeps it."""

    period: ReportingPeriod
    statement: Statement
    officer: User

    @property
    def address(self) -> str:
        return f"/quarters/{self.period.quarter.slug}/finance/revenue/"

    @property
    def seen(self) -> int:
        """The moment of a page that is drawn now."""
        book = book_of(self.period)
        assert book is not None
        return moment_of(book)

    def head(self, cell: str, key: str = "revenue") -> Figure | None:
        row, column = cell.split("/")
        figures = Figure.objects.filter(row__statement__key=key, row__statement__report__period=self.period)
        return figures.filter(row__key=row, column__key=column).heads().first()

    def content(self, cell: str) -> object:
        """What stands in a cell: an amount, "-" for a dash, words, or None."""
        figure = self.head(cell)
        if figure is None or figure.is_blank:
            return None
        return "-" if figure.is_dash else figure.text or figure.amount

    def set_state(self, state: str) -> None:
        report = self.statement.report
        Return.objects.filter(period=self.period, sub_theme=report.sub_theme).update(state=state)


def make_office(columns=COLUMNS, rows=ROWS, cells=CELLS, **fields) -> Office:
    period = records.make_period(records.make_plan())
    fields = {"sign_convention": "Expenditure is positive."} | fields
    statement = records.make_table(period, "revenue", columns, rows, cells, **fields)
    return Office(period, statement, make_person(Role.FINANCE_OFFICER, name="Officer of finance"))
