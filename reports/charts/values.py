"""What a chart shows, before it is drawn: bars with their words, or stacks of parts, and the sentences that tell it.

Sizes are amounts of pence, exact and signed, whatever the units of the columns they come from.
"""

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a bar is filled: told apart by outline and lightness, so that it reads without colour."""

    SOLID = "solid"
    HOLLOW = "hollow"
    TINTED = "tinted"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, with the words at its end: "112,590", "Slippage (236) into 2020/21", "no figure"."""

    look: Look
    size: int
    text: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row of a table as bars."""

    label: str
    bars: tuple[Bar, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars row by row, and the `words` that are its text alternative.

    `unit` is what all figures are in, or "" where they say it themselves. `series` names the looks where bars do not say
    what they are; `sides` says what lies left and right of zero, or is ("", "").
    """

    name: str
    unit: str
    words: str
    rows: tuple[BarRow, ...]
    series: tuple[tuple[Look, str], ...] = ()
    sides: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Stack:
    """A column of a table as a stack: what stands under and over it, and the size of each part."""

    heading: str
    total: str
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackChart:
    """Stacks side by side, each of the same `parts` from top to bottom; `words` are the text alternative."""

    name: str
    unit: str
    words: str
    parts: tuple[str, ...]
    stacks: tuple[Stack, ...]


Chart = BarChart | StackChart
