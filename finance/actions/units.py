"""Why a column that holds amounts keeps its unit, whether that is its own or its table's."""

from collections.abc import Sequence

from finance.figures.amounts import written
from finance.figures.units import PerCent, Unit, UnreadableUnit
from finance.models import Column, Figure, Statement
from finance.rules import Refused, unit_change_refused
from finance.structure.said import ColumnFacts, StatementFacts


def refuse_other_unit(column: Column, facts: ColumnFacts) -> None:
    """Refuse facts by which the amounts that a column holds would be counted in another unit. Raises Refused. One query."""
    statement = column.statement
    decimals = statement.decimals if facts.decimals is None else facts.decimals
    to = _unit(facts.kind, facts.unit or statement.unit, decimals)
    field = "unit" if facts.unit != column.unit else "decimals"
    _refuse([(column, to)], field)


def refuse_other_units(statement: Statement, facts: StatementFacts) -> None:
    """The same for the unit of a whole table, by which the columns that have none of their own are counted. One query."""
    columns: list[Column] = list(statement.columns.all())
    changes = []
    for column in columns:
        column.statement = statement
        decimals = facts.decimals if column.decimals is None else column.decimals
        changes.append((column, _unit(column.kind, column.unit or facts.unit, decimals)))
    _refuse(changes, "unit" if facts.unit != statement.unit else "decimals")


def _refuse(changes: Sequence[tuple[Column, Unit | PerCent | None]], field: str) -> None:
    changed = {}
    for column, to in changes:
        was = _unit(column.kind, column.own_unit, column.own_decimals)
        if was is not None and to is not None and was != to:
            changed[column.pk] = column, was, to
    held = Figure.objects.filter(column__in=changed).exclude(amount=None).heads()
    figure = held.order_by("column__order", "row__order", "pk").first() if changed else None
    if figure is None:
        return
    column, was, to = changed[figure.column_id]
    example = tuple(f"{written(figure.amount, unit.decimals)} {unit.name}" for unit in (was, to))
    raise Refused(unit_change_refused(column.heading, was.words, to.words, (example[0], example[1])), field)


def _unit(kind: str, name: str, decimals: int) -> Unit | PerCent | None:
    """What a column of this kind is counted in; None where it holds no figures, or could not be read until now."""
    try:
        if kind == Column.Kind.PERCENTAGE:
            return PerCent(decimals)
        return Unit.read(name, decimals) if kind in (Column.Kind.AMOUNT, Column.Kind.COMPUTED) else None
    except UnreadableUnit:
        return None
