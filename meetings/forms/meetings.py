"""The forms of a meeting: its details with its membership, and when its agenda was published."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.kept import KeptForm, Theirs, day_input, lines, numbered_people, one_line
from meetings.models import Meeting


class MeetingForm(KeptForm):
    """The details of a meeting; `seats` are its membership, one role on each line."""

    class Meta:
        model = Meeting
        fields = (
            "held_on",
            "begins_at",
            "kind",
            "label",
            "session",
            "is_for_precept",
            "body",
            "host",
            "venue",
            "quorum",
            "contact_role",
        )
        widgets = {
            "held_on": day_input(),
            "begins_at": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "kind": forms.RadioSelect,
            "venue": lines(2),
        }

    seats = forms.CharField(
        label=gettext_lazy("Membership"),
        help_text=gettext_lazy("A number and a role on each line, such as: 12 Members. No names."),
        required=False,
        max_length=4000,
        widget=lines(4),
    )

    def theirs(self, held: Any) -> list[Theirs]:
        now = seats_text(held)
        mine = "\n".join(f"{number} {role}" for number, role in self.cleaned_data["seats"])
        return [*super().theirs(held), *([Theirs(str(self.fields["seats"].label), now)] if now != mine else [])]

    def clean_venue(self) -> str:
        """On one line, as a cover sets it."""
        return one_line(self.cleaned_data["venue"])

    def clean_seats(self) -> list[tuple[int, str]]:
        return numbered_people(self.cleaned_data["seats"])


class PlanForm(MeetingForm):
    """A new meeting. `like` is an earlier one, with whose standing items its agenda begins."""

    like = forms.ChoiceField(
        label=gettext_lazy("Begin its agenda with the standing items of"),
        help_text=gettext_lazy(
            "Such as apologies, minutes and urgent items. The minutes will be those of that meeting."
        ),
        required=False,
    )

    def __init__(self, *args: Any, earlier: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["like"]
        field.choices = [*((str(one.pk), one.day) for one in earlier), ("", _("An empty agenda"))]
        if not earlier:
            del self.fields["like"]


class PublicationForm(KeptForm):
    """When the agenda was first open to the public, and why it could not wait where that was late."""

    class Meta:
        model = Meeting
        fields = ("published_on", "urgency")
        widgets = {"published_on": day_input(), "urgency": lines(4)}
        help_texts = {
            "published_on": gettext_lazy("Leave it empty while it is not published."),
            "urgency": gettext_lazy(
                "Only for an agenda that was late: the special circumstances, as they stand on the agenda and in the "
                "minutes. The person who presides must be of this opinion (Local Government Act 1972, s.100B(4)(b))."
            ),
        }


def seats_text(meeting: Meeting) -> str:
    """The membership of a meeting as the form holds it. One query."""
    return "\n".join(str(seat) for seat in meeting.seats.order_by("order"))
