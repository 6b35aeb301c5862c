"""The address of a cell, `statement/row/column`: what ties, citations, checks and anchors name cells by."""

import re
from dataclasses import dataclass, replace
from typing import Self

from django.utils.translation import gettext as _

EVERY = "*"
KEY = r"[A-Za-z0-9_-]+"
WRITTEN = re.compile(rf"({KEY})/({KEY}|\*)/({KEY}|\*)")


class UnreadableAddress(ValueError):
    """A text that is no address; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One cell of a report, by the keys of its statement, row and column, which never change.

    In a tie the row or the column may be `*`, which means every one that both sides have.
    """

    statement: str
    row: str
    column: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `revenue/net-budget/variance`. Raises UnreadableAddress."""
        match = WRITTEN.fullmatch(text.strip())
        if match is None:
            raise UnreadableAddress(
                _("“{text}” is not the address of a cell. Write it like revenue/net-budget/variance.").format(text=text)
            )
        return cls(match[1], match[2], match[3])

    def __str__(self) -> str:
        return f"{self.statement}/{self.row}/{self.column}"

    @property
    def is_many(self) -> bool:
        """Whether it stands for several cells."""
        return EVERY in (self.row, self.column)

    def at(self, *, row: str, column: str) -> Self:
        """One of the cells that it stands for: `*` is filled in, a key that is named stays."""
        return replace(
            self,
            row=row if self.row == EVERY else self.row,
            column=column if self.column == EVERY else self.column,
        )
