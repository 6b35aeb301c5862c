"""The forms of minutes: who was there, the minute of an item, and at which meeting they were confirmed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.kept import KeptForm, Theirs, lines, numbered_people, people_text
from meetings.forms.topics import told
from meetings.minuted import later_meetings
from meetings.models import Minute, Minutes
from meetings.models.minutes import WORDED

ATTENDED = ("present", "apologies", "officers")


def _people(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=4000, widget=lines(4))


class AttendanceForm(KeptForm):
    """Who was there: a number and a role on each line."""

    class Meta:
        model = Minutes
        fields = ()

    present = _people(
        gettext_lazy("Present"), gettext_lazy("A number and a role on each line, such as: 11 Members. No names.")
    )
    apologies = _people(gettext_lazy("Apologies"))
    officers = _people(gettext_lazy("Officers in attendance"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        held = kwargs["instance"]
        if held.pk:
            kwargs["initial"] = {name: people_text(getattr(held, name)) for name in ATTENDED}
        super().__init__(*args, **kwargs)

    def theirs(self, held: Any) -> list[Theirs]:
        changed = (name for name in ATTENDED if getattr(held, name) != self.cleaned_data[name])
        return [
            Theirs(str(self.fields[name].label), people_text(getattr(held, name)) or _("empty")) for name in changed
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in ATTENDED:
            try:
                self.cleaned_data[name] = [list(pair) for pair in numbered_people(self.cleaned_data.get(name, ""))]
            except forms.ValidationError as fault:
                self.add_error(name, fault)
        return self.cleaned_data


class ConfirmedForm(KeptForm):
    """The later meeting at which minutes were confirmed."""

    class Meta:
        model = Minutes
        fields = ("confirmed_at",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["confirmed_at"]
        field.queryset = later_meetings(self.instance.meeting.held_on)
        field.label_from_instance = told
        field.empty_label = _("They are not confirmed yet")


class MinuteForm(KeptForm):
    """The minute of an item, or of a part of one. It is saved by itself, so each fault stands beside a field.

    Only what is urgent asks for the circumstances, and only what is private for a summary.
    """

    class Meta:
        model = Minute
        fields = ("circumstances", "opinion_role", "text", "decision", "words", "reason", "summary")
        widgets = {
            "circumstances": lines(2),
            "text": lines(4),
            "words": lines(2),
            "reason": lines(2),
            "summary": lines(3),
        }

    def __init__(self, *args: Any, is_urgent: bool, is_private: bool, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="%s", **kwargs)
        if not is_urgent:
            del self.fields["circumstances"], self.fields["opinion_role"]
        if not is_private:
            del self.fields["summary"]
        decision: Any = self.fields["decision"]
        decision.choices = [("", _("None")), *(choice for choice in decision.choices if choice[0])]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("decision") in WORDED and not given.get("words"):
            self.add_error("words", _("Write what was decided."))
        if not given.get("decision") and (given.get("words") or given.get("reason")):
            self.add_error("decision", _("Choose whether it was resolved, noted, recommended or deferred."))
        if given.get("opinion_role") and not given.get("circumstances"):
            self.add_error("circumstances", _("Say why it could not wait."))
        if given.get("circumstances") and not given.get("opinion_role"):
            self.add_error(
                "opinion_role", _("Say in whose opinion it could not wait: that of the person who presided.")
            )
        if given.get("summary") and not (given.get("text") or given.get("decision")):
            self.add_error("text", _("Write what was said or decided."))
        return given

    def _get_validation_exclusions(self) -> set[str]:
        # A minute that is emptied goes (meetings.actions.minutes), so that it need not say anything.
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return left_out | (set() if any(self.values.values()) else {"text"})
