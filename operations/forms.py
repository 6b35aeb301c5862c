"""What an administrator types to narrow the events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.events import Kind


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class EventsForm(forms.Form):
    """Which events to show; nothing typed shows all."""

    kind = forms.TypedChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Kind.choices], coerce=Kind, empty_value=None
    )
    since = _day(_("From"))
    until = _day(_("To"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("since") and typed.get("until") and typed["until"] < typed["since"]:
            self.add_error("until", _("The last day is before the first."))
        return typed
