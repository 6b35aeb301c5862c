"""The forms of publishing an agenda: why it is late or changes, and why a publication is withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.forms.kept import lines


class PublishForm(forms.Form):
    """Publishing asks for a reason only where there is one to give: `label` and `help_text` say which; "" asks for none."""

    why = forms.CharField(required=False, max_length=4000, widget=lines(4))

    def __init__(self, *args: Any, label: str, help_text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["why"].label, self.fields["why"].help_text = label, help_text
        else:
            del self.fields["why"]


class WithdrawForm(forms.Form):
    """Why a publication is taken away, and that this is meant."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=lines(4),
        help_text=_("It is shown to everybody where the papers stood. Name no person in it."),
        error_messages={"required": _("say why: it is shown where the papers stood.")},
    )
    is_meant = forms.BooleanField(
        label=_("The pages, papers and packs of this publication are to be erased for good"),
        error_messages={"required": _("tick this, or publish the agenda again as it should be instead.")},
    )
