"""What the pages of the plan show: the list of its commitments, and one commitment with all that is held of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.account import plain
from commitments.changes import Row, described, has_ended, listed, locked, told
from commitments.history import Event, history_of
from commitments.models import Commitment, Ending, LineCommitment, Wording
from commitments.references import Reference
from commitments.structure import row_with, rows_of
from pillars.models import Plan, ReportingPeriod
from pillars.queries import open_period


class Shown(models.TextChoices):
    """Which commitments of the plan a list shows."""

    ALL = "all", gettext_lazy("All")
    STANDING = "standing", gettext_lazy("Standing")
    ENDED = "ended", gettext_lazy("Ended")
    MISSING = "missing", gettext_lazy("On no row")


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A commitment in the list: its number and words, where it stands in the latest quarter, and its state in words."""

    reference: Reference
    text: str
    earlier: tuple[str, ...]
    where: str
    sharing: str
    state: str
    kinds: frozenset[Shown]

    @property
    def is_as_usual(self) -> bool:
        """Whether it stands on a row and has not ended, as most do."""
        return not self.kinds & {Shown.ENDED, Shown.MISSING}

    def answers(self, asked: str) -> bool:
        """Whether a search finds it: by its number as people write it, or by words that it has or had."""
        wanted = plain(asked)
        is_number = wanted.replace(" ", "") in (str(self.reference), self.reference.slug)
        return is_number or any(wanted in plain(text) for text in (self.text, *self.earlier))


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The list of a plan: `period` is the latest quarter held, `is_open` whether it is kept now."""

    plan: Plan
    period: ReportingPeriod | None
    is_open: bool
    asked: str
    shown: Shown
    counts: tuple[tuple[Shown, int], ...]
    items: tuple[PlanItem, ...]


def plan_page(plan: Plan, asked: str, shown: str) -> PlanPage:
    """Every commitment that a search and a filter leave. Six queries, whatever the size of the plan."""
    period = ReportingPeriod.objects.filter(plan=plan).order_by("-year", "-number").first()
    rows = rows_of(period) if period else {}
    day = period.quarter.ends_on if period else timezone.localdate()
    on_row = {number: row for row in rows.values() for number in row.numbers}
    texts: dict[int, list[tuple[date, str]]] = {}
    wordings = Wording.objects.filter(commitment__plan=plan).order_by("commitment_id", "in_force_from")
    for commitment, begins, text in wordings.values_list("commitment_id", "in_force_from", "text"):
        texts.setdefault(commitment, []).append((begins, text))
    everything = [
        _item(commitment, texts.get(commitment.pk, []), on_row.get(commitment.reference), period, day)
        for commitment in Commitment.objects.filter(plan=plan).order_by("number", "suffix")
    ]
    found = [one for one in everything if not asked.strip() or one.answers(asked)]
    kind = Shown(shown) if shown in Shown.values else Shown.ALL
    return PlanPage(
        plan=plan,
        period=period,
        is_open=period is not None and period.published_at is None,
        asked=asked.strip(),
        shown=kind,
        counts=tuple((each, sum(each in one.kinds for one in found)) for each in Shown),
        items=tuple(one for one in found if kind in one.kinds),
    )


def _item(
    commitment: Commitment,
    wordings: Sequence[tuple[date, str]],
    row: Row | None,
    period: ReportingPeriod | None,
    day: date,
) -> PlanItem:
    reference, text = commitment.reference, in_force(wordings, day)
    kinds = {Shown.ALL, Shown.ENDED if commitment.ending else Shown.STANDING}
    if row is None and not commitment.ending:
        kinds.add(Shown.MISSING)
    others = [number for number in row.numbers if number != reference] if row else []
    return PlanItem(
        reference=reference,
        text=text,
        earlier=tuple(other for _day, other in wordings if other != text),
        where=row.sub_theme if row else "",
        sharing=listed(others) if others else "",
        state=_state(commitment, row, period),
        kinds=frozenset(kinds),
    )


def in_force(wordings: Sequence[tuple[date, str]], day: date) -> str:
    """The words of a day: the latest that have begun, or the first there are."""
    begun = [text for begins, text in wordings if begins <= day]
    return begun[-1] if begun else wordings[0][1] if wordings else ""


def _state(commitment: Commitment, row: Row | None, period: ReportingPeriod | None) -> str:
    if commitment.ending and commitment.ended_on:
        how = Ending(commitment.ending).label
        return _("%(how)s on %(day)s") % {"how": how, "day": told(commitment.ended_on)}
    if row is None and period is not None:
        return _("On no row of %(quarter)s") % {"quarter": period}
    return _("Standing")


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a commitment stood in one quarter."""

    quarter: str
    is_published: bool
    sub_theme: str
    sharing: str
    printed_number: str


