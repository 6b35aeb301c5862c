"""What a correction changed: two editions of a quarter set against each other, figure by figure.

Pure: documents in, differences out. Drawn by `templates/reports/_differences.html` on the page of a correction.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.document import ReportDocument
from reports.facts import Fact, Key, Page, facts, in_one_line

# Two texts of a list are one text that was edited where at least so much of their words is shared.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reads otherwise: `before` and `after` as printed, "" where there was, or is, nothing.

    `where` is the place in words from the outside in; `page` and `anchor` lead there, in the edition in which it stands.
    """

    change: Literal["changed", "added", "removed"]
    kind: str
    where: tuple[str, ...]
    before: str
    after: str
    page: Page
    anchor: str


def differences(before: ReportDocument, after: ReportDocument) -> tuple[Difference, ...]:
    """What changed from one edition of a quarter to the next, in the order of reading.

    Matched by key, so that a title or place that changed is one difference and not all that stands under it. A row, a table or
    a paragraph that came or went whole is told row by row. The order of rows and paragraphs is no difference, nor what a page
    says again of another (the boxes of the summary) where it changed in the same way.
    """
    old, new = facts(before), facts(after)
    matched = _matched(old, new)
    found = _without_repeats([*_pairs(old, new, matched)])
    rows_before, rows_after = {fact.row for fact in old}, {fact.row for fact in new}
    return tuple(_told(found, rows_before & rows_after))


Pair = tuple[Fact | None, Fact | None]


def _matched(old: Sequence[Fact], new: Sequence[Fact]) -> dict[Key, Key]:
    """The key that each fact of the older edition has in the newer one; those without a counterpart are left out."""
    here = {fact.key for fact in new if not fact.is_listed}
    matched = {fact.key: fact.key for fact in old if not fact.is_listed and fact.key in here}
    lists_before, lists_after = _lists(old), _lists(new)
    for name, texts in lists_before.items():
        matched |= _aligned(texts, lists_after.get(name, []))
    return matched


def _lists(given: Sequence[Fact]) -> dict[Key, list[Fact]]:
    found: dict[Key, list[Fact]] = {}
    for fact in given:
        if fact.is_listed:
            found.setdefault(fact.key[:-1], []).append(fact)
    return found


def _aligned(old: list[Fact], new: list[Fact]) -> dict[Key, Key]:
    """The texts of a list with what became of each: first those that stand in both, then the likest, the best first."""
    matched: dict[Key, Key] = {}
    same: dict[str, list[Fact]] = {}
    for fact in new:
        same.setdefault(fact.text, []).append(fact)
    for fact in old:
        if same.get(fact.text):
            matched[fact.key] = same[fact.text].pop(0).key
    taken = set(matched.values())
    words = {fact.text: Counter(fact.text.casefold().split()) for fact in (*old, *new)}
    likest = sorted(
        (-_likeness(words[one.text], words[other.text]), number, place, one.key, other.key)
        for number, one in enumerate(old)
        if one.key not in matched
        for place, other in enumerate(new)
        if other.key not in taken
    )
    for likeness, _number, _place, one, other in likest:
        if -likeness >= ALIKE and one not in matched and other not in taken:
            matched[one] = other
            taken.add(other)
    return matched


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much of their words two texts share, from 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _pairs(old: Sequence[Fact], new: Sequence[Fact], matched: dict[Key, Key]) -> Iterator[Pair]:
    """What differs, in the order of the newer edition; what is gone follows what stood before it."""
    place = {fact.key: number for number, fact in enumerate(new)}
    of = {now: fact for fact in old if (now := matched.get(fact.key))}
    gone: dict[int, list[Fact]] = {}
    last = -1
    for fact in old:
        if fact.key in matched:
            last = place[matched[fact.key]]
        else:
            gone.setdefault(last, []).append(fact)
    yield from ((fact, None) for fact in gone.get(-1, ()))
    for number, fact in enumerate(new):
        was = of.get(fact.key)
        if was is None or was.text != fact.text:
            yield was, fact
        yield from ((lost, None) for lost in gone.get(number, ()))


def _without_repeats(found: list[Pair]) -> list[Pair]:
    """Leaves out what repeats another difference, the same text before and the same after, or stands behind one."""
    changes = {_either(pair).key: _texts(pair) for pair in found}
    return [
        pair
        for pair in found
        if changes.get(_either(pair).repeats) != _texts(pair) and _either(pair).behind not in changes
    ]


def _either(pair: Pair) -> Fact:
    fact = pair[1] or pair[0]
    if fact is None:
        raise ValueError("A pair holds at least one fact.")
    return fact


def _texts(pair: Pair) -> tuple[str, str]:
    return (pair[0].text if pair[0] else "", pair[1].text if pair[1] else "")


def _told(found: list[Pair], lasting: set[Key]) -> Iterator[Difference]:
    """Each pair as a difference; a row that came or went as a whole (it is not among the `lasting`) is one."""
    rows: dict[tuple[bool, Key], list[Fact]] = {}
    for pair in found:
        fact = _either(pair)
        if None in pair and fact.row not in lasting:
            rows.setdefault((pair[0] is None, fact.row), []).append(fact)
    for was, now in found:
        fact = _either((was, now))
        where, whole = fact.where, [fact]
        if (was is None or now is None) and fact.row not in lasting:
            whole = rows.pop((was is None, fact.row), [])
            where = fact.where if len(whole) == 1 else fact.place
        if was and now:
            yield Difference("changed", now.kind, where, was.text, now.text, now.page, now.anchor)
        elif whole and was:
            yield Difference("removed", was.kind, where, in_one_line(whole), "", was.page, was.anchor)
        elif whole:
            yield Difference("added", fact.kind, where, "", in_one_line(whole), fact.page, fact.anchor)
