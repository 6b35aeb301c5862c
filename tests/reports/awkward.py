"""A report with one of everything that is hard to write down as data, for the tests of data files."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from pillars.shown import Shown
from reports.document import (
    AccountGroup,
    AccountReason,
    AccountSection,
    Cell,
    Comparison,
    IndicatorRow,
    LineRow,
    Note,
    NumberedCommitment,
    Paragraph,
    PrintedMark,
    Rated,
    ReportDocument,
    SubThemePart,
)
from tests.reports.tables import column, row, sample_report, section, statement

FORMULA = '=HYPERLINK("http://x")'
# Two figures that nobody may learn, though a row were to bring them along.
SECRET, SECRET_BESIDE = "4.271828", "4.314159"


def indicator(key: str, value: str, number: str | None = None, kind: str = "count", **more: Any) -> IndicatorRow:
    """An indicator row; without more it has a value and nothing beside it."""
    row = IndicatorRow(
        key=key,
        name=key.capitalize(),
        value=value,
        is_empty=False,
        is_approximate=False,
        basis="",
        unit="",
        source="",
        comparisons=(),
        marks=(),
        footnote_mark="",
        footnote="",
        number=Decimal(number) if number is not None else None,
        kind=kind,
    )
    return replace(row, **more)


def compared(name: str, value: str, number: str) -> Comparison:
    return Comparison(name, value, "up", "improving", "Up, improving", number=Decimal(number))


INDICATORS = (
    indicator("calls", "232K +", "232000.0000", is_approximate=True, comparisons=(compared("National", "-5", "-5"),)),
    indicator("staff", "19.9", "19.9000", "decimal_count", unit="FTE"),
    indicator("spend", "£2.08M", "2080000", "money", comparisons=(compared("Last year", "£0", "0"),)),
    indicator("change", "-23.4%", "-23.4", "percentage_change", marks=(PrintedMark("Q1 18/19", "down", "down"),)),
    indicator("grade", "=GOOD", kind="grade"),
    indicator("none", "0", "0"),
    indicator("late", "Not due", is_empty=True),
    indicator(
        "detained",
        "Withheld",
        SECRET,
        is_empty=True,
        footnote="Fewer than 5 people.",
        comparisons=(compared("National", SECRET_BESIDE, SECRET_BESIDE),),
    ),
)


def awkward_report() -> ReportDocument:
    """One pillar with two sub-themes, the second bare; words that look like formulas; figures of every kind; no scale above."""
    report = sample_report()
    pillar, green = report.pillars[0], report.scale[0]
    page = pillar.pages[0]
    rated = Rated(Shown(green, green.word), Shown(None, "1: Red; 2: Green"), "", "", True, "+ a reason\nof two lines")
    bare = Rated(Shown(None, "Not due"), Shown(None, "Not held"), "", "", False, "")
    lines = (
        LineRow(
            commitments=(
                NumberedCommitment("1", "1", FORMULA, "7"),
                NumberedCommitment("9(a)", "9a", "-", ""),
            ),
            level=0,
            rated=rated,
            marks=(PrintedMark("Q1 18/19", "none", "no change"),),
            evidence="https://example.org/a,b",
            milestone="@ the depot",
            milestone_due_on=date(2020, 3, 31),
            rebaselined="Re-baselined from 31 December 2019",
        ),
        LineRow((NumberedCommitment("2", "2", "", ""),), 1, bare, ()),
    )
    text = Paragraph("\tLate “bars” & more", "")
    parts = (
        SubThemePart("streets", FORMULA, rated, (text,), INDICATORS, (text, Paragraph("", "")), lines),
        SubThemePart("roads", "Roads", bare, (), (), (), ()),
    )
    table = statement(
        "free",
        [
            column("Budget"),
            column("Share", kind="percentage", unit="%", decimals=2),
            column("Row", kind="comment", unit=""),
        ],
        row("Pay", -15_002, Cell("percentage", "2.92%", 292), "=1+1", note="R1", footnote_mark="*"),
        row("Rents", "-", None, ""),
        row("", kind="spacer"),
        row("Nothing", kind="heading"),
        row("Total", 0, None, "", kind="total"),
        key="notes",
        title="Ratings of sub-themes",
    )
    account = AccountSection(
        "Q4 2018/19",
        "2018-19-q4",
        (AccountGroup("new", "New", ("1", "9(a)")), AccountGroup("withdrawn", "Withdrawn", ("3",))),
        (AccountReason("3", "Withdrawn on 1 June 2019", "-5 posts"),),
    )
    return replace(
        report,
        pillars=(replace(pillar, title=FORMULA, headlines=(text,), pages=(replace(page, parts=parts),), cells=()),),
        finance=section(
            replace(table, footnotes=(("*", "Before tax."),)), notes=(Note("Revenue", "R1", "", "Pay rose."),)
        ),
        account=account,
        notice="=notice",
    )
