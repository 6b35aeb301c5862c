"""A statement held for one change of its structure, and the writes that such changes are put together from."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from finance.actions.figures import return_of
from finance.books import Book
from finance.figures.formulas import UnreadableFormula
from finance.figures.shapes import Crooked, refuse_crooked
from finance.figures.units import UnreadableUnit
from finance.models import Column, Figure, FinanceReport, Row, Statement
from finance.queries import book_of, table_of
from finance.rules import Refused, placed, woven
from pillars.versions import StaleVersion, hold_open

AnyPart = Statement | Column | Row


class Ground:
    """A finance report held for one change, so that nobody else changes or submits it meanwhile. Raises Locked."""

    def __init__(self, report: FinanceReport, by: User | None) -> None:
        # As it stands now: somebody may have moved it to another return.
        self.report = FinanceReport.objects.select_related("period").get(pk=report.pk)
        self.by = by
        hold_open(return_of(self.report))

    @cached_property
    def book(self) -> Book:
        """Everything in the report as it stood before the change."""
        book = book_of(self.report.period)
        if book is None:
            raise Refused(_("The finance part of this quarter is gone."))
        return book

    def save(self, part: AnyPart, *, is_new: bool = False) -> None:
        """Save what the change is about; history names who made it."""
        self._sign(part)
        part.save(force_insert=is_new)

    def delete(self, part: AnyPart) -> None:
        self._sign(part)
        part.delete()

    def add_up(self, row: Row, parts: Sequence[Row]) -> None:
        """Say which rows a row adds up."""
        self._sign(row)
        row.sums.set(parts)

    def put(self, parts: Sequence[AnyPart], standing: Sequence[str]) -> list[Any]:
        """Give those of these parts that stand, by their keys, an order; the retired ones keep to theirs."""
        held = {part.key: part for part in parts}
        ordered = [held[key] for key in woven(list(held), standing)]
        self.arrange(ordered)
        return ordered

    def arrange(self, parts: Sequence[AnyPart]) -> None:
        """Number the rows or columns of one statement, or the statements of one report, as they stand here.

        No two may ever have one number, not even for a moment: all go beyond the last number first. Three queries.
        """
        if [part.order for part in parts] == list(range(1, len(parts) + 1)):
            return
        model: Any = type(parts[0])
        held = model.objects.filter(pk__in=[part.pk for part in parts])
        last = max(held.aggregate(last=Max("order"))["last"], len(parts))
        held.update(order=F("order") + last)
        for order, part in enumerate(parts, start=1):
            part.order = order
        model.objects.bulk_update(parts, ["order"])

    def _sign(self, part: Any) -> None:
        part._history_user = self.by


class TableGround(Ground):
    """The same with one of its statements, whose rows and columns change. Raises Refused where it is gone."""

    def __init__(self, statement: Statement, by: User | None) -> None:
        super().__init__(statement.report, by)
        held = Statement.objects.filter(pk=statement.pk, is_retired=False).first()
        if held is None:
            raise Refused(_("Somebody removed this table meanwhile."))
        held.report = self.report
        self.statement = held
        self.columns = list(held.columns.order_by("order"))
        self.rows = list(held.rows.order_by("order").prefetch_related("sums"))
        for column in self.columns:
            column.statement = held
        for row in self.rows:
            row.statement = held
        self.was_crooked = self._crooked()

    def row(self, key: str) -> Row:
        """A row of the statement, retired or not. Raises Refused."""
        found = next((row for row in self.rows if row.key == key), None)
        if found is None:
            raise Refused(_("This row is gone. Load the page again to see how the table stands now."))
        return found

    def column(self, key: str) -> Column:
        """A column of the statement, retired or not. Raises Refused."""
        found = next((column for column in self.columns if column.key == key), None)
        if found is None:
            raise Refused(_("This column is gone. Load the page again to see how the table stands now."))
        return found

    @property
    def standing_rows(self) -> list[Row]:
        return [row for row in self.rows if not row.is_retired]

    @property
    def standing_columns(self) -> list[Column]:
        return [column for column in self.columns if not column.is_retired]

    def place_rows(self, keys: Sequence[str], after: str) -> None:
        """Put rows behind another one, or first of all (""). Raises Refused where that one has gone meanwhile."""
        order = self._order([row.key for row in self.standing_rows], keys, after)
        self.rows = self.put(self.rows, order)

    def place_columns(self, keys: Sequence[str], after: str) -> None:
        """Put columns behind another one, or first of all (""). Raises Refused where that one has gone meanwhile."""
        order = self._order([column.key for column in self.standing_columns], keys, after)
        self.columns = self.put(self.columns, order)

    @staticmethod
    def _order(standing: Sequence[str], keys: Sequence[str], after: str) -> list[str]:
        try:
            return placed(standing, keys, after)
        except ValueError:
            raise Refused(_("The place that was chosen is gone. Choose another."), "after") from None

    def filled(self, **of: Any) -> int:
        """How many cells of a row or column hold something, those of retired rows and columns among them."""
        return Figure.objects.filter(**of).heads().exclude(amount=None, is_dash=False, text="").count()

    def refuse_crooked(self, field: str) -> None:
        """Refuse a change by which the statement cannot be added up any more. Raises Refused, which undoes the change."""
        fault = self._crooked()
        if fault and fault != self.was_crooked:
            raise Refused(fault, field)

    def _crooked(self) -> str:
        table = table_of(self.report, self.statement.key)
        try:
            if table:
                refuse_crooked(*table.shape)
        except (Crooked, UnreadableFormula, UnreadableUnit) as fault:
            return str(fault)
        return ""


def refuse_stale(seen: str, now: str) -> None:
    """Refuse a change to what is not any more as the person saw it. Raises StaleVersion."""
    if seen != now:
        raise StaleVersion(
            _(
                "Somebody changed this while you had it open. What stands now is shown here, and what you typed is kept: "
                "save again to put it in its place."
            )
        )
