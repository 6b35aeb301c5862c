"""Whether the amounts that a text gives of a row, by its label, are figures of that row and not of another."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from finance.words.advice import Advice, Kind
from finance.words.facts import Fact, RowKey, label_of, stems
from finance.words.labels import Named
from finance.words.numbers import Number
from finance.words.support import Support

SMALL_WORDS = frozenset({"and", "of", "the", "to", "for", "in", "on", "from", "other"})


def advise_on_names(
    named: Sequence[Named], numbers: Sequence[Number], words: frozenset[str], support: Support
) -> Iterator[Advice]:
    """What to say of the rows that a sentence names, whose words are `words`.

    An amount belongs to the last name before it. It is held against that row and the others that the sentence names, and
    something is said only where all of them lack it and another row of the same table has it.
    """
    known = frozenset(row for one in named for row in one.rows)
    for place, one in enumerate(named):
        first = bisect_left(numbers, one.end, key=_start)
        last = bisect_left(numbers, named[place + 1].start, key=_start) if place + 1 < len(named) else len(numbers)
        strange = {
            number: others
            for number in numbers[first:last]
            if not number.is_percent and (others := _owners(number, one, known, words, support))
        }
        if strange:
            yield _advice(one, strange, support)


def _start(number: Number) -> int:
    return number.start


def _owners(
    number: Number, named: Named, known: frozenset[RowKey], words: frozenset[str], support: Support
) -> tuple[RowKey, ...]:
    """The rows that have an amount instead of the one that is named; () where that one has it, or none has."""
    circles = support.cells(number)
    cells = [fact for circle, found in circles if circle is support.facts for fact in found]
    if any(circle is support.near for circle, _found in circles):
        return ()
    tables = {row[0] for row in named.rows}
    if any(fact.row in known or _is_titled(fact, named) for fact in cells):
        return ()
    rows = dict.fromkeys(fact.row for fact in cells if fact.address.statement in tables)
    return tuple(row for row in rows if not _is_named_otherwise(row, named, words, support))


def _is_titled(fact: Fact, named: Named) -> bool:
    """Whether the name is also that of another table, which has the amount."""
    is_elsewhere = all(fact.address.statement != statement for statement, _row in named.rows)
    return is_elsewhere and label_of(fact.statement_title) == named.label


def _is_named_otherwise(row: RowKey, named: Named, words: frozenset[str], support: Support) -> bool:
    """Whether the sentence has a word of another row's label that tells the two apart: “pay” of “Pay costs”.

    A word from the head of a column, like budget, tells no rows apart.
    """
    cells = support.facts.row(row)
    own = set(label_of(cells[0].row_label)) - set(named.label) - SMALL_WORDS
    heads = {word for fact in cells for word in stems(fact.column_heading)}
    return bool((own - heads) & words)


def _advice(named: Named, strange: dict[Number, tuple[RowKey, ...]], support: Support) -> Advice:
    (owner, _count), *_others = Counter(row for rows in strange.values() for row in rows).most_common(1)
    amounts = [number.text for number, rows in strange.items() if owner in rows]
    listed = (
        amounts[0]
        if len(amounts) == 1
        else _("{amounts} or {last}").format(amounts=", ".join(amounts[:-1]), last=amounts[-1])
    )
    sentence = _(
        "“{named}” has no figure of {amounts}, but the row “{owner}” has. Name that row, or give the figures of this one."
    ).format(named=named.text, amounts=listed, owner=support.facts.row(owner)[0].row_label)
    return Advice(named.text, sentence, Kind.ROW, named.start)
