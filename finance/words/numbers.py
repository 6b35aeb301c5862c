"""The amounts and percentages that plain text prints, and to which digit it prints them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

WHOLE = r"[0-9]{1,3}(?:,[0-9]{3}){1,5}+(?![0-9])|[0-9]{1,15}+"
DIGITS = rf"(?:{WHOLE})(?:\.[0-9]{{1,6}}+)?"
# A range keeps its dash close, or has a space on either side of it.
DASH = r"(?:[-–—]|\s[-–—]\s)"
PERCENT = r"\s?(?:%|per\s?cent\b|percent\b)"
SMALL = r"[0-9]{1,2}(?:\.[0-9]{1,3})?"
MONEY = re.compile(
    rf"(?:(?<![\w%)])[-−–])?£\s?(?:\([-−–]?(?P<bracketed>{DIGITS})\)|[-−–]?(?P<low>{DIGITS})(?:{DASH}£?(?P<high>{DIGITS}))?)"
    r"(?:\s?(?P<scale>bn|billion|mn|million|m|thousand|k)\b)?(?!\w|['’.,]\w)",
    re.IGNORECASE,
)
PERCENTAGE = re.compile(
    rf"(?<![\w.,£/])(?:(?P<from>{SMALL})(?P<percent>{PERCENT})?\s(?:to|(?P<and>and))\s(?P<to>{SMALL})"
    rf"|(?P<low>{DIGITS})(?:(?:{PERCENT})?{DASH}(?P<high>{DIGITS}))?){PERCENT}",
    re.IGNORECASE,
)
BETWEEN = "between "
# As a table prints a negative: (665). A bracketed year is none, nor is a number of one or two digits.
BRACKETED = re.compile(
    r"(?<![\w£])\((?!(?:19|20)[0-9][0-9]\))(?P<low>[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{3,9})\)(?![\w%])"
)
PENCE = {
    "": 100,
    "thousand": 10**5,
    "k": 10**5,
    "m": 10**8,
    "mn": 10**8,
    "million": 10**8,
    "bn": 10**11,
    "billion": 10**11,
}


class Notation(StrEnum):
    """How a number is printed."""

    MONEY = "money"
    BRACKETED = "bracketed"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is printed from `start` to `end` of a text; `low` and `high` differ in a range like 3-5%.

    Money is in pence, percentages are in per cent, and a bracketed number is in whatever its table counts in. `step` is what
    its last printed digit is worth.
    """

    start: int
    end: int
    text: str
    kind: Notation
    low: Fraction
    high: Fraction
    step: Fraction

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def is_percent(self) -> bool:
        return self.kind == Notation.PERCENT


def numbers(text: str) -> tuple[Number, ...]:
    """The amounts and percentages of a text in their order. Those that say nothing (£0, 100%) are left out."""
    found = sorted((*_money(text), *_bracketed(text), *_percentages(text)), key=lambda number: number.start)
    apart: list[Number] = []
    for number in found:
        if not apart or number.start >= apart[-1].end:
            apart.append(number)
    return tuple(apart)


def _money(text: str) -> Iterator[Number]:
    for match in MONEY.finditer(text):
        scale = PENCE[(match["scale"] or "").lower()]
        first = match["bracketed"] or match["low"]
        ends = [first, match["high"] or first]
        # £476,000 may be written to the thousand, as £1,000,000 may.
        is_round = scale == PENCE[""] and all(end.endswith("000") for end in ends)
        step = Fraction(PENCE["k"]) if is_round else _step(ends) * scale
        values = [_value(end) * scale for end in ends]
        if values[0]:
            yield Number(*match.span(), match[0], Notation.MONEY, min(values), max(values), step)


def _bracketed(text: str) -> Iterator[Number]:
    for match in BRACKETED.finditer(text):
        value = _value(match["low"])
        yield Number(*match.span(), match[0], Notation.BRACKETED, value, value, Fraction(1))


def _percentages(text: str) -> Iterator[Number]:
    for match in PERCENTAGE.finditer(text):
        first = match["from"] or match["low"]
        ends = [first, match["to"] or match["high"] or first]
        if match["and"] and text[max(0, match.start() - len(BETWEEN)) : match.start()].casefold() != BETWEEN:
            # “0.3% and 1%” are two, and in “rows 3 and 5%” the first is none.
            if match["percent"]:
                yield from _percentage(text, match.start(), match.end("percent"), [first])
            yield from _percentage(text, match.start("to"), match.end(), ends[1:])
        else:
            yield from _percentage(text, *match.span(), ends)


def _percentage(text: str, start: int, end: int, ends: list[str]) -> Iterator[Number]:
    values = [_value(one) for one in ends]
    if values[0] not in (0, 100):
        yield Number(start, end, text[start:end], Notation.PERCENT, min(values), max(values), _step(ends))


def _value(digits: str) -> Fraction:
    return Fraction(digits.replace(",", ""))


def _step(ends: list[str]) -> Fraction:
    """What the last digit is worth; of two ends, of the one with fewer decimals."""
    return Fraction(1, 10 ** min(len(end.partition(".")[2]) for end in ends))
