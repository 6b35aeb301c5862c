"""The shape of a statement, its rows and columns with what they stand on; a shape that cannot be added up is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from django.utils.translation import gettext as _

from finance.figures.formulas import Formula, Share
from finance.figures.units import PerCent, Unit


class Crooked(ValueError):
    """A structure that cannot be added up; the message is a sentence that names the rows or columns at fault."""


@dataclass(frozen=True, slots=True)
class ColumnShape:
    """A column of figures. With a formula they are computed; without totals no row is a sum in it.

    A share is a percentage and its unit is a PerCent; percentages are never added up.
    """

    key: str
    heading: str
    unit: Unit | PerCent
    formula: Formula | Share | None = None
    has_totals: bool = True

    @property
    def is_summed(self) -> bool:
        return self.has_totals and not isinstance(self.formula, Share) and not isinstance(self.unit, PerCent)


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row of figures; `sums` names the rows that it adds up, lines or other sums."""

    key: str
    label: str
    sums: tuple[str, ...] = ()


def refuse_crooked(columns: Sequence[ColumnShape], rows: Sequence[RowShape]) -> None:
    """Raise Crooked, naming them, for rows or columns that run in a circle, that name one which is not there or count one
    twice, and for formulas that mix amounts and percentages."""
    labels = {row.key: row.label for row in rows}
    for row in rows:
        if missing := [part for part in row.sums if part not in labels]:
            raise Crooked(
                _("“{total}” adds up “{row}”, which is no row of figures in this table.").format(
                    total=row.label, row=missing[0]
                )
            )
        if row.key in row.sums:
            raise Crooked(_("“{total}” adds itself up.").format(total=row.label))
    if circle := _circle(parts_of(rows)):
        names = _named(labels[key] for key in circle)
        raise Crooked(_("These rows add each other up in a circle: {names}.").format(names=names))
    _refuse_double_counting(rows, labels)
    _refuse_crooked_formulas(columns)


def _refuse_double_counting(rows: Sequence[RowShape], labels: Mapping[str, str]) -> None:
    parts = parts_of(rows)
    for row in rows:
        # Each row with the part of the total through which it is counted.
        counted: dict[str, str] = {}
        waiting = [(part, part) for part in row.sums]
        while waiting:
            key, through = waiting.pop()
            if key in counted:
                within = _named(labels[part] for part in dict.fromkeys((counted[key], through)) if part != key)
                told = _("“{total}” counts “{row}” twice.").format(total=row.label, row=labels[key])
                raise Crooked(f"{told} {_('It is part of {within}.').format(within=within)}" if within else told)
            counted[key] = through
            waiting.extend((part, through) for part in parts[key])


def _refuse_crooked_formulas(columns: Sequence[ColumnShape]) -> None:
    named = {column.key: column for column in columns}
    for column in columns:
        operands = column.formula.operands if column.formula else ()
        if missing := [key for key in operands if key not in named]:
            raise Crooked(
                _("The formula of “{column}” names “{key}”, which is no column of figures in this table.").format(
                    column=column.heading, key=missing[0]
                )
            )
        if column.key in operands:
            raise Crooked(_("The formula of “{column}” names the column itself.").format(column=column.heading))
        wanted = Unit if isinstance(column.formula, Share) else type(column.unit)
        if not all(isinstance(named[key].unit, wanted) for key in operands):
            raise Crooked(_("The formula of “{column}” mixes amounts and percentages.").format(column=column.heading))
    if circle := _circle(operands_of(columns)):
        names = _named(named[key].heading for key in circle)
        raise Crooked(_("The formulas of these columns run in a circle: {names}.").format(names=names))


def parts_of(rows: Sequence[RowShape]) -> dict[str, tuple[str, ...]]:
    """What each row adds up, by keys."""
    return {row.key: row.sums for row in rows}


def operands_of(columns: Sequence[ColumnShape]) -> dict[str, tuple[str, ...]]:
    """What each column is computed from, by keys."""
    return {column.key: column.formula.operands if column.formula else () for column in columns}


def _circle(parts: Mapping[str, tuple[str, ...]]) -> list[str]:
    try:
        TopologicalSorter(parts).prepare()
    except CycleError as error:
        return list(dict.fromkeys(error.args[1]))
    return []


def _named(labels: Iterable[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels)
