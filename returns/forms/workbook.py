"""The form by which a workbook is handed in, and the answer to its conflicts."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from returns.workbooks.read import LARGEST
from returns.workbooks.write import FORMATS


class UploadForm(forms.Form):
    """A file; what it holds is looked into later, by a process of its own."""

    file = forms.FileField(
        label=_("The workbook that you filled in"),
        help_text=_(".xlsx or .ods, at most 5 MB. Nothing is kept before you have seen what it changes."),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in FORMATS)}),
        error_messages={
            "required": _("Choose the file of your workbook."),
            "empty": _("This file is empty. Save the workbook again and choose that file."),
            "max_length": _("The name of this file is too long. Give it a shorter one."),
        },
    )

    def clean_file(self) -> UploadedFile:
        """Only what its name says it is can be one; a larger file is not even read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.name or "").rpartition(".")[2].lower() not in FORMATS:
            raise forms.ValidationError(
                gettext("Choose a workbook that ends in .xlsx or .ods; save any other as one of these.")
            )
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(gettext("This file is larger than 5 MB, which no workbook of this portal is."))
        return file


class ApplyForm(forms.Form):
    """What is to be applied: the differences as they were seen, and the rows in conflict that are taken from the workbook."""

    seen = forms.CharField(max_length=32)
    taken: Any = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any, *, conflicts: list[str]) -> None:
        super().__init__({"seen": data.get("seen", ""), "taken": [row for row in conflicts if data.get(row) == "mine"]})
        self.fields["taken"].choices = [(row, row) for row in conflicts]  # type: ignore[attr-defined]
