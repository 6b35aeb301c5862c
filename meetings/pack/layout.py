"""Where each document of a pack begins and ends: pure. Sheets are printed on both sides, so documents begin on the right."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a pack that a document has, the first and the last, counted from 1."""

    first: int
    last: int

    def __str__(self) -> str:
        """As agendas print it: 21 - 36."""
        return f"{self.first} - {self.last}" if self.last > self.first else f"{self.first}"


@dataclass(frozen=True, slots=True)
class Layout:
    """A pack laid out: the pages of each document by its name, in order, the blank backs between them, and all pages."""

    documents: dict[str, Pages]
    blanks: tuple[int, ...]
    total: int

    def span(self, names: Sequence[str]) -> Pages | None:
        """From the first page of the first to the last of the last, or None for none."""
        if not names:
            return None
        found = [self.documents[name] for name in names]
        return Pages(found[0].first, found[-1].last)


def laid_out(counts: Sequence[tuple[str, int]]) -> Layout:
    """Documents, each with a name of its own and its number of pages, one behind the other, all beginning on odd pages."""
    documents: dict[str, Pages] = {}
    blanks: list[int] = []
    page = 0
    for name, count in counts:
        if page % 2:
            page += 1
            blanks.append(page)
        documents[name] = Pages(page + 1, page + count)
        page += count
    return Layout(documents, tuple(blanks), page)
