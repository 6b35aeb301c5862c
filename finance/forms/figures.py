"""What is asked of the list of figures: which table, which words, and the unit in which they are to be read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from finance.books import Book
from finance.figures.addresses import EVERY
from finance.figures.units import MONEY_FORMS, POUND

UNIT_WORDS = {
    "£": _("pounds, as £476,000"),
    "£000": _("pounds, rounded to thousands"),
    "£m": _("millions, as £135m"),
    "£m1": _("millions to one decimal"),
    "£m2": _("millions to two decimals"),
    "£m3": _("millions to three decimals"),
}


class FiguresForm(forms.Form):
    """Asked for in the address. What it does not know it leaves aside: the first table, every word, pounds."""

    table = forms.ChoiceField(label=_("Table"), required=False)
    words = forms.CharField(label=_("Row or column"), required=False, max_length=100)
    unit = forms.ChoiceField(label=_("Written as"), required=False)

    def __init__(self, book: Book, asked: Any, *, at_first: str = "") -> None:
        """`at_first` is the key of the table that the list begins with where none is asked for."""
        keys = [table.statement.key for table in book.tables]
        given = {
            "table": asked.get("table") if asked.get("table") in (*keys, EVERY) else (at_first or next(iter(keys), "")),
            "words": asked.get("words", "")[:100],
            "unit": asked.get("unit") if asked.get("unit") in MONEY_FORMS else POUND,
        }
        super().__init__(given, auto_id="figures-%s")
        self.fields["table"].choices = [  # type: ignore[attr-defined]
            *((table.statement.key, table.statement.title) for table in book.tables),
            (EVERY, _("Every table")),
        ]
        self.fields["unit"].choices = [(unit, UNIT_WORDS.get(unit, unit)) for unit in MONEY_FORMS]  # type: ignore[attr-defined]
        self.statements = keys if given["table"] == EVERY else [given["table"]] if given["table"] else []
        self.wanted, self.written_as = given["words"], given["unit"]
