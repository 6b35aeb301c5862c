"""What a person says of a table: a new one of a kind, or one that stands."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.forms.choices import Choices, UnitField, day_field, decimals_field, one_line, place_field, seen_field
from finance.kinds import MOST_CAUSES, MOST_YEARS, Brought, Wishes
from finance.models import Statement
from finance.structure.said import StatementFacts

WORDS = ("title", "subtitle", "page")


class NewStatementForm(forms.Form):
    """A new table of a `kind`, with what may be asked of one; it begins with what the kind usually has."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=400)
    page = forms.CharField(label=gettext_lazy("Page of the report"), max_length=400)
    unit = UnitField(label=gettext_lazy("Unit"))
    as_at = day_field(
        gettext_lazy("Cut-off date (optional)"), gettext_lazy("The day up to which the figures are known.")
    )
    first_year_end = day_field(gettext_lazy("End of the first year"), required=True)
    years = forms.IntegerField(label=gettext_lazy("How many years"), min_value=1, max_value=MOST_YEARS)
    causes = forms.IntegerField(
        label=gettext_lazy("How many causes"),
        help_text=gettext_lazy("What changed the budget, each on a row of its own. You name them afterwards."),
        min_value=1,
        max_value=MOST_CAUSES,
    )
    is_split = forms.BooleanField(
        label=gettext_lazy("Split the variance into overspend, saving and slippage"),
        help_text=gettext_lazy("Four more columns: the three amounts, and the year into which a scheme slips."),
        required=False,
    )

    def __init__(
        self, *args: Any, kind: str, brought: Brought, wishes: Wishes, pages: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "title": brought.title,
            "page": brought.page,
            "unit": brought.unit,
            "decimals": brought.decimals,
            "first_year_end": wishes.first_year_end,
            "years": wishes.years,
            "causes": wishes.causes,
        }
        self.kind = kind
        self.fields["decimals"] = decimals_field()
        self.fields["page"].help_text = pages_told(pages)
        asked = {
            Statement.Kind.PROJECTION: ("years", "first_year_end"),
            Statement.Kind.BRIDGE: ("causes",),
            Statement.Kind.CAPITAL_PROGRAMME: ("is_split",),
        }.get(Statement.Kind(kind), ())
        for name in {"years", "first_year_end", "causes", "is_split"} - set(asked):
            del self.fields[name]
        if kind == Statement.Kind.PROJECTION:
            del self.fields["as_at"]
        self.order_fields(["title", "page", *asked, "unit", "decimals", "as_at"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return cleaned | {name: one_line(cleaned[name]) for name in WORDS if name in cleaned}

    def wishes(self, usual: Wishes) -> Wishes:
        """What the person asks of the kind; what it does not ask is as usual."""
        given = self.cleaned_data
        return Wishes(
            first_year_end=given.get("first_year_end") or usual.first_year_end,
            years=given.get("years") or usual.years,
            causes=given.get("causes") or usual.causes,
            is_split=bool(given.get("is_split")),
        )

    def facts(self, brought: Brought) -> StatementFacts:
        """What the new table is, with what its kind says of the rest."""
        given = self.cleaned_data
        return StatementFacts(
            title=given["title"],
            page=given["page"],
            kind=self.kind,
            subtitle=brought.subtitle,
            unit=given["unit"],
            decimals=given["decimals"],
            as_at=given.get("as_at"),
            sign_convention=brought.sign_convention,
        )


class StatementForm(forms.Form):
    """A table that stands; `chosen` are the places that it may have, `pages` those that tables stand on."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=400)
    subtitle = forms.CharField(label=gettext_lazy("Subtitle (optional)"), max_length=400, required=False)
    page = forms.CharField(label=gettext_lazy("Page of the report"), max_length=400)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("Charts and the checks that are proposed follow it; rows and columns do not."),
        choices=Statement.Kind.choices,
    )
    unit = UnitField(
        label=gettext_lazy("Unit"), help_text=gettext_lazy("Of every column that has none of its own. Pounds only.")
    )
    as_at = day_field(
        gettext_lazy("Cut-off date (optional)"), gettext_lazy("The day up to which the figures are known.")
    )
    sign_convention = forms.CharField(
        label=gettext_lazy("How to read the signs"),
        help_text=gettext_lazy(
            "Printed below the table: what is positive, what stands in brackets, what a variance is."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = seen_field()

    def __init__(self, *args: Any, chosen: Choices, pages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decimals"] = decimals_field()
        self.fields["after"] = place_field(chosen)
        self.fields["page"].help_text = pages_told(pages)
        self.order_fields(
            ["title", "subtitle", "page", "after", "kind", "unit", "decimals", "as_at", "sign_convention", "seen"]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return cleaned | {name: one_line(cleaned[name]) for name in WORDS if name in cleaned}

    @property
    def facts(self) -> StatementFacts:
        names = ("title", "subtitle", "page", "kind", "unit", "decimals", "as_at", "sign_convention")
        return StatementFacts(**{name: self.cleaned_data[name] for name in names})


def pages_told(pages: list[str]) -> str:
    """Which pages there are; tables that name the same one stand together."""
    if not pages:
        return _("Tables that name the same page stand together on it.")
    return _("Tables that name the same page stand together on it. There are: %(pages)s.") % {
        # A hint may hold tags, and what somebody typed may not bring any.
        "pages": escape("; ".join(pages))
    }
