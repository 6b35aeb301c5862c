"""How a failed check of a statement is said to a reader, the same on pages and in files."""

from django.utils.translation import gettext as _

from reports.document import Finding, Statement


def place_of(finding: Finding, statement: Statement) -> str:
    """Which cell it is about, in the words of the table: "Net Budget, Variance"; "" where it is of no one cell."""
    row = next((one.label for one in statement.rows if one.key == finding.row), "")
    column = next((one.heading for one in statement.columns if one.key == finding.column), "")
    return ", ".join(filter(None, (row, column)))


def figures_of(finding: Finding) -> str:
    """Its figures in one line, "printed 665, expected 0, difference 665"; those that are not there are left out."""
    given = {
        _("printed %(figure)s"): finding.printed,
        _("expected %(figure)s"): finding.expected,
        _("difference %(figure)s"): finding.difference,
    }
    return ", ".join(words % {"figure": figure} for words, figure in given.items() if figure)


def reason_of(finding: Finding) -> str:
    """Why it stands, or that nobody says why."""
    return _("Reason given: %(reason)s") % {"reason": finding.reason} if finding.reason else _("No reason is given.")
