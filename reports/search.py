"""Search in what is published: an edition laid out as lines at publication, and the lines that hold every word of a query.

Called by `actions.publish_report` (`lines_of`) and the search page (`search`). Queries are plain LIKE over folded text, so
they find the same on both engines; docs/architecture.md says what that costs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from pillars.quarters import Quarter
from reports.document import ReportDocument
from reports.facts import Fact, facts, in_one_line
from reports.folding import Piece, folded, marked
from reports.languages import in_second
from reports.models import Edition, SearchLine
from spreadsheets.plain import plain
from translations.spoken import Said, language_here, short

Kind = SearchLine.Kind
# At most so many lines are listed, so many of them on a page, and so many letters of each.
MOST, ON_A_PAGE, LONGEST = 500, 25, 280
# How a place is written: from the outside in.
STEP = " › "
# Not searched: what a row shows of the quarter before, addresses behind words, and how tables are made.
_PASSED_OVER = ("last", "link", "structure")
_NUMBER = re.compile(r"\d{1,4}[a-z]{0,2}")
# The first of these that a row holds says what it is.
_KINDS: tuple[tuple[str, SearchLine.Kind], ...] = (
    ("line", Kind.COMMITMENT),
    ("indicator", Kind.INDICATOR),
    ("headline", Kind.TEXT),
    ("activity", Kind.TEXT),
    ("table", Kind.FINANCE),
    ("figure", Kind.FINANCE),
    ("finding", Kind.FINANCE),
    ("note", Kind.FINANCE),
    ("rating", Kind.RATING),
)


def lines_of(document: ReportDocument, edition: Edition | None = None) -> list[SearchLine]:
    """A report as lines to search, one for each row, text or note, in the order of reading; not saved.

    What one page says again of another stands once. A report in two languages has them in the first and then in the second.
    Whoever lays them out before there is an edition sets it later.
    """
    spoken = [document, in_second(document)] if document.second else [document]
    rows = [(row, each) for each in spoken for row in _rows(each)]
    lines = [_line(order, row, each) for order, (row, each) in enumerate(rows, start=1)]
    if edition:
        for line in lines:
            line.edition = edition
    return lines


def _rows(document: ReportDocument) -> list[list[Fact]]:
    told = (fact for fact in facts(document) if not fact.repeats and fact.kind not in _PASSED_OVER)
    return [list(row) for _key, row in groupby(told, key=lambda fact: fact.row)]


def _line(order: int, row: Sequence[Fact], document: ReportDocument) -> SearchLine:
    first, kinds = row[0], {fact.kind for fact in row}
    kind = next((kind for name, kind in _KINDS if name in kinds), Kind.OTHER)
    place = first.place if len(row) > 1 else first.where
    text = plain(in_one_line(row))
    if kind == Kind.COMMITMENT:
        text = f"{first.place[-1]}: {text}"
    page, arguments = first.page
    return SearchLine(
        order=order,
        kind=kind,
        place=plain(STEP.join(place)),
        text=text,
        folded=folded(text),
        folded_place=folded(f"{document.quarter.label} {STEP.join(place)}"),
        numbers=folded(first.place[-1]) if kind == Kind.COMMITMENT else "",
        page=page,
        slug=arguments[0] if arguments else "",
        anchor=first.anchor,
        language=short(document.language),
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that was found: where it stands and leads to, its text in pieces, and the numbers on it that have a story.

    Where its words are in another language than the page that shows them, `place` says so (translations.spoken.Said).
    """

    quarter: Quarter
    place: str
    kind: str
    address: str
    pieces: list[Piece]
    numbers: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, the best first. `is_more` says that there is more than is listed at all."""

    hits: list[Hit]
    page: Page[int]
    is_more: bool


def search(words: Sequence[str], editions: Mapping[int, Quarter], kind: str = "", page: str | int = 1) -> Found:
    """The lines of these editions (quarter by key) that hold every word, as `words_of` gives them. Two queries.

    An edition is searched in the language that is switched on; one that does not stand in it is searched in its own.
    First the lines of a commitment whose number is asked for, then those that hold the words whole, then parts of words, then
    those that have them only in their place; among equals the newest quarter, in the order of its report.
    """
    # Pages are in one of two languages (settings.LANGUAGES), so an edition that stands in two has lines in either.
    read = SearchLine.objects.filter(edition__in=list(editions))
    spoken = read.filter(language=language_here())
    wanted = Q(language=language_here()) | ~Q(edition__in=spoken.values("edition"))
    for word in words:
        wanted &= Q(folded__contains=word) | Q(folded_place__contains=word)
    if kind:
        wanted &= Q(kind=kind)
    best = read.filter(wanted).alias(rank=_rank(words))
    newest = ("-edition__period__year", "-edition__period__number", "edition", "order")
    found = list(best.order_by("rank", *newest).values_list("pk", flat=True)[: MOST + 1])
    shown = Paginator(found[:MOST], ON_A_PAGE).get_page(page)
    lines = SearchLine.objects.in_bulk(list(shown))
    return Found([*_hits([lines[pk] for pk in shown], words, editions)], shown, is_more=len(found) > MOST)


def _rank(words: Sequence[str]) -> Case:
    numbers, whole, parts = Q(), Q(), Q()
    for word in words:
        whole &= Q(folded__contains=f" {word} ")
        parts &= Q(folded__contains=word)
        if _NUMBER.fullmatch(word):
            numbers &= Q(numbers__contains=f" {word} ")
    ranks = [When(numbers, then=Value(0))] if numbers else []
    ranks += [When(whole, then=Value(1)), When(parts, then=Value(2))]
    return Case(*ranks, default=Value(3), output_field=IntegerField())


def _hits(lines: Sequence[SearchLine], words: Sequence[str], editions: Mapping[int, Quarter]) -> Iterator[Hit]:
    for line in lines:
        quarter = editions[line.edition_id]
        arguments = [quarter.slug, *filter(None, [line.slug])]
        anchor = f"#{line.anchor}" if line.anchor else ""
        yield Hit(
            quarter=quarter,
            place=line.place if line.language in ("", language_here()) else Said(line.place, line.language),
            kind=line.kind,
            address=f"{reverse(f'reports:{line.page}', args=arguments)}{anchor}",
            pieces=marked(line.text, tuple(words), LONGEST),
            numbers=line.numbers.split(),
        )
