"""A capital programme as bars whose variances are told apart: overspent, saved, or slipping into a later year."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.charts.reading import Measured, Rows, measured, rows_for, said, shared_unit, together, total_of
from reports.charts.values import Bar, BarChart, BarRow, Look
from reports.document import Statement, StatementRow

LOOKS = {"overspend": Look.SOLID, "saving": Look.HOLLOW, "slippage": Look.TINTED}


@dataclass(frozen=True, slots=True)
class Part:
    """A column that holds one part of the variances; `sign` turns its figures so that more spent is positive."""

    column: Measured
    name: str
    sign: int

    @property
    def look(self) -> Look:
        return LOOKS[self.column.column.measure]

    def bar(self, size: int, text: str, year: str = "") -> Bar:
        """A bar that says what it is, and into which year a scheme slips."""
        words = {"part": self.name, "figure": text, "year": year}
        if year and self.column.column.measure == "slippage":
            return Bar(self.look, self.sign * size, _("%(part)s %(figure)s into %(year)s") % words)
        return Bar(self.look, self.sign * size, _("%(part)s %(figure)s") % words)


def split_chart(statement: Statement) -> BarChart | None:
    """The variances of a capital programme that has columns for their parts: more spent lies on the right of zero."""
    columns = measured(statement, *LOOKS)
    rows = rows_for(statement, columns) if columns else None
    if rows is None:
        return None
    unit = shared_unit(columns)
    parts = [Part(column, _name(column, columns), _sign(column, rows)) for column in columns]

    def bars(row: StatementRow) -> tuple[Bar, ...]:
        year = _year(statement, row)
        found = [
            part.bar(part.column.size(row), said(part.column, row, unit), year)
            for part in parts
            if part.column.size(row)
        ]
        return tuple(found) or (Bar(Look.HOLLOW, 0, _("none")),)

    drawn = [BarRow(row.label, bars(row), is_total=row in rows.totals) for row in (*rows.lines, *rows.totals)]
    if rows.others:
        sums = [part.bar(*total_of(rows.others, part.column, unit)) for part in parts]
        drawn.insert(len(rows.lines), BarRow(together(len(rows.others)), tuple(sums)))
    return BarChart(
        name=_("Variance by scheme: overspend, saving and slippage"),
        unit=unit,
        words=_words(rows, parts, unit),
        rows=tuple(drawn),
        sides=(_("Less spent"), _("More spent")),
    )


def _name(column: Measured, columns: Sequence[Measured]) -> str:
    """What a part is called: by its own heading where several measure the same."""
    if sum(one.column.measure == column.column.measure for one in columns) > 1:
        return column.heading
    return {"overspend": _("Overspend"), "saving": _("Saving"), "slippage": _("Slippage")}[column.column.measure]


def _sign(column: Measured, rows: Rows) -> int:
    """Which way a column's figures are turned.

    Where it does not say what a positive figure means, savings and slippage without any bracket are amounts not spent.
    """
    if column.column.sense:
        return -1 if column.column.sense == "favourable" else 1
    if column.column.measure == "overspend":
        return 1
    return 1 if any(column.size(row) < 0 for row in (*rows.lines, *rows.others)) else -1


def _year(statement: Statement, row: StatementRow) -> str:
    """The year into which a scheme slips, in the words of the table, or ""."""
    for column, cell in zip(statement.columns, row.cells, strict=False):
        if column.measure == "target_year" and column.kind == "comment":
            return cell.text
    return ""


def _words(rows: Rows, parts: Sequence[Part], unit: str) -> str:
    """What each part comes to, and the largest single figure."""
    lines = (*rows.lines, *rows.others)
    largest, row = max(
        ((part, row) for part in parts for row in lines), key=lambda pair: abs(pair[0].column.size(pair[1]))
    )
    if not largest.column.size(row):
        return _("No scheme varies from its budget.")
    told = []
    for part in parts:
        printed = [total for total in rows.totals if part.column.cell(total).text]
        text = said(part.column, printed[-1], unit) if printed else total_of(lines, part.column, unit)[1]
        told.append(f"{part.name} {text}")
    figure = largest.bar(largest.column.size(row), said(largest.column, row, unit)).text
    sentences = (
        _("In total: %(parts)s.") % {"parts": ", ".join(told)},
        _("The largest single figure is that of %(row)s: %(figure)s.") % {"row": row.label, "figure": figure},
    )
    return " ".join(sentences)
