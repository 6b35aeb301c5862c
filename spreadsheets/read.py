"""Reads an uploaded file of a spreadsheet program: its cells, by a process of its own within limits, or a sentence why not."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from confined.process import Unanswered, ask

LARGEST = 5_000_000
# Seconds, however busy the machine is; the reader's own limit on processor time is shorter.
WAIT = 60

# A cell as it was read: text, or a pair of its kind (number, percentage, day, other) and how it is written.
Raw = str | list[str]


class Unreadable(Exception):
    """A file that is not read at all; the message is a sentence."""


def read_spreadsheet(content: bytes, *, only: Sequence[str] | None = None) -> dict[str, Any]:
    """The sheets of a file as JSON can hold them: `sheets`, each with its name, rows, and what stands out on it
    (`spreadsheets.scanned.Scanned`), and under `others` the names of those that were passed over.

    `only` names the sheets that are wanted, and one of these with too many cells is refused. Without it every sheet is read
    but those. Formulas are never computed: a cell has the value that its program saved with it. Raises Unreadable.
    """
    if len(content) > LARGEST:
        raise Unreadable(_("The file is larger than 5 MB, which no workbook of this portal is."))
    try:
        wanted = None if only is None else list(only)
        read: dict[str, Any] = ask("spreadsheets.cells", wanted, content=content, wait=WAIT)
    except Unanswered:
        raise Unreadable(
            _(
                "This file cannot be read within the limits of the portal. Copy what is to be read into a new workbook, and "
                "upload that."
            )
        ) from None
    if "refused" in read:
        raise Unreadable(_sentence(read["refused"], read["where"]))
    return read


def _sentence(code: str, where: str) -> str:
    if code == "too_many_cells":
        return _("%(where)s: There are far more cells than the portal reads. Delete what does not belong here.") % {
            "where": where
        }
    sentences = {
        "not_workbook": _(
            "This is not a workbook of the kind .xlsx or .ods. Save it as one of these and upload it again."
        ),
        "locked_or_old": _(
            "The workbook has a password, or is of the old kind .xls. Take the password away and save it as .xlsx or .ods."
        ),
        "locked": _("The workbook has a password. Take it away, save the workbook and upload it again."),
        "macros": _(
            "The workbook holds a program (macros). Save it as .xlsx or .ods without macros and upload it again."
        ),
        "embedded": _("The workbook holds another document. Take it out, save the workbook and upload it again."),
        "links": _("The workbook draws on other files. Break the links to them, save it and upload it again."),
        "too_large_inside": _(
            "The file is small, but unpacks to far more than a workbook of this portal. It is not read."
        ),
        "too_many_parts": _("The file has far more parts than a workbook of this portal. It is not read."),
        "part_twice": _(
            "The file holds a part of itself twice. It is not read: save it anew in a spreadsheet program."
        ),
    }
    damaged = _("The file is damaged. Open it in a spreadsheet program, save it anew and upload it again.")
    return sentences.get(code, damaged)
