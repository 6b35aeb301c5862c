"""The forms of papers: choosing an edition, and writing a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.kept import KeptForm, lines, one_line
from meetings.models import ItemPart, WrittenReport
from reports.models import Edition


class EditionForm(forms.Form):
    """One of the editions that are offered, and the part that it belongs to where the item has parts."""

    edition = forms.ChoiceField(label=gettext_lazy("Report"), widget=forms.RadioSelect)
    part = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)

    def __init__(self, *args: Any, editions: Sequence[Edition], parts: Sequence[ItemPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["edition"].choices = [(str(edition.pk), title_of(edition)) for edition in editions]
        fields["part"].choices = [("", _("The item as a whole")), *((str(part.pk), str(part)) for part in parts)]
        if not parts:
            del self.fields["part"]


class ReportForm(KeptForm):
    """A report with the heads that Panels expect."""

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

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])


def title_of(edition: Edition) -> str:
    """An edition as a paper is called: the report's name and its quarter, and which edition where it is not the first."""
    name = edition.period.plan.office.report_title
    return f"{name}, {edition.period}" if edition.number == 1 else f"{name}, {edition}"
