"""What every form of a record has in common: it carries what the person saw, and tells what stands now where that changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.queries import quarters_held
from meetings.standing import standing_of
from pillars.quarters import Quarter

MOST_PEOPLE = 100


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def quarter_choices(held: str = "") -> list[tuple[str, str]]:
    """The quarters that can be referred to, the latest first, and the one that is referred to already. One query."""
    known = {quarter.slug: str(quarter) for quarter in quarters_held()}
    if held and held not in known:
        known[held] = str(Quarter.from_slug(held))
    return [("", _("None")), *known.items()]


@dataclass(frozen=True, slots=True)
class Theirs:
    """A field that somebody else changed: what it is called, and what stands there now."""

    label: str
    value: str


class KeptForm(forms.ModelForm):
    """A form of a record; `based_on` is how that stood when the form was opened (meetings.standing.standing_of)."""

    based_on = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = kwargs.get("initial") or {}
        # A page of many forms has read how all of their records stand at once.
        seen = given["based_on"] if "based_on" in given else standing_of(kwargs.get("instance"))
        kwargs["initial"] = {**given, "based_on": seen}
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django offers an empty choice, which among radio buttons is a button without words.
            if isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
                offered: Any = field.choices
                field.choices = [(value, words) for value, words in offered if value]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed for the record itself."""
        return self._own()

    def theirs(self, held: Any) -> list[Theirs]:
        """What stands now, where it is not what was typed."""
        told = ((name, _told(held, name)) for name, typed in self._own().items() if getattr(held, name) != typed)
        return [Theirs(str(self.fields[name].label), value) for name, value in told]

    def go_over(self, held: Any) -> None:
        """Let the next press of the button put what was typed over what stands now, which the person has read."""
        self.data = {**{name: self.data[name] for name in self.data}, "based_on": standing_of(held)}

    def _own(self) -> dict[str, Any]:
        """What was typed in the fields that have the name of one of the record's."""
        own = {field.name for field in self._meta.model._meta.concrete_fields}
        return {name: value for name, value in self.cleaned_data.items() if name in own}


def _told(held: Any, name: str) -> str:
    """A value in words."""
    shown = getattr(held, f"get_{name}_display", None)
    value = shown() if shown else getattr(held, name)
    if value in (None, ""):
        return _("empty")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value, "j F Y") if hasattr(value, "year") else str(value)


def numbered_people(text: str) -> list[tuple[int, str]]:
    """How many of which role, one on each line: “12 Members”. Raises ValidationError."""
    found = []
    for number, role in numbered_lines(text):
        if not (number.isdecimal() and 1 <= int(number) <= MOST_PEOPLE and role and len(role) <= 200):
            said = _("“%(line)s”: write a number from 1 to 100 and a role, such as: 12 Members.")
            raise forms.ValidationError(said % {"line": f"{number} {role}".strip()})
        found.append((int(number), role))
    return found


def people_text(people: Iterable[Sequence[int | str]]) -> str:
    """The same as the form holds it."""
    return "\n".join(f"{number} {role}" for number, role in people)


def one_line(text: str) -> str:
    """Words on one line, as a heading sets them."""
    return " ".join(text.split())


def numbered_lines(text: str) -> Sequence[tuple[str, str]]:
    """Lines such as “12 members”, each as its first word and the rest; empty lines are left out."""
    split = (line.strip().partition(" ") for line in text.splitlines() if line.strip())
    return [(first, rest.strip()) for first, _space, rest in split]
