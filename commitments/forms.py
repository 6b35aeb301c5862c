"""What an administrator types to change the plan, as clean values; what may be done is for the actions to say."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.changes import Row, Spot
from commitments.models import Ending
from commitments.references import Reference
from pillars.models import Return

# Groups of a select: a heading, and pairs of value and words under it.
Choices = list[tuple[str, list[tuple[str, str]]]]
LONGEST_WORDS = 70


class ReasonForm(forms.Form):
    """Why something is changed; every change says it."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For the history of the plan, which the office alone reads."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PublishedReasonForm(ReasonForm):
    """A reason that the report and the register give."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Published with the next report, in the account of what became of each number."
        )


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _words() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Words"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class WordsForm(PublishedReasonForm):
    """Words, and the day from which they stand."""

    text = _words()
    in_force_from = _day(gettext_lazy("In force from"))

    field_order: Sequence[str] = ("number", "text", "in_force_from", "origin", "spot", "is_part", "reason")

    def clean_text(self) -> str:
        """The words on one line, as a report sets them."""
        return " ".join(str(self.cleaned_data["text"]).split())


class RewordForm(WordsForm):
    """New words; `based_on` is the wording that stood when the page was opened."""

    based_on = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class SpotForm(ReasonForm):
    """A place for a row; `places` comes from `places_for`."""

    spot = forms.ChoiceField(label=gettext_lazy("Where it stands"))
    is_part = forms.BooleanField(
        label=gettext_lazy("Under that row, as one of its parts"),
        help_text=gettext_lazy("For a row such as “46 … including:”, whose parts stand below it."),
        required=False,
    )

    field_order: Sequence[str] = ("spot", "is_part", "reason")

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["spot"]
        field.choices = [("", _("Choose a place")), *places]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("spot", "")
        if chosen.startswith("first") and cleaned.get("is_part"):
            self.add_error("is_part", _("Choose the row under which it stands, with “after”."))
        elif chosen:
            kind, held, *row = chosen.split("-")
            after = int(row[0]) if kind == "after" else None
            cleaned["spot"] = Spot(int(held), after, bool(cleaned.get("is_part")))
        return cleaned


class AddForm(SpotForm, WordsForm):
    """A new promise of the plan and its place."""

    number = forms.CharField(label=gettext_lazy("Number"), help_text=gettext_lazy("Such as 88 or 9(a)."), max_length=10)
    origin = forms.CharField(
        label=gettext_lazy("Where the promise was made (optional)"), max_length=400, required=False
    )

    field_order = WordsForm.field_order

    def clean_number(self) -> Reference:
        return _reference(self.cleaned_data["number"])


class RegroupForm(ReasonForm):
    """The row that a commitment joins; `rows` comes from `rows_for`."""

    row = forms.ChoiceField(label=gettext_lazy("On which row"))

    field_order = ("row", "reason")

    def __init__(self, *args: Any, rows: Choices, has_company: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [("own", _("A row of its own, after the present one"))] if has_company else []
        field: Any = self.fields["row"]
        field.choices = [("", _("Choose a row")), *own, *rows]

    def clean_row(self) -> int | None:
        """The id of the row, or None for a row of its own."""
        chosen = str(self.cleaned_data["row"])
        return None if chosen == "own" else int(chosen)


class EndForm(PublishedReasonForm):
    """How a commitment ends."""

    how = forms.ChoiceField(label=gettext_lazy("How it ends"), choices=Ending.choices, widget=forms.RadioSelect)
    superseded_by = forms.CharField(
        label=gettext_lazy("Which numbers take its place"),
        help_text=gettext_lazy("Only where it is superseded, with commas between them: 88, 9(a)."),
        max_length=200,
        required=False,
    )
    ended_on = _day(
        gettext_lazy("On which day"),
        gettext_lazy(
            "A day before the open quarter takes its row out of it; on a later day it is reported a last time."
        ),
    )

    field_order = ("how", "superseded_by", "ended_on", "reason")

    def clean_how(self) -> Ending:
        return Ending(self.cleaned_data["how"])

    def clean_superseded_by(self) -> tuple[Reference, ...]:
        written = str(self.cleaned_data["superseded_by"]).replace(";", ",").split(",")
        return tuple(sorted({_reference(number.strip()) for number in written if number.strip()}))


def _reference(text: str) -> Reference:
    try:
        return Reference.read(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from None


def places_for(
    returns: Sequence[Return], rows: Mapping[int, Row], words: Mapping[Reference, str], moving: Row | None = None
) -> Choices:
    """Every place that a row may have: on each return first of all, or after each of its rows.

    A return that is locked has none; nor has the row that moves, and what stands under it, any after itself.
    """
    choices: Choices = []
    for held in returns:
        if held.is_locked:
            continue
        places = [(f"first-{held.pk}", _("First of all"))]
        for row in rows.values():
            if row.return_id == held.pk and not (moving and moving.pk in (row.pk, row.parent)):
                after = _("After %(row)s") if row.parent is None else _("Under %(parent)s, after %(row)s")
                said = {"row": _name(row, words), "parent": rows[row.parent].name if row.parent else ""}
                places.append((f"after-{held.pk}-{row.pk}", after % said))
        choices.append((str(held.sub_theme), places))
    return choices


def rows_for(rows: Mapping[int, Row], words: Mapping[Reference, str], own: Row | None) -> Choices:
    """Every row that a number may join, by sub-theme; a rated one says so, since its rating then serves that number too."""
    groups: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for row in rows.values():
        if not row.lock and not (own and own.pk == row.pk):
            name = _name(row, words) + (f" ({row.given.words})" if row.given else "")
            groups.setdefault(row.return_id, (row.sub_theme, []))[1].append((str(row.pk), name))
    return list(groups.values())


def _name(row: Row, words: Mapping[Reference, str]) -> str:
    """A row in a list: its numbers, and the beginning of its first one's words."""
    text = words.get(row.numbers[0], "") if row.numbers else ""
    return f"{row.name} {text if len(text) <= LONGEST_WORDS else text[:LONGEST_WORDS].rstrip() + ' …'}".strip()
