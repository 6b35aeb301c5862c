"""Reserves as stacks: what the balance at each date is made of."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports.charts.reading import (
    Measured,
    Rows,
    finest,
    leaves,
    measured,
    rows_for,
    shared_unit,
    together,
    total_of,
)
from reports.charts.values import Stack, StackChart
from reports.document import Statement, StatementRow

# As many parts as letters and fills tell apart at a glance; of more, the largest stand and the others as one.
MOST_PARTS = 10


def reserves_chart(statement: Statement) -> StackChart | None:
    """The balances of a statement of reserves, stacked by reserve and in the order of their dates."""
    columns = _in_order(measured(statement, "opening", "closing"))
    if not columns:
        return None
    totals = [row for row in statement.rows if row.kind == "total"]
    lines = leaves(statement, totals[-1]) if totals else []
    rows = rows_for(statement, columns, lines, most=MOST_PARTS)
    if rows is None:
        return None
    unit = shared_unit(columns)
    parts = [row.label for row in rows.lines]
    if rows.others:
        parts.append(together(len(rows.others)))
    return StackChart(
        name=_("Balances, and what they are made of"),
        unit=unit,
        words=_words(rows, columns, unit),
        parts=tuple(parts),
        stacks=tuple(_stack(rows, column, unit) for column in columns),
    )


def _in_order(columns: list[Measured]) -> list[Measured]:
    """By their dates, where each says its own; else as the table has them."""
    days = [column.column.as_at for column in columns]
    if None in days:
        return columns
    return sorted(columns, key=lambda column: str(column.column.as_at))


def _stack(rows: Rows, column: Measured, unit: str) -> Stack:
    sizes = [column.size(row) for row in rows.lines]
    if rows.others:
        sizes.append(total_of(rows.others, column, unit)[0])
    return Stack(column.heading, _total(rows, column, unit)[1], tuple(sizes))


def _total(rows: Rows, column: Measured, unit: str) -> tuple[int | None, str]:
    """What stands over a stack: the total as the table prints it, else the sum of the parts."""
    for row in reversed(rows.totals):
        if (cell := column.cell(row)).amount is not None:
            return column.size(row), cell.text if unit else f"{cell.text} ({column.unit})"
    every: Sequence[StatementRow] = (*rows.lines, *rows.others)
    if all(column.cell(row).amount is None for row in every):
        return None, _("no figures")
    return total_of(every, column, unit)


def _words(rows: Rows, columns: list[Measured], unit: str) -> str:
    told = [(column, *_total(rows, column, unit)) for column in columns]
    held = [(column, size, text) for column, size, text in told if size is not None]
    (first, start, start_text), (last, end, end_text) = held[0], held[-1]
    largest = max(rows.lines, key=last.size)
    sentences = [_("In total: %(text)s (%(heading)s).") % {"text": start_text, "heading": first.heading}]
    if len(held) > 1:
        words = {
            "start": start_text,
            "first": first.heading,
            "end": end_text,
            "last": last.heading,
            "difference": finest(columns).written(abs(end - start)),
        }
        if end < start:
            sentences = [
                _("The total falls from %(start)s (%(first)s) to %(end)s (%(last)s), by %(difference)s.") % words
            ]
        elif end > start:
            sentences = [
                _("The total rises from %(start)s (%(first)s) to %(end)s (%(last)s), by %(difference)s.") % words
            ]
        else:
            sentences = [_("The total is %(start)s both at the start (%(first)s) and at the end (%(last)s).") % words]
    if last.size(largest) > 0:
        words = {"row": largest.label, "text": last.cell(largest).text}
        sentences.append(_("The largest part at the end is %(row)s, %(text)s.") % words)
    return " ".join(sentences)
