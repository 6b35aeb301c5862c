"""The finance part of a quarter at a glance: how far each table is, what fails in it, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from finance.books import Table
from finance.models import Column, Statement
from finance.reconciliation import Found, Reconciliation


@dataclass(frozen=True)
class Glance:
    """One table at a glance: how many of the cells that somebody fills are filled, which checks fail, and who saved last."""

    table: Table
    failed: tuple[Found, ...]
    saved_at: datetime | None
    saved_by: str

    @property
    def statement(self) -> Statement:
        return self.table.statement

    @cached_property
    def of(self) -> int:
        """How many cells are there to fill: those of amounts, but for the sums, which follow."""
        columns = [column for column in self.table.columns if column.kind == Column.Kind.AMOUNT]
        lines = [row for row in self.table.shape[1] if not row.sums]
        return len(columns) * len(lines)

    @cached_property
    def filled(self) -> int:
        columns = {column.key for column in self.table.columns if column.kind == Column.Kind.AMOUNT}
        lines = {row.key for row in self.table.shape[1] if not row.sums}
        held = {*self.table.amounts, *self.table.dashes}
        return sum(row in lines and column in columns for row, column in held)

    @property
    def is_empty(self) -> bool:
        return self.table.is_empty

    @property
    def unreasoned(self) -> int:
        return sum(found.is_unreasoned for found in self.failed)


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next, and the words of the way to it."""

    sentence: str
    words: str
    address: str


@dataclass(frozen=True)
class Overview:
    """Every table of a quarter (its slug) with what fails anywhere, for somebody who may change them or only reads."""

    quarter: str
    may_change: bool
    reconciliation: Reconciliation
    glances: tuple[Glance, ...]

    @cached_property
    def pages(self) -> dict[str, list[Glance]]:
        """The tables by the page on which they stand."""
        found: dict[str, list[Glance]] = {}
        for glance in self.glances:
            found.setdefault(glance.statement.page, []).append(glance)
        return found

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was entered yet, in any table or note."""
        return not self.reconciliation.book.texts and not any(glance.saved_at for glance in self.glances)

    @cached_property
    def next_step(self) -> NextStep | None:
        """What this person does next; None where they only read."""
        quarter = self.quarter
        if not self.may_change:
            return None
        if not self.glances:
            return NextStep(
                _("It holds no table yet."), _("Add the first table"), reverse("finance:add", args=[quarter])
            )
        if empty := [glance for glance in self.glances if glance.is_empty]:
            statement = empty[0].statement
            return NextStep(
                ngettext("%(count)d table holds no figure yet.", "%(count)d tables hold no figure yet.", len(empty))
                % {"count": len(empty)},
                _("Fill in %(title)s") % {"title": statement.title},
                reverse("finance:grid", args=[quarter, statement.key]),
            )
        if count := len(self.reconciliation.unreasoned):
            return NextStep(
                ngettext(
                    "%(count)d check fails and has no reason yet.",
                    "%(count)d checks fail and have no reason yet.",
                    count,
                )
                % {"count": count},
                _("See what does not add up"),
                reverse("finance:reconciliation", args=[quarter]),
            )
        return NextStep(
            _("Everything adds up, or has its reason."),
            _("Read it as the report shows it"),
            reverse("drafts:finance", args=[quarter]),
        )


def overview_of(reconciliation: Reconciliation, *, quarter: str, may_change: bool) -> Overview:
    """The tables of a reconciled book at a glance. One query, for the names of those who saved."""
    latest = {
        table.statement.pk: max(table.heads.values(), key=lambda figure: (figure.recorded_at, figure.pk), default=None)
        for table in reconciliation.book.tables
    }
    people: Mapping[int, User] = User.objects.in_bulk(
        {figure.recorded_by_id for figure in latest.values() if figure and figure.recorded_by_id}
    )
    glances = []
    for table in reconciliation.book.tables:
        last = latest[table.statement.pk]
        glances.append(
            Glance(
                table=table,
                failed=_failed(reconciliation, table.statement),
                saved_at=last.recorded_at if last else None,
                saved_by=str(people[last.recorded_by_id]) if last and last.recorded_by_id else "",
            )
        )
    return Overview(quarter, may_change, reconciliation, tuple(glances))


def _failed(reconciliation: Reconciliation, statement: Statement) -> tuple[Found, ...]:
    """What fails in a table, or about it as a whole."""
    own = f"structure:{statement.key}"
    return tuple(
        found
        for found in reconciliation.errors
        if found.key == own or (found.where and found.where.statement == statement.key)
    )
