"""Builders of finance statements as a report document holds them, for the tests of charts, pages and files."""

from dataclasses import replace
from datetime import date
from typing import Any

from finance.amounts import written
from reports.document import (
    Cell,
    FinancePage,
    FinanceSection,
    Finding,
    Note,
    ReportDocument,
    Statement,
    StatementColumn,
    StatementRow,
)

BLANK = Cell("blank", "", None)
DASH = Cell("dash", "-", None)
# What the columns of the sample's statements tell, by their keys.
MEASURES = {
    "original-budget": "original_budget",
    "revised-budget": "revised_budget",
    "actual-to-july": "actual",
    "full-year-forecast": "forecast",
    "forecast-outturn": "forecast",
    "variance": "variance",
    "opening-balance": "opening",
    "budgeted-transfer": "budgeted_transfer",
    "forecast-transfer": "forecast_transfer",
    "forecast-balance": "closing",
}
KINDS = {
    "revenue": "revenue",
    "capital-investment": "capital_programme",
    "capital-financing": "capital_financing",
    "capital-receipts-reserve": "capital_receipts",
    "usable-reserves": "usable_reserves",
}


def column(heading: str, measure: str = "", **more: Any) -> StatementColumn:
    """A column of amounts in £000, its key the words of its heading."""
    given = {"kind": "amount", "unit": "£000", "measure": measure} | more
    return StatementColumn(key=heading.casefold().replace(" ", "-"), heading=heading, **given)


def cell(value: int | str | Cell | None, decimals: int = 0) -> Cell:
    """An amount in units of the last digit, a dash, words, or nothing."""
    if isinstance(value, Cell):
        return value
    if value is None:
        return BLANK
    if isinstance(value, str):
        return DASH if value == "-" else Cell("comment", value, None)
    return Cell("amount", written(value, decimals), value)


def row(
    label: str, *values: int | str | Cell | None, kind: str = "line", decimals: int = 0, **more: Any
) -> StatementRow:
    given = {"footnote_mark": ""} | more
    cells = tuple(cell(value, decimals) for value in values)
    return StatementRow(key=label.casefold().replace(" ", "-"), label=label, kind=kind, cells=cells, **given)


def statement(kind: str, columns: list[StatementColumn], *rows: StatementRow, **more: Any) -> Statement:
    given = {"key": "table", "title": "A table", "subtitle": "", "unit": "£000", "as_at": None, "sign_convention": ""}
    return Statement(columns=tuple(columns), rows=rows, footnotes=(), kind=kind, **{**given, **more})


def section(*statements: Statement, notes: tuple[Note, ...] = ()) -> FinanceSection:
    """A finance part with all the statements on one page."""
    return FinanceSection("Finance", "", notes, (FinancePage("tables", "Tables", statements),))


def told(source: ReportDocument) -> ReportDocument:
    """The sample's report, whose statements say what they are, what their columns measure, and where they do not add up."""
    finance = source.finance
    assert finance
    pages = tuple(replace(page, statements=tuple(_told(one) for one in page.statements)) for page in finance.pages)
    return replace(source, finance=replace(finance, pages=pages))


def _told(source: Statement) -> Statement:
    columns = tuple(
        replace(
            one,
            measure=MEASURES.get(one.key, ""),
            unit=source.unit if one.kind == "amount" else "",
            sense="adverse" if one.key == "variance" and source.key != "capital-receipts-reserve" else "",
        )
        for one in source.columns
    )
    made = replace(source, kind=KINDS[source.key], columns=columns, findings=())
    if source.key == "revenue":
        held = made.rows[1]
        odd = replace(held.cells[4], computed="(253)", verdict="rounding")
        rows = tuple(
            replace(one, cells=(*one.cells[:4], odd, *one.cells[5:])) if one is held else one for one in made.rows
        )
        return replace(made, rows=rows)
    if source.key != "usable-reserves":
        return made
    rows = []
    for one in made.rows:
        if one.key == "capital-financing-reserve":
            cells = list(one.cells)
            cells[3] = replace(cells[3], computed="0", verdict="error")
            one = replace(one, cells=tuple(cells))
        rows.append(one)
    rule = "Forecast balance = Opening Balance + Forecast Transfer"
    finding = Finding("capital-financing-reserve", "forecast-balance", rule, "665", "0", "665", "")
    tie = Finding(
        "total-earmarked-reserves",
        "variance",
        "The sum of the six lines above",
        "0",
        "665",
        "(665)",
        "The variance column of the source leaves the reserve out of its totals; it is printed as it stands there.",
    )
    return replace(made, rows=tuple(rows), findings=(finding, tie))


def projection(years: int = 5) -> Statement:
    """Reserves at the ends of so many years in £m to one decimal, one of them overdrawn, another used up."""
    columns = [
        column(f"Balance at 31 March {2020 + year}", "closing", unit="£m", decimals=1, as_at=date(2020 + year, 3, 31))
        for year in range(years)
    ]
    lines = {
        "General balance": [44, 45, 45, 46, 46],
        "Insurance": [12, 12, 12, 12, 12],
        "Estates": [31, 22, 14, 6, 0],
        "Investment in technology and in the change of how we work": [18, 9, 3, -4, -9],
        "Pensions": [5, None, "-", 4, 4],
    }
    rows = [row(label, *(values[:years] + [1] * (years - 5)), decimals=1) for label, values in lines.items()]
    sums = [sum(one.cells[place].amount or 0 for one in rows) for place in range(years)]
    keys = tuple(one.key for one in rows)
    total = row("Total reserves", *sums, kind="total", decimals=1, sums=keys)
    return statement("projection", columns, *rows, total, key="projection", title="Reserves", unit="£m", decimals=1)


def programme() -> Statement:
    """A capital programme whose variances are split, with the years into which schemes slip."""
    columns = [
        column("Revised Budget", "revised_budget"),
        column("Forecast", "forecast"),
        column("Overspend", "overspend", sense="adverse"),
        column("Saving", "saving", sense="favourable"),
        column("Slippage", "slippage", sense="adverse"),
        column("Slips into", "target_year", kind="comment", unit=""),
    ]
    rows = (
        row("Vehicles", 1202, 1452, 250, "-", "-", ""),
        row("Minor works", 817, 581, 0, 101, -135, "2020/21"),
        row("Major works with a name that runs on over more than one line of the chart", 350, 451, 101, None, None, ""),
        row("Technology", 5769, 5346, 317, 40, -700, "2020/21 and 2021/22"),
        row("Forensics", 4027, 4027, 0, 0, 0, ""),
        row("Total", 12165, 11857, 668, 141, -835, "", kind="total"),
    )
    return statement("capital_programme", columns, *rows, key="programme", title="Capital programme")
