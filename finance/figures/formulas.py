"""A column's formula: `full-year-forecast - revised-budget`, or the share `part / whole`, with spaces round its signs."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from finance.figures.addresses import KEY

MINUSES = "-−–"


class UnreadableFormula(ValueError):
    """A text that is no formula; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Columns added up (sign 1) and taken away (sign -1), each by its key."""

    terms: tuple[tuple[int, str], ...]

    @property
    def operands(self) -> tuple[str, ...]:
        return tuple(key for _sign, key in self.terms)

    def __str__(self) -> str:
        (sign, key), *others = self.terms
        first = key if sign > 0 else f"- {key}"
        return " ".join([first, *(f"{'+' if sign > 0 else '-'} {key}" for sign, key in others)])


@dataclass(frozen=True, slots=True)
class Share:
    """One column in per cent of another."""

    part: str
    whole: str

    @property
    def operands(self) -> tuple[str, ...]:
        return (self.part, self.whole)

    def __str__(self) -> str:
        return f"{self.part} / {self.whole}"


def read_formula(text: str) -> Formula | Share:
    """Read a formula. Raises UnreadableFormula with a sentence that shows how one is written."""
    words = text.split()
    if len(words) == 3 and words[1] in "/÷" and _is_key(words[0]) and _is_key(words[2]):
        found: Formula | Share = Share(words[0], words[2])
    else:
        signed = words if words and words[0] in (*MINUSES, "+") else ["+", *words]
        signs, keys = signed[::2], signed[1::2]
        if not words or len(signs) != len(keys):
            raise UnreadableFormula(_why_unreadable(text))
        if not all(sign in (*MINUSES, "+") for sign in signs) or not all(map(_is_key, keys)):
            raise UnreadableFormula(_why_unreadable(text))
        found = Formula(tuple((1 if sign == "+" else -1, key) for sign, key in zip(signs, keys, strict=True)))
    for key in found.operands:
        if found.operands.count(key) > 1:
            raise UnreadableFormula(_("“{text}” names {key} twice.").format(text=text, key=key))
    return found


def _is_key(word: str) -> bool:
    return re.fullmatch(KEY, word) is not None and word.strip("-_") != ""


def _why_unreadable(text: str) -> str:
    return _(
        "“{text}” is not a formula. Write it like full-year-forecast - revised-budget, or part / whole, "
        "with the keys of columns and a space on either side of each sign."
    ).format(text=text)
