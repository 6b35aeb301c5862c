"""Whether words of nil (“on budget”, “no further use”) stand beside variances that are not 0."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _

from finance.words.advice import Advice, Kind, between, figure
from finance.words.facts import RowKey
from finance.words.phrases import Nil
from finance.words.support import OF_RESERVES, Support

OF_THE_WHOLE = frozenset({"overall", "position", "outturn"})


def advise_on_nil(nil: Nil, words: frozenset[str], named: Collection[RowKey], support: Support) -> Iterator[Advice]:
    """Hold words of nil against the rows that its sentence names, or that the note serves, or against the reserves."""
    rows = _spoken_of(words, frozenset(named), support)
    if nil.is_use:
        rows &= support.reserves
    fact = support.largest_variance(rows)
    if fact is not None:
        sentence = _("“{words}” does not fit: {figure}{operands}.").format(
            words=nil.text, figure=figure(fact), operands=between(fact, support.facts)
        )
        yield Advice(nil.text, sentence, Kind.NIL, nil.start)


def _spoken_of(words: frozenset[str], named: frozenset[RowKey], support: Support) -> frozenset[RowKey]:
    own = frozenset(support.rows)
    if own or named:
        return named & own or own or named
    if support.reserves_of_section:
        return support.reserves_of_section
    if OF_RESERVES in words:
        return support.reserves
    return support.totals if words & OF_THE_WHOLE else frozenset()
