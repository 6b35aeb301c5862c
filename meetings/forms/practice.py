"""The forms of what the office keeps to, and of a day that does not count."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.kept import KeptForm, Theirs, day_input, lines, numbered_lines, one_line
from meetings.models import ExtraDay, Practice

MOST_DAYS, MOST_LINES = 250, 40


class PracticeForm(KeptForm):
    """`author_days` and `precept` are the two lists, one on each line."""

    class Meta:
        model = Practice
        fields = ("clear_days", "schedule_part", "information", "veto_parts", "veto_of")
        widgets = {"schedule_part": forms.RadioSelect, "information": lines(16)}

    author_days = forms.CharField(
        label=gettext_lazy("What authors deliver"),
        help_text=gettext_lazy(
            "Working days before the agenda is issued, and what is due, one on each line: 10 Draft reports reach the clerk."
        ),
        required=False,
        max_length=4000,
        widget=lines(4),
    )
    precept = forms.CharField(
        label=gettext_lazy("Days of the precept"),
        help_text=gettext_lazy("Day, month and what is due, one on each line (SI 2012/2271)."),
        required=False,
        max_length=4000,
        widget=lines(6),
    )

    field_order = ("clear_days", "author_days", "precept", "veto_parts", "veto_of", "schedule_part", "information")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        held: Practice = kwargs["instance"]
        kwargs["initial"] = {
            "author_days": "\n".join(f"{step.working_days} {step.name}" for step in held.author_steps),
            "precept": "\n".join(f"{day.day} {MONTHS[day.month]} {day.name}" for day in held.yearly_days),
        }
        super().__init__(*args, **kwargs)
        # Django sends the default along once more, hidden: what the person saw is told by based_on.
        self.fields["information"].show_hidden_initial = False

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**self._own(), "steps": given["author_days"], "precept_days": given["precept"]}

    def theirs(self, held: Any) -> list[Theirs]:
        now = PracticeForm(instance=held).initial
        lists = (name for name in ("author_days", "precept") if now[name].split() != self.data[name].split())
        return [*super().theirs(held), *(Theirs(str(self.fields[name].label), now[name]) for name in lists)]

    def clean_author_days(self) -> list[list[int | str]]:
        found: list[list[int | str]] = []
        for number, name in numbered_lines(self.cleaned_data["author_days"]):
            if not (number.isdecimal() and int(number) <= MOST_DAYS and name):
                said = _("“%(line)s”: write a number of working days and what is due, such as: 3 Final reports.")
                raise forms.ValidationError(said % {"line": f"{number} {name}".strip()})
            found.append([int(number), one_line(name)])
        return _few(found)

    def clean_precept(self) -> list[list[int | str]]:
        found: list[list[int | str]] = []
        months = {str(name).lower(): number for number, name in MONTHS.items()}
        for number, rest in numbered_lines(self.cleaned_data["precept"]):
            word, _space, name = rest.partition(" ")
            month = months.get(word.lower(), 0)
            if not (number.isdecimal() and _is_day(int(number), month) and name.strip()):
                said = _("“%(line)s”: write a day, a month and what is due, such as: 1 February The Panel is told.")
                raise forms.ValidationError(said % {"line": f"{number} {rest}".strip()})
            found.append([int(number), month, one_line(name)])
        return _few(found)


class ExtraDayForm(KeptForm):
    class Meta:
        model = ExtraDay
        fields = ("day", "reason")
        widgets = {"day": day_input()}


def _is_day(day: int, month: int) -> bool:
    """Whether some year has this day."""
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def _few(found: list[list[int | str]]) -> list[list[int | str]]:
    if len(found) > MOST_LINES:
        raise forms.ValidationError(_("This is too long a list. Keep it to %(most)s lines.") % {"most": MOST_LINES})
    return found
