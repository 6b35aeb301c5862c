"""What an administrator types on the public pages, and what a reader types to be told of reports; saves nothing."""

from typing import Any

from django import forms
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from readers.models import AccessibilityStatement, Barrier, Contact


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PageForm(forms.ModelForm):
    """A page of the public; `based_on` is how it stood when the form was opened (actions.standing_of)."""

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django offers an empty choice, which among radio buttons is a button without words.
            if isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
                offered: Any = field.choices
                field.choices = [(value, words) for value, words in offered if value]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, without what the form itself carries."""
        return {name: value for name, value in self.cleaned_data.items() if name != "based_on"}


class ContactForm(PageForm):
    class Meta:
        model = Contact
        fields = ("answered_by", "email", "telephone", "opening_hours", "address", "form_address")
        widgets = {"address": _lines(4), "opening_hours": _lines(2), "form_address": forms.URLInput()}

    form_address = forms.URLField(
        label=_("Address of a contact form"),
        help_text=_("If the office has one on another site; it begins with https://."),
        required=False,
        max_length=400,
        assume_scheme="https",
    )


class StatementForm(PageForm):
    class Meta:
        model = AccessibilityStatement
        fields = (
            "covers",
            "able",
            "compliance",
            "improving",
            "response_days",
            "tested_on",
            "tested_by",
            "tested_how",
            "prepared_on",
            "reviewed_on",
            "enforced_by",
            "advised_by",
            "advice_address",
        )
        widgets = {
            "covers": _lines(3),
            "able": _lines(5),
            "compliance": forms.RadioSelect,
            "improving": _lines(4),
            "tested_how": _lines(4),
            **{name: _day() for name in ("tested_on", "prepared_on", "reviewed_on")},
        }

    advice_address = forms.URLField(
        label=_("The address of that service on the web"),
        max_length=400,
        assume_scheme="https",
        initial=AccessibilityStatement._meta.get_field("advice_address").get_default,
    )


class BarrierForm(PageForm):
    class Meta:
        model = Barrier
        fields = ("content", "exemption", "criteria", "alternative", "plan")
        widgets = {
            "content": _lines(3),
            "exemption": forms.RadioSelect,
            "alternative": _lines(3),
            "plan": _lines(3),
        }


class SubscribeForm(forms.Form):
    """One address. `topic` is for programs alone: nobody sees it, and whatever fills it in is no person."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    topic = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_email(self) -> str:
        """The one way to write it: in small letters, its host in the letters that the network knows (RFC 5891)."""
        local, _at, host = str(self.cleaned_data["email"]).lower().rpartition("@")
        try:
            return f"{local}@{punycode(host)}"
        except UnicodeError:
            raise forms.ValidationError(_("Check the part behind the @: there can be no such host.")) from None
