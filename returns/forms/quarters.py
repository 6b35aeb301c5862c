"""The forms of a quarter as a whole: opening it, its due dates, and a correction of it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pillars.models import Return

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _day(label: "StrOrPromise", help_text: "StrOrPromise") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class DatesForm(forms.Form):
    """When returns are due, and when they are to be approved."""

    submissions_due_on = _day(_("Returns are due on"), _("Editors are reminded three days before, and the day after."))
    approvals_due_on = _day(_("Approval is due on"), _("Approvers are reminded in the same way."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        submissions, approvals = given.get("submissions_due_on"), given.get("approvals_due_on")
        if submissions and approvals and approvals < submissions:
            self.add_error("approvals_due_on", gettext("choose the day on which returns are due, or a later one."))
        return given


class OpenForm(DatesForm):
    """The due dates of a quarter that is opened: they lie ahead."""

    def clean_submissions_due_on(self) -> date:
        given: date = self.cleaned_data["submissions_due_on"]
        if given < timezone.localdate():
            raise forms.ValidationError(gettext("choose today or a later day."))
        return given


class CorrectionForm(forms.Form):
    """Which returns of a published quarter are reopened, and why."""

    returns = forms.MultipleChoiceField(
        label=_("Returns to reopen"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their editors can change them again. The others stay closed."),
        error_messages={"required": _("choose at least one.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is wrong in the published report. It is told to the editors, and stays with the quarter."),
        error_messages={"required": _("say why the published quarter is opened again.")},
    )

    def __init__(self, *args: Any, returns: Iterable[Return], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._returns = {str(held.pk): held for held in returns}
        by_pillar: dict[str, list[tuple[str, str]]] = {}
        for pk, held in self._returns.items():
            by_pillar.setdefault(held.sub_theme.pillar.title, []).append((pk, str(held.sub_theme)))
        self.fields["returns"].choices = list(by_pillar.items())  # type: ignore[attr-defined]

    def clean_returns(self) -> list[Return]:
        return [self._returns[pk] for pk in self.cleaned_data["returns"]]
