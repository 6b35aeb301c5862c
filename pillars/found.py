"""Finding what an address names; for the views of every floor."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from pillars.models import ReportingPeriod
from pillars.quarters import Quarter


def period_of(slug: str) -> ReportingPeriod:
    """The quarter of an address, with its plan, office and scale. Raises Http404."""
    try:
        quarter = Quarter.from_slug(slug)
    except ValueError as error:
        raise Http404(str(error)) from None
    return get_object_or_404(ReportingPeriod.objects.select_related("plan__office", "scale").of(quarter))
