"""The filters of the page of all lines, as a form that is sent by GET."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from returns.entries import QuarterSheet
from returns.filters import NOT_RATED, Filters


class FilterForm(forms.Form):
    """What a quarter has to choose from. A value that it does not have asks for nothing."""

    pillar = forms.ChoiceField(required=False)
    rating = forms.ChoiceField(required=False, label=_("Rating this period"))
    owner = forms.ChoiceField(required=False, label=_("Kept by"))
    todo = forms.BooleanField(required=False, label=_("Still to do"))

    def __init__(self, *args: Any, sheet: QuarterSheet, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter-%s", **options})
        sub_themes = [held.quarterly_return.sub_theme for held in sheet.returns]
        pillars = {sub_theme.pillar.key: sub_theme.pillar.title for sub_theme in sub_themes}
        owners = {str(person.pk): str(person) for sub_theme in sub_themes for person in sub_theme.editors.all()}
        ratings = {rating.code: rating.word for rating in sheet.ratings} | {
            NOT_RATED: gettext("No rating yet, or none")
        }
        self.fields["pillar"].label = capfirst(sheet.period.plan.pillar_word)
        for name, choices in (("pillar", pillars), ("rating", ratings), ("owner", owners)):
            self.fields[name].choices = [("", gettext("All")), *choices.items()]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Filters:
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})
