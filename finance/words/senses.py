"""What the sign of a figure means in words: adverse or favourable, above or below."""

from enum import StrEnum

from finance.words.facts import Fact, Facts


class Direction(StrEnum):
    ADVERSE = "adverse"
    FAVOURABLE = "favourable"
    ABOVE = "above"
    BELOW = "below"

    @property
    def opposite(self) -> "Direction":
        return _OPPOSITES[self]


_OPPOSITES = {
    Direction.ADVERSE: Direction.FAVOURABLE,
    Direction.FAVOURABLE: Direction.ADVERSE,
    Direction.ABOVE: Direction.BELOW,
    Direction.BELOW: Direction.ABOVE,
}


def judged(fact: Fact) -> Direction | None:
    """Whether a figure is adverse or favourable; None where its column does not say, and where it is 0 or blank."""
    if not fact.pence or not fact.sense:
        return None
    of_positive = Direction(fact.sense)
    return of_positive if fact.pence > 0 else of_positive.opposite


def compared(fact: Fact, facts: Facts) -> Direction | None:
    """Whether a stands above or below b, for a figure of a column `a - b`; None for others, and where it is 0 or blank.

    Where both are negative, as income and the use of reserves are, words compare their sizes: (15,255) is above (15,002).
    """
    if not fact.pence or fact.difference is None:
        return None
    return Direction.ABOVE if (fact.pence > 0) != are_sizes_compared(fact, facts) else Direction.BELOW


def are_sizes_compared(fact: Fact, facts: Facts) -> bool:
    """Whether both sides of a difference are negative, so that words go by their sizes."""
    operands = facts.operands(fact)
    return operands is not None and all((operand.pence or 0) < 0 for operand in operands)


def against_budget(fact: Fact, facts: Facts) -> Direction | None:
    """Whether what is forecast stands above or below the budget, whichever of the two the column takes from the other."""
    found = compared(fact, facts)
    if found is None or fact.difference is None:
        return None
    return found.opposite if facts.budget_of(fact) == fact.difference[0] else found
