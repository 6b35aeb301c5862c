"""Citations: `{{revenue/net-budget/variance judged £m3}}` in a text stands for the figure of that cell, with its sign word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.figures.addresses import Address
from finance.figures.amounts import rounded
from finance.figures.formulas import Share
from finance.figures.units import MONEY_FORMS, POUND, money
from finance.words.facts import Fact, Facts
from finance.words.senses import Direction, compared, judged

DECIMALS_OF_A_SHARE = 2
NOT_FOUND = gettext_lazy("[figure not found]")
# A token that is never closed ends with its line or with another brace, and nothing is read twice.
TOKEN = re.compile(r"\{\{([^{}\n]{0,300})(\}\}|)")


class Form(StrEnum):
    """How a figure is written: alone, with its judgement, with its comparison, or as a percentage."""

    AMOUNT = "amount"
    JUDGED = "judged"
    COMPARED = "compared"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Citation:
    """One `{{...}}` of a text, from `start` to `end`. `fault` is a sentence that says why it cannot be read, "" where it can;
    only then is there an address."""

    start: int
    end: int
    text: str
    address: Address | None = None
    form: Form = Form.AMOUNT
    unit: str = POUND
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A citation that no figure stands behind, and a sentence that says what is wrong and what to do."""

    citation: Citation
    sentence: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text with its citations written out, and those that could not be."""

    text: str
    broken: tuple[Broken, ...] = ()


class _Unfit(ValueError):
    """A cell that does not bear what is asked of it; the message is a sentence for a person."""


def citations(text: str) -> tuple[Citation, ...]:
    """Every citation of a text in its order, those that cannot be read among them."""
    return tuple(map(_read, TOKEN.finditer(text)))


def resolve(text: str, facts: Facts) -> Resolved:
    """Write the citations of a text out.

    The sign word always agrees with the figure. In place of one that no figure stands behind, or that cannot be read, there
    is "[figure not found]": no reader sees what stands in braces. A text that cites nothing comes back as it is.
    """
    if "{{" not in text:
        return Resolved(text)
    parts: list[str] = []
    broken: list[Broken] = []
    end = 0
    for citation in citations(text):
        parts += text[end : citation.start], _written_out(citation, facts, broken)
        end = citation.end
    return Resolved("".join([*parts, text[end:]]), tuple(broken))


def token(address: Address, form: Form = Form.AMOUNT, unit: str = POUND) -> str:
    """The citation of a cell as it stands in a text; what is usual is left out."""
    words = [str(address)]
    if form != Form.AMOUNT:
        words.append(form)
    if unit != POUND and form != Form.SHARE:
        words.append(unit)
    return "{{" + " ".join(words) + "}}"


def forms_of(fact: Fact, facts: Facts) -> tuple[Form, ...]:
    """The forms in which a cell can be cited: what a list of figures to insert offers."""
    return tuple(form for form in Form if _bears(fact, form, facts))


def _bears(fact: Fact, form: Form, facts: Facts) -> bool:
    try:
        _figure(fact, form, POUND, facts)
    except _Unfit:
        return False
    return True


def _read(match: re.Match[str]) -> Citation:
    start, end = match.span()
    if not match[2]:
        shown = match[0].split(" ")[0][:60]
        fault = _("“{text}” is not closed. End it with two closing braces, or take its opening braces away.")
        return Citation(start, end, match[0], fault=fault.format(text=shown))
    address, *words = match[1].split() or [""]
    form = next((Form(word) for word in words if word in set(Form)), None)
    unit = next((word for word in words if word in MONEY_FORMS), None)
    if len(words) != (form is not None) + (unit is not None):
        fault = _(
            "“{text}” cannot be read. Behind the address there may be a form (amount, judged, compared or share) and a "
            "unit (£, £000, £m, £m1, £m2 or £m3), and nothing else."
        )
    elif form == Form.SHARE and unit is not None:
        fault = _("“{text}” asks for a share in pounds. Take the unit away: a share is a percentage.")
    else:
        try:
            found = Address.read(address)
        except ValueError as why:
            return Citation(start, end, match[0], fault=str(why))
        if not found.is_many:
            return Citation(start, end, match[0], found, form or Form.AMOUNT, unit or POUND)
        fault = _("“{text}” names several cells. Name one row and one column.")
    return Citation(start, end, match[0], fault=fault.format(text=match[0]))


def _written_out(citation: Citation, facts: Facts, broken: list[Broken]) -> str:
    if citation.address is None:
        broken.append(Broken(citation, citation.fault))
        # One that is never closed runs to the end of its line: the words behind it stay.
        is_closed = citation.text.endswith("}}")
        return " ".join([str(NOT_FOUND), *([] if is_closed else citation.text.split(" ")[1:])])
    try:
        fact = facts.get(citation.address)
        if not facts.cells:
            raise _Unfit(
                _(
                    "There is no table to take {address} from. Write the figure out, or take what stands in braces away."
                ).format(address=citation.address)
            )
        if fact is None:
            raise _Unfit(
                _(
                    "There is no cell {address}. Its row or column may have been retired: cite another, or write without it."
                ).format(address=citation.address)
            )
        return _figure(fact, citation.form, citation.unit, facts)
    except _Unfit as why:
        broken.append(Broken(citation, str(why)))
        return str(NOT_FOUND)


def _figure(fact: Fact, form: Form, unit: str, facts: Facts) -> str:
    if form == Form.SHARE:
        return _share(fact, facts)
    if fact.percent is not None:
        raise _Unfit(_("{cell} is a percentage. Cite it as a share.").format(cell=fact.name))
    if fact.pence is None:
        raise _Unfit(_("{cell} is empty. Fill the cell, or cite another.").format(cell=fact.name))
    if form == Form.AMOUNT:
        return _amount(fact, unit, fact.pence)
    return _judged(fact, unit, facts) if form == Form.JUDGED else _compared(fact, unit, facts)


def _amount(fact: Fact, unit: str, pence: int) -> str:
    text = money(pence, unit)
    if pence and not any(digit in "123456789" for digit in text):
        raise _Unfit(
            _("{cell} is {exact}, which {unit} would show as nothing. Cite it in a smaller unit.").format(
                cell=fact.name, exact=money(pence), unit=unit
            )
        )
    return text


def _judged(fact: Fact, unit: str, facts: Facts) -> str:
    if not fact.sense:
        raise _Unfit(
            _(
                "{cell} cannot be judged, since its column does not say whether a positive figure is adverse or "
                "favourable. Say so in the structure of the table, or cite the amount."
            ).format(cell=fact.name)
        )
    if not fact.pence:
        return _("on budget") if facts.budget_of(fact) else _("no variance")
    amount = _amount(fact, unit, abs(fact.pence))
    is_adverse = judged(fact) == Direction.ADVERSE
    return (_("{amount} adverse") if is_adverse else _("{amount} favourable")).format(amount=amount)


def _compared(fact: Fact, unit: str, facts: Facts) -> str:
    if fact.difference is None:
        raise _Unfit(
            _(
                "{cell} compares nothing, since its column is not one column less another. Cite the amount, or give the "
                "column a formula in the structure of the table."
            ).format(cell=fact.name)
        )
    if not fact.pence:
        return _("level with")
    amount = _amount(fact, unit, abs(fact.pence))
    is_above = compared(fact, facts) == Direction.ABOVE
    return (_("{amount} above") if is_above else _("{amount} below")).format(amount=amount)


def _share(fact: Fact, facts: Facts) -> str:
    if fact.percent is not None:
        return percentage(fact.percent, fact.decimals_of_percent)
    share = facts.share_of(fact.address)
    if isinstance(fact.formula, Share):
        raise _Unfit(_("{cell} is empty. Fill the cell, or cite another.").format(cell=fact.name))
    if share is None:
        raise _Unfit(
            _("{cell} has no share. Add a band for it to the ties, or cite the amount.").format(cell=fact.name)
        )
    if share.percent is None:
        raise _Unfit(_("{cell} has no share while one of its two cells is empty or 0.").format(cell=fact.name))
    return percentage(share.percent, DECIMALS_OF_A_SHARE)


def percentage(percent: Fraction, decimals: int) -> str:
    """Write a percentage for a sentence: 2.92%, and −0.35% when negative; rounded half away from zero."""
    digits = rounded(percent.numerator * 10**decimals, percent.denominator)
    whole, rest = divmod(abs(digits), 10**decimals)
    sign = "−" if digits < 0 else ""
    return f"{sign}{whole}.{rest:0{decimals}}%" if decimals else f"{sign}{whole}%"


def cited(text: str) -> Iterator[Address]:
    """The cells that a text cites."""
    yield from (citation.address for citation in citations(text) if citation.address is not None)
