"""The forms of the notes: what a note is called and where it stands, and its words."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000
LARGEST_ID = 2**63 - 1
# The id of the list of sections that are there already, which a browser offers while somebody types.
SECTIONS = "note-sections"


class Words(forms.CharField):
    """The words of a note. Nothing is cut off: what is too long is said in a sentence, and stays as it was typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Words"), "required": False, "widget": forms.Textarea, **options})

    def clean(self, value: Any) -> str:
        """Lines end in one character, whatever the browser sends, so that unchanged words are seen to be unchanged."""
        text = str(super().clean(value)).replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST:
            raise forms.ValidationError(
                gettext("This note has %(length)s characters, and the portal keeps %(longest)s. Shorten it.")
                % {"length": f"{len(text):,}", "longest": f"{LONGEST:,}"}
            )
        return text


class NoteForm(forms.Form):
    """What a note is called, and the section of the overview in which it stands."""

    section = forms.CharField(
        label=_("Section"),
        max_length=100,
        widget=forms.TextInput(attrs={"list": SECTIONS}),
        help_text=_("Notes of one section stand together: Overview, Revenue, Capital."),
    )
    reference = forms.CharField(
        label=_("Reference"),
        max_length=10,
        required=False,
        help_text=_("Such as R1, by which rows point at it. A paragraph that no row points at needs none."),
    )

    def clean_section(self) -> str:
        return " ".join(self.cleaned_data["section"].split())

    def clean_reference(self) -> str:
        """A reference stands in a narrow column of a table, in one piece."""
        return "".join(self.cleaned_data["reference"].split())


class NewNoteForm(NoteForm):
    text = Words(help_text=_("You can write them later."))


class WordsForm(forms.Form):
    """The words of one note; `prefix` is its key on the page, and ids are prefix and name."""

    text = Words()
    based_on = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    on_top_of = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **options})

    @property
    def base(self) -> int | None:
        """The id of the version that this save follows: the one the person saw, or chose to go over."""
        return self.cleaned_data.get("on_top_of") or self.cleaned_data.get("based_on")
