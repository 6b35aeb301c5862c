"""The forms of papers: choosing an edition, and writing a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.kept import KeptForm, lines, one_line
from meetings.models import ItemPart, WrittenReport
from reports.models import Edition


class PartForm(forms.Form):
    """The part that a paper belongs to, where the item has parts."""

    part = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)

    def __init__(self, *args: Any, parts: Sequence[ItemPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parts = {str(part.pk): part for part in parts}
        field: Any = self.fields["part"]
        field.choices = [("", _("The item as a whole")), *((key, str(part)) for key, part in self._parts.items())]
        if not parts:
            del self.fields["part"]

    @property
    def part_chosen(self) -> ItemPart | None:
        """The part, or None for the item as a whole."""
        return self._parts.get(self.cleaned_data.get("part") or "")


class EditionForm(PartForm):
    """One of the editions that are offered, and its part."""

    edition = forms.ChoiceField(label=gettext_lazy("Report"), widget=forms.RadioSelect)

    field_order = ("edition", "part")

    def __init__(self, *args: Any, editions: Sequence[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["edition"]
        field.choices = [(str(edition.pk), title_of(edition)) for edition in editions]


class ReportForm(PartForm, KeptForm):
    """A report with the heads that Panels expect, and the part of the item that it belongs to."""

    class Meta:
        model = WrittenReport
        fields = (
            "title",
            "author_role",
            "purpose",
            "recommendation",
            "reasons",
            "body",
            "equalities",
            "budget",
            "current_risk",
            "residual_risk",
            "risk_note",
            "other_implications",
            "appendices",
            "background_papers",
            "contact_role",
        )
        widgets = {
            "purpose": lines(3),
            "recommendation": lines(3),
            "reasons": lines(3),
            "body": lines(18),
            "risk_note": lines(2),
            **{name: lines(3) for name in ("equalities", "budget", "other_implications")},
            **{name: lines(3) for name in ("appendices", "background_papers")},
        }

    field_order = ("title", "part")

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])


def title_of(edition: Edition) -> str:
    """An edition as a paper is called: the report's name and its quarter, and which edition where it is not the first."""
    name = edition.period.plan.office.report_title
    return f"{name}, {edition.period}" if edition.number == 1 else f"{name}, {edition}"
