"""Where each document of a pack begins and ends, and what its pages are called: pure. Sheets are printed on both sides, so
documents begin on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a pack that a document has, the first and the last, counted from 1."""

    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Layout:
    """A pack laid out: the pages of each document by its name, in order, the blank backs between them, and all pages.

    `labels` are what the pages are called, and empty where that is 1 and on.
    """

    documents: dict[str, Pages]
    blanks: tuple[int, ...]
    total: int
    labels: tuple[str, ...] = ()

    def span(self, names: Sequence[str]) -> Pages | None:
        """From the first page of the first to the last of the last, or None for none."""
        if not names:
            return None
        found = [self.documents[name] for name in names]
        return Pages(found[0].first, found[-1].last)

    def words(self, names: Sequence[str]) -> str:
        """The pages of documents as agendas print them: 21 - 36; "" for none."""
        pages = self.span(names)
        if pages is None:
            return ""
        first, last = self.label(pages.first), self.label(pages.last)
        return f"{first} - {last}" if last != first else first

    def label(self, page: int) -> str:
        """What a page is called."""
        return self.labels[page - 1] if self.labels else str(page)


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


def gone_on(layout: Layout, behind: Mapping[str, int], letters: Mapping[int, int]) -> tuple[Layout, dict[int, int]]:
    """A supplement whose papers go on behind pages of the pack that is out: 58a, 58b; and how many letters each page has then.

    `behind` is the page that each paper goes on behind, by its name, and `letters` how many letters earlier supplements took.
    What stands before the papers is i, ii.
    """
    used, starts = dict(letters), {pages.first: name for name, pages in layout.documents.items()}
    labels: list[str] = []
    page_before = 0
    for page in range(1, layout.total + 1):
        page_before = behind.get(starts.get(page, ""), page_before)
        if page_before:
            used[page_before] = used.get(page_before, 0) + 1
            labels.append(f"{page_before}{lettered(used[page_before])}")
        else:
            labels.append(roman(page))
    return replace(layout, labels=tuple(labels)), used


def lettered(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    found = ""
    while number:
        number, place = divmod(number - 1, 26)
        found = chr(ord("a") + place) + found
    return found


def roman(number: int) -> str:
    """4 is iv."""
    found = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        count, number = divmod(number, value)
        found += sign * count
    return found
