"""The plan as it stands between two publications: its calendar, and the rows of its open quarter."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.changes import Calendar, Given, Row
from commitments.models import Commitment, Line, LineCommitment, Status, Wording
from commitments.references import Reference
from pillars.models import Plan, ReportingPeriod
from pillars.versions import EmptyReason

EMPTY = {reason.value: reason.label for reason in EmptyReason}


def calendar_of(plan: Plan, period: ReportingPeriod | None) -> Calendar:
    """The days that bind a change of this plan, whose open quarter is `period`. One query."""
    published = ReportingPeriod.objects.published().filter(plan=plan).order_by("-year", "-number").first()
    return Calendar(
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        published=published.quarter if published else None,
        open=period.quarter if period else None,
    )


def rows_of(period: ReportingPeriod) -> dict[int, Row]:
    """The rows of a quarter by id, in the order of the report. Three queries, whatever the size."""
    numbers: dict[int, list[Reference]] = {}
    places = LineCommitment.objects.filter(period=period).order_by("line_id", "order")
    for line_id, number, suffix in places.values_list("line_id", "commitment__number", "commitment__suffix"):
        numbers.setdefault(line_id, []).append(Reference(number, suffix))
    statuses = Status.objects.filter(line__quarterly_return__period=period).heads()
    given = {status.line_id: _given(status) for status in statuses.select_related("rating", "recorded_by")}
    lines = list(
        Line.objects.filter(quarterly_return__period=period)
        .select_related("quarterly_return__sub_theme__pillar")
        .order_by("quarterly_return__sub_theme__pillar__order", "quarterly_return__sub_theme__order", "order")
    )
    parts: dict[int, list[str]] = {}
    for line in lines:
        if line.parent_id is not None:
            parts.setdefault(line.parent_id, []).append("/".join(map(str, numbers.get(line.pk, []))))
    return {
        line.pk: Row(
            pk=line.pk,
            return_id=line.quarterly_return_id,
            sub_theme=str(line.quarterly_return.sub_theme),
            numbers=tuple(numbers.get(line.pk, [])),
            parent=line.parent_id,
            parts=tuple(parts.get(line.pk, [])),
            given=given.get(line.pk),
            lock=line.quarterly_return.get_state_display().lower() if line.quarterly_return.is_locked else "",
        )
        for line in lines
    }


def row_with(rows: Mapping[int, Row], reference: Reference) -> Row | None:
    """The row that carries a number, or None where it stands on none. No query."""
    return next((row for row in rows.values() if reference in row.numbers), None)


def words_of(plan: Plan) -> dict[Reference, str]:
    """The latest words of every number of the plan, ended ones too. Two queries."""
    latest = dict(
        Wording.objects.filter(commitment__plan=plan)
        .order_by("commitment_id", "in_force_from")
        .values_list("commitment_id", "text")
    )
    rows = Commitment.objects.filter(plan=plan).values_list("pk", "number", "suffix")
    return {Reference(number, suffix): latest.get(pk, "") for pk, number, suffix in rows}


def _given(status: Status) -> Given:
    if status.rating is not None:
        words = _("rated %(rating)s") % {"rating": status.rating.word}
    elif status.empty_reason:
        words = _("answered “%(answer)s”") % {"answer": EMPTY[status.empty_reason]}
    else:
        words = _("written on")
    by = str(status.recorded_by) if status.recorded_by else _("a loaded file")
    return Given(words, by, timezone.localdate(status.recorded_at))
