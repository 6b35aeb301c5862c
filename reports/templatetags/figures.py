"""What the templates of the finance tables ask of a statement besides its cells: its chart, and what does not add up."""

from django import template
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports import charts
from reports.document import Cell, Statement, StatementColumn, StatementRow
from reports.findings import figures_of, place_of

register = template.Library()

# How a heading may say a day itself: 1/4/19, 01/04/2019, 1 April 2019.
DAYS = ("j/n/y", "j/n/Y", "d/m/y", "d/m/Y", "j F Y", "j M Y")


@register.filter
def chart(statement: Statement) -> charts.Drawn | None:
    """The statement's chart, drawn; None where it has none."""
    return charts.drawn(statement)


@register.filter
def counted(column: StatementColumn, statement: Statement) -> SafeString:
    """What a column's figures are counted in, and their day where neither the statement nor the heading says it."""
    if column.kind not in ("amount", "computed", "percentage"):
        return SafeString("")
    parts = [column.unit or statement.unit]
    day = column.as_at
    if day and day != statement.as_at and not any(date_format(day, form) in column.heading for form in DAYS):
        parts.append(_("at %(day)s") % {"day": date_format(day, "j F Y")})
    return format_html_join("", " <small>{}</small>", ((part,) for part in parts if part))


@register.filter
def cells(row: StatementRow, notes_at: str | None) -> SafeString:
    """The cells of a row; put together without a template, for a table may hold thousands. `notes_at` leads to the notes."""
    return SafeString("".join(_cell(cell, notes_at) for cell in row.cells))


def _cell(cell: Cell, notes_at: str | None) -> str:
    """A cell: its figure, and beside one that the rules of its table do not bear out, in words, what they give."""
    looks, words = f"is-{cell.kind}", escape(cell.text)
    if cell.amount is not None and cell.amount < 0:
        looks += " is-negative"
    if cell.kind == "reference" and cell.text and notes_at:
        words = format_html('<a href="{}note-{}">{}</a>', notes_at, cell.text, cell.text)
    if cell.verdict == "error":
        looks += " is-wrong"
        should = _("should be %(figure)s") % {"figure": cell.computed}
        words = format_html('{} <small class="should">{}</small>', words, should)
    return f'<td class="{looks}">{words}</td>'


@register.filter
def rounded_by(statement: Statement) -> int:
    """By how much figures differ in the last digit from what they should be, where that is within rounding; else 0."""
    return max(
        (
            abs(cell.amount - _read(cell.computed))
            for row in statement.rows
            for cell in row.cells
            if cell.verdict == "rounding" and cell.amount is not None
        ),
        default=0,
    )


register.filter("place", place_of)
register.filter("compared", figures_of)


def _read(text: str) -> int:
    """A written figure in units of its last digit."""
    size = int("".join(filter(str.isdigit, text)) or 0)
    return -size if text.startswith("(") else size
