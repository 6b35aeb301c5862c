"""The pillars of a report, their pages, and the rows of indicators and of lines on them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.document.ratings import Paragraph, PrintedMark, Rated


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value beside a named other one: "Same quarter last year", "92%", "Up, improving".

    `number` and `kind` are as those of an IndicatorRow.
    """

    name: str
    value: str
    direction: str
    judgement: str
    words: str
    number: Decimal | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as it stands on a sub-theme's page. `value` is what was printed, or the words for why it is empty.

    `number` is what the value means, in units, pounds or per cent: None where it is empty, withheld or a grade. `kind` is
    that of indicators.models.Kind ("count", "percentage" …), or "" in documents that were stored before schema 4.
    `rebaselined` says that the target has moved ("Re-baselined from 95%"), and `rebaselined_reason` why.
    """

    key: str
    name: str
    value: str
    is_empty: bool
    is_approximate: bool
    basis: str
    unit: str
    source: str
    comparisons: tuple[Comparison, ...]
    marks: tuple[PrintedMark, ...]
    footnote_mark: str
    footnote: str
    target: str = ""
    rebaselined: str = ""
    rebaselined_reason: str = ""
    number: Decimal | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class NumberedCommitment:
    """A commitment on a line: its true number, its words in this quarter, and the number printed if another was."""

    number: str
    slug: str
    wording: str
    printed_number: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A rated row. It carries one or more commitments, which share its rating; `level` is 1 under a parent row.

    `evidence` is an address; `rebaselined` says that the day of the milestone has moved ("Re-baselined from 31 March 2020").
    """

    commitments: tuple[NumberedCommitment, ...]
    level: int
    rated: Rated
    marks: tuple[PrintedMark, ...]
    evidence: str = ""
    milestone: str = ""
    milestone_due_on: date | None = None
    rebaselined: str = ""


@dataclass(frozen=True, slots=True)
class SubThemePart:
    """One sub-theme on its page: its own rating and everything its return holds."""

    key: str
    title: str
    rated: Rated
    headlines: tuple[Paragraph, ...]
    indicators: tuple[IndicatorRow, ...]
    activities: tuple[Paragraph, ...]
    lines: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class SubThemePage:
    """A page of the report: one sub-theme, or several that share it.

    `comparison_names` and `mark_headings` are the extra columns that its indicator table needs, `line_mark_headings`
    those of its table of lines; empty where no row has any.
    """

    slug: str
    title: str
    parts: tuple[SubThemePart, ...]
    comparison_names: tuple[str, ...]
    mark_headings: tuple[str, ...]
    line_mark_headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """A sub-theme's box on the summary: its title, the page it stands on, and its rating."""

    title: str
    page_slug: str
    rated: Rated


@dataclass(frozen=True, slots=True)
class PillarSection:
    """A pillar: its box on the summary, and its pages. `colour` and `icon` are words of the portal's own palette."""

    key: str
    number: int
    title: str
    colour: str
    icon: str
    headlines: tuple[Paragraph, ...]
    cells: tuple[SummaryCell, ...]
    pages: tuple[SubThemePage, ...]
