"""The field of a form by which a file of a spreadsheet program is handed in; what it holds is looked into later."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from spreadsheets.read import LARGEST

ENDINGS = ("xlsx", "ods")


class SpreadsheetField(forms.FileField):
    """A file that by its name and size may be a workbook; a larger one is not even read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=200,
            widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
            error_messages={
                "required": _("Choose the file of your workbook."),
                "empty": _("This file is empty. Save the workbook again and choose that file."),
                "max_length": _("The name of this file is too long. Give it a shorter one."),
            },
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> UploadedFile:
        file: UploadedFile = super().clean(data, initial)
        if (file.name or "").rpartition(".")[2].lower() not in ENDINGS:
            raise forms.ValidationError(
                gettext("Choose a workbook that ends in .xlsx or .ods; save any other as one of these.")
            )
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(gettext("This file is larger than 5 MB, which no workbook of this portal is."))
        return file
