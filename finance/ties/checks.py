"""What holds two cells together: that they tell one figure, or that one is a share of the other within a band."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from finance.arithmetic import Verdict
from finance.figures.amounts import rounded
from finance.figures.units import PerCent, Unit

SHARE = PerCent(2)


@dataclass(frozen=True, slots=True)
class Operand:
    """A cell's figure in last digits of its unit; a dash is exactly nothing, any other figure is rounded."""

    amount: int
    unit: Unit | PerCent
    is_exact: bool = False

    @property
    def worth(self) -> int:
        """In pence, or thousandths of a per cent."""
        return self.amount * self.unit.step

    @property
    def spread(self) -> int:
        """How far apart the true figures can lie that are written like this one."""
        return 0 if self.is_exact else self.unit.step


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tie comes to. The amounts are in last digits of `unit`, the finer one of its two cells.

    `printed` is the left cell (of a band the share, in hundredths of a per cent), `expected` what it should be (of a band the
    limit that is broken, None within it). Up to `bound` the `difference` can come of rounding. `share` is exact, in per cent.
    """

    verdict: Verdict
    words: str
    unit: Unit | PerCent | None = None
    printed: int | None = None
    expected: int | None = None
    difference: int | None = None
    bound: int = 0
    share: Fraction | None = None


def check_tie(
    left: Operand | None, right: Operand | None, *, is_negated: bool = False, is_held: bool = True
) -> Outcome:
    """Hold two printings of one figure against each other; with `is_negated` the left one is the right with its sign turned.

    In one unit they are the same or it is an error. In different units each may be half of its last digit from the truth.

    None is a blank cell. Where both are blank, or no report is held to compare with (`is_held`), there is nothing to compare.
    Where one is blank and the other holds an amount, the figure that both should tell stands in one place only: an error,
    since nobody can say that they agree. Where that other is 0 or a dash no money is missing, and there is nothing to compare.
    """
    if not is_held:
        return Outcome(Verdict.ABSENT, _("No earlier report is held to compare with."))
    sign = -1 if is_negated else 1
    if left is None or right is None:
        return _one_sided(left, right, sign)
    if isinstance(left.unit, PerCent) != isinstance(right.unit, PerCent):
        return Outcome(Verdict.ERROR, _("An amount and a percentage cannot be compared."))
    unit = min(left.unit, right.unit, key=lambda unit: unit.step)
    # Steps are powers of ten, so that the coarser figure is a whole number of the finer one's last digit.
    printed, expected = left.worth // unit.step, sign * right.worth // unit.step
    difference = printed - expected
    bound = max(left.spread + right.spread - 1, 0) // (2 * unit.step)
    if difference == 0:
        verdict, words = Verdict.EXACT, _("{printed}{unit}, as it should be.")
    elif abs(difference) <= bound:
        verdict = Verdict.ROUNDING
        words = _("{printed} stands for {expected}{unit}: rounding allows the difference of {difference}.")
    else:
        verdict, words = Verdict.ERROR, _("{printed} should be {expected}{unit}: the difference is {difference}.")
    return Outcome(verdict, _filled(words, unit, printed, expected), unit, printed, expected, difference, bound)


def check_band(part: Operand | None, whole: Operand | None, low: Decimal | None, high: Decimal | None) -> Outcome:
    """Hold a figure, in per cent of another, against the lowest and the highest share allowed, each None where there is none.

    The exact share counts, not the rounded one that is shown: 2.996% is below 3%. Without both figures, or where the whole is
    0, there is nothing to compare.
    """
    if part is None or whole is None:
        return Outcome(Verdict.ABSENT, _("There are not yet two figures to make a share of."))
    if isinstance(part.unit, PerCent) or isinstance(whole.unit, PerCent):
        return Outcome(Verdict.ERROR, _("A share is one amount in per cent of another, and not of a percentage."))
    if whole.worth == 0:
        return Outcome(Verdict.ABSENT, _("There is no share of nothing."))
    share = Fraction(100 * part.worth, whole.worth)
    printed = _hundredths(share)
    if low is not None and share < Fraction(low):
        broken, words = low, _("{share} is below {limit}%.")
    elif high is not None and share > Fraction(high):
        broken, words = high, _("{share} is above {limit}%.")
    else:
        return Outcome(Verdict.EXACT, _within(printed, low, high), SHARE, printed, share=share)
    expected = _hundredths(Fraction(broken))
    if printed == expected:
        # Rounding hides on which side it lies.
        words = (
            _("{share} is just below {limit}%.") if share < Fraction(broken) else _("{share} is just above {limit}%.")
        )
    words = words.format(share=SHARE.write(printed), limit=_plain(broken))
    return Outcome(Verdict.ERROR, words, SHARE, printed, expected, printed - expected, share=share)


def _one_sided(left: Operand | None, right: Operand | None, sign: int) -> Outcome:
    held = left or right
    if held is None:
        return Outcome(Verdict.ABSENT, _("Both cells are blank."))
    printed, expected = (left.amount if left else None), (sign * right.amount if right else None)
    if held.amount == 0:
        words = _("One cell is blank and the other is nil.")
        return Outcome(Verdict.ABSENT, words, held.unit, printed, expected)
    words = _("{held}{unit} stands in one cell, and the other is blank.").format(
        held=held.unit.write(held.amount), unit=_in_brackets(held.unit)
    )
    return Outcome(Verdict.ERROR, words, held.unit, printed, expected, (printed or 0) - (expected or 0))


def _filled(words: str, unit: Unit | PerCent, printed: int, expected: int) -> str:
    amounts = {"printed": printed, "expected": expected, "difference": printed - expected}
    return words.format(unit=_in_brackets(unit), **{name: unit.write(amount) for name, amount in amounts.items()})


def _in_brackets(unit: Unit | PerCent) -> str:
    """The unit behind an amount; a percentage carries it already."""
    return "" if isinstance(unit, PerCent) else f" ({unit.words})"


def _within(printed: int, low: Decimal | None, high: Decimal | None) -> str:
    share = SHARE.write(printed)
    if low is not None and high is not None:
        return _("{share} lies between {low}% and {high}%.").format(share=share, low=_plain(low), high=_plain(high))
    if low is not None:
        return _("{share} is not below {low}%.").format(share=share, low=_plain(low))
    if high is not None:
        return _("{share} is not above {high}%.").format(share=share, high=_plain(high))
    return f"{share}."


def _hundredths(share: Fraction) -> int:
    return rounded(share.numerator * 100, share.denominator)


def _plain(limit: Decimal) -> str:
    """A limit without zeros behind its last digit: 3, 3.5."""
    return f"{limit:f}".rstrip("0").rstrip(".") if "." in f"{limit:f}" else f"{limit:f}"
