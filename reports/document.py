"""The report document: one quarter's report as a tree of frozen values, made by `assemble`, drawn by `render` and `exports`.

Everything a reader sees is here and already decided: words, order, movement, formatted figures. The page, the PDF and
the data file only lay it out, so they cannot differ. Texts are plain; only `Paragraph.html` is markup, made safe.
"""

from dataclasses import dataclass
from datetime import date, datetime

from pillars.ratings import RatingValue

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Words:
    """Every name and word that the office and its plan chose."""

    office: str
    office_short: str
    area: str
    role: str
    role_short: str
    panel: str
    pillar: str
    pillars: str
    sub_theme: str
    sub_themes: str
    commitment: str
    commitments: str


@dataclass(frozen=True, slots=True)
class QuarterHead:
    """The quarter that the report is about: `slug` 2019-20-q1, `label` Q1 2019/20, and those it compares with."""

    slug: str
    label: str
    starts_on: date
    ends_on: date
    previous_label: str
    last_year_label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A rating as shown: the rating itself, or None and the words that stand in its place ("Not due", "Not stated")."""

    rating: RatingValue | None
    words: str


@dataclass(frozen=True, slots=True)
class Rated:
    """This period and last period, and how the one moved from the other.

    `movement` is "improved", "worsened", "unchanged", "changed", or "" where one of the two is missing: no mark is not
    "no change". `movement_words` says it: "Improved from Amber". `last_is_stated` marks a last rating that the source
    stated and no record holds.
    """

    this: Shown
    last: Shown
    movement: str
    movement_words: str
    last_is_stated: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A short text: plain for data files, and as HTML in which only links and emphasis are left."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """A mark that a source printed without a key, under a column heading: `mark` is up, down or none."""

    heading: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value beside a named other one: "Same quarter last year", "92%", "Up, improving"."""

    name: str
    value: str
    direction: str
    judgement: str
    words: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as it stands on a sub-theme's page. `value` is what was printed, or the words for why it is empty."""

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


@dataclass(frozen=True, slots=True)
class NumberedCommitment:
    """A commitment on a line: its true number, its words in this quarter, and the number printed if another was."""

    number: str
    slug: str
    wording: str
    printed_number: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A rated row. It carries one or more commitments, which share its rating; `level` is 1 under a parent row."""

    commitments: tuple[NumberedCommitment, ...]
    level: int
    rated: Rated
    marks: tuple[PrintedMark, ...]


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


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell of a statement: `text` as shown ("(252)", "-", ""), `amount` for data files.

    `kind` is amount, dash, blank, comment or reference. `note` is the reference of the note that it points at.
    """

    kind: str
    text: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class StatementColumn:
    """A column of a statement: `kind` is amount, comment or reference."""

    key: str
    heading: str
    kind: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of a statement, its cells in the order of the columns. `kind` is heading, line, subtotal or total."""

    key: str
    label: str
    kind: str
    footnote_mark: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note to the statements; `reference` is "" for a paragraph of its section that no row points at."""

    section: str
    reference: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A finance table with its units, cut-off date, sign convention and the footnotes to its starred rows."""

    key: str
    title: str
    subtitle: str
    unit: str
    as_at: date | None
    sign_convention: str
    columns: tuple[StatementColumn, ...]
    rows: tuple[StatementRow, ...]
    footnotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FinancePage:
    """Statements that stand on one page."""

    slug: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FinanceSection:
    """The finance part of the report; `sub_theme_slug` is the page it belongs to."""

    title: str
    sub_theme_slug: str
    notes: tuple[Note, ...]
    pages: tuple[FinancePage, ...]


@dataclass(frozen=True, slots=True)
class AccountGroup:
    """The numbers that share one outcome against the last quarter held: "missing", ("3", "11", "19")."""

    outcome: str
    words: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountSection:
    """The account of numbers against an earlier quarter, named."""

    against: str
    against_slug: str
    groups: tuple[AccountGroup, ...]


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole quarterly report. `title` is what such reports are called; the quarter stands beside it."""

    schema: int
    title: str
    plan_key: str
    plan_title: str
    language: str
    notice: str
    published_at: datetime | None
    words: Words
    quarter: QuarterHead
    scale: tuple[RatingValue, ...]
    pillars: tuple[PillarSection, ...]
    finance: FinanceSection | None
    account: AccountSection | None

    @property
    def pages(self) -> tuple[tuple[PillarSection, SubThemePage], ...]:
        """Every sub-theme page with its pillar, in the order of reading."""
        return tuple((pillar, page) for pillar in self.pillars for page in pillar.pages)

    def page(self, slug: str) -> tuple[PillarSection, SubThemePage]:
        """The page of this slug. Raises KeyError when the report has none."""
        for pillar, page in self.pages:
            if page.slug == slug:
                return pillar, page
        raise KeyError(slug)
