"""The words that the portal puts into a report itself, and how they read in another language.

A document holds them in English, as `assemble` composes them: "Improved from Amber", "Withdrawn on 30 June 2019", "Q1 2019/20".
Here they are taken apart again into what is the portal's (which the catalogue of a language has) and what is the office's or a
date. What is neither known nor takes that shape was written by somebody, and is not the portal's.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from itertools import combinations

from django.utils.formats import date_format
from django.utils.translation import gettext, override

from commitments.account import Outcome
from indicators.models import Basis
from pillars.models.office import LICENCE
from pillars.ratings import Movement
from pillars.shown import NOT_GIVEN, NOT_HELD
from pillars.tongues import PORTAL
from pillars.versions import EmptyReason
from reports.document.composed import MARK_WORDS, NO_READING, NOT_LISTED, words_for

# Says the part of a text that is not the portal's.
Part = Callable[[str], str]
# What these words read in.


# What can have become of a number at once; all else stands alone.
TOGETHER = (Outcome.REWORDED, Outcome.REGROUPED, Outcome.MOVED)
OUTCOMES = frozenset(
    words_for(outcomes)
    for outcomes in [*((one,) for one in Outcome), *combinations(TOGETHER, 2), *combinations(TOGETHER, 3)]
)
WORDS = OUTCOMES | {
    *(str(label) for kind in (Movement, EmptyReason, Basis) for label in kind.labels),
    *MARK_WORDS.values(),
    *("No change", "Changed", "Up", "Down", "Neutral"),
    *(f"{way}, {sense}" for way in ("Up", "Down") for sense in ("improving", "worsening", "neutral")),
    NOT_GIVEN.words,
    NOT_HELD.words,
    NO_READING,
    NOT_LISTED,
    LICENCE,
}
# What is composed, the longest of one kind first: the more it says, the fewer texts have its shape.
TEMPLATES = (
    "Q%(digits)s %(year)s",
    "Improved from %(office)s",
    "Worsened from %(office)s",
    "Changed from %(office)s",
    "Re-baselined from %(day)s",
    "Re-baselined from %(office)s",
    "New words from %(day)s",
    "New from %(day)s",
    "%(outcome)s by %(figures)s on %(day)s",
    "%(outcome)s on %(day)s",
    "the sum of its %(digits)s rows",
    "the sum of %(terms)s",
    "%(office)s in per cent of %(whole)s",
    "%(words)s, and one of the two is blank",
    "%(office)s; compared with %(cell)s",
    "%(office)s; as a share of %(cell)s",
)
SHAPES = {
    "digits": r"\d+",
    "year": r"(?:\d{2})?\d{2}/\d{2}",
    "figures": r"[\d.a-z, ]+",
    "day": r"\d{1,2} [A-Z][a-z]+ \d{4}",
    "outcome": "|".join(sorted(map(re.escape, OUTCOMES), key=len, reverse=True)),
}
ROW = re.compile(r"(\d[\w.()]*): (.+)")
TERMS = re.compile(r" ([+−]) ")


def portal_words(text: str, office: Part) -> str | None:
    """A text that the portal composed in the language that is switched on; None where it is not the portal's.

    `office` says whatever in it the office wrote.
    """
    if text in WORDS:
        return gettext(text)
    for template in TEMPLATES:
        if found := _shape(template).fullmatch(text):
            try:
                return gettext(template) % {name: _part(name, part, office) for name, part in found.groupdict().items()}
            except ValueError:
                # It has the shape of a day, and is none.
                continue
    # Last period's ratings of a row that is regrouped, and the terms of a formula.
    rows = [ROW.fullmatch(row) for row in text.split("; ")]
    if all(rows):
        return "; ".join(f"{row[1]}: {portal_words(row[2], office) or office(row[2])}" for row in rows if row)
    return _terms(text, office) if TERMS.search(text) else None


def composed(said: object) -> str:
    """A quarter, or a text that the portal composed, in the language that is switched on; any other text as it is."""
    text = str(said)
    return portal_words(text, str) or text


@cache
def readings(text: str) -> frozenset[str]:
    """What a text that the portal composed reads in each language: a document holds it in its own."""
    found = set()
    for language in PORTAL:
        with override(language):
            found.add(composed(text))
    return frozenset(found)


@cache
def _shape(template: str) -> re.Pattern[str]:
    """What a template looks like once it is filled in: a group for each name of it."""
    pieces = re.split(r"%\((\w+)\)s", template)
    shaped = (
        f"(?P<{one}>{SHAPES.get(one, '.+')})" if number % 2 else re.escape(one) for number, one in enumerate(pieces)
    )
    return re.compile("".join(shaped))


def _part(name: str, part: str, office: Part) -> str:
    if name == "day":
        return date_format(_day(part), "j F Y")
    if name == "outcome":
        return gettext(part)
    if name == "terms":
        return _terms(part, office)
    return part if name in SHAPES else office(part)


def _terms(text: str, office: Part) -> str:
    """Headings or rows that are added up: each by itself, the signs as they are."""
    pieces = TERMS.split(text)
    return " ".join(piece if number % 2 else office(piece) for number, piece in enumerate(pieces))


def _day(text: str) -> date:
    """A day as `assemble` writes it, in English. Raises ValueError."""
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December")  # fmt: skip
    day, month, year = text.split()
    return datetime(int(year), months.index(month) + 1, int(day)).date()  # noqa: DTZ001 a day has no zone
