"""How an amount is written in a statement, read from what a person types or pastes, and rounded; all exact, in whole numbers."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_DIGITS = 13
PERCENT = "%"
DASHES = "-‐‑‒–—−"
# Spreadsheets hand over spaces that do not break, and marks without width.
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200e\u200f"))
NUMBER = r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.(?P<rest>[0-9]*))?"
SIGN = rf"[{DASHES}+]"
SIGNED = re.compile(rf"(?P<signs>{SIGN}?\s*£?\s*{SIGN}?)\s*{NUMBER}\s*%?\s*(?P<after>[{DASHES}]?)")
BRACKETED = re.compile(rf"£?\s*\(\s*£?\s*{NUMBER}\s*%?\s*\)\s*%?")
# A spreadsheet's accounting format shows nothing as "£ -".
DASH = re.compile(rf"£?\s*[{DASHES}]")
SCALED = re.compile(r"[£0-9.,\s]*[0-9]\s?(?:k|m|bn|thousand|million|billion)", re.IGNORECASE)
OTHER_CURRENCY = re.compile(
    r"(?<![a-z])(?:eur|euros?|usd|dollars?|chf|jpy|cad|aud|nzd|sek|nok|dkk|pln|cny|inr)(?![a-z])", re.IGNORECASE
)


class UnreadableAmount(ValueError):
    """A text that is no amount; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands in a cell: an amount in units of its column's last digit, a dash, or (with neither) nothing."""

    amount: int | None = None
    is_dash: bool = False

    @property
    def is_blank(self) -> bool:
        return self.amount is None and not self.is_dash


def written(amount: int, decimals: int = 0) -> str:
    """Write an amount held in the smallest printed unit: `written(-15115)` is "(15,115)", `written(12, 1)` is "1.2"."""
    whole, rest = divmod(abs(amount), 10**decimals)
    text = f"{whole:,}.{rest:0{decimals}}" if decimals else f"{whole:,}"
    return f"({text})" if amount < 0 else text


def read_cell(text: str, decimals: int = 0, *, unit: str = "") -> Entered:
    """Read what was typed into a cell whose column keeps so many decimals.

    Understands 1,234.5, (56.7), £8, −10, 10- and the dashes that stand for nothing. `unit` is named in sentences; with
    "%" the cell is a percentage and may carry the sign. Raises UnreadableAmount for text, another currency, a
    scale (8m), more decimals than the column keeps (zeros are none) or more than 13 digits, decimals among them.
    """
    typed = text.translate(INVISIBLE).strip()
    if not typed:
        return Entered()
    if DASH.fullmatch(typed):
        return Entered(is_dash=True)
    bracketed = BRACKETED.fullmatch(typed)
    match = bracketed or SIGNED.fullmatch(typed)
    if match is None or ("£" if unit == PERCENT else PERCENT) in typed:
        raise UnreadableAmount(_why_unreadable(typed, unit))
    signs = "" if bracketed else re.sub(r"[£\s]", "", match["signs"] + match["after"])
    if len(signs) > 1:
        raise UnreadableAmount(_("“{text}” has two signs.").format(text=_shown(typed)))
    rest = (match["rest"] or "").rstrip("0")
    if len(rest) > decimals:
        raise UnreadableAmount(_why_too_fine(typed, unit))
    digits = (match["whole"].replace(",", "") + rest.ljust(decimals, "0")).lstrip("0")
    if len(digits) > MOST_DIGITS:
        raise UnreadableAmount(
            _("“{text}” is too large: an amount has at most {most} digits, decimals among them.").format(
                text=_shown(typed), most=MOST_DIGITS
            )
        )
    amount = int(digits or "0")
    return Entered(-amount if bracketed or signs in set(DASHES) else amount)


def rounded(number: int, by: int) -> int:
    """Exact division, rounded half away from zero: `rounded(-5, 2)` is -3."""
    quotient, rest = divmod(abs(number), abs(by))
    away = quotient + (2 * rest >= abs(by))
    return away if (number < 0) == (by < 0) else -away


def is_other_currency(text: str) -> bool:
    """Whether a text speaks of money other than pounds, by sign, code or name."""
    signs = any(unicodedata.category(sign) == "Sc" and sign != "£" for sign in text)
    return signs or OTHER_CURRENCY.search(text) is not None


def _why_unreadable(typed: str, unit: str) -> str:
    text = _shown(typed)
    if is_other_currency(typed):
        return _("“{text}” is in another currency. Statements are kept in pounds.").format(text=text)
    if unit == PERCENT:
        return _("“{text}” is not a percentage. Write it like 2.92 or (0.35), or leave the cell empty.").format(
            text=text
        )
    if SCALED.fullmatch(typed):
        if unit:
            return _("“{text}” has a scale of its own. Write a plain number: this column is in {unit}.").format(
                text=text, unit=unit
            )
        return _("“{text}” has a scale of its own. Write a plain number.").format(text=text)
    return _("“{text}” is not an amount. Write it like 1,234 or (56), or as a dash, or leave the cell empty.").format(
        text=text
    )


def _why_too_fine(typed: str, unit: str) -> str:
    text = _shown(typed)
    if unit:
        return _("“{text}” has more decimals than this column keeps, which is in {unit}.").format(text=text, unit=unit)
    return _("“{text}” has more decimals than this column keeps.").format(text=text)


def _shown(typed: str) -> str:
    """A long text, pasted by mistake, is not repeated in full."""
    return typed if len(typed) <= 40 else f"{typed[:39]}…"
