"""The form in which somebody says why failed checks may stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from finance.actions import Failing
from finance.models import Reason
from finance.reconciliation import Found

LONGEST = 2_000


class Why(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "label": _("Why it may stand"),
                "max_length": LONGEST,
                "widget": forms.Textarea(attrs={"rows": 3}),
                "help_text": _("One or two plain sentences. They are published with the table."),
                "error_messages": {"required": _("Say why, in a sentence that readers of the report understand.")},
                **options,
            }
        )

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\r\n", "\n").replace("\r", "\n")


class ReasonForm(forms.Form):
    """One reason for every check that is ticked. A tick holds the difference that the person saw, and the reason that stood."""

    checks = forms.MultipleChoiceField(
        label=_("Checks"),
        error_messages={
            "required": _("Tick the checks that the reason is for."),
            "invalid_choice": _(
                "One of the checks that you ticked has changed since you opened the page. Look at it again."
            ),
        },
    )
    text = Why()

    def __init__(self, offered: Sequence[Found], standing: Mapping[str, Reason], *args: Any, **options: Any) -> None:
        """`standing` are the reasons that stand by the keys of their checks, those taken back among them."""
        super().__init__(*args, **options)
        self.failing = {value_of(found, standing): failing_of(found, standing) for found in offered}
        self.fields["checks"].choices = [(value, value) for value in self.failing]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Failing]:
        return [self.failing[value] for value in self.cleaned_data["checks"]]

    @property
    def ticked(self) -> set[str]:
        """What is ticked, as far as it is still there."""
        return set(self.data.getlist("checks")) if self.is_bound else set()  # type: ignore[attr-defined]


class OneReasonForm(forms.Form):
    """Another wording of a reason that stands."""

    text = Why()


def failing_of(found: Found, standing: Mapping[str, Reason]) -> Failing:
    return Failing(found.key, found.difference, standing.get(found.key))


def value_of(found: Found, standing: Mapping[str, Reason]) -> str:
    """A check as its tick names it: with its difference and the version of its reason, so that a change is seen."""
    held = standing.get(found.key)
    return f"{found.key}|{found.difference}|{held.pk if held else ''}"
