"""The reader of plain text: advises where an amount, a percentage or a direction word has no cell that supports it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from finance.figures.units import money
from finance.words.advice import Advice, Kind
from finance.words.citations import TOKEN
from finance.words.directions import advise_alone, advise_beside_numbers, numbers_of
from finance.words.facts import Facts, RowKey, stems
from finance.words.labels import named_rows
from finance.words.naming import advise_on_names
from finance.words.nothing import advise_on_nil
from finance.words.numbers import Notation, Number, numbers
from finance.words.percentages import advise_on_percentage
from finance.words.phrases import Turn, nils, sentences, turns
from finance.words.support import Support

# Stands in for a citation, so that what is around it keeps its place; no pattern of words or numbers takes it.
OBJECT = "\ufffc"


def advise(text: str, *, facts: Facts, rows: Collection[RowKey] = (), section: str = "") -> tuple[Advice, ...]:
    """Where plain words do not fit the tables, in the order of the text.

    `rows` are those that a note serves, `section` is the name of its part of the report: what they say is held against
    first. Citations are passed over, since they cannot be wrong. It is advice: a good text may hold more than the tables do.
    """
    return _Reading(text, Support(facts, rows, section)).advice()


class _Reading:
    """One text under the reader. Places are counted from the start of a sentence until its advice is handed on."""

    def __init__(self, text: str, support: Support) -> None:
        self.text = TOKEN.sub(lambda token: OBJECT * len(token[0]), text)
        self.support = support
        self.turns: list[Turn] = []
        self.alone: list[Turn] = []
        # What was said already: a text may well repeat itself.
        self.said: set[str] = set()
        self.beside: dict[tuple[str, ...], tuple[Advice, ...]] = {}

    def advice(self) -> tuple[Advice, ...]:
        found: list[Advice] = []
        before: frozenset[str] = frozenset()
        for start, end in sentences(self.text):
            sentence = self.text[start:end]
            words = frozenset(stems(sentence))
            found += (replace(one, start=one.start + start) for one in self._of(sentence, start, words, before))
            before = words
        if self.support.rows:
            found += advise_alone(self.alone, self.turns, self.support)
        return _each_once(sorted(found, key=lambda one: one.start))

    def _of(self, sentence: str, start: int, words: frozenset[str], before: frozenset[str]) -> Iterator[Advice]:
        found = numbers(sentence)
        named = tuple(named_rows(sentence, self.support.facts))
        directed: set[Number] = set()
        for turn in turns(sentence):
            self.turns.append(turn)
            beside = numbers_of(turn, sentence, found)
            directed.update(beside)
            if beside:
                yield from self._beside(turn, beside)
            elif turn.tell_alone:
                self.alone.append(replace(turn, start=turn.start + start, end=turn.end + start))
        context = words | before
        for number in found:
            if number.text not in self.said:
                yield from self._number(number, sentence, context, number in directed)
        yield from advise_on_names(named, found, words, self.support)
        rows = frozenset(row for one in named for row in one.rows)
        for nil in nils(sentence):
            yield from advise_on_nil(nil, words, rows, self.support)

    def _beside(self, turn: Turn, beside: tuple[Number, ...]) -> Iterator[Advice]:
        key = (turn.text, *(number.text for number in beside))
        if key not in self.beside:
            self.beside[key] = tuple(advise_beside_numbers(turn, beside, self.support))
        yield from (replace(one, start=turn.start) for one in self.beside[key])

    def _number(self, number: Number, sentence: str, context: frozenset[str], has_direction: bool) -> Iterator[Advice]:
        if number.is_percent:
            one = advise_on_percentage(number, sentence, self.support, context=context, has_direction=has_direction)
        else:
            one = self._amount(number)
        if one is not None:
            self.said.add(number.text)
            yield one

    def _amount(self, number: Number) -> Advice | None:
        if self.support.cells(number):
            return None
        nearest = self.support.nearest(number) if number.kind == Notation.MONEY else None
        if nearest is None:
            sentence = _("No figure in the tables is {number}. Check it, or leave it if it comes from elsewhere.")
            words = sentence.format(number=number.text)
        else:
            sentence = _("No figure in the tables is {number}. The nearest is {amount}: {cell}.")
            words = sentence.format(number=number.text, amount=money(nearest.pence or 0), cell=nearest.name)
        return Advice(number.text, words, Kind.AMOUNT, number.start)


def _each_once(found: Iterable[Advice]) -> tuple[Advice, ...]:
    """The same words, used again, are advised upon once."""
    first: dict[tuple[Kind, str], Advice] = {}
    for one in found:
        first.setdefault((one.kind, one.quote.casefold()), one)
    return tuple(first.values())
