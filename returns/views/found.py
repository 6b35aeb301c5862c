"""What an address of the staff's floor speaks of, or a 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from returns.entries import QuarterSheet
from returns.queries import Records


def period_of(slug: str) -> ReportingPeriod:
    """The quarter of an address, with its plan, office, scale and finance part. Raises Http404."""
    try:
        quarter = Quarter.from_slug(slug)
    except ValueError as error:
        raise Http404(str(error)) from None
    return get_object_or_404(
        ReportingPeriod.objects.select_related("plan__office", "scale", "finance_report").of(quarter)
    )


def sheet_of(period: ReportingPeriod, key: str) -> QuarterSheet:
    """One return of a quarter with everything on it. Raises Http404."""
    return records_of(period, key).sheet()


def records_of(period: ReportingPeriod, key: str) -> Records:
    """What that sheet is put together from. Raises Http404."""
    records = Records(period, key)
    if not records.asked:
        raise Http404(f"This plan has no sub-theme {key}.")
    return records
