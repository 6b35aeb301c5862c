"""Indicators and their comparisons as tables: the number where there is one, what is printed beside it, and why there is none."""

from django.utils.translation import gettext as _

from reports.document import IndicatorRow, ReportDocument
from reports.exports.records import TO_PART, marks, parts_of, where
from reports.exports.table import (
    FIGURE,
    NAMES,
    NARROW,
    SENTENCES,
    Column,
    Link,
    Row,
    Table,
    Value,
    integer,
    number_of,
    truth,
)

# What the number of such an indicator is in; others name their unit themselves.
UNITS = {"money": "£", "percentage": "%", "percentage_change": "%"}


def indicators(document: ReportDocument) -> Table:
    """What is measured on each sub-theme."""
    return Table(
        name="indicators",
        title=_("Indicators"),
        description=_("Each indicator as it stands on a page of the report, with its reading of the quarter."),
        columns=(
            *where(document),
            Column("indicator", _("Indicator"), description=_("Its key, the same in every quarter."), is_needed=True),
            Column("name", _("Name"), width=NAMES),
            *_value_columns(),
            Column(
                "why_empty", _("Why there is no value"), description=_("Such as Withheld or No new data."), width=FIGURE
            ),
            Column("is_approximate", _("Is approximate"), "boolean", width=NARROW, is_needed=True),
            Column("kind", _("Kind"), description=_("Count, money, percentage or grade; empty in older reports.")),
            Column("basis", _("Basis"), description=_("The span that the value covers; empty where it is not stated.")),
            Column("source", _("Source"), description=_("Who measures.")),
            Column("target", _("Target"), description=_("What the office wants, in its own words.")),
            Column("rebaselined", _("Re-baselined"), description=_("That the target has moved, and from which.")),
            Column("rebaselined_reason", _("Reason for it"), width=SENTENCES),
            Column(
                "footnote", _("Footnote"), description=_("Where a figure is withheld, the reason."), width=SENTENCES
            ),
            Column("printed_marks", _("Printed marks"), description=_("Marks that a source printed without a key.")),
        ),
        rows=tuple(
            Row((pillar.key, part.key, row.key, *_measured(row)))
            for pillar, _page, part in parts_of(document)
            for row in part.indicators
        ),
        key=("pillar", "sub_theme", "indicator"),
        links=(TO_PART,),
    )


def _value_columns() -> tuple[Column, ...]:
    return (
        Column(
            "number",
            _("Number"),
            "number",
            _("What the value means; empty where it is a grade, or where there is none, which is not 0."),
            unit=_("as the column unit says"),
            width=FIGURE,
        ),
        Column(
            "unit", _("Unit"), description=_("What the number is in: £ are whole pounds, % are per cent."), width=NARROW
        ),
        Column("printed", _("Printed"), description=_("What the report prints."), width=FIGURE),
    )


def _measured(row: IndicatorRow) -> tuple[Value, ...]:
    return (
        row.name,
        # A withheld figure is nowhere, whatever came with the row.
        "" if row.is_empty else number_of(row.number),
        unit_of(row),
        "" if row.is_empty else row.value,
        row.value if row.is_empty else "",
        truth(row.is_approximate),
        row.kind,
        row.basis,
        row.source,
        row.target,
        row.rebaselined,
        row.rebaselined_reason,
        row.footnote,
        marks(row.marks),
    )


def comparisons(document: ReportDocument) -> Table:
    """What each value is compared with."""
    return Table(
        name="comparisons",
        title=_("Comparisons"),
        description=_("The values that an indicator is compared with, and how it stands to each."),
        columns=(
            *where(document),
            Column(
                "indicator", _("Indicator"), description=_("Its key, as in the table of indicators."), is_needed=True
            ),
            Column("place", _("Place"), "integer", _("Its place in the row."), width=NARROW, is_needed=True),
            Column("compared_with", _("Compared with"), width=NAMES, is_needed=True),
            *_value_columns(),
            Column(
                "direction",
                _("Direction"),
                description=_("A fact: up, down, no change or changed; empty: not to be said."),
            ),
            Column(
                "judgement",
                _("Judgement"),
                description=_(
                    "Improving, worsening or neutral, where the office says which way it wants the indicator to go."
                ),
            ),
            Column("words", _("In words")),
        ),
        rows=tuple(
            Row(
                (
                    *(pillar.key, part.key, row.key, integer(place), one.name),
                    *(number_of(one.number), unit_of(row), one.value),
                    *(one.direction, one.judgement, one.words),
                )
            )
            for pillar, _page, part in parts_of(document)
            for row in part.indicators
            if not row.is_empty
            for place, one in enumerate(row.comparisons, start=1)
        ),
        key=("pillar", "sub_theme", "indicator", "place"),
        links=(Link(("pillar", "sub_theme", "indicator"), "indicators", ("pillar", "sub_theme", "indicator")),),
    )


def unit_of(row: IndicatorRow) -> str:
    """What an indicator's numbers are in; "" where they are plain counts."""
    return UNITS.get(row.kind) or row.unit
