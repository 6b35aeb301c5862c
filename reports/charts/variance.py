"""A capital programme as bars: by how much each scheme varies from its budget, and which way."""

from django.utils.translation import gettext as _

from reports.charts.reading import Measured, Rows, first, rows_for, said, together, total_of
from reports.charts.values import Bar, BarChart, BarRow, Look
from reports.document import Statement, StatementRow


def variance_chart(statement: Statement) -> BarChart | None:
    """The variances of a capital programme: on the right of zero what is adverse, on the left what is favourable."""
    column = first(statement, "variance")
    rows = rows_for(statement, [column]) if column else None
    if column is None or rows is None:
        return None
    sign = -1 if column.column.sense == "favourable" else 1

    def bar(size: int, text: str) -> Bar:
        return Bar(Look.SOLID if sign * size > 0 else Look.HOLLOW, sign * size, text)

    drawn = [
        BarRow(row.label, (bar(column.size(row), said(column, row, column.unit)),), is_total=row in rows.totals)
        for row in (*rows.lines, *rows.totals)
    ]
    if rows.others:
        others = bar(*total_of(rows.others, column, column.unit))
        drawn.insert(len(rows.lines), BarRow(together(len(rows.others)), (others,)))
    return BarChart(
        name=_("Variance by scheme"),
        unit=column.unit,
        words=_words(column, rows, sign),
        rows=tuple(drawn),
        sides=(_("Favourable"), _("Adverse")) if column.column.sense else ("", ""),
    )


def _words(column: Measured, rows: Rows, sign: int) -> str:
    """How many go either way, which is the largest, and the total."""
    lines = (*rows.lines, *rows.others)
    largest = max(lines, key=lambda row: abs(column.size(row)))
    if not column.size(largest):
        return _("No scheme varies from its budget.")
    ways = [sign * column.size(row) for row in lines]
    over, under = sum(way > 0 for way in ways), sum(way < 0 for way in ways)
    counts = {"over": over, "under": under, "count": len(lines)}
    told = (
        _("Of all rows (%(count)s), adverse: %(over)s; favourable: %(under)s.")
        if column.column.sense
        else _("Of all rows (%(count)s), above zero: %(over)s; below: %(under)s.")
    )
    sentences = [told % counts, _("The largest is %(row)s.") % {"row": _judged(column, largest, sign)}]
    if rows.totals:
        sentences.append(_("In total: %(row)s.") % {"row": _judged(column, rows.totals[-1], sign)})
    return " ".join(sentences)


def _judged(column: Measured, row: StatementRow, sign: int) -> str:
    """A row with its variance and which way that goes: "ICT, 317 adverse"."""
    size = sign * column.size(row)
    figure = said(column, row, column.unit)
    if not column.column.sense or not size:
        return f"{row.label}, {figure}"
    words = {"row": row.label, "figure": figure.strip("()")}
    return _("%(row)s, %(figure)s adverse") % words if size > 0 else _("%(row)s, %(figure)s favourable") % words
