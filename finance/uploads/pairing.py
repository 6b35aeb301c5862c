"""Pairs words of a file with the rows or columns of a statement that they stand for. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from finance.models import Column, Row
from spreadsheets.plain import folded

Part = TypeVar("Part", Row, Column)
# What may follow a heading, as in the files that the portal itself hands out: Revised Budget (£000, at 31 July 2019).
FOLLOWS = re.compile(r"\s*\([^()]*\)$")


@dataclass(slots=True)
class Paired(Generic[Part]):
    """Which words of a line stand for which parts of a statement, all by their places: those that are `found`, `others` that
    stand for none, and `ambiguous` ones of which nobody can say."""

    found: dict[int, Part] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)
    ambiguous: dict[int, str] = field(default_factory=dict)


def paired(said: Iterable[str], parts: Sequence[Part]) -> Paired[Part]:
    """Pair words with rows or columns, by their words or else their keys. Where several are called alike they are paired in
    their order, if the line has as many."""
    named: dict[str, list[Part]] = {}
    for part in parts:
        for name in dict.fromkeys(_names_of(part)):
            named.setdefault(name, []).append(part)
    for part in parts:
        named.setdefault(part.key.casefold(), [part])
    result: Paired[Part] = Paired()
    places: dict[str, dict[int, str]] = {}
    for place, words in enumerate(said):
        if name := _name_in(words, named):
            places.setdefault(name, {})[place] = words
        elif words:
            result.others[place] = words
    for name, stands in places.items():
        if meant := _as_many(named[name], len(stands)):
            result.found |= dict(zip(stands, meant, strict=True))
        else:
            result.ambiguous |= stands
    return result


def holds(part: Row | Column) -> bool:
    """Whether cells of a row or column can be filled in."""
    return part.holds_figures if isinstance(part, Row) else part.kind != Column.Kind.REFERENCE


def _names_of(part: Row | Column) -> list[str]:
    if isinstance(part, Row):
        return [folded(part.label), folded(part.label + part.footnote_mark)]
    return [folded(part.heading)]


def _name_in(words: str, named: Mapping[str, object]) -> str:
    """The name that words stand for, with or without what follows it in brackets; "" for none."""
    while words:
        if (name := folded(words)) in named:
            return name
        shorter = FOLLOWS.sub("", words)
        if shorter == words:
            break
        words = shorter
    return ""


def _as_many(parts: list[Part], count: int) -> list[Part]:
    """The parts of one name, if there are so many; else those that can be filled in, if there are so many of them."""
    return next((meant for meant in (parts, list(filter(holds, parts))) if len(meant) == count), [])
