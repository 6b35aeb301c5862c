"""The columns of a statement: adding one, saying what it is, moving, retiring and bringing it back.

All raise Locked when the return is closed, and Refused where a rule forbids the change; what they give are the sentences that
tell a person what came of it.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from finance.actions.ground import TableGround, refuse_stale
from finance.actions.units import refuse_other_unit
from finance.figures.formulas import Share, UnreadableFormula, read_formula
from finance.models import Column, Statement
from finance.rules import (
    LONGEST_FORMULA,
    Refused,
    columns_refused,
    emptying_refused,
    key_for,
    kind_change_refused,
    require,
    retiring_refused,
    share_refused,
    stamp,
    stepped,
    unit_refused,
)
from finance.structure.mentions import mentions_of_column
from finance.structure.said import ColumnFacts
from pillars.versions import StaleVersion

Told = tuple[str, ...]


@transaction.atomic
def add_column(*, statement: Statement, facts: ColumnFacts, after: str, by: User | None) -> Column:
    """Add a column after the one of a key, or first of all ("")."""
    ground = TableGround(statement, by)
    facts = facts.fitting
    require(columns_refused(len(ground.standing_columns) + 1), "heading")
    _check(ground, facts)
    column = Column(
        statement=ground.statement,
        key=key_for(facts.heading, {column.key for column in ground.columns}, "column"),
        order=max((column.order for column in ground.columns), default=0) + 1,
        **facts.fields,
    )
    ground.save(column, is_new=True)
    ground.columns.append(column)
    ground.place_columns([column.key], after)
    ground.refuse_crooked(_field_of_formula(facts))
    return column


@transaction.atomic
def change_column(
    *, column: Column, facts: ColumnFacts, seen: str, after: str | None = None, by: User | None
) -> Column:
    """Say anew what a column is, from what the person saw (`seen`, its signature), and with `after` give it another place.

    Its key stays. Raises StaleVersion where somebody else changed it meanwhile.
    """
    ground = TableGround(column.statement, by)
    held, facts = ground.column(column.key), facts.fitting
    now = ColumnFacts.of(held)
    if facts.signature != now.signature:
        refuse_stale(seen, now.signature)
        _check(ground, facts)
        _check_kind(ground, held, facts)
        refuse_other_unit(held, facts)
        for name, value in facts.fields.items():
            setattr(held, name, value)
        ground.save(held)
        ground.refuse_crooked(_field_of_formula(facts))
    if after is not None:
        ground.place_columns([held.key], after)
        ground.save(held)
    return held


@transaction.atomic
def move_column(*, column: Column, is_up: bool, seen: str, by: User | None) -> str:
    """Move a column by one, up towards the first, in the order that the person saw (`seen`, that of `order_of_columns`).

    Gives where it stands now, in words. Raises StaleVersion where somebody else changed the order meanwhile.
    """
    ground = TableGround(column.statement, by)
    held, standing = ground.column(column.key), ground.standing_columns
    keys = [one.key for one in standing]
    if order_of_columns(standing) != seen or held.key not in keys:
        raise StaleVersion(_("Somebody changed the columns meanwhile. Nothing was moved: this is how they stand now."))
    moved = stepped(keys, held.key, is_up=is_up)
    if moved != keys:
        ground.columns = ground.put(ground.columns, moved)
        ground.save(held)
    return _("“%(name)s” is column %(at)d of %(of)d.") % {
        "name": held.heading,
        "at": moved.index(held.key) + 1,
        "of": len(moved),
    }


@transaction.atomic
def retire_column(*, column: Column, by: User | None) -> Told:
    """Take a column out of the table. Its figures are kept."""
    ground = TableGround(column.statement, by)
    held = ground.column(column.key)
    if held.is_retired:
        return (_("“%(name)s” is retired already.") % {"name": held.heading},)
    mentions = mentions_of_column(ground.book, ground.statement.key, held.key)
    require(retiring_refused(held.heading, mentions))
    held.is_retired = True
    ground.save(held)
    told = [_("“%(name)s” is retired.") % {"name": held.heading}]
    if filled := ground.filled(column=held):
        told.append(
            ngettext(
                "%(count)d filled cell of it is kept and comes back with it.",
                "%(count)d filled cells of it are kept and come back with it.",
                filled,
            )
            % {"count": filled}
        )
    return tuple(told)


@transaction.atomic
def bring_back_column(*, column: Column, by: User | None) -> Told:
    """Put a retired column back where it stood, with the figures that it held."""
    ground = TableGround(column.statement, by)
    held = ground.column(column.key)
    if not held.is_retired:
        return (_("“%(name)s” stands in the table already.") % {"name": held.heading},)
    require(columns_refused(len(ground.standing_columns) + 1))
    _check(ground, ColumnFacts.of(held))
    held.is_retired = False
    ground.save(held)
    ground.refuse_crooked("")
    return (_("“%(name)s” is back.") % {"name": held.heading},)


def order_of_columns(columns: Sequence[Column]) -> str:
    """What differs where these columns, or their order, do."""
    return stamp([column.key for column in columns])


def _check(ground: TableGround, facts: ColumnFacts) -> None:
    """Whether a column can be as these facts say, whatever the others are."""
    if not facts.heading:
        raise Refused(_("Give the column its heading."), "heading")
    if not facts.is_of_figures:
        return
    decimals = ground.statement.decimals if facts.decimals is None else facts.decimals
    if facts.kind == Column.Kind.PERCENTAGE:
        require(share_refused(decimals), "decimals")
    else:
        require(unit_refused(facts.unit or ground.statement.unit, decimals), "unit" if facts.unit else "decimals")
    if not facts.is_by_formula:
        return
    field = _field_of_formula(facts)
    if len(facts.formula) > LONGEST_FORMULA:
        raise Refused(_("This formula names too many columns. Make one of them a column of its own first."), field)
    try:
        formula = read_formula(facts.formula)
    except UnreadableFormula as fault:
        raise Refused(str(fault), field) from None
    if isinstance(formula, Share) != (facts.kind == Column.Kind.PERCENTAGE):
        raise Refused(_("A percentage is one column in per cent of another, and no other formula is."), "kind")
    headings = {column.key: column.heading for column in ground.columns if column.is_retired}
    if gone := [headings[key] for key in formula.operands if key in headings]:
        raise Refused(_("“%(column)s” is retired. Bring it back, or choose another.") % {"column": gone[0]}, field)


def _check_kind(ground: TableGround, held: Column, facts: ColumnFacts) -> None:
    """What cells hold, they go on showing: amounts as amounts, words as words."""
    shows = {Column.Kind.AMOUNT: "amounts", Column.Kind.COMPUTED: "amounts"}
    was, to = (shows.get(Column.Kind(kind), kind) for kind in (held.kind, facts.kind))
    if was != to:
        require(kind_change_refused(held.heading, ground.filled(column=held)), "kind")
    if held.holds_figures and not facts.is_of_figures:
        mentions = mentions_of_column(ground.book, ground.statement.key, held.key)
        require(emptying_refused(held.heading, mentions), "kind")


def _field_of_formula(facts: ColumnFacts) -> str:
    return "part" if facts.kind == Column.Kind.PERCENTAGE else "formula"
