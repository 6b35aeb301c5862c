"""The form of headlines and activities: a text, or the answer that there is none this quarter."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pillars.models import Narrative
from returns.forms.entry import EntryForm, Typed


class TextForm(EntryForm):
    """A text of one paragraph a line. An empty one is an answer only where somebody says so."""

    labels = {"text": _("Text")}

    text = Typed()
    none = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("none") and given.get("text"):
            self.add_error("none", gettext("There is a text. Take it away, or untick this."))
        if not given.get("none") and not given.get("text") and "text" not in self.errors and self.base:
            self.add_error("text", gettext("Write something, or tick “None this quarter”."))
        return given

    @property
    def is_answered(self) -> bool:
        return bool(self.cleaned_data["text"] or self.cleaned_data["none"])

    def told(self, values: dict[str, Any]) -> dict[str, str]:
        return {"text": values.get("text") or gettext("None this quarter")}


def values_of_text(narrative: Narrative | None) -> dict[str, Any]:
    """A version as the form holds it."""
    if narrative is None:
        return {}
    return {"based_on": narrative.pk, "text": narrative.text, "none": not narrative.text}
