"""Whether the percentages of a text are shares that the tables know, and keep to the side of a limit on which these stand."""

import operator
import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from finance.words.advice import Advice, Kind
from finance.words.citations import DECIMALS_OF_A_SHARE, percentage
from finance.words.facts import NamedShare, stems
from finance.words.numbers import Number
from finance.words.support import Support

LIMIT = r"\b(?:target|policy|minimum|maximum|limit|band|range|floor|ceiling|threshold|at least|at most|no (?:more|less) than)\b"
LIMIT_AHEAD = re.compile(rf"{LIMIT}[^,;.%]{{0,30}}$", re.IGNORECASE)
LIMIT_BEHIND = re.compile(rf"[^,;.%]{{0,12}}?{LIMIT}", re.IGNORECASE)
FURTHEST = 60
CLAUSE = re.compile(r"[,;:](?=\s)")
# A word for the time of a balance, as a text or the heading of its column has it.
OPENING = re.compile(r"\b(?:open\w{0,5}|start\w{0,5}|beg[aiu]n\w{0,5})\b", re.IGNORECASE)
CLOSING = re.compile(r"\b(?:clos\w{0,4}|end(?:s|ed|ing)?|forecast|outturn)\b", re.IGNORECASE)


def advise_on_percentage(
    number: Number, sentence: str, support: Support, *, context: frozenset[str], has_direction: bool
) -> Advice | None:
    """What to say of one percentage, or None.

    `context` are the words of its sentence and of the one before it. Beside a direction word a percentage is the share of a
    variance, and no named share.
    """
    if has_direction and support.cells(number):
        return None
    if number.is_range:
        ends = (replace(number, high=number.low), replace(number, low=number.high))
        if _are_limits(number, support) or all(_is_known(end, support) for end in ends):
            return None
        return _unknown(number)
    is_limit = _is_limit(number, support) and _speaks_of_limit(sentence, number)
    if not is_limit and not any(circle is support.near for circle, _cells in support.cells(number)):
        spoken_of = [share for share in support.shares(number) if _is_spoken_of(share, support, context)]
        for share in _at_the_time(spoken_of, _clause(sentence, number), support):
            limit = _crossed(share, number)
            if limit is not None:
                return _rounded_over(number, share, limit)
    return None if _is_known(number, support) else _unknown(number)


def _is_known(number: Number, support: Support) -> bool:
    return (
        bool(support.cells(number))
        or any(True for _share in support.shares(number))
        or support.is_in_a_column(number)
        or _is_limit(number, support)
    )


def _is_limit(number: Number, support: Support) -> bool:
    return any(number.low in share.limits for share in support.facts.shares)


def _are_limits(number: Number, support: Support) -> bool:
    return any({number.low, number.high} <= set(share.limits) for share in support.facts.shares)


def _speaks_of_limit(sentence: str, number: Number) -> bool:
    ahead, behind = _around(sentence, number, FURTHEST)
    return LIMIT_AHEAD.search(ahead) is not None or LIMIT_BEHIND.match(behind) is not None


def _is_spoken_of(share: NamedShare, support: Support, context: frozenset[str]) -> bool:
    """Whether a note is about a share: by the rows it serves, its section, or half of the words of the share's row."""
    part = support.facts.get(share.part)
    if part is None or part.address.statement in support.statements or part.row in support.rows:
        return part is not None
    label = set(stems(part.row_label))
    return 2 * len(label & context) >= len(label)


def _at_the_time(shares: Collection[NamedShare], clause: str, support: Support) -> Collection[NamedShare]:
    """Of several shares those of the time of which the clause speaks, where it speaks of one."""
    for time in (OPENING, CLOSING):
        if time.search(clause):
            return [share for share in shares if time.search(_words_of(share, support))] or shares
    return shares


def _words_of(share: NamedShare, support: Support) -> str:
    part = support.facts.get(share.part)
    return f"{part.measure} {part.column_heading}" if part else share.label


def _clause(sentence: str, number: Number) -> str:
    ahead, behind = _around(sentence, number, 2 * FURTHEST)
    return CLAUSE.split(ahead)[-1] + number.text + CLAUSE.split(behind)[0]


def _around(sentence: str, number: Number, furthest: int) -> tuple[str, str]:
    return sentence[max(0, number.start - furthest) : number.start], sentence[number.end : number.end + furthest]


def _crossed(share: NamedShare, number: Number) -> Decimal | None:
    """The limit between a share and what is printed of it: 2.92% is under 3%, and “3%” is not."""
    if share.percent is None or share.percent < 0:
        return None
    for limit, is_beyond in ((share.low, operator.lt), (share.high, operator.gt)):
        if limit is not None and is_beyond(share.percent, Fraction(limit)) != is_beyond(number.low, Fraction(limit)):
            return limit
    return None


def _rounded_over(number: Number, share: NamedShare, limit: Decimal) -> Advice:
    sentence = _(
        "In the tables “{number}” is {exact} (“{share}”): only rounding takes it across the limit of {limit}%."
    ).format(
        number=number.text,
        exact=percentage(share.percent or number.low, DECIMALS_OF_A_SHARE),
        share=share.label,
        limit=f"{limit.normalize():f}",
    )
    return Advice(number.text, sentence, Kind.LIMIT, number.start)


def _unknown(number: Number) -> Advice:
    sentence = _("No share in the tables comes to {number}. Check it, or leave it if it comes from elsewhere.")
    return Advice(number.text, sentence.format(number=number.text), Kind.PERCENTAGE, number.start)
