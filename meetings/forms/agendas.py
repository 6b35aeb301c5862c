"""The forms of an agenda: an item, a part of one, where it stands, and why it is exempt."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.kept import KeptForm, day_input, lines, one_line, quarter_choices
from meetings.models import AgendaItem, Exemption, ItemPart, Paragraph

REFERRING = (
    "refers_to_quarter",
    "refers_to_plan",
    "refers_to_meeting_on",
    "refers_to_minute",
    "refers_to_body",
)


class EntryForm(KeptForm):
    """What the forms of an item and of a part have in common."""

    refers_to_quarter = forms.ChoiceField(label=_("Refers to the report of"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["refers_to_quarter"]
        field.choices = quarter_choices(str(self.initial.get("refers_to_quarter") or ""))
        self.fields["refers_to_plan"].label = _("Refers to the plan")
        self.fields["refers_to_meeting_on"].label = _("Refers to the meeting of (optional)")
        self.fields["refers_to_minute"].label = _("Minute of that meeting (optional)")
        self.fields["refers_to_body"].label = _("Body that met, if it was another (optional)")


class ItemForm(EntryForm):
    class Meta:
        model = AgendaItem
        fields = ("title", "kind", "purpose", "presenter_role", "recommendation", *REFERRING)
        widgets = {
            "kind": forms.RadioSelect,
            "purpose": lines(2),
            "recommendation": lines(2),
            "refers_to_meeting_on": day_input(),
        }

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])


class PartForm(EntryForm):
    class Meta:
        model = ItemPart
        fields = ("letter", "purpose", "kind", "presenter_role", *REFERRING)
        widgets = {"kind": forms.RadioSelect, "purpose": lines(2), "refers_to_meeting_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].required = True

    def clean_letter(self) -> str:
        letter = str(self.cleaned_data["letter"]).lower()
        if letter and not ("a" <= letter <= "z"):
            raise forms.ValidationError(_("Give one letter from a to z, or none."))
        return letter


class MoveForm(forms.Form):
    """Where an item shall stand."""

    number = forms.ChoiceField(label=_("Stands as number"))

    def __init__(self, *args: Any, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["number"]
        field.choices = [(str(number), str(number)) for number in range(1, last + 1)]


class ExemptionForm(KeptForm):
    class Meta:
        model = Exemption
        fields = ("paragraph", "public_interest", "decided_by_role", "decided_on", "review_on")
        widgets = {
            "paragraph": forms.RadioSelect,
            "public_interest": lines(5),
            "decided_on": day_input(),
            "review_on": day_input(),
        }

    def __init__(self, *args: Any, part: int, **kwargs: Any) -> None:
        """`part` is that of the Schedule whose paragraphs are offered, besides the one that was chosen before."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["paragraph"]
        offered = [one for one in Paragraph if one.part == part or one == self.instance.paragraph]
        field.choices = [(one.value, f"{one.value}. {one.label}") for one in offered]