@dataclass(frozen=True, slots=True)
class Offered:
    """Something that can be done to a commitment: what its address is called, and why it cannot be done now ("": it can)."""

    name: str
    words: str
    about: str
    hindrance: str
    needs_quarter: bool = False

    @property
    def address(self) -> str:
        return f"commitments:{self.name}"


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """One commitment: its words through time, where it stood, what was done to it, and what can be done."""

    commitment: Commitment
    plan: Plan
    text: str
    state: str
    wordings: tuple[Wording, ...]
    stood: tuple[Stood, ...]
    heirs: str
    replaces: str
    events: tuple[Event, ...]
    offered: tuple[Offered, ...]

    @property
    def was_published(self) -> bool:
        return any(stood.is_published for stood in self.stood)


def commitment_page(commitment: Commitment) -> CommitmentPage:
    """Everything about a commitment; give it with its plan. A fixed number of queries, whatever happened to it."""
    wordings = list(commitment.wordings.order_by("-in_force_from"))
    stood = _stood(commitment)
    period = open_period(commitment.plan)
    rows = rows_of(period) if period else {}
    row = row_with(rows, commitment.reference)
    day = period.quarter.ends_on if period else timezone.localdate()
    state = _state(commitment, row, period)
    if row and not commitment.ending:
        state = described(row, commitment.reference, rows)
        if row.given:
            state = _("%(place)s, %(given)s") % {"place": state, "given": row.given}
    heirs, replaces = commitment.superseded_by.all(), commitment.supersedes.all()
    return CommitmentPage(
        commitment=commitment,
        plan=commitment.plan,
        text=in_force([(wording.in_force_from, wording.text) for wording in reversed(wordings)], day),
        state=state,
        wordings=tuple(wordings),
        stood=stood,
        heirs=listed(numbers) if (numbers := [other.reference for other in heirs]) else "",
        replaces=listed(numbers) if (numbers := [other.reference for other in replaces]) else "",
        events=tuple(history_of(commitment)),
        offered=offered(commitment, period, row),
    )


def _stood(commitment: Commitment) -> tuple[Stood, ...]:
    places = list(
        commitment.places.select_related("period", "line__quarterly_return__sub_theme__pillar").order_by(
            "-period__year", "-period__number"
        )
    )
    sharing: dict[int, list[Reference]] = {}
    others = LineCommitment.objects.filter(line__in=[place.line_id for place in places]).exclude(commitment=commitment)
    for line, number, suffix in others.order_by("order").values_list(
        "line_id", "commitment__number", "commitment__suffix"
    ):
        sharing.setdefault(line, []).append(Reference(number, suffix))
    return tuple(
        Stood(
            quarter=str(place.period),
            is_published=place.period.published_at is not None,
            sub_theme=str(place.line.quarterly_return.sub_theme),
            sharing=listed(sharing[place.line_id]) if place.line_id in sharing else "",
            printed_number=place.printed_number,
        )
        for place in places
    )


def offered(commitment: Commitment, period: ReportingPeriod | None, row: Row | None) -> tuple[Offered, ...]:
    """What can be done to a commitment now, in the order of how often it is done; what cannot says why. No query."""
    ended = has_ended(commitment.ending, commitment.ended_on)
    if ended:
        about = _("Takes the ending back. What was published of it stays.")
        return (Offered("reopen", _("Reopen"), about, ""),)
    place = locked(row.sub_theme, row.lock) if row else ""
    if period is None:
        place = _("Rows belong to an open quarter. Open the quarter first.")
    moving = _("Move its row") if row or period is None else _("Put it on a row")
    return (
        Offered("reword", _("Reword"), _("Other words from a day on. Those before stay on record."), ""),
        Offered(
            *("regroup", _("Regroup"), _("On one row with other numbers, or on a row of its own."), place),
            needs_quarter=period is None,
        ),
        Offered(
            *("move", moving, _("In a sub-theme, after another row or under it."), place), needs_quarter=period is None
        ),
        Offered("end", _("End"), _("Completed, withdrawn, or superseded by others."), ""),
    )
