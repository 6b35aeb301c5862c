"""A report taken apart: every figure, rating and text of it as one `Fact`, with its key and its place in words.

Pure: a document in, facts out, in the order of reading. `reports/differences.py` sets the facts of two editions against each
other, `reports/search.py` lays those of one out as lines to search. What a document says of layout alone (icons, the kinds of
columns) is no fact, and neither is the moment of publication, by which every edition differs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import override

from reports.document import ReportDocument
from reports.facts.fact import Fact, Key, Kind, Page, in_one_line
from reports.facts.finance import finance_facts
from reports.facts.front import account_facts, front_facts, scale_facts
from reports.facts.pillars import page_facts, summary_facts

__all__ = ["Fact", "Key", "Kind", "Page", "facts", "in_one_line"]


def facts(document: ReportDocument) -> tuple[Fact, ...]:
    """Everything that can be read in a report as one figure, rating or text, in the order of reading; no two have one key.

    A text that is not there ("" in the document) is no fact. Words are in the language of the report.
    """
    return _facts(replace(document, edition=None, published_at=None, second=None))


@lru_cache(maxsize=4)
def _facts(document: ReportDocument) -> tuple[Fact, ...]:
    """Those of the last few reports are kept: who publishes a correction compares its facts, then lays them out for search."""
    with override(document.language):
        return tuple(_told_apart(_all(document)))


def _all(document: ReportDocument) -> Iterator[Fact]:
    yield from front_facts(document)
    yield from summary_facts(document)
    yield from page_facts(document)
    if document.finance:
        yield from finance_facts(document.finance)
    yield from scale_facts(document.scale)
    if document.account:
        yield from account_facts(document.account)


def _told_apart(found: Iterable[Fact]) -> Iterator[Fact]:
    """Two of one key, which only an odd document has (a note's reference given twice), are numbered."""
    seen: Counter[Key] = Counter()
    for fact in found:
        seen[fact.key] += 1
        times = seen[fact.key]
        yield fact if times == 1 else replace(fact, key=(*fact.key, f"#{times}"))
