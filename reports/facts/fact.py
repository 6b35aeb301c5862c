"""One fact of a report, and the spot where facts stand together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, Self

from django.utils.formats import date_format

Key = tuple[str, ...]
Text = str | int | Decimal | date | None
# The last part of a page's address name, and what the address takes besides the quarter: ("page", ("road-safety",)).
Page = tuple[str, tuple[str, ...]]
Kind = Literal[
    "wording",  # names of the office, its plan and its pages, the quarter, the notice
    "rating",  # of a sub-theme or line: this period's, and how it moved
    "last",  # last period's rating
    "reason",
    "line",  # a commitment's words, its milestone, and what a source printed beside it
    "indicator",
    "comparison",
    "headline",
    "activity",
    "table",  # a finance table's titles, dates and footnotes, and the labels of its rows
    "figure",
    "finding",
    "note",
    "key",  # what a rating means
    "account",
    "link",  # the address behind words
    "structure",  # how a table is made, as its files tell it
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure, rating or text as it is printed, and where a person finds it.

    `key` is the same in every edition of a quarter: keys and numbers, never titles. `place` are words from the outside in,
    up to the row; `what` names the fact within its row (a column, "Reason") or is "". `row` is shared by the facts of one
    row. A fact that `is_listed` stands in a list of texts without keys: the end of its key is only where it stands there.
    `repeats` is the key of the fact that this one repeats on another page, or (). One that stands `behind` another is what the
    data files say of it, and no news where that one has changed.
    """

    key: Key
    kind: Kind
    place: tuple[str, ...]
    what: str
    text: str
    page: Page
    anchor: str
    row: Key
    is_listed: bool = False
    repeats: Key = ()
    behind: Key = ()

    @property
    def where(self) -> tuple[str, ...]:
        """The whole place in words, `what` included."""
        return tuple(filter(None, (*self.place, self.what)))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where facts stand: a page of the report, the words that lead there, and the row (a key)."""

    page: Page
    place: tuple[str, ...]
    row: Key
    anchor: str = ""

    def row_of(self, row: Key, *words: str, anchor: str = "") -> Self:
        """A row further in, on the same page."""
        place = (*self.place, *filter(None, words))
        return replace(self, row=row, place=place, anchor=anchor or self.anchor)

    def tell(
        self, kind: Kind, name: str, what: str, text: Text, repeats: Key = (), *, behind: str = ""
    ) -> Iterator[Fact]:
        """The fact called `name` in this row; nothing where its text is empty. A day is written out.

        `behind` is the name of the fact in this row that it stands behind, or "".
        """
        words = date_format(text, "j F Y") if isinstance(text, date) else "" if text is None else str(text)
        if words:
            yield Fact(
                key=(*self.row, name),
                kind=kind,
                place=self.place,
                what=what,
                text=words,
                page=self.page,
                anchor=self.anchor,
                row=self.row,
                repeats=repeats,
                behind=(*self.row, behind) if behind else (),
            )

    def listed(self, kind: Kind, text: str) -> Iterator[Fact]:
        """One text of a list; the row's key ends with its place there."""
        if text:
            yield Fact(self.row, kind, self.place, "", text, self.page, self.anchor, self.row, is_listed=True)


# The first fact of a row that needs no word for what it is: it names the row.
_NAMES = ("line", "indicator", "table", "note", "account", "key", "headline", "activity")


def in_one_line(row: Sequence[Fact]) -> str:
    """The facts of a row as one text, each after the word for what it is, but for a first that names the row."""
    told = [fact for fact in row if fact.kind != "structure"] or list(row)
    texts = [f"{fact.what}: {fact.text}" if fact.what else fact.text for fact in told]
    if told[0].kind in _NAMES:
        texts[0] = told[0].text
    return "; ".join([*(text.rstrip(".") for text in texts[:-1]), texts[-1]])
