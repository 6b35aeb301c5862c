"""What a reader types to search: words, a quarter, a kind of thing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pillars.quarters import Quarter
from reports.folding import words_of
from reports.languages.portal import composed
from reports.models import SearchLine

LONGEST, MOST_WORDS = 200, 12


class SearchForm(forms.Form):
    """A search, and the filters beside it; nothing typed is no error, and `words` is then empty."""

    q = forms.CharField(
        label=gettext_lazy("Words, a number or a figure"),
        help_text=gettext_lazy("Every word is looked for. Put words that must stand together in quotation marks."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={
            "max_length": gettext_lazy(
                "Type no more than %(limit_value)d characters: a few words find more than many."
            ),
            "null_characters_not_allowed": gettext_lazy(
                "What was sent holds signs that cannot be typed. Type it again."
            ),
        },
    )
    quarter = forms.ChoiceField(
        label=gettext_lazy("Quarter"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("No report is published for this quarter. Choose one of the list.")
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("There is no such kind of thing. Choose one of the list.")},
    )

    def __init__(self, data: Any, quarters: Iterable[Quarter]) -> None:
        super().__init__(data)
        # The page reads as a question whatever was typed: a browser would refuse the same by its own words.
        self.fields["quarter"].choices = [("", _("All quarters")), *((one.slug, composed(one)) for one in quarters)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("Everything")), *SearchLine.Kind.choices]  # type: ignore[attr-defined]

    @property
    def words(self) -> tuple[str, ...]:
        """What is looked for, once the form is found good."""
        return words_of(self.cleaned_data["q"])

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        words = words_of(typed)
        if typed and not words:
            raise ValidationError(_("There is no word or figure in what was typed. Type a word, a number or a figure."))
        if len(words) > MOST_WORDS:
            raise ValidationError(_("Type no more than %(most)d words.") % {"most": MOST_WORDS})
        if words and all(len(word) == 1 and not word.isdigit() for word in words):
            raise ValidationError(_("One letter stands nearly everywhere. Type a whole word, or a number."))
        return typed
