"""What operations reads of other floors' records; called by metrics."""

from datetime import datetime

from django.db.models import Count, Q

from reports.models import Edition


def counted_editions(*, now: datetime) -> dict[str, int]:
    """How many editions are public, under embargo and withdrawn. One query."""
    counts: dict[str, int] = Edition.objects.aggregate(
        public=Count("pk", filter=Q(withdrawn_at=None, public_from__lte=now)),
        embargoed=Count("pk", filter=Q(withdrawn_at=None, public_from__gt=now)),
        withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
    )
    return counts
