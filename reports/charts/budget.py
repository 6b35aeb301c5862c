"""A revenue statement as bars: what was budgeted, what is forecast and what was spent so far, row by row."""

from django.utils.translation import gettext as _

from reports.charts.reading import (
    Measured,
    Rows,
    finest,
    first,
    rows_for,
    said,
    shared_unit,
    together,
    total_of,
    weight,
)
from reports.charts.values import Bar, BarChart, BarRow, Look
from reports.document import Statement

# The latest budget there is, the forecast for the year, and what was spent so far.
MEASURES = {
    Look.HOLLOW: ("revised_budget", "original_budget"),
    Look.SOLID: ("forecast",),
    Look.TINTED: ("actual",),
}


def budget_chart(statement: Statement) -> BarChart | None:
    """The chart of a revenue statement which has at least two of the three to compare."""
    found = {look: first(statement, *names) for look, names in MEASURES.items()}
    series = {look: column for look, column in found.items() if column}
    columns = list(series.values())
    rows = rows_for(statement, columns) if len(columns) > 1 else None
    if rows is None:
        return None
    unit = shared_unit(columns)
    drawn = [
        BarRow(
            row.label,
            tuple(Bar(look, column.size(row), said(column, row, unit)) for look, column in series.items()),
            is_total=row in rows.totals,
        )
        for row in (*rows.lines, *rows.totals)
    ]
    if rows.others:
        sums = [Bar(look, *total_of(rows.others, column, unit)) for look, column in series.items()]
        drawn.insert(len(rows.lines), BarRow(together(len(rows.others)), tuple(sums)))
    return BarChart(
        name=_name(set(series)),
        unit=unit,
        words=" ".join(filter(None, (_largest(rows, columns, unit), _in_total(rows, series)))),
        rows=tuple(drawn),
        series=tuple((look, column.heading) for look, column in series.items()),
    )


def _name(looks: set[Look]) -> str:
    if Look.HOLLOW not in looks:
        return _("Forecast and actual")
    if Look.SOLID not in looks:
        return _("Budget and actual")
    return _("Budget and forecast") if Look.TINTED not in looks else _("Budget, forecast and actual")


def _largest(rows: Rows, columns: list[Measured], unit: str) -> str:
    """The sentence on the row that is most of all."""
    row = max(rows.lines, key=lambda row: weight(row, columns))
    if not weight(row, columns):
        return _("No figure is other than 0.")
    figures = ", ".join(f"{column.heading} {said(column, row, unit)}" for column in columns)
    return _("The largest row is %(row)s: %(figures)s.") % {"row": row.label, "figures": figures}


def _in_total(rows: Rows, series: dict[Look, Measured]) -> str:
    """The sentence on the forecast of the last total against its budget, where both are there."""
    budget, forecast = series.get(Look.HOLLOW), series.get(Look.SOLID)
    if budget is None or forecast is None or not rows.totals:
        return ""
    row = rows.totals[-1]
    if budget.cell(row).amount is None or forecast.cell(row).amount is None:
        return ""
    unit = shared_unit((budget, forecast))
    difference = forecast.size(row) - budget.size(row)
    words = {
        "row": row.label,
        "forecast": said(forecast, row, unit),
        "budget": said(budget, row, unit),
        "difference": finest((budget, forecast)).written(abs(difference)),
    }
    if not difference:
        return _("%(row)s is forecast at %(forecast)s, as budgeted.") % words
    if difference > 0:
        return _("%(row)s is forecast at %(forecast)s, which is %(difference)s above the budget of %(budget)s.") % words
    return _("%(row)s is forecast at %(forecast)s, which is %(difference)s below the budget of %(budget)s.") % words
