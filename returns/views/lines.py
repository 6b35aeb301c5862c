"""Every line of a quarter on one page, each with the form that it has on its own page, with filters."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from returns.entries import QuarterSheet, ReturnSheet
from returns.filters import lines_shown
from returns.forms.filters import FilterForm
from returns.keeping import may_change
from returns.queries import quarter_sheet
from returns.views.found import period_of
from returns.views.rows import Row, row_of


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one sub-theme that are shown; `is_new_pillar` where its pillar's title goes above."""

    held: ReturnSheet
    rows: tuple[Row, ...]
    is_new_pillar: bool


@dataclass(frozen=True, slots=True)
class LinesPage:
    """The lines that were asked for, `shown` of the quarter's `of`, of which `done` lack nothing."""

    sheet: QuarterSheet
    form: FilterForm
    groups: tuple[Group, ...]
    asked: str

    @property
    def shown(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def of(self) -> int:
        return len(self.sheet.lines)

    @property
    def done(self) -> int:
        return sum(not line.missing for line in self.sheet.lines)


@only(*STAFF)
@require_safe
def lines(request: SignedInRequest, quarter: str) -> HttpResponse:
    """The whole page, or to htmx the lines alone."""
    sheet = quarter_sheet(period_of(quarter))
    form = FilterForm(request.GET, sheet=sheet)
    page = LinesPage(sheet, form, tuple(_groups(sheet, form, request)), request.GET.urlencode())
    template = "returns/_lines.html" if request.htmx else "returns/lines.html"  # type: ignore[attr-defined]
    return render(request, template, {"page": page, "area": "quarters"})


def _groups(sheet: QuarterSheet, form: FilterForm, request: SignedInRequest) -> list[Group]:
    groups: list[Group] = []
    for held, entries in lines_shown(sheet, form.asked):
        is_kept = may_change(request.user, held.quarterly_return)
        rows = tuple(row_of(entry, sheet, is_kept=is_kept) for entry in entries)
        pillar = held.quarterly_return.sub_theme.pillar_id
        is_new = not groups or groups[-1].held.quarterly_return.sub_theme.pillar_id != pillar
        groups.append(Group(held, rows, is_new))
    return groups
