"""What a cell of a file says in a column of a statement, as text that can be typed; exact, or refused in a sentence."""

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from finance.books import unit_of
from finance.figures.amounts import UnreadableAmount, written
from finance.models import Column
from spreadsheets.plain import plain
from spreadsheets.read import Raw

# A program that keeps 0.1 + 0.2 as 0.30000000000000004 means 0.3: further off than this is no slip of its arithmetic.
SLIP = Decimal("1e-6")
# What may be lost of a large number, of which such a program keeps about 15 digits.
LOST = Decimal("3e-15")


def text_of(raw: Raw, column: Column) -> str:
    """A cell as it would be typed; "" where it is blank. Raises UnreadableAmount."""
    if isinstance(raw, str):
        return plain(raw)
    kind, said = raw
    if column.kind == Column.Kind.COMMENT:
        return said
    if kind == "number" or (kind == "percentage" and column.kind == Column.Kind.PERCENTAGE):
        return _number(said, column, is_share=kind == "percentage")
    told = {"percentage": _("“{text}” is a percentage, and this column is in {unit}."), "day": _("“{text}” is a date.")}
    words = told.get(kind, _("“{text}” is not an amount."))
    raise UnreadableAmount(words.format(text=said, unit=unit_of(column).name))


def _number(said: str, column: Column, *, is_share: bool) -> str:
    try:
        value = Decimal(said)
    except InvalidOperation:
        raise UnreadableAmount(_("“{text}” is not an amount.").format(text=said)) from None
    if not value.is_finite():
        raise UnreadableAmount(_("“{text}” is not an amount.").format(text=said))
    value = value.scaleb(2) if is_share else value
    digits = value.scaleb(column.own_decimals)
    if digits.adjusted() > 20:
        return f"{value:f}"
    amount = int(digits.to_integral_value(ROUND_HALF_EVEN))
    if abs(value - Decimal(amount).scaleb(-column.own_decimals)) > max(SLIP, abs(value) * LOST):
        raise UnreadableAmount(
            _("{number} has more decimals than this column keeps, which is in {unit}. Round it in the file.").format(
                number=f"{value:f}", unit=unit_of(column).words
            )
        )
    return written(amount, column.own_decimals)
