"""Whether the direction words of a text agree with the figures that they stand beside."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from finance.words.advice import Advice, Kind, between, figure
from finance.words.facts import Fact, Facts
from finance.words.numbers import Number
from finance.words.phrases import Turn, Way
from finance.words.senses import Direction, against_budget, are_sizes_compared, judged
from finance.words.support import Support

MEASURES_WITH_THEIR_OWN_SIGN = frozenset({"overspend", "saving", "slippage"})
FURTHEST = 70
ABOUT = (
    r"(?:\s(?:about|around|approximately|some|nearly|almost|just|over|under|only|an?|estimated|further|up\sto)){0,2}\s"
)
# £0.476m (0.36%): two ways to tell one figure.
JOINT = re.compile(r"\s?\(\s?(?:or\s|about\s|approximately\s)?|\s(?:or|i\.e\.)\s")
AHEAD = re.compile(r"\)?\s?(?:(?:net|an?|of|overall)\s){0,2}[“\"‘'(]?")
BY = re.compile(rf"[”’\"']?(?:\s[\w-]{{1,20}}){{0,4}}?\sby{ABOUT}")
BEHIND = re.compile(
    rf"(?:\s(?!budget|against|forecast)[\w-]{{1,20}}){{0,4}}?\s(?:of|is|was|totalling){ABOUT}|{ABOUT}|\s?[(:]\s?"
)
IN_BRACKETS = re.compile(r"[”’\"']?\s?[(:]\s?")

_SENSES = {
    Way.ADVERSE: Direction.ADVERSE,
    Way.OVERSPENT: Direction.ADVERSE,
    Way.FAVOURABLE: Direction.FAVOURABLE,
    Way.UNDERSPENT: Direction.FAVOURABLE,
}
_SIZES = {
    Way.ABOVE: Direction.ABOVE,
    Way.OVERSPENT: Direction.ABOVE,
    Way.BELOW: Direction.BELOW,
    Way.UNDERSPENT: Direction.BELOW,
}


def numbers_of(turn: Turn, text: str, numbers: Sequence[Number]) -> tuple[Number, ...]:
    """The number that a direction word stands beside, the amount before its percentage; () where it stands alone."""
    at = bisect_left(numbers, turn.end, key=lambda number: number.start)
    behind = _gap(text, turn.end, numbers[at].start) if at < len(numbers) else None
    ahead = _gap(text, numbers[at - 1].end, turn.start) if at else None
    is_of_size = turn.way in (Way.ABOVE, Way.BELOW)
    if behind is not None and BY.fullmatch(behind):
        return _joined(text, numbers, at)
    if ahead is not None and AHEAD.fullmatch(ahead):
        first = at - 1
        while first and _is_joint(text, numbers[first - 1], numbers[first]):
            first -= 1
        return tuple(numbers[first:at])
    if behind is not None and (IN_BRACKETS if is_of_size else BEHIND).fullmatch(behind):
        return _joined(text, numbers, at)
    return ()


def advise_beside_numbers(turn: Turn, beside: Iterable[Number], support: Support) -> Iterator[Advice]:
    """A direction word beside a number: the nearest cells that have the number and a direction must have this one."""
    found = False
    for number in beside:
        circles = support.cells(number)
        for circle, cells in circles:
            verdicts = [(fact, stands(fact, circle, turn)) for fact in cells]
            if any(verdict for _fact, verdict in verdicts):
                return
            against = next((fact for fact, verdict in verdicts if verdict is False), None)
            if against is not None:
                yield _contradicted(turn, against, circle)
                return
            found = found or any(_has_direction(fact) for fact in cells)
        if circles and not number.is_percent and not found:
            yield Advice(
                turn.text,
                _("“{words}” does not fit {number}: no variance has this amount.").format(
                    words=turn.text, number=number.text
                ),
                Kind.DIRECTION,
                turn.start,
            )
            return


def advise_alone(alone: Sequence[Turn], every: Iterable[Turn], support: Support) -> Iterator[Advice]:
    """Direction words without a number, in a note that serves rows: some variance of these must go that way.

    Where one of `every` direction word of the note is right, the others may well speak of a part that goes the other way.
    """
    variances = [fact for fact in support.near.cells if fact.is_variance and fact.pence]
    said = {(turn.way, turn.is_of_original_budget): turn for turn in every}
    if any(stands(fact, support.near, turn) for turn in said.values() for fact in variances):
        return
    against = {
        key: max(
            (fact for fact in variances if stands(fact, support.near, turn) is False),
            key=lambda fact: abs(fact.pence or 0),
            default=None,
        )
        for key, turn in said.items()
    }
    for turn in alone:
        fact = against[turn.way, turn.is_of_original_budget]
        if fact is not None:
            yield _contradicted(turn, fact, support.near)


def stands(fact: Fact, facts: Facts, turn: Turn) -> bool | None:
    """Whether a figure goes the way that the words say; None where its column does not tell."""
    if not _has_direction(fact) or fact.measure in MEASURES_WITH_THEIR_OWN_SIGN:
        return None
    if turn.way in _SENSES and judged(fact) is not None:
        return judged(fact) == _SENSES[turn.way]
    if turn.way not in _SIZES or not (fact.is_variance or facts.budget_of(fact)):
        return None
    budget = facts.beside(fact, facts.budget_of(fact) or "")
    if turn.is_of_original_budget and (budget is None or budget.measure != "original_budget"):
        return None
    found = against_budget(fact, facts)
    return None if found is None else found == _SIZES[turn.way]


def _has_direction(fact: Fact) -> bool:
    return fact.is_variance or fact.difference is not None or fact.measure in MEASURES_WITH_THEIR_OWN_SIGN


def _contradicted(turn: Turn, fact: Fact, facts: Facts) -> Advice:
    found = judged(fact) if turn.way in _SENSES and fact.sense else against_budget(fact, facts)
    words = {
        Direction.ADVERSE: _("adverse"),
        Direction.FAVOURABLE: _("favourable"),
        Direction.ABOVE: _("above the budget"),
        Direction.BELOW: _("below the budget"),
    }
    # That −£252,000 is above a budget is plain only beside the figures that are compared.
    is_of_sizes = found in (Direction.ABOVE, Direction.BELOW) and are_sizes_compared(fact, facts)
    sentence = _("“{words}” does not fit: {figure}{operands}, which is {direction}.").format(
        words=turn.text,
        figure=figure(fact),
        operands=between(fact, facts) if is_of_sizes else "",
        direction=words[found] if found else "",
    )
    return Advice(turn.text, sentence, Kind.DIRECTION, turn.start)


def _gap(text: str, start: int, end: int) -> str | None:
    return text[start:end] if 0 <= end - start <= FURTHEST else None


def _joined(text: str, numbers: Sequence[Number], first: int) -> tuple[Number, ...]:
    last = first
    while last + 1 < len(numbers) and _is_joint(text, numbers[last], numbers[last + 1]):
        last += 1
    return tuple(numbers[first : last + 1])


def _is_joint(text: str, one: Number, other: Number) -> bool:
    gap = _gap(text, one.end, other.start)
    return gap is not None and other.is_percent and JOINT.fullmatch(gap) is not None
