"""What a person says of a column of a table. Formulas are chosen from its columns, so that nobody types a key."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.figures.formulas import Formula, Share, UnreadableFormula, read_formula
from finance.forms.choices import (
    Choices,
    UnitField,
    day_field,
    decimals_field,
    one_line,
    place_field,
    seen_field,
)
from finance.models import Column, Statement
from finance.structure.said import ColumnFacts

FEWEST_TERMS = 4
SIGNS = [("+", "+"), ("-", "−")]
Kind = Column.Kind
# What each kind of column is asked, besides its heading and place.
FIELDS = {
    Kind.AMOUNT: ("measure", "sense", "unit", "decimals", "as_at", "has_totals"),
    Kind.COMPUTED: ("measure", "sense", "unit", "decimals", "as_at", "has_totals"),
    Kind.PERCENTAGE: ("part", "whole", "measure", "sense", "decimals", "as_at"),
    Kind.COMMENT: ("measure",),
    Kind.REFERENCE: (),
}


class ColumnForm(forms.Form):
    """A column: a new one, or with `held` one that stands. `columns` are those that stand in the table."""

    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it holds"), choices=Kind.choices, widget=forms.RadioSelect)
    measure = forms.ChoiceField(
        label=gettext_lazy("What it tells"),
        help_text=gettext_lazy("For charts, for the words of citations and for the checks that are proposed."),
        choices=[("", gettext_lazy("Something else")), *Column.Measure.choices],
        required=False,
    )
    sense = forms.ChoiceField(
        label=gettext_lazy("What a positive figure means"),
        choices=[("", gettext_lazy("Neither good nor bad")), *Column.Sense.choices],
        required=False,
    )
    as_at = day_field(gettext_lazy("Cut-off date (optional)"), gettext_lazy("Only if it is not that of the table."))
    has_totals = forms.BooleanField(
        label=gettext_lazy("Subtotals and totals are added up in it"),
        help_text=gettext_lazy("Leave it out where a sum would mean nothing."),
        required=False,
    )
    seen = seen_field()

    def __init__(
        self,
        *args: Any,
        statement: Statement,
        columns: Sequence[Column],
        chosen: Choices,
        held: Column | None = None,
        after: str = "",
        **kwargs: Any,
    ) -> None:
        facts = ColumnFacts.of(held) if held else None
        super().__init__(*args, **kwargs)
        self.initial = _initial(facts, after)
        as_table = _("As the table: %(unit)s") % {"unit": statement.unit}
        self.fields["unit"] = UnitField(label=_("Unit"), empty=as_table, required=False)
        self.fields["decimals"] = decimals_field(empty=_("As the table: %(number)d") % {"number": statement.decimals})
        self.fields["after"] = place_field(chosen)
        amounts = [
            (column.key, column.heading)
            for column in columns
            if column.kind in (Kind.AMOUNT, Kind.COMPUTED) and not (held and column.key == held.key)
        ]
        self._offer_terms(amounts, facts)
        for name, label in (("part", _("This column")), ("whole", _("in per cent of this"))):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", _("Choose a column")), *amounts], required=False
            )

    def _offer_terms(self, amounts: Choices, facts: ColumnFacts | None) -> None:
        held = read_formula(facts.formula) if facts and facts.formula else None
        terms = held.terms if isinstance(held, Formula) else ()
        self.places = range(1, max(FEWEST_TERMS, len(terms) + 2) + 1)
        for place in self.places:
            self.fields[f"sign_{place}"] = forms.ChoiceField(
                label=_("Sign %(place)d") % {"place": place}, choices=SIGNS, required=False
            )
            self.fields[f"term_{place}"] = forms.ChoiceField(
                label=_("Column %(place)d") % {"place": place}, choices=[("", "–"), *amounts], required=False
            )
        for place, (sign, key) in enumerate(terms, start=1):
            self.initial.update({f"sign_{place}": "+" if sign > 0 else "-", f"term_{place}": key})
        if isinstance(held, Share):
            self.initial.update(part=held.part, whole=held.whole)

    @property
    def terms(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of a formula, a sign and a column each."""
        return [(self[f"sign_{place}"], self[f"term_{place}"]) for place in self.places]

    @property
    def formula_error(self) -> bool:
        return bool(self.errors.get("term_1"))

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with a formula is told at its first column."""
        super().add_error("term_1" if field == "formula" else field, error)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if not kind:
            return cleaned
        asked = {*FIELDS[Kind(kind)], "heading", "kind", "after", "seen"}
        if kind == Kind.COMPUTED:
            asked |= {field.name for pair in self.terms for field in pair}
        # What this kind of column does not have was not asked, whatever stands in it.
        for name in [name for name in self.errors if name not in asked and name != "__all__"]:
            del self.errors[name]
        cleaned["heading"] = one_line(cleaned.get("heading", ""))
        cleaned["formula"] = ""
        if kind == Kind.COMPUTED and not self.formula_error:
            cleaned["formula"] = self._formula(cleaned)
        if kind == Kind.PERCENTAGE and not {"part", "whole"} & set(self.errors):
            cleaned["formula"] = self._share(cleaned)
        return cleaned

    def _formula(self, cleaned: dict[str, Any]) -> str:
        terms = tuple(
            (-1 if cleaned.get(f"sign_{place}") == "-" else 1, cleaned[f"term_{place}"])
            for place in self.places
            if cleaned.get(f"term_{place}")
        )
        if not terms:
            self.add_error("formula", _("Choose the columns that it is made of."))
            return ""
        text = str(Formula(terms))
        try:
            read_formula(text)
        except UnreadableFormula:
            self.add_error("formula", _("Choose each column once."))
        return text

    def _share(self, cleaned: dict[str, Any]) -> str:
        part, whole = cleaned.get("part"), cleaned.get("whole")
        for name in ("part", "whole"):
            if not cleaned.get(name):
                self.add_error(name, _("Choose a column."))
        if part and part == whole:
            self.add_error("whole", _("Choose another column: of itself it is always 100%."))
        return str(Share(part, whole)) if part and whole else ""

    @property
    def facts(self) -> ColumnFacts:
        given = self.cleaned_data
        asked: dict[str, Any] = {
            name: given.get(name) for name in FIELDS[Kind(given["kind"])] if name not in ("part", "whole")
        }
        return ColumnFacts(heading=given["heading"], kind=given["kind"], formula=given["formula"], **asked).fitting


def _initial(facts: ColumnFacts | None, after: str) -> dict[str, Any]:
    if facts is None:
        return {"kind": Kind.AMOUNT, "has_totals": True, "after": after}
    return facts.fields | {"after": after, "seen": facts.signature}
