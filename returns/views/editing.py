"""The editing page of a sub-theme, which looks like the page of the report that it becomes."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, only
from accounts.roles import STAFF
from pillars.models import ReportingPeriod, Return, ReturnState, SubTheme
from returns.entries import QuarterSheet, ReturnSheet
from returns.keeping import keeps, may_change
from returns.steps import steps_of
from returns.views.found import period_of, sheet_of
from returns.views.rows import Row, own_sheet, row_of


@dataclass(frozen=True, slots=True)
class EditPage:
    """Everything on the page: the return with its rows, why it is only read ("" where it is kept), and its neighbours."""

    sheet: QuarterSheet
    held: ReturnSheet
    own: Row
    texts: tuple[Row, ...]
    readings: tuple[Row, ...]
    lines: tuple[Row, ...]
    why_not: str
    sharing: tuple[SubTheme, ...]
    previous: SubTheme | None
    next: SubTheme | None

    @property
    def sub_theme(self) -> SubTheme:
        return self.held.quarterly_return.sub_theme

    @property
    def is_kept(self) -> bool:
        return not self.why_not

    @property
    def rows(self) -> tuple[Row, ...]:
        return (self.own, *self.texts, *self.readings, *self.lines)

    @property
    def can_cite(self) -> bool:
        """Whether there are figures to insert into a text."""
        return any(row.figures for row in self.texts)

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """What a refused save got wrong, for the list above the page: sentences with the ids of their fields."""
        refused = [row for row in self.rows if row.answer]
        return tuple(
            fault
            for row in refused
            if row.answer
            for fault in (row.answer.faults or ((row.answer.sentence, f"{row.entry.key}-said"),))
        )


@only(*STAFF)
@require_safe
def edit(request: SignedInRequest, quarter: str, key: str) -> HttpResponse:
    """One sub-theme's quarter: kept by its editors, read by the rest of the office."""
    sheet = sheet_of(period_of(quarter), key)
    return shown(request, edit_page(sheet, request.user))


def shown(request: HttpRequest, page: EditPage, status: int = 200) -> HttpResponse:
    """The whole page, also as the answer to a save that was refused."""
    steps = steps_of(page.held, page.sheet.period, cast("User", request.user), origin="edit")
    return render(request, "returns/edit.html", {"page": page, "steps": steps, "area": "quarters"}, status=status)


def edit_page(sheet: QuarterSheet, user: User, instead: Row | None = None) -> EditPage:
    """The page of a sheet's one return; `instead` stands in for the row of the same entry."""
    held = own_sheet(sheet)
    why_not = why_only_read(sheet.period, held.quarterly_return, user)

    def row(entry: object) -> Row:
        if instead is not None and instead.entry is entry:
            return instead
        return row_of(entry, sheet, is_kept=not why_not)  # type: ignore[arg-type]

    sub_theme = held.quarterly_return.sub_theme
    at = sheet.sub_themes.index(sub_theme)
    first = sub_theme.page_of_id or sub_theme.pk
    return EditPage(
        sheet=sheet,
        held=held,
        own=row(held.own),
        texts=tuple(map(row, held.texts)),
        readings=tuple(map(row, held.readings)),
        lines=tuple(map(row, held.lines)),
        why_not=why_not,
        sharing=tuple(
            other for other in sheet.sub_themes if first in (other.pk, other.page_of_id) and other != sub_theme
        ),
        previous=sheet.sub_themes[at - 1] if at else None,
        next=sheet.sub_themes[at + 1] if at + 1 < len(sheet.sub_themes) else None,
    )


def why_only_read(period: ReportingPeriod, held: Return, user: User) -> str:
    """Why this person cannot write on a return, in a sentence; "" where they can."""
    if may_change(user, held):
        return ""
    if not keeps(user, held):
        editors = [str(editor) for editor in held.sub_theme.editors.all()]
        if not editors:
            return gettext("You read this page. Nobody keeps it yet: an administrator says who does.")
        return gettext("You read this page. It is kept by %(names)s.") % {"names": ", ".join(editors)}
    if period.published_at is not None:
        return gettext("%(quarter)s is published, so nothing on this page changes, unless a correction is opened.") % {
            "quarter": period
        }
    if held.state == ReturnState.SUBMITTED:
        return gettext("This return is submitted, so nothing on it changes until an approver sends it back.")
    return gettext("This return is approved, so nothing on it changes unless an approver sends it back.")
