"""What the reader of plain text tells a person, who may follow it or not."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from finance.figures.units import money
from finance.words.facts import Fact, Facts


class Kind(StrEnum):
    """What does not fit the tables."""

    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    LIMIT = "limit"
    DIRECTION = "direction"
    ROW = "row"
    NIL = "nil"


@dataclass(frozen=True, slots=True)
class Advice:
    """Words of a text, from `start` on, that no figure supports, and a sentence that says why."""

    quote: str
    sentence: str
    kind: Kind
    start: int = 0


def figure(fact: Fact) -> str:
    """A cell with what stands in it."""
    return _("{cell} is {amount}").format(cell=fact.name, amount=money(fact.pence or 0))


def between(fact: Fact, facts: Facts) -> str:
    """The two figures between which a variance lies, to stand behind it in brackets; "" where they are not known."""
    operands = facts.operands(fact)
    if operands is None:
        return ""
    a, b = (_("{column}: {amount}").format(column=one.column_heading, amount=money(one.pence or 0)) for one in operands)
    return f" ({a}; {b})"
