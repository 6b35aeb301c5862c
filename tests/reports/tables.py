"""Builders of finance statements as a report document holds them, for the tests of charts, pages and files."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from finance.figures.amounts import written
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
from reports.document.stored import from_json
from tests.records import PUBLISHED_AT

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


DAYS = {
    ("usable-reserves", "opening-balance"): date(2019, 4, 1),
    ("usable-reserves", "forecast-balance"): date(2020, 3, 31),
}
# What two cells of the sample should be, by the keys of row and column: one within rounding, and one not.
OUGHT = {
    ("income", "variance"): ("(253)", "rounding"),
    ("capital-financing-reserve", "forecast-balance"): ("0", "error"),
}
FINDINGS = {
    "usable-reserves": (
        Finding(
            "capital-financing-reserve",
            "forecast-balance",
            "Forecast balance = Opening Balance + Forecast Transfer",
            "665",
            "0",
            "665",
            "",
        ),
        Finding(
            "total-earmarked-reserves",
            "variance",
            "The sum of the six lines above",
            "0",
            "665",
            "(665)",
            "The variance column of the source leaves the reserve out of its totals; it is printed as it stands there.",
        ),
    )
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


@cache
def sample_report() -> ReportDocument:
    """The sample's report of Q1 2019/20 as its golden document has it, on a day that is known."""
    golden = Path(__file__).with_name("golden") / "2019-20-q1.json"
    return replace(from_json(golden.read_text()), published_at=PUBLISHED_AT)


def told(source: ReportDocument) -> ReportDocument:
    """The sample's report, whose statements say what they are, what their columns measure, and where they do not add up."""
    finance = source.finance
    assert finance
    pages = tuple(replace(page, statements=tuple(_told(one) for one in page.statements)) for page in finance.pages)
    return replace(source, finance=replace(finance, pages=pages))


def _told(source: Statement) -> Statement:
    sense = "adverse" if source.key != "capital-receipts-reserve" else ""
    columns = tuple(
        replace(
            one,
            measure=MEASURES.get(one.key, ""),
            unit=source.unit if one.kind == "amount" else "",
            sense=sense if one.key == "variance" else "",
            as_at=DAYS.get((source.key, one.key)),
        )
        for one in source.columns
    )
    rows = tuple(
        replace(
            one,
            cells=tuple(
                replace(held, computed=computed, verdict=verdict)
                for held, under in zip(one.cells, columns, strict=False)
                for computed, verdict in [OUGHT.get((one.key, under.key), ("", ""))]
            ),
        )
        for one in source.rows
    )
    findings = FINDINGS.get(source.key, ())
    return replace(source, kind=KINDS[source.key], columns=columns, rows=rows, findings=findings)


def projection(years: int = 5) -> Statement:
    """Reserves at the ends of so many years in £m to one decimal, one of them overdrawn, another used up."""
    columns = [
        column(f"Balance at 31 March {2020 + year}", "closing", unit="£m", decimals=1, as_at=date(2020 + year, 3, 31))
        for year in range(years)
    ]
    lines: dict[str, list[int | str | None]] = {
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
