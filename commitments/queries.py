"""Every shared read of commitments; each takes a fixed number of queries, whatever the size of the plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

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


def wordings_on(plan_id: int, day: date) -> dict[int, str]:
    """The wording of every commitment that was in force on a day, by commitment."""
    rows = (
        Wording.objects.filter(commitment__plan=plan_id, in_force_from__lte=day)
        .order_by("commitment_id", "in_force_from")
        .values_list("commitment_id", "text")
    )
    return dict(rows)


def endings_by(plan_id: int, day: date) -> dict[Reference, Ending]:
    """How commitments had ended by a day."""
    rows = Commitment.objects.filter(plan=plan_id, ended_on__lte=day).values_list("number", "suffix", "ending")
    return {Reference(number, suffix): Ending(ending) for number, suffix, ending in rows}


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
