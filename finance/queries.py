"""Every shared read of finance; a fixed number of queries, whatever the size of the tables."""

from django.db.models import Prefetch

from finance.models import Figure, FinanceReport, NoteText, Statement


def report_of(period_id: int) -> FinanceReport | None:
    """A quarter's finance report with its statements, their columns and rows, and its notes. Five queries; one if none."""
    return (
        FinanceReport.objects.filter(period=period_id)
        .select_related("sub_theme")
        .prefetch_related(
            "notes",
            Prefetch("statements", Statement.objects.prefetch_related("columns", "rows")),
        )
        .first()
    )


def figures_of(report: FinanceReport) -> dict[tuple[int, int], Figure]:
    """The standing figures by row and column."""
    figures = Figure.objects.filter(row__statement__report=report).heads()
    return {(figure.row_id, figure.column_id): figure for figure in figures}


def note_texts(report: FinanceReport) -> dict[int, str]:
    """The standing words of each note."""
    return dict(NoteText.objects.filter(note__report=report).heads().values_list("note_id", "text"))
