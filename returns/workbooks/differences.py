"""What a workbook would change: row by row against what it is based on and what stands now. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from returns.workbooks.read import Fault
from returns.workbooks.standing import Answer

# Fields that are one answer: who takes one takes the other.
TOGETHER = (("rating", "empty"), ("printed", "empty"))


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field of a row: what stood when the workbook was made, what stands now, and what the workbook says.

    `is_mine` is false where the workbook leaves it alone: then somebody else has changed it meanwhile.
    """

    field: str
    base: str
    theirs: str
    mine: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that would change. `outcome` is the answer that would stand: what the workbook changes, over what stands now.

    `version` is the id of the version that stands, and what its row must still be based on when it is applied.
    """

    subject: str
    where: str
    version: int
    fields: tuple[FieldDifference, ...]
    outcome: Answer
    is_conflict: bool
    their_name: str = ""
    their_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """Every row of a workbook, sorted into changed, in conflict with a later edit, unchanged (counted) and wrong."""

    changed: tuple[Changed, ...] = ()
    conflicts: tuple[Changed, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    others: tuple[str, ...] = field(default=())

    @property
    def seal(self) -> str:
        """Changes when anything that would be applied changes, or anything that it is based on."""
        rows = sorted((row.subject, row.version, row.outcome) for row in (*self.changed, *self.conflicts))
        return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:32]

    def applied(self, taken: Iterable[str]) -> tuple[Changed, ...]:
        """The rows that are applied when these of the conflicts are taken from the workbook; the others stay as they are."""
        mine = set(taken)
        return (*self.changed, *(row for row in self.conflicts if row.subject in mine))


def difference(subject: str, where: str, version: int, base: Answer, theirs: Answer, mine: Answer) -> Changed | None:
    """How one row would change what stands; None where it changes nothing.

    What the workbook leaves as it was is left as it stands now. A row is in conflict where it changes something, and
    somebody else has changed anything of the same row since the workbook was made.
    """
    edited = {name for name in mine if mine[name] != base[name]}
    for pair in TOGETHER:
        if edited & set(pair) and pair[0] in mine:
            edited |= set(pair)
    outcome = {name: mine[name] if name in edited else theirs[name] for name in theirs}
    if outcome == theirs:
        return None
    moved = {name for name in theirs if theirs[name] != base[name]}
    fields = tuple(
        FieldDifference(
            name, base[name], theirs[name], outcome[name], is_mine=name in edited and mine[name] != base[name]
        )
        for name in theirs
        if name in moved or outcome[name] != theirs[name]
    )
    return Changed(subject, where, version, fields, outcome, is_conflict=bool(moved))
