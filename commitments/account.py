"""The account of numbers between two quarters: what became of every commitment, so that none drops out unseen.

Pure: takes where each commitment stood in two quarters and names the changes. Queries and pages call it.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from commitments.models import Ending
from commitments.references import Reference

PLAIN_MARKS = str.maketrans("‘’ʼ`“”–—‐‑", "''''\"\"----")


class Outcome(StrEnum):
    """What became of a number. It can be reworded, regrouped and moved at once; the others stand alone."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    REGROUPED = "regrouped"
    MOVED = "moved"
    NEW = "new"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a commitment stood in one quarter: its words, its sub-theme, and the numbers that shared its row."""

    wording: str
    sub_theme: str
    sharing: frozenset[Reference]


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of the account, with where it stood before and now (None: not in that quarter)."""

    reference: Reference
    outcomes: tuple[Outcome, ...]
    before: Standing | None
    now: Standing | None


def account(
    before: Mapping[Reference, Standing],
    now: Mapping[Reference, Standing],
    endings: Mapping[Reference, Ending],
    known: Collection[Reference] = (),
) -> list[Entry]:
    """Account for every number that stands in either quarter, and for every other `known` one, in the order of the plan.

    `endings` holds how commitments had ended by the end of the later quarter; a number that is gone without an ending
    is missing, and is so in every later quarter until it is back or an ending is recorded.
    """
    entries = []
    for reference in sorted({*before, *now, *known}):
        was, is_ = before.get(reference), now.get(reference)
        entries.append(Entry(reference, _outcomes(was, is_, endings.get(reference)), was, is_))
    return entries


def _outcomes(before: Standing | None, now: Standing | None, ending: Ending | None) -> tuple[Outcome, ...]:
    if now is None:
        return (Outcome(ending.value) if ending else Outcome.MISSING,)
    if before is None:
        return (Outcome.NEW,)
    changes = []
    if plain(before.wording) != plain(now.wording):
        changes.append(Outcome.REWORDED)
    if before.sharing != now.sharing:
        changes.append(Outcome.REGROUPED)
    if before.sub_theme != now.sub_theme:
        changes.append(Outcome.MOVED)
    return tuple(changes) or (Outcome.UNCHANGED,)


def plain(wording: str) -> str:
    """A wording without what is no rewording: the style of apostrophes and dashes, spaces, capitals."""
    text = unicodedata.normalize("NFKC", wording).translate(PLAIN_MARKS).casefold()
    return " ".join(text.split())
