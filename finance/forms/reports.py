"""What a person says to begin the finance part of a quarter, or to call it something else."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.forms.choices import one_line
from pillars.models import ReportingPeriod, Return, SubTheme


class PartForm(forms.Form):
    """The title of the finance part and the sub-theme in whose pages it stands; `returns` are those that it may go with.

    With `last`, an earlier quarter that has one, it is asked with what to begin.
    """

    title = forms.CharField(label=gettext_lazy("Title"), max_length=400)
    sub_theme = forms.TypedChoiceField(label=gettext_lazy("In the pages of"), coerce=int)

    def __init__(
        self, *args: Any, returns: Sequence[Return], last: ReportingPeriod | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sub_themes: dict[int, SubTheme] = {held.sub_theme_id: held.sub_theme for held in returns}
        groups: dict[str, list[tuple[int, str]]] = {}
        for sub_theme in self.sub_themes.values():
            groups.setdefault(sub_theme.pillar.title, []).append((sub_theme.pk, str(sub_theme)))
        field: Any = self.fields["sub_theme"]
        field.choices = [("", _("Choose one")), *groups.items()]
        field.help_text = _("It is submitted and approved with that return, so choose one that is still open.")
        if last:
            self.fields["beginning"] = forms.ChoiceField(
                label=_("Begin with"),
                choices=[
                    ("last", _("The tables, notes and ties of %(quarter)s, without their figures") % {"quarter": last}),
                    ("nothing", _("Nothing: I add the tables one by one")),
                ],
                initial="last",
                widget=forms.RadioSelect,
            )

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_sub_theme(self) -> SubTheme:
        return self.sub_themes[self.cleaned_data["sub_theme"]]
