"""Fields that several forms of a table's structure have: its unit, a day, and the place of a row, a column or a table."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.figures.units import MOST_DECIMALS_OF_A_SHARE, SIZES, Unit, UnreadableUnit

FIRST = "first of all"
Choices = list[tuple[str, str]]


class UnitField(forms.ChoiceField):
    """A unit of amounts. What is no choice, such as another currency, is refused by the sentence that says why."""

    def __init__(self, *, empty: str = "", **kwargs: Any) -> None:
        choices = [(name, name) for name in SIZES]
        super().__init__(choices=[("", empty), *choices] if empty else choices, **kwargs)

    def to_python(self, value: Any) -> str:
        text = str(value or "").strip()
        return unit_name(text)

    def validate(self, value: str) -> None:
        if value and value not in SIZES:
            try:
                Unit.read(value)
            except UnreadableUnit as fault:
                raise forms.ValidationError(str(fault)) from None
        super().validate(value)


def unit_name(text: str) -> str:
    """A unit in the one way in which it is kept: £000's is £000. One that cannot be read stays as it is."""
    try:
        return Unit.read(text).name
    except UnreadableUnit:
        return text


def decimals_field(empty: str = "") -> forms.TypedChoiceField:
    """To how many decimals amounts are printed; with `empty`, words for leaving it open (None)."""
    words = (_("None: 1,234"), _("One: 1,234.5"), _("Two: 1,234.56"), _("Three: 1,234.567"))
    choices = [(str(number), words[number]) for number in range(MOST_DECIMALS_OF_A_SHARE + 1)]
    return forms.TypedChoiceField(
        label=gettext_lazy("Decimals"),
        choices=[("", empty), *choices] if empty else choices,
        coerce=int,
        empty_value=None,
        required=not empty,
    )


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A day, asked for as browsers ask for one."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def seen_field() -> forms.CharField:
    """What stood when the page was opened, as a signature."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


def places(others: Iterable[tuple[str, str]]) -> Choices:
    """Every place there is among others, given by key and name: first of all, or after each of them."""
    return [(FIRST, _("First of all")), *((key, _("After %(name)s") % {"name": name}) for key, name in others)]


def place_field(choices: Choices) -> forms.TypedChoiceField:
    """A place as the key of what stands before it, "" where that is nothing."""
    return forms.TypedChoiceField(
        label=_("Where it stands"),
        choices=choices,
        coerce=lambda key: "" if key == FIRST else str(key),
        empty_value="",
    )


def place_of(keys: list[str], key: str) -> str:
    """The choice for where something stands now."""
    at = keys.index(key)
    return keys[at - 1] if at else FIRST


def one_line(text: str) -> str:
    """Words as a table prints them, on one line."""
    return " ".join(text.split())


def told(day: date | None) -> str:
    """A day as a form's field wants it."""
    return day.isoformat() if day else ""
