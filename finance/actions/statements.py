"""The statements of a finance report: adding one of a kind, saying what it is and where it stands, removing one.

All raise Locked when the return is closed, and Refused where a rule forbids the change.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from finance.actions.ground import Ground, TableGround, refuse_stale
from finance.actions.units import refuse_other_units
from finance.kinds import Brought
from finance.models import Column, Figure, FinanceReport, Row, Statement
from finance.rules import TAKEN, Refused, key_for, placed, removing_refused, require, share_refused, unit_refused
from finance.structure.mentions import mentions_of_statement
from finance.structure.said import ColumnFacts, StatementFacts


@transaction.atomic
def add_statement(*, report: FinanceReport, facts: StatementFacts, brought: Brought, by: User | None) -> Statement:
    """Add a table behind the others, with the columns and rows that its kind brings."""
    ground = Ground(report, by)
    require(unit_refused(facts.unit, facts.decimals), "unit")
    statements = list(report.statements.order_by("order"))
    statement = Statement(
        report=report,
        key=key_for(facts.title, {*TAKEN, *(one.key for one in statements)}, "table"),
        order=max((one.order for one in statements), default=0) + 1,
        **facts.fields,
    )
    ground.save(statement, is_new=True)
    for order, column in enumerate(brought.columns, start=1):
        ground.save(Column(statement=statement, key=column.key, order=order, **column.facts.fields), is_new=True)
    rows: dict[str, Row] = {}
    for order, row in enumerate(brought.rows, start=1):
        rows[row.key] = Row(statement=statement, key=row.key, order=order, **row.facts.fields)
        ground.save(rows[row.key], is_new=True)
    for row in brought.rows:
        if row.facts.sums:
            ground.add_up(rows[row.key], [rows[key] for key in row.facts.sums])
    _refuse_unreadable(statement, facts)
    return statement


@transaction.atomic
def change_statement(
    *, statement: Statement, facts: StatementFacts, seen: str, after: str | None = None, by: User | None
) -> Statement:
    """Say anew what a table is, from what the person saw (`seen`, its signature), and with `after` give it another place.

    Its key stays. Raises StaleVersion where somebody else changed it meanwhile.
    """
    ground = TableGround(statement, by)
    held = ground.statement
    now = StatementFacts.of(held)
    if facts.signature != now.signature:
        refuse_stale(seen, now.signature)
        require(unit_refused(facts.unit, facts.decimals), "unit")
        _refuse_unreadable(held, facts)
        refuse_other_units(held, facts)
        for name, value in facts.fields.items():
            setattr(held, name, value)
        ground.save(held)
    if after is not None:
        statements = list(ground.report.statements.order_by("order"))
        try:
            keys = placed([one.key for one in statements], [held.key], after)
        except ValueError:
            raise Refused(_("The place that was chosen is gone. Choose another."), "after") from None
        place = {key: at for at, key in enumerate(keys)}
        ground.arrange(sorted(statements, key=lambda one: place[one.key]))
        held.order = place[held.key] + 1
        ground.save(held)
    return held


@transaction.atomic
def remove_statement(*, statement: Statement, by: User | None) -> None:
    """Take away a table that holds no figure and that nothing names, with its rows and columns; history keeps what it was.

    One that was filled and emptied again is only retired, since what was entered is kept.
    """
    ground = TableGround(statement, by)
    held = ground.statement
    require(
        removing_refused(
            held.title,
            mentions_of_statement(ground.book, held.key),
            holds_figures=holds_figures(held),
        )
    )
    if Figure.objects.filter(row__statement=held).exists():
        held.is_retired = True
        ground.save(held)
        return
    for row in ground.rows:
        ground.add_up(row, [])
    parts: list[Row | Column | Statement] = [*ground.rows, *ground.columns, held]
    for part in parts:
        ground.delete(part)


def holds_figures(statement: Statement) -> bool:
    """Whether a cell of a table is filled, but for those of retired rows and columns. One query."""
    cells = Figure.objects.filter(row__statement=statement, row__is_retired=False, column__is_retired=False)
    return cells.heads().exclude(amount=None, is_dash=False, text="").exists()


def _refuse_unreadable(statement: Statement, facts: StatementFacts) -> None:
    """Refuse a unit of the table by which one of its columns could not be written."""
    for column in statement.columns.all():
        own = ColumnFacts.of(column)
        decimals = facts.decimals if own.decimals is None else own.decimals
        if own.kind == Column.Kind.PERCENTAGE:
            sentence = share_refused(decimals)
        else:
            sentence = unit_refused(own.unit or facts.unit, decimals) if own.is_of_figures else ""
        if sentence:
            raise Refused(
                _("Column “%(column)s”: %(sentence)s") % {"column": own.heading, "sentence": sentence}, "decimals"
            )
