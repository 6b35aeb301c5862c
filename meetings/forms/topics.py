"""The forms of the work programme: a topic, and the meeting whose agenda it goes onto."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.kept import KeptForm, lines, one_line, quarter_choices
from meetings.models import Meeting, Topic


class TopicForm(KeptForm):
    class Meta:
        model = Topic
        fields = ("title", "purpose", "lead_role", "meeting", "quarter", "parent")
        widgets = {"purpose": lines(4)}

    quarter = forms.ChoiceField(label=_("Report of the quarter (optional)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting, parent, quarter = (self.fields[name] for name in ("meeting", "parent", "quarter"))
        meeting.queryset = Meeting.objects.order_by("-held_on")  # type: ignore[attr-defined]
        meeting.label_from_instance = told  # type: ignore[attr-defined]
        meeting.empty_label = _("Not scheduled yet")  # type: ignore[attr-defined]
        tops = Topic.objects.filter(parent=None).order_by("title", "pk")
        parent.queryset = tops.exclude(pk=self.instance.pk) if self.instance.pk else tops  # type: ignore[attr-defined]
        parent.empty_label = _("None: it stands by itself")  # type: ignore[attr-defined]
        quarter.choices = quarter_choices(str(self.initial.get("quarter") or ""))  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])


class ScheduleForm(forms.Form):
    """The meeting whose agenda a topic goes onto."""

    meeting = forms.ChoiceField(label=_("Onto the agenda of"))

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting"]
        field.choices = [(str(one.pk), told(one)) for one in meetings]


def told(meeting: Meeting) -> str:
    """A meeting in a list to choose from."""
    return f"{meeting.day} ({meeting.label or meeting.get_kind_display()})"
