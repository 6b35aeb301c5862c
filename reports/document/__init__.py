"""The report document: one quarter's report as a tree of frozen values, made by `assemble`, drawn by `render`.

Everything a reader sees is here and already decided: words, order, movement, formatted figures. The page, the PDF and
the data file only lay it out, so they cannot differ. Texts are plain; only `Paragraph.html` is markup, made safe.
"""

from pillars.brand import Brand
from pillars.shown import Shown

from .finance import Cell, FinancePage, FinanceSection, Finding, Note, Statement, StatementColumn, StatementRow
from .pages import (
    Comparison,
    IndicatorRow,
    LineRow,
    NumberedCommitment,
    PillarSection,
    SubThemePage,
    SubThemePart,
    SummaryCell,
)
from .ratings import Paragraph, PrintedMark, Rated
from .report import (
    SCHEMA,
    AccountGroup,
    AccountReason,
    AccountSection,
    Changed,
    EditionHead,
    Licence,
    QuarterHead,
    ReportDocument,
    SecondLanguage,
    Words,
)

__all__ = [
    "SCHEMA",
    "AccountGroup",
    "AccountReason",
    "AccountSection",
    "Brand",
    "Cell",
    "Changed",
    "Comparison",
    "EditionHead",
    "FinancePage",
    "FinanceSection",
    "Finding",
    "IndicatorRow",
    "Licence",
    "LineRow",
    "Note",
    "NumberedCommitment",
    "Paragraph",
    "PillarSection",
    "PrintedMark",
    "QuarterHead",
    "Rated",
    "ReportDocument",
    "SecondLanguage",
    "Shown",
    "Statement",
    "StatementColumn",
    "StatementRow",
    "SubThemePage",
    "SubThemePart",
    "SummaryCell",
    "Words",
]
