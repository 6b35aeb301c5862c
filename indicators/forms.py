"""The form in which an administrator says what an indicator is and where it stands; saves nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.defining import FIXED
from indicators.models import Indicator, Kind
from pillars.models import Plan, SubTheme


class SubThemesField(forms.ModelMultipleChoiceField):
    """A box for each sub-theme, named with its pillar."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.in_full)


class IndicatorForm(forms.ModelForm):
    """`based_on` is how the indicator stood when the form was opened (queries.standing_of)."""

    sub_themes = SubThemesField(SubTheme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Indicator
        fields = (
            *("name", "kind", "unit", "wanted", "source", "comparator"),
            *("sub_themes", "is_per_place", "suppress_below", "suppression_reason"),
        )
        labels = {
            "name": _("Name"),
            "kind": _("What its values are"),
            "unit": _("Unit"),
            "wanted": _("Which way it should go"),
            "source": _("Source"),
            "comparator": _("Compared with"),
            "is_per_place": _("Each of these has a value of its own"),
            "suppress_below": _("Withhold counts below"),
            "suppression_reason": _("Why small counts are withheld"),
        }
        help_texts = {
            "name": _("As the report says it, such as: Recorded hate crime."),
            "unit": _("What is counted, such as: calls. Leave it empty where the name says it."),
            "wanted": _("Reports say of a movement whether it is better or worse where this is stated."),
            "source": _("Where the figures come from, such as: Police recorded crime."),
            "comparator": _("A figure that stands beside each value, such as: National average."),
            "is_per_place": _("Otherwise one value stands on all of them."),
            "suppress_below": _("A small count can identify people. Leave it empty to publish every count."),
            "suppression_reason": _("Published in the place of the figure."),
        }

    def __init__(self, data: Any, *, plan: Plan, instance: Indicator, **more: Any) -> None:
        super().__init__(data, instance=instance, **more)
        found = SubTheme.objects.filter(pillar__plan=plan).select_related("pillar")
        parts: Any = self.fields["sub_themes"]
        parts.queryset = found.order_by("pillar__order", "order")
        parts.label = plan.sub_themes_word[:1].upper() + plan.sub_themes_word[1:]
        parts.help_text = _("Where it stands from the open quarter on, or from the next one where none is open.")
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Choose one")), *Kind.choices]
        if instance.pk and instance.readings.exists():
            for name in FIXED:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("It has values already, so this stays.")

    @property
    def values(self) -> dict[str, Any]:
        """What was typed of the indicator itself, by field."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("sub_themes", "based_on")}
