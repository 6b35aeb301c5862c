"""The forms of a line and of a sub-theme's own rating: a rating or why there is none, the reason, and what comes next."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.actions import Next
from commitments.milestones import Milestone
from commitments.models import Status
from pillars.models import Judgement, Rating
from pillars.versions import EmptyReason
from returns.forms.entry import EntryForm, Typed

# In place of a rating's code, which is made of letters.
NO_RATING = "-"
WHY_NOT = [("", _("Choose why")), *((reason.value, reason.label) for reason in EmptyReason)]


class OwnForm(EntryForm):
    """A judgement. A rating that is chosen outweighs a reason for having none that was left standing beside it."""

    labels = {"choice": _("Rating"), "reason": _("Reason")}

    choice = forms.ChoiceField(required=False)
    why = forms.ChoiceField(required=False, choices=WHY_NOT)
    reason = Typed()

    def __init__(self, *args: Any, ratings: Sequence[Rating], **options: Any) -> None:
        super().__init__(*args, **options)
        self.ratings = {rating.code: rating for rating in ratings}
        choice = self.fields["choice"]
        choice.choices = [(NO_RATING, ""), *((code, rating.word) for code, rating in self.ratings.items())]  # type: ignore[attr-defined]
        choice.error_messages["invalid_choice"] = gettext("Choose a rating of this scale.")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("choice") in self.ratings:
            given["why"] = ""
        elif given.get("why"):
            given["choice"] = NO_RATING
        elif given.get("choice") == NO_RATING and "why" not in self.errors:
            self.add_error("why", gettext("Choose why there is no rating."))
        return given

    @property
    def rating(self) -> Rating | None:
        return self.ratings.get(self.cleaned_data["choice"])

    def told(self, values: dict[str, Any]) -> dict[str, str]:
        told = super().told(values)
        rating = self.ratings.get(values.get("choice") or "")
        why = str(EmptyReason(values["why"]).label) if values.get("why") else ""
        return told | {"choice": rating.word if rating else why}


class LineForm(OwnForm):
    """A line's judgement, with the address of its evidence and its next milestone."""

    labels = OwnForm.labels | {
        "evidence": _("Evidence"),
        "milestone": _("Next milestone"),
        "milestone_due_on": _("Due on"),
    }

    evidence = Typed(
        longest=500,
        widget=forms.TextInput,
        validators=[
            URLValidator(
                schemes=["http", "https"], message=_("Give the whole address, beginning with https:// or http://.")
            )
        ],
    )
    milestone = Typed(longest=400, widget=forms.TextInput)
    milestone_due_on = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Give the day as 31/03/2020 or 31 March 2020.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("milestone_due_on") and not given.get("milestone") and "milestone" not in self.errors:
            self.add_error("milestone", gettext("Say which milestone is due on that day."))
        return given

    @property
    def following(self) -> Next:
        given = self.cleaned_data
        return Next(given["evidence"], given["milestone"], given["milestone_due_on"])

    def told(self, values: dict[str, Any]) -> dict[str, str]:
        day = values.get("milestone_due_on")
        return super().told(values) | {"milestone_due_on": date_format(day, "j F Y") if day else ""}


def values_of_judgement(judged: Judgement | None, ratings: Sequence[Rating]) -> dict[str, Any]:
    """A version as a form holds it."""
    if judged is None:
        return {}
    code = next((rating.code for rating in ratings if rating.pk == judged.rating_id), "")
    return {
        "based_on": judged.pk,
        "choice": code or (NO_RATING if judged.empty_reason else ""),
        "why": judged.empty_reason,
        "reason": judged.reason,
    }


def values_of_status(status: Status | None, ratings: Sequence[Rating], last: Milestone | None) -> dict[str, Any]:
    """A line's version as a form holds it; a line that nobody has touched begins with the milestone that is to come."""
    if status is None:
        return {"milestone": last.text, "milestone_due_on": last.due_on} if last else {}
    return values_of_judgement(status, ratings) | {
        "evidence": status.evidence,
        "milestone": status.milestone,
        "milestone_due_on": status.milestone_due_on,
    }
