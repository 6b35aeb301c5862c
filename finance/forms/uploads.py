"""The form by which a file is handed in from which a statement is filled in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from spreadsheets.field import SpreadsheetField


class FileForm(forms.Form):
    """A file of a spreadsheet program; what it holds is looked into by a process of its own."""

    file = SpreadsheetField(
        label=_("The file"),
        help_text=_(".xlsx or .ods, at most 5 MB. Nothing is saved before you have seen what would change."),
    )
