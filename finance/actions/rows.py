"""The rows of a statement: adding them, saying what they are, moving, retiring and bringing them back.

All raise Locked when the return is closed, and Refused where a rule forbids the change; what they give are the sentences that
tell a person what came of it.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from finance.actions.ground import TableGround, refuse_stale
from finance.models import Note, Row, Statement
from finance.rules import (
    Refused,
    emptying_refused,
    key_for,
    kind_change_refused,
    quoted,
    require,
    retiring_refused,
    rows_refused,
    stamp,
    stepped,
)
from finance.structure.mentions import mentions_of_row
from finance.structure.said import RowFacts
from pillars.versions import StaleVersion

Told = tuple[str, ...]


@transaction.atomic
def add_rows(
    *, statement: Statement, rows: Sequence[RowFacts], after: str, added_up_in: Sequence[str] = (), by: User | None
) -> tuple[Row, ...]:
    """Add rows behind one another after the row of a key, or first of all (""); the sums of `added_up_in` take them in."""
    ground = TableGround(statement, by)
    require(rows_refused(len(ground.standing_rows) + len(rows)), "labels")
    made = []
    for facts in rows:
        facts = facts.fitting
        _refuse_unlabelled(facts)
        row = Row(
            statement=ground.statement,
            key=key_for(facts.label, {row.key for row in ground.rows}, "row"),
            order=max((row.order for row in ground.rows), default=0) + 1,
            **_fields(facts, ground),
        )
        ground.save(row, is_new=True)
        ground.rows.append(row)
        if facts.sums:
            ground.add_up(row, [_added_up(ground, key) for key in facts.sums])
        made.append(row)
    for key in added_up_in:
        total = ground.row(key)
        ground.add_up(total, [*total.sums.all(), *(row for row in made if row.holds_figures)])
    ground.place_rows([row.key for row in made], after)
    ground.refuse_crooked("added_up_in" if added_up_in else "sums")
    return tuple(made)


@transaction.atomic
def change_row(*, row: Row, facts: RowFacts, seen: str, after: str | None = None, by: User | None) -> Row:
    """Say anew what a row is, from what the person saw (`seen`, its signature), and with `after` give it another place.

    Its key stays. Raises StaleVersion where somebody else changed it meanwhile.
    """
    ground = TableGround(row.statement, by)
    held, facts = ground.row(row.key), facts.fitting
    now = RowFacts.of(held)
    if facts.signature != now.signature:
        refuse_stale(seen, now.signature)
        _refuse_unlabelled(facts)
        _check_kind(ground, held, facts)
        for name, value in _fields(facts, ground).items():
            setattr(held, name, value)
        ground.save(held)
        if set(facts.sums) != set(now.sums):
            ground.add_up(held, [_added_up(ground, key) for key in facts.sums])
        ground.refuse_crooked("sums")
    if after is not None:
        ground.place_rows([held.key], after)
        ground.save(held)
    return held


@transaction.atomic
def move_row(*, row: Row, is_up: bool, seen: str, by: User | None) -> str:
    """Move a row up or down by one, in the order that the person saw (`seen`, that of `order_of`); where it stands now, in words.

    Raises StaleVersion where somebody else changed the order meanwhile.
    """
    ground = TableGround(row.statement, by)
    held, standing = ground.row(row.key), ground.standing_rows
    keys = [one.key for one in standing]
    if order_of(standing) != seen or held.key not in keys:
        raise StaleVersion(_("Somebody changed the rows meanwhile. Nothing was moved: this is how they stand now."))
    moved = stepped(keys, held.key, is_up=is_up)
    if moved != keys:
        ground.rows = ground.put(ground.rows, moved)
        ground.save(held)
    return _("%(name)s is row %(at)d of %(of)d.") % {
        "name": name_of(held),
        "at": moved.index(held.key) + 1,
        "of": len(moved),
    }


@transaction.atomic
def retire_row(*, row: Row, by: User | None) -> Told:
    """Take a row out of the table. Its figures are kept; the sums that took it in do so no longer."""
    ground = TableGround(row.statement, by)
    held = ground.row(row.key)
    if held.is_retired:
        return (_("%(name)s is retired already.") % {"name": name_of(held)},)
    mentions = mentions_of_row(ground.book, ground.statement.key, held.key)
    require(retiring_refused(held.label or _("Space"), mentions))
    sums = [total for total in ground.rows if held in total.sums.all()]
    for total in sums:
        ground.add_up(total, [part for part in total.sums.all() if part != held])
    held.is_retired = True
    ground.save(held)
    told = [_("%(name)s is retired.") % {"name": name_of(held)}]
    if filled := ground.filled(row=held):
        told.append(
            ngettext(
                "%(count)d filled cell of it is kept and comes back with it.",
                "%(count)d filled cells of it are kept and come back with it.",
                filled,
            )
            % {"count": filled}
        )
    if sums:
        told.append(_("It is no longer added up in %(sums)s.") % {"sums": quoted(total.label for total in sums)})
    return tuple(told)


@transaction.atomic
def bring_back_row(*, row: Row, by: User | None) -> Told:
    """Put a retired row back where it stood, with the figures that it held. The sums that it left take it in only if told to."""
    ground = TableGround(row.statement, by)
    held = ground.row(row.key)
    if not held.is_retired:
        return (_("%(name)s stands in the table already.") % {"name": name_of(held)},)
    require(rows_refused(len(ground.standing_rows) + 1))
    parts = [part for part in held.sums.all() if not part.is_retired]
    if len(parts) < held.sums.count():
        ground.add_up(held, parts)
    held.is_retired = False
    ground.save(held)
    ground.refuse_crooked("")
    told = [_("%(name)s is back.") % {"name": name_of(held)}]
    if held.holds_figures and any(total.sums.all() for total in ground.standing_rows if total != held):
        told.append(_("No sum takes it in now: say so on the row that shall."))
    return tuple(told)


def order_of(rows: Sequence[Row]) -> str:
    """What differs where these rows, or their order, do."""
    return stamp([row.key for row in rows])


def name_of(row: Row) -> str:
    """A row in a sentence; a space has no words of its own."""
    return f"“{row.label}”" if row.label else _("The space")


def _fields(facts: RowFacts, ground: TableGround) -> dict[str, object]:
    """What stands on the row itself; its note is one of the same report."""
    if facts.note is not None and not Note.objects.filter(pk=facts.note, report=ground.report).exists():
        raise Refused(_("This note is gone. Choose another."), "note")
    return facts.fields


def _refuse_unlabelled(facts: RowFacts) -> None:
    if not facts.label and facts.kind != Row.Kind.SPACER:
        raise Refused(_("Give the row its words."), "label")


def _check_kind(ground: TableGround, held: Row, facts: RowFacts) -> None:
    """A row that becomes a heading or a space shows no figure any more, and nothing may ask for one."""
    if not held.holds_figures or facts.holds_figures:
        return
    require(kind_change_refused(held.label, ground.filled(row=held)), "kind")
    require(emptying_refused(held.label, mentions_of_row(ground.book, ground.statement.key, held.key)), "kind")
    sums = [total.label for total in ground.standing_rows if held in total.sums.all()]
    if sums:
        raise Refused(
            _("“%(row)s” is added up in %(sums)s. Take it out of there first.")
            % {"row": held.label, "sums": quoted(sums)},
            "kind",
        )


def _added_up(ground: TableGround, key: str) -> Row:
    """A row that another one adds up: one of figures, which stands."""
    row = ground.row(key)
    if not row.holds_figures:
        raise Refused(_("%(row)s holds no figures to add up.") % {"row": name_of(row)}, "sums")
    if row.is_retired:
        raise Refused(_("“%(row)s” is retired and cannot be added up.") % {"row": row.label}, "sums")
    return row
