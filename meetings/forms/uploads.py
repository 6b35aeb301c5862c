"""The form by which a file is handed in as a paper of an item."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.kept import one_line
from meetings.forms.papers import PartForm
from meetings.models import ItemPart
from pdf.intake.convert import ENDINGS


class UploadForm(PartForm):
    """A file, what it is called, and the part that it belongs to. What it holds is looked into later."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ",".join((".pdf", *ENDINGS))}),
        error_messages={
            "required": gettext_lazy("Choose the file of the paper."),
            "empty": gettext_lazy("This file is empty. Save the paper again and choose that file."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("Title (optional)"),
        help_text=gettext_lazy("As it stands on the agenda. Left empty, it is what the file itself says."),
        required=False,
        max_length=300,
    )

    field_order = ("file", "title", "part")

    def __init__(self, *args: Any, parts: Sequence[ItemPart], **kwargs: Any) -> None:
        super().__init__(*args, parts=parts, **kwargs)
        self.fields["file"].help_text = _(
            "A PDF, best with tags, or a document (.docx, .odt), with at most %(size)d MB and %(pages)d pages."
        ) % {"size": settings.PAPER_MAX_MB, "pages": settings.PAPER_MAX_PAGES}

    def clean_file(self) -> UploadedFile:
        """What is larger than a paper may be was cut off when it was received."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.PAPER_MAX_MB * 1_000_000:
            raise forms.ValidationError(
                _(
                    "The file is larger than %(size)d MB. Save it with smaller pictures, or in parts, and upload it again."
                )
                % {"size": settings.PAPER_MAX_MB}
            )
        return file

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])
