"""What a person says of the rows of a table: new ones, or one that stands."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.forms.choices import Choices, one_line, place_field, seen_field
from finance.models import Note, Row
from finance.rules import MOST_ROWS
from finance.structure.said import RowFacts

Kind = Row.Kind
LONGEST_LABEL = 400


class _RowsForm(forms.Form):
    """What new rows and one that stands are asked alike: the kind, the rows that a sum adds up, and the place."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Kind.choices, widget=forms.RadioSelect)
    # The kinds of rows that are asked what they add up.
    sums_of: frozenset[str] = frozenset({Kind.SUBTOTAL, Kind.TOTAL})

    def __init__(self, *args: Any, rows: Sequence[Row], chosen: Choices, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sums"] = _rows_field(_("What it adds up"), [row for row in rows if row.key != own])
        self.fields["after"] = place_field(chosen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") not in self.sums_of:
            cleaned["sums"] = []
            self.errors.pop("sums", None)
        return cleaned


class NewRowsForm(_RowsForm):
    """Rows to add behind one another, one to a line; `totals` are the rows that may take them into their sums."""

    labels = forms.CharField(
        label=gettext_lazy("Words of the row"),
        help_text=gettext_lazy("For several rows, one to a line."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, rows=rows, **kwargs)
        totals = [row for row in rows if row.kind in (Kind.SUBTOTAL, Kind.TOTAL)]
        self.fields["added_up_in"] = _rows_field(_("Added up in"), totals)
        self.order_fields(["labels", "kind", "sums", "added_up_in", "after"])

    def clean_labels(self) -> list[str]:
        labels = [one_line(line) for line in str(self.cleaned_data["labels"]).splitlines()]
        labels = [label for label in labels if label]
        if too_long := [label for label in labels if len(label) > LONGEST_LABEL]:
            raise forms.ValidationError(
                _("“%(label)s …” is longer than %(most)d letters.") % {"label": too_long[0][:40], "most": LONGEST_LABEL}
            )
        if len(labels) > MOST_ROWS:
            raise forms.ValidationError(_("A table has %(most)d rows at most.") % {"most": MOST_ROWS})
        return labels

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, labels = cleaned.get("kind"), cleaned.get("labels")
        if kind in (Kind.HEADING, Kind.SPACER):
            cleaned["added_up_in"] = []
        if kind == Kind.SPACER:
            cleaned["labels"] = [""]
        elif labels == []:
            self.add_error("labels", _("Give the row its words."))
        elif labels and len(labels) > 1 and cleaned.get("sums"):
            self.add_error("labels", _("Add sums one by one: each adds up rows of its own."))
        return cleaned

    @property
    def facts(self) -> list[RowFacts]:
        given = self.cleaned_data
        return [RowFacts(label, given["kind"], tuple(given["sums"])).fitting for label in given["labels"]]


class RowForm(_RowsForm):
    """A row that stands; `notes` are those of the report that have a reference."""

    label = forms.CharField(label=gettext_lazy("Words"), max_length=LONGEST_LABEL, required=False)
    footnote_mark = forms.CharField(
        label=gettext_lazy("Footnote mark (optional)"),
        help_text=gettext_lazy("Printed behind its words, such as *. Rows with the same mark share a footnote."),
        max_length=5,
        required=False,
    )
    footnote = forms.CharField(
        label=gettext_lazy("Footnote (optional)"),
        help_text=gettext_lazy("Printed below the table."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = seen_field()

    def __init__(self, *args: Any, held: Row, notes: Sequence[Note], after: str, **kwargs: Any) -> None:
        facts = RowFacts.of(held)
        initial = facts.fields | {
            "sums": list(facts.sums),
            "note": facts.note or "",
            "after": after,
            "seen": facts.signature,
        }
        super().__init__(*args, own=held.key, initial=initial, **kwargs)
        if held.kind == Kind.LINE and facts.sums:
            # A file may hold a line that adds up others: it goes on doing so until somebody says otherwise.
            self.sums_of |= {Kind.LINE}
        offered = [
            (note.pk, f"{note.reference} ({note.section})") for note in notes if note.reference or note.pk == facts.note
        ]
        self.fields["note"] = forms.TypedChoiceField(
            label=_("Note (optional)"),
            help_text=_("Several rows may point at one note."),
            choices=[("", _("None")), *offered],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.order_fields(["label", "kind", "sums", "note", "footnote_mark", "footnote", "after", "seen"])

    @property
    def is_line_of_sums(self) -> bool:
        return Kind.LINE in self.sums_of

    def clean_label(self) -> str:
        return one_line(self.cleaned_data["label"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind and kind != Kind.SPACER:
            if "label" in cleaned and not cleaned["label"]:
                self.add_error("label", _("Give the row its words."))
            if cleaned.get("footnote") and cleaned.get("footnote_mark") == "":
                self.add_error("footnote_mark", _("Give the mark that leads to the footnote."))
        return cleaned

    @property
    def facts(self) -> RowFacts:
        given = self.cleaned_data
        return RowFacts(
            label=given["label"],
            kind=given["kind"],
            sums=tuple(given["sums"]),
            note=given["note"],
            footnote_mark=given["footnote_mark"],
            footnote=given["footnote"].strip(),
        ).fitting


def _rows_field(label: str, rows: Sequence[Row]) -> forms.MultipleChoiceField:
    """Rows of figures to tick, by their keys; no field is shown where there are none."""
    choices = [(row.key, row.label) for row in rows if row.holds_figures]
    widget = forms.CheckboxSelectMultiple if choices else forms.MultipleHiddenInput
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)
