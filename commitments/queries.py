"""Every shared read of commitments; each takes a fixed number of queries, whatever the size of the plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from commitments.account import Standing
from commitments.milestones import Milestone
from commitments.models import Commitment, Ending, Line, LineCommitment, Status, Wording
from commitments.references import Reference
from pillars.queries import Judged


@dataclass(frozen=True, slots=True)
class HeldStatus(Judged):
    """The standing status of a line, with what goes with its rating."""

    evidence: str
    milestone: Milestone


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line as held: its place, the ids of its commitments with the numbers printed for them, and its standing status."""

    pk: int
    period_id: int
    sub_theme_id: int
    parent_id: int | None
    stated_last_rating_id: int | None
    printed_marks: list[list[str]]
    commitments: list[tuple[int, str]]
    status: HeldStatus | None


def lines_of(period_ids: Collection[int]) -> list[HeldLine]:
    """The lines of these quarters in order, with their commitments and standing statuses. Three queries."""
    statuses = {
        line: HeldStatus(rating, empty, reason, evidence, Milestone(milestone, due_on))
        for line, rating, empty, reason, evidence, milestone, due_on in Status.objects.filter(
            line__quarterly_return__period__in=period_ids
        )
        .heads()
        .values_list(
            *("line_id", "rating_id", "empty_reason", "reason"), *("evidence", "milestone", "milestone_due_on")
        )
    }
    places: dict[int, list[tuple[int, str]]] = {}
    for line, commitment, printed in (
        LineCommitment.objects.filter(period__in=period_ids)
        .order_by("line_id", "order")
        .values_list("line_id", "commitment_id", "printed_number")
    ):
        places.setdefault(line, []).append((commitment, printed))
    rows = (
        Line.objects.filter(quarterly_return__period__in=period_ids)
        .order_by("quarterly_return_id", "order")
        .values_list(
            *("pk", "quarterly_return__period_id", "quarterly_return__sub_theme_id", "parent_id"),
            *("stated_last_rating_id", "printed_marks"),
        )
    )
    return [
        HeldLine(pk, period, sub_theme, parent, stated, marks, places.get(pk, []), statuses.get(pk))
        for pk, period, sub_theme, parent, stated, marks in rows
    ]


def references_of_plan(plan_id: int) -> dict[int, Reference]:
    """The true number of every commitment of a plan, by id."""
    rows = Commitment.objects.filter(plan=plan_id).values_list("pk", "number", "suffix")
    return {pk: Reference(number, suffix) for pk, number, suffix in rows}


def wordings_on(plan_id: int, day: date, commitments: Collection[int] | None = None) -> dict[int, str]:
    """The wording of every commitment (or of these) that was in force on a day, by commitment."""
    wordings = Wording.objects.filter(commitment__plan=plan_id, in_force_from__lte=day)
    if commitments is not None:
        wordings = wordings.filter(commitment__in=commitments)
    return dict(wordings.order_by("commitment_id", "in_force_from").values_list("commitment_id", "text"))


def statuses_by_commitment(period_ids: Collection[int], commitments: Collection[int]) -> dict[int, HeldStatus | None]:
    """How these commitments stood in a quarter: the standing status of the line that carried each, None where that had
    none; a commitment that stood on no line is left out. One query."""
    rows = LineCommitment.objects.filter(
        period__in=period_ids, commitment__in=commitments, line__statuses__next__isnull=True
    ).values_list(
        *("commitment_id", "line__statuses", "line__statuses__rating_id", "line__statuses__empty_reason"),
        *("line__statuses__reason", "line__statuses__evidence"),
        *("line__statuses__milestone", "line__statuses__milestone_due_on"),
    )
    return {
        commitment: HeldStatus(rating, empty, reason, evidence, Milestone(milestone, due_on)) if status else None
        for commitment, status, rating, empty, reason, evidence, milestone, due_on in rows
    }


def endings_by(plan_id: int, day: date) -> dict[Reference, Ending]:
    """How commitments had ended by a day."""
    rows = Commitment.objects.filter(plan=plan_id, ended_on__lte=day).values_list("number", "suffix", "ending")
    return {Reference(number, suffix): Ending(ending) for number, suffix, ending in rows}


@dataclass(frozen=True, slots=True)
class Ended:
    """An ending as it was recorded: its day, its reason, and the numbers that took the place of the commitment."""

    on: date
    reason: str
    by: tuple[Reference, ...]


def ended_by(plan_id: int, day: date) -> dict[Reference, Ended]:
    """What was recorded of the endings by a day. Two queries."""
    heirs: dict[int, list[Reference]] = {}
    named = Commitment.superseded_by.through.objects.filter(from_commitment__plan=plan_id)
    for pk, number, suffix in named.values_list("from_commitment_id", "to_commitment__number", "to_commitment__suffix"):
        heirs.setdefault(pk, []).append(Reference(number, suffix))
    return {
        commitment.reference: Ended(
            commitment.ended_on, commitment.ending_reason, tuple(sorted(heirs.get(commitment.pk, ())))
        )
        for commitment in Commitment.objects.filter(plan=plan_id, ended_on__lte=day)
        if commitment.ended_on is not None
    }


def wording_reasons_on(plan_id: int, day: date) -> dict[Reference, tuple[date, str]]:
    """Since when the wording in force on a day stands, and why; only where a reason is recorded."""
    rows = (
        Wording.objects.filter(commitment__plan=plan_id, in_force_from__lte=day)
        .order_by("commitment_id", "in_force_from")
        .values_list("commitment__number", "commitment__suffix", "in_force_from", "reason")
    )
    latest = {Reference(number, suffix): (since, reason) for number, suffix, since, reason in rows}
    return {reference: (since, reason) for reference, (since, reason) in latest.items() if reason}


def standings(
    lines: Collection[HeldLine],
    references: dict[int, Reference],
    wordings: dict[int, str],
    sub_themes: dict[int, str],
) -> dict[Reference, Standing]:
    """Where each commitment on these lines stood, for the account of numbers. No query."""
    found = {}
    for line in lines:
        numbers = frozenset(references[commitment] for commitment, _ in line.commitments)
        for commitment, _ in line.commitments:
            reference = references[commitment]
            wording = wordings.get(commitment, "")
            found[reference] = Standing(wording, sub_themes[line.sub_theme_id], numbers - {reference})
    return found


def beginning(plan_id: int, on: date) -> QuerySet[Commitment]:
    """The commitments that get a row in the first quarter of their plan, which begins on this day. One query."""
    said = Commitment.objects.filter(plan=plan_id, begins_in__isnull=False)
    return said.exclude(ended_on__lt=on).order_by("number", "suffix")
