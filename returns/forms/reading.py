"""The form of an indicator's reading: its value as printed or why there is none, comparators, basis, target and footnote."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.actions import Given
from indicators.models import Basis, Indicator, Reading
from indicators.values import read_value
from pillars.versions import EmptyReason
from returns.forms.entry import EntryForm, Typed

MOST_COMPARATORS = 12
WHY_NOT = [("", _("There is a value")), *((reason.value, reason.label) for reason in EmptyReason)]


class ReadingForm(EntryForm):
    """A reading. Comparators are rows `name-0`, `value-0` and so on: a row without a value is passed over, and an empty
    one always stands after those that are filled."""

    labels = {
        "printed": _("Value"),
        "why": _("Why there is none"),
        "comparators": _("Compared with"),
        "basis": _("Basis"),
        "basis_printed": _("Basis as printed"),
        "label": _("Name in this report"),
        "target": _("Target"),
        "target_reason": _("Reason for the moved target"),
        "footnote_mark": _("Footnote mark"),
        "footnote": _("Footnote"),
    }

    printed = Typed(longest=40, widget=forms.TextInput)
    why = forms.ChoiceField(required=False, choices=WHY_NOT)
    basis = forms.ChoiceField(required=False, choices=Basis.choices)
    basis_printed = Typed(longest=60, widget=forms.TextInput)
    label = Typed(longest=400, widget=forms.TextInput)
    target = Typed(longest=100, widget=forms.TextInput)
    target_reason = Typed()
    footnote_mark = Typed(longest=5, widget=forms.TextInput)
    footnote = Typed()

    def __init__(self, *args: Any, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, **options)
        self.indicator = indicator
        rows = len((self.initial or {}).get("comparators", ())) + 1
        if self.is_bound:
            given = [number for number in range(MOST_COMPARATORS) if self.add_prefix(f"value-{number}") in self.data]
            rows = max([*given, 0]) + 1
        for number in range(min(rows, MOST_COMPARATORS)):
            self.fields[f"name-{number}"] = Typed(longest=100, widget=forms.TextInput)
            self.fields[f"value-{number}"] = Typed(longest=40, widget=forms.TextInput)
        if not self.is_bound:
            for number, (name, value) in enumerate((self.initial or {}).get("comparators", ())[:MOST_COMPARATORS]):
                self.initial.update({f"name-{number}": name, f"value-{number}": value})

    @property
    def comparator_rows(self) -> list[tuple[Any, Any]]:
        """The fields of each comparator: its name and its value."""
        numbers = [name.removeprefix("name-") for name in self.fields if name.startswith("name-")]
        return [(self[f"name-{number}"], self[f"value-{number}"]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given["basis"] = given.get("basis") or Basis.NOT_STATED
        self._check_value(given.get("printed", ""), given.get("why", ""))
        given["comparators"] = []
        for name, value in self.comparator_rows:
            named, printed = given.get(name.name, ""), given.get(value.name, "")
            if not printed:
                continue
            if not named:
                self.add_error(name.name, gettext("Say what this value is compared with."))
            if sentence := _unreadable(printed, self.indicator.kind):
                self.add_error(value.name, sentence)
            given["comparators"].append((named, printed))
        return given

    def _check_value(self, printed: str, why: str) -> None:
        """Beside an answer why there is no value may stand words that are printed in its place, but no value."""
        if not printed:
            return
        sentence = _unreadable(printed, self.indicator.kind)
        if sentence and not why:
            self.add_error("printed", sentence)
        if why and not sentence:
            self.add_error("why", gettext("Give a value, or say why there is none: not both."))

    def given(self, marks: tuple[tuple[str, str], ...]) -> Given:
        """What is to be recorded; `marks` are those that a source printed, which nobody types."""
        value = self.cleaned_data
        return Given(
            printed=value["printed"],
            empty_reason=value["why"],
            basis=value["basis"],
            basis_printed=value["basis_printed"],
            label=value["label"],
            footnote_mark=value["footnote_mark"],
            footnote=value["footnote"],
            marks=marks,
            comparators=tuple(value["comparators"]),
            target=value["target"],
            target_reason=value["target_reason"],
        )

    def told(self, values: dict[str, Any]) -> dict[str, str]:
        why, pairs = values.get("why"), [pair for pair in values.get("comparators") or () if pair[1]]
        return super().told(values) | {
            "why": str(EmptyReason(why).label) if why else "",
            "basis": str(Basis(values.get("basis") or Basis.NOT_STATED).label),
            "comparators": "; ".join(f"{name}: {value}" for name, value in pairs),
        }


def _unreadable(printed: str, kind: str) -> str:
    try:
        read_value(printed, kind)
    except ValueError as error:
        return str(error)
    return ""


def values_of_reading(reading: Reading | None, last: Reading | None, indicator: Indicator) -> dict[str, Any]:
    """A version as the form holds it. One that nobody has begun takes over how the indicator was told last period (basis,
    name, target, and what it was compared with), and none of its values."""
    told = reading or last
    values: dict[str, Any] = {"basis": Basis.NOT_STATED, "comparators": []}
    if told is not None:
        values |= {name: getattr(told, name) for name in ("basis", "basis_printed", "label", "target")}
    if reading is not None:
        values |= {
            "based_on": reading.pk,
            "printed": reading.printed,
            "why": reading.empty_reason,
            "footnote_mark": reading.footnote_mark,
            "footnote": reading.footnote,
            "target_reason": reading.target_reason,
            "comparators": [(name, value) for name, value in reading.comparators],
        }
    held = {name for name, _ in values["comparators"]}
    usual = [name for name, _ in last.comparators] if last else []
    if indicator.comparator and not usual:
        usual = [indicator.comparator]
    values["comparators"] += [(name, "") for name in usual if name not in held]
    return values
