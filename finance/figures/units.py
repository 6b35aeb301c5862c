"""What a column's figures are counted in, and how an exact amount of pence is written in a text."""

import re
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from finance.figures.amounts import is_other_currency, rounded, written

# Pence in one of each, and how many decimals it may be printed to.
POUND, THOUSAND, MILLION = "£", "£000", "£m"
SIZES = {POUND: (100, 2), THOUSAND: (100_000, 3), MILLION: (100_000_000, 3)}
OTHER_NAMES = {
    "gbp": POUND,
    "£k": THOUSAND,
    "£000s": THOUSAND,
    "£mn": MILLION,
    "£million": MILLION,
    "£millions": MILLION,
}
MOST_DECIMALS_OF_A_SHARE = 3


class UnreadableUnit(ValueError):
    """A unit that a statement cannot be kept in; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What amounts are counted in: "£", "£000" or "£m", printed to so many decimals. Raises UnreadableUnit for others."""

    name: str
    decimals: int = 0

    def __post_init__(self) -> None:
        if self.name not in SIZES:
            raise UnreadableUnit(_why_unreadable(self.name))
        most = SIZES[self.name][1]
        if not 0 <= self.decimals <= most:
            raise UnreadableUnit(
                _("{unit} is printed to {most} decimals at most, not to {decimals}.").format(
                    unit=self.name, most=most, decimals=self.decimals
                )
            )

    @classmethod
    def read(cls, name: str, decimals: int = 0) -> Self:
        """Read a unit as offices print it: £000's and £k are £000. Raises UnreadableUnit, as for another currency."""
        plain = re.sub(r"[\s'’‘]", "", name).casefold()
        return cls(OTHER_NAMES.get(plain, plain if plain in SIZES else name), decimals)

    @property
    def step(self) -> int:
        """What the last printed digit is worth, in pence: £000 is 100,000, £m to one decimal 10,000,000."""
        return SIZES[self.name][0] // 10**self.decimals

    @property
    def words(self) -> str:
        return _to_decimals(self.name, self.decimals)

    def pence(self, amount: int) -> int:
        """What an amount in units of the last digit is worth."""
        return amount * self.step

    def write(self, amount: int) -> str:
        """An amount as a statement prints it: "(252)"."""
        return written(amount, self.decimals)


@dataclass(frozen=True, slots=True)
class PerCent:
    """What a column of percentages is counted in: 2.92% to two decimals is 292."""

    decimals: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.decimals <= MOST_DECIMALS_OF_A_SHARE:
            raise UnreadableUnit(
                _("{unit} is printed to {most} decimals at most, not to {decimals}.").format(
                    unit="%", most=MOST_DECIMALS_OF_A_SHARE, decimals=self.decimals
                )
            )

    @property
    def name(self) -> str:
        return "%"

    @property
    def step(self) -> int:
        """What the last printed digit is worth, in thousandths of a per cent."""
        return int(10 ** (MOST_DECIMALS_OF_A_SHARE - self.decimals))

    def write(self, amount: int) -> str:
        """A percentage as a statement prints it: "2.92%", "(0.08%)"."""
        text = written(amount, self.decimals)
        return f"{text[:-1]}%)" if text.endswith(")") else f"{text}%"

    @property
    def words(self) -> str:
        return _to_decimals(self.name, self.decimals)


# The forms in which a text may give an amount, each with the unit it is rounded to.
MONEY_FORMS = {
    "£": Unit(POUND),
    "£000": Unit(THOUSAND),
    "£m": Unit(MILLION),
    "£m1": Unit(MILLION, 1),
    "£m2": Unit(MILLION, 2),
    "£m3": Unit(MILLION, 3),
}


def money(pence: int, form: str = POUND) -> str:
    """Write an amount of pence in a sentence, by a form of `MONEY_FORMS`: £476,000, £0.476m, −£665,000 when negative.

    "£" is exact and shows pence only where there are some; the others round half away from zero. Raises UnreadableUnit for
    another form.
    """
    if form not in MONEY_FORMS:
        raise UnreadableUnit(
            _("“{form}” is no way to write an amount. Choose one of {forms}.").format(
                form=form, forms=", ".join(MONEY_FORMS)
            )
        )
    unit = MONEY_FORMS[form]
    if form == POUND and pence % unit.step:
        unit = Unit(POUND, 2)
    amount = rounded(pence, unit.step)
    after = {POUND: "", THOUSAND: ",000" if amount else "", MILLION: "m"}[unit.name]
    return f"{'−' if amount < 0 else ''}£{written(abs(amount), unit.decimals)}{after}"


def _to_decimals(name: str, decimals: int) -> str:
    patterns = (
        "{unit}",
        _("{unit} to one decimal"),
        _("{unit} to two decimals"),
        _("{unit} to three decimals"),
    )
    return patterns[decimals].format(unit=name)


def _why_unreadable(name: str) -> str:
    if is_other_currency(name):
        return _("“{unit}” is another currency. Statements are kept in pounds: £, £000 or £m.").format(unit=name)
    return _("“{unit}” is not a unit for a statement. Choose £, £000 or £m.").format(unit=name)
