"""The form of who edits what (a row of boxes for each sub-theme, one for each editor), and those of the office: names, logo."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from pictures.take import LARGEST, Picture, RefusedPicture, take_in
from pillars.models import Office, Pillar, SubTheme
from pillars.queries import standing_of_office

# What the portal's own words come in (settings.LANGUAGE_CODE), and the other language of the offices that it is for.
LANGUAGES = [("en-GB", _("English")), ("cy", _("Welsh"))]
# Points: sharp on every screen, where a logo is 40 pixels high, and on the cover of a PDF.
LARGEST_LOGO = (800, 200)


class EditorsForm(forms.Form):
    """Each field carries what it showed: what somebody else changed meanwhile stays, unless it was changed here too."""

    def __init__(
        self, data: dict[str, str] | None, *, sub_themes: Collection[SubTheme], editors: Collection[User]
    ) -> None:
        super().__init__(data)
        self._editors = {str(editor.pk): editor for editor in editors}
        self._sub_themes = {f"sub-theme-{sub_theme.pk}": sub_theme for sub_theme in sub_themes}
        for name, sub_theme in self._sub_themes.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=str(sub_theme),
                choices=[(pk, str(editor)) for pk, editor in self._editors.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=[str(keeper.pk) for keeper in sub_theme.editors.all() if str(keeper.pk) in self._editors],
                show_hidden_initial=True,
            )

    def by_pillar(self) -> Iterator[tuple[Pillar, list[forms.BoundField]]]:
        """The fields of each pillar, in the order of the plan."""
        found: dict[int, tuple[Pillar, list[forms.BoundField]]] = {}
        for name, sub_theme in self._sub_themes.items():
            found.setdefault(sub_theme.pillar_id, (sub_theme.pillar, []))[1].append(self[name])
        yield from found.values()

    def changes(self) -> Iterator[tuple[SubTheme, list[User], list[User]]]:
        """Each sub-theme that was changed, with the editors it gets and those who are taken from it."""
        for name in self.changed_data:
            shown = (
                self[name]
                .field.hidden_widget()
                .value_from_datadict(self.data, self.files, self[name].html_initial_name)
            )
            before, after = set(shown or ()), set(self.cleaned_data[name])
            yield (
                self._sub_themes[name],
                [self._editors[pk] for pk in sorted(after - before)],
                [self._editors[pk] for pk in sorted(before - after) if pk in self._editors],
            )


class OfficeForm(forms.ModelForm):
    """Every name and word of the office; `based_on` is how it stood when the form was opened."""

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=Office._meta.get_field("language").verbose_name,
        help_text=Office._meta.get_field("language").help_text,
        widget=forms.RadioSelect,
    )
    second_language = forms.ChoiceField(
        label=Office._meta.get_field("second_language").verbose_name,
        help_text=Office._meta.get_field("second_language").help_text,
        widget=forms.RadioSelect,
        required=False,
    )
    licence_address = forms.URLField(
        label=Office._meta.get_field("licence_address").verbose_name,
        help_text=Office._meta.get_field("licence_address").help_text,
        max_length=400,
        assume_scheme="https",
    )

    class Meta:
        model = Office
        fields = (
            "name",
            "short_name",
            "area",
            "role",
            "role_short",
            "panel",
            "report_title",
            "language",
            "second_language",
            "notice",
            "licence_name",
            "licence_address",
            "brand_colour",
            "link_colour",
        )
        widgets = {"notice": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, data: Any = None, *, instance: Office) -> None:
        super().__init__(data, instance=instance, initial={"based_on": standing_of_office()})
        offered = LANGUAGES + [(instance.language, instance.language)] * (instance.language not in dict(LANGUAGES))
        self.fields["language"].choices = offered  # type: ignore[attr-defined]
        second = instance.second_language
        others = [(second, second)] * (second not in dict([*LANGUAGES, ("", "")]))
        self.fields["second_language"].choices = [("", _("None")), *LANGUAGES, *others]  # type: ignore[attr-defined]

    def clean_second_language(self) -> str:
        second = str(self.cleaned_data["second_language"])
        if second and second == self.cleaned_data.get("language"):
            raise forms.ValidationError(gettext("choose another language than the first, or none."))
        return second

    def clean_brand_colour(self) -> str:
        return str(self.cleaned_data["brand_colour"]).lower()

    def clean_link_colour(self) -> str:
        return str(self.cleaned_data["link_colour"]).lower()

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the office's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "based_on"}


class LogoForm(forms.Form):
    """A logo that is handed in, cleaned to a Picture; `based_on` is how the office stood when the form was opened."""

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)
    logo = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "A PNG or a JPEG of at most 2 MB, made for white paper. Best is a PNG with a clear ground, 200 points high, without "
            "an empty edge."
        ),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        error_messages={
            "required": _("Choose the file of your logo."),
            "empty": _("This file is empty. Save the picture again and choose that file."),
            "max_length": _("The name of this file is too long. Give it a shorter one."),
        },
    )

    def clean_logo(self) -> Picture:
        try:
            return take_in(self.cleaned_data["logo"].read(LARGEST + 1), within=LARGEST_LOGO)
        except RefusedPicture as refused:
            raise forms.ValidationError(str(refused)) from None
