"""What the forms of the editing page have in common: the version they are based on, and texts with a limit in words."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000
LARGEST_ID = 2**63 - 1


class Typed(forms.CharField):
    """Text of which nothing is cut off: what is too long is said in a sentence, and stays as it was typed."""

    def __init__(self, *, longest: int = LONGEST, **options: Any) -> None:
        self.longest = longest
        super().__init__(**{"required": False, "widget": forms.Textarea, **options})

    def clean(self, value: Any) -> str:
        """Lines end in one character, whatever the browser sends, so that unchanged text is seen to be unchanged."""
        text = str(super().clean(value)).replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > self.longest:
            raise forms.ValidationError(
                gettext("This text has %(length)s characters, and the portal keeps %(longest)s. Shorten it.")
                % {"length": f"{len(text):,}", "longest": f"{self.longest:,}"}
            )
        return text


class EntryForm(forms.Form):
    """A line, reading, text or own rating: its `prefix` is the key of the entry, and its ids are prefix and name.

    `labels` names, in the order of the page, the fields that two versions are compared by.
    """

    labels: ClassVar[dict[str, Any]] = {}

    based_on = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    on_top_of = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **options})

    @property
    def base(self) -> int | None:
        """The id of the version that this save follows: the one the person saw, or chose to go over."""
        return self.cleaned_data.get("on_top_of") or self.cleaned_data.get("based_on")

    def told(self, values: dict[str, Any]) -> dict[str, str]:
        """Values of this form (cleaned, or those of a version) as words, by the names of `labels`."""
        return {name: str(values.get(name) or "") for name in self.labels}

    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of the field that it stands at."""
        found = [(str(error), f"{self.prefix}") for error in self.non_field_errors()]
        for name, errors in self.errors.items():
            if name in self.fields:
                found += [(str(error), self.add_prefix(name)) for error in errors]
        return found


NOT_NONE = _("Choose why there is none.")
