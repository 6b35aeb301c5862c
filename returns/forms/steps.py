"""The form of the steps of a return: which step, and what is said with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from returns.rules import ASKED, NEEDS_A_COMMENT, Verb


class StepForm(forms.Form):
    """The buttons beside it send `verb`; `origin` is the page on which it stands."""

    comment = forms.CharField(
        label=_("Comment"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays with the return, and everybody who works on the quarter can read it."),
    )
    verb = forms.TypedChoiceField(
        choices=[(verb.value, verb.label) for verb in ASKED], coerce=Verb, widget=forms.HiddenInput
    )
    origin = forms.ChoiceField(
        choices=[("board", ""), ("edit", ""), ("step", "")], required=False, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("verb") in NEEDS_A_COMMENT and "comment" in given and not given["comment"]:
            self.add_error("comment", self._wanted(given["verb"]))
        return given

    @staticmethod
    def _wanted(verb: Verb) -> str:
        if verb == Verb.SENT_BACK:
            return gettext("say what is to be done, so that the editor knows.")
        return gettext("write it first.")
