"""What an address of the staff's floor speaks of, or a 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from pillars.models import ReportingPeriod, Return
from pillars.quarters import Quarter
from returns.entries import QuarterSheet
from returns.queries import return_sheet
from returns.rules import may_edit


def period_of(slug: str) -> ReportingPeriod:
    """The quarter of an address, with its plan, office and scale. Raises Http404."""
    try:
        quarter = Quarter.from_slug(slug)
    except ValueError as error:
        raise Http404(str(error)) from None
    return get_object_or_404(ReportingPeriod.objects.select_related("plan__office", "scale").of(quarter))


def sheet_of(period: ReportingPeriod, key: str) -> QuarterSheet:
    """One return of a quarter with everything on it. Raises Http404."""
    sheet = return_sheet(period, key)
    if sheet is None:
        raise Http404(f"This plan has no sub-theme {key}.")
    return sheet


def may_change(user: User, held: Return) -> bool:
    """Whether this person keeps the return and it is open; its sub-theme's editors are read when they are not there yet."""
    is_own = any(editor.pk == user.pk for editor in held.sub_theme.editors.all())
    return not held.is_locked and may_edit(user.roles, is_own=is_own)
