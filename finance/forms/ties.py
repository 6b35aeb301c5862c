"""The form of a tie: two cells chosen from the quarter's tables, and what they have to do with each other."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from finance.books import Table
from finance.figures.addresses import EVERY, Address
from finance.models import Column, Tie
from finance.ties.terms import Terms

Choices = list[tuple[str, Any]]
SIDES, PARTS = ("left", "right"), ("row", "column")


class Grouped(forms.Select):
    """A select whose script offers only the group that another select has chosen."""

    def __init__(self, follows: str = "", **options: Any) -> None:
        super().__init__(**options)
        if follows:
            self.attrs["data-follows"] = follows


class TieForm(forms.Form):
    """A side is a row, `statement/row`, and a column, `statement/column`; `*` is each row or each column that both have.

    `terms` are the clean values. What a side names and is in no table any more stays among its choices.
    """

    label = forms.CharField(
        label=_("What it is called"),
        max_length=400,
        help_text=_("As it is told in a list: “Capital programme = capital financing”."),
    )
    kind = forms.ChoiceField(label=_("What must hold"), choices=Tie.Kind.choices, widget=forms.RadioSelect)
    left_row = forms.ChoiceField(label=_("Row"), widget=Grouped)
    left_column = forms.ChoiceField(label=_("Column"), widget=Grouped(follows="left_row"))
    right_row = forms.ChoiceField(label=_("Row"), widget=Grouped)
    right_column = forms.ChoiceField(label=_("Column"), widget=Grouped(follows="right_row"))
    is_negated = forms.BooleanField(
        label=_("One has the sign of the other turned"),
        required=False,
        help_text=_("As where one table shows a use as 665 and the other as (665)."),
    )
    is_from_last = forms.BooleanField(
        label=_("The second cell is the one in the last report"),
        required=False,
        help_text=_(
            "As where a balance opens with what it closed at. Within one financial year the first cell is held against itself"
            " in the last report, since a year opens once."
        ),
    )
    low = forms.DecimalField(
        label=_("Lowest share, in per cent"),
        required=False,
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 8}),
        help_text=_("Such as 3. Without limits it is a share that texts may quote."),
    )
    high = forms.DecimalField(
        label=_("Highest share, in per cent"),
        required=False,
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 8}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, tables: tuple[Table, ...], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.tables: Mapping[str, Table] = {table.statement.key: table for table in tables}
        for side in SIDES:
            for part, choices in zip(PARTS, (_rows(tables), _columns(tables)), strict=True):
                name = f"{side}_{part}"
                first = (("", gettext("Choose a row") if part == "row" else gettext("Choose a column")),)
                held = str(self.initial.get(name) or "")
                gone = [] if not held or _is_among(held, choices) else [(held, _gone(held))]
                self.fields[name].choices = [*first, *choices, *gone]  # type: ignore[attr-defined]

    def clean_label(self) -> str:
        return " ".join(self.cleaned_data["label"].split())

    def clean(self) -> dict[str, Any]:
        if self._has_both_cells():
            for side in SIDES:
                self._refuse_two_tables(side)
        if self._has_both_cells():
            for part in PARTS:
                self._refuse_half_of_each(part)
        if self._has_both_cells():
            self._refuse_what_is_no_tie()
        self._refuse_limits()
        return self.cleaned_data

    def _has_both_cells(self) -> bool:
        """Whether both cells are chosen, and nothing was said against them yet."""
        return all(f"{side}_{part}" in self.cleaned_data for side in SIDES for part in PARTS)

    @property
    def terms(self) -> Terms:
        """What the form says, once it is valid. Limits belong to a band alone, and a turned sign to the same figure."""
        given = self.cleaned_data
        is_band = given["kind"] == Tie.Kind.BAND
        return Terms(
            label=given["label"],
            left=str(self._address("left")),
            right=str(self._address("right")),
            kind=given["kind"],
            is_negated=given["is_negated"] and not is_band,
            is_from_last=given["is_from_last"],
            low=given["low"] if is_band else None,
            high=given["high"] if is_band else None,
        )

    def _address(self, side: str) -> Address:
        statement, _slash, row = self.cleaned_data[f"{side}_row"].partition("/")
        column = self.cleaned_data[f"{side}_column"].partition("/")[2]
        return Address(statement, row, column)

    def _refuse_two_tables(self, side: str) -> None:
        row, column = (self.cleaned_data[f"{side}_{part}"].partition("/")[0] for part in PARTS)
        if row != column:
            self.add_error(
                f"{side}_column",
                gettext("This is a column of “%(column)s”, and the row stands in “%(row)s”. Choose both in one table.")
                % {"column": self._title(column), "row": self._title(row)},
            )

    def _refuse_half_of_each(self, part: str) -> None:
        """Each row on one side has the same row on the other, so both sides say it or neither."""
        each = [self.cleaned_data[f"{side}_{part}"].endswith(f"/{EVERY}") for side in SIDES]
        if each[0] != each[1]:
            words = {
                "row": gettext("Choose “each row” on both sides, or one row on each."),
                "column": gettext("Choose “each column of amounts” on both sides, or one column on each."),
            }
            self.add_error(f"right_{part}", words[part])

    def _refuse_what_is_no_tie(self) -> None:
        left, right = self._address("left"), self._address("right")
        if left == right and not self.cleaned_data.get("is_from_last"):
            self.add_error("right_row", gettext("Both sides are the same cell. Choose another one to compare it with."))
        kinds = [self._is_of_percentages(address) for address in (left, right)]
        if self.cleaned_data.get("kind") == Tie.Kind.BAND and any(kinds):
            side = "left" if kinds[0] else "right"
            self.add_error(
                f"{side}_column", gettext("A share is one amount in per cent of another. Choose a column of amounts.")
            )
        elif kinds[0] != kinds[1]:
            self.add_error("right_column", gettext("One of the two columns holds percentages and the other amounts."))

    def _refuse_limits(self) -> None:
        given = self.cleaned_data
        low, high = given.get("low"), given.get("high")
        if given.get("kind") == Tie.Kind.BAND and low is not None and high is not None and low > high:
            self.add_error("high", gettext("The highest share is below the lowest."))

    def _title(self, statement: str) -> str:
        table = self.tables.get(statement)
        return table.statement.title if table else statement

    def _is_of_percentages(self, address: Address) -> bool:
        table = self.tables.get(address.statement)
        column = table.column.get(address.column) if table else None
        return column is not None and column.kind == Column.Kind.PERCENTAGE


def values_of_terms(terms: Terms) -> dict[str, Any]:
    """Terms as the form holds them."""
    found = dict(terms.fields)
    for side in SIDES:
        address = Address.read(found.pop(side))
        found[f"{side}_row"] = f"{address.statement}/{address.row}"
        found[f"{side}_column"] = f"{address.statement}/{address.column}"
    return found


def _rows(tables: tuple[Table, ...]) -> Choices:
    return [
        (
            table.statement.title,
            [
                *((f"{table.statement.key}/{row.key}", row.label) for row in table.rows if row.holds_figures),
                (f"{table.statement.key}/{EVERY}", gettext("Each row that both tables have")),
            ],
        )
        for table in tables
    ]


def _columns(tables: tuple[Table, ...]) -> Choices:
    return [
        (
            table.statement.title,
            [
                *((f"{table.statement.key}/{one.key}", one.heading) for one in table.columns if one.holds_figures),
                (f"{table.statement.key}/{EVERY}", gettext("Each column of amounts that both tables have")),
            ],
        )
        for table in tables
    ]


def _is_among(value: str, choices: Choices) -> bool:
    return any(value == key for _group, options in choices for key, _words in options)


def _gone(value: str) -> str:
    return gettext("%(key)s (no longer in the table)") % {"key": value.partition("/")[2]}
