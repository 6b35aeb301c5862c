"""What is said of the finance tables, as tables of their own: the notes that rows point at, and what does not add up."""

from django.utils.translation import gettext as _

from reports.document import ReportDocument
from reports.exports.statements import sources_of, table_name
from reports.exports.table import FIGURE, NAMES, NARROW, SENTENCES, Column, Row, Table, integer


def notes(document: ReportDocument) -> Table:
    """The notes to the finance tables."""
    held = document.finance.notes if document.finance else ()
    return Table(
        name="notes",
        title=_("Notes to the finance tables"),
        description=_("What is said of the figures; a row of a finance table names its note by the reference."),
        columns=(
            Column("place", _("Place"), "integer", _("Its place among the notes."), width=NARROW, is_needed=True),
            Column("section", _("Section")),
            Column("reference", _("Reference"), description=_("Empty for a note that no row points at."), width=FIGURE),
            Column("text", _("Note"), width=SENTENCES),
        ),
        rows=tuple(
            Row((integer(place), note.section, note.reference, note.text)) for place, note in enumerate(held, start=1)
        ),
        key=("place",),
    )


def findings(document: ReportDocument) -> Table:
    """Every check of a finance table that fails, with the reason given."""
    found = [(source.statement, one) for source in sources_of(document) for one in source.statement.findings]
    return Table(
        name="findings",
        title=_("What does not add up"),
        description=_(
            "Checks of the finance tables that fail, with what is printed, what it should be, and the reason."
        ),
        columns=(
            Column("place", _("Place"), "integer", _("Its place among them."), width=NARROW, is_needed=True),
            Column(
                "table", _("Table"), description=_("The name of the finance table among these tables."), is_needed=True
            ),
            Column("row", _("Row"), description=_("The key of the row.")),
            Column("column", _("Column"), description=_("The key of the column.")),
            Column("rule", _("Rule"), width=SENTENCES),
            Column("printed", _("Printed"), width=FIGURE),
            Column("expected", _("Expected"), width=FIGURE),
            Column("difference", _("Difference"), width=FIGURE),
            Column("reason", _("Reason"), description=_("Empty where none is given."), width=NAMES),
        ),
        rows=tuple(
            Row(
                (
                    *(integer(place), table_name(statement), one.row, one.column, one.words),
                    *(one.printed, one.expected, one.difference, one.reason),
                )
            )
            for place, (statement, one) in enumerate(found, start=1)
        ),
        key=("place",),
    )
