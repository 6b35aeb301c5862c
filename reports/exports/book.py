"""A workbook before it is written: pages of words, then one table a sheet. Both formats of workbooks are made from it."""

from dataclasses import dataclass
from datetime import datetime

from reports.exports.table import Table

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with rows of words under it; `head` names their columns, or is empty."""

    heading: str
    rows: tuple[Words, ...]
    head: Words = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of words: the name of the sheet, the title on it, and its blocks."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: what it is called, the moment that it bears, its pages and its tables."""

    title: str
    made_at: datetime
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]


def filled(*blocks: Block) -> tuple[Block, ...]:
    """The blocks that have something to say."""
    return tuple(block for block in blocks if block.rows)


def said(*rows: Words) -> tuple[Words, ...]:
    """The rows of a name and words whose words are not empty."""
    return tuple(row for row in rows if row[1])
