"""The form by which a workbook is handed in, and the answer to its conflicts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spreadsheets.field import SpreadsheetField


class UploadForm(forms.Form):
    """A file; what it holds is looked into later, by a process of its own."""

    file = SpreadsheetField(
        label=_("The workbook that you filled in"),
        help_text=_(".xlsx or .ods, at most 5 MB. Nothing is kept before you have seen what it changes."),
    )


class ApplyForm(forms.Form):
    """What is to be applied: the differences as they were seen, and the rows in conflict that are taken from the workbook."""

    seen = forms.CharField(max_length=32)
    taken: Any = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, *, conflicts: list[str]) -> None:
        super().__init__({"seen": data.get("seen", ""), "taken": [row for row in conflicts if data.get(row) == "mine"]})
        self.fields["taken"].choices = [(row, row) for row in conflicts]  # type: ignore[attr-defined]
