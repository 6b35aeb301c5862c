"""The forms of publishing: when an edition is given to readers, what a correction corrects, and why an edition is withdrawn."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pillars.tongues import Tongue
from reports.actions import Release

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


# The words of a correction, and those of the second language beside them.
CORRECTION = ("what", "why", "asked_by")
WITH_SECOND = tuple(field for name in CORRECTION for field in (name, f"{name}_second"))


class MomentField(forms.DateTimeField):
    """A day and time here. In the night of a change of clocks one hour is not there, and another is there twice."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            said = gettext("the clocks change in that hour: choose a time before 1:00, or from 2:00 on.")
            raise ValidationError(said, code=error.code) from error


def _moment(label: "StrOrPromise", help_text: "StrOrPromise") -> forms.DateTimeField:
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return MomentField(label=label, help_text=help_text, widget=widget, required=False)


class PublishForm(forms.Form):
    """When the public may read the edition, and the Panel where it reads earlier."""

    public_from = _moment(
        _("Public from"), _("Day and time. Leave it empty to publish at once; until then only staff can read it.")
    )
    panel_from = _moment(
        _("For members of the Panel from"),
        _(
            "Only where the office gives it to them before it is public. Leave it empty to give it to everybody together."
        ),
    )

    in_one_language = forms.BooleanField(
        label=_("Publish it in the first language alone"),
        help_text=_("A correction can bring the other language later."),
        required=False,
    )

    def __init__(self, data: Any = None, *, language: str = "", unsaid: str = "") -> None:
        """`language` is the second one of the office, or ""; `unsaid` says what lacks in it (reports.readiness.unsaid)."""
        super().__init__(data)
        self.language, self.unsaid = language, unsaid
        if not language:
            del self.fields["in_one_language"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.unsaid and not given.get("in_one_language"):
            self.add_error("in_one_language", self.unsaid)
        public_from, panel_from = given.get("public_from"), given.get("panel_from")
        if public_from and public_from <= timezone.now():
            self.add_error(
                "public_from", gettext("choose a moment that lies ahead, or leave it empty to publish at once.")
            )
        if panel_from and not (public_from and panel_from < public_from):
            self.add_error("panel_from", gettext("choose a moment before the edition is public, or leave it empty."))
        return given

    @property
    def release(self) -> Release:
        """What a valid form says of the readers."""
        return Release(self.cleaned_data["public_from"], self.cleaned_data["panel_from"])

    @property
    def in_both(self) -> bool:
        """Whether a valid form asks for the report in two languages."""
        return bool(self.language) and not self.cleaned_data["in_one_language"]

    @property
    def correction(self) -> dict[str, str] | None:
        """What a valid form says of a correction; None where nothing is corrected."""
        return None

    @property
    def second_texts(self) -> dict[str, str]:
        """What the words of a correction read in the second language, by those words."""
        return {}


class CorrectForm(PublishForm):
    """The same, with what is corrected, why, and who asked for it. Left empty, the moments of an embargo stay as they are."""

    what = forms.CharField(
        label=_("What is corrected"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence or two, for readers. Each figure that differs is listed by the portal."),
        error_messages={"required": _("say what is corrected.")},
    )
    why = forms.CharField(
        label=_("Why it was wrong"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("say why it was wrong.")},
    )
    asked_by = forms.CharField(
        label=_("Who asked for it"),
        max_length=200,
        help_text=_("A role, not a name: the chief finance officer, a member of the Panel, a reader."),
        error_messages={"required": _("say who asked for it.")},
    )

    field_order = (*WITH_SECOND, "public_from", "panel_from", "in_one_language")

    def __init__(self, data: Any = None, *, language: str = "", unsaid: str = "") -> None:
        super().__init__(data, language=language, unsaid=unsaid)
        for name in CORRECTION if language else ():
            first = self.fields[name]
            self.fields[f"{name}_second"] = forms.CharField(
                label=gettext("%(label)s, in %(language)s")
                % {"label": first.label, "language": Tongue(language).translated},
                max_length=1000,
                required=False,
                widget=type(first.widget)(attrs=first.widget.attrs | {"lang": language}),
            )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for name in CORRECTION if self.language and not given.get("in_one_language") else ():
            if not given.get(f"{name}_second"):
                self.add_error(f"{name}_second", gettext("say it in this language too, or publish in the first alone."))
        return given

    @property
    def correction(self) -> dict[str, str] | None:
        return {name: self.cleaned_data[name] for name in CORRECTION}

    @property
    def second_texts(self) -> dict[str, str]:
        given = self.cleaned_data
        return {given[name]: given[f"{name}_second"] for name in CORRECTION} if self.in_both else {}


class WithdrawForm(forms.Form):
    """Why an edition is taken away, and that this is meant."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is shown to everybody where the edition stood. Name no person in it."),
        error_messages={"required": _("say why: it is shown where the edition stood.")},
    )
    is_meant = forms.BooleanField(
        label=_("The edition’s pages, PDF and data are to be erased for good"),
        error_messages={"required": _("tick this, or publish a correction instead.")},
    )
