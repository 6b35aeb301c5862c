"""The sentences of plain text, and in them the words that say which way a figure goes, or that it goes no way at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

STOP = re.compile(r"[.!?][\"”’')\]]{0,3}(?=\s)|\n")
NEXT = re.compile(r"\s*(\S?)")
SHORT_FORM = re.compile(r"\b(?:approx|c|e\.g|est|i\.e|incl|no|nos|para|vs)$", re.IGNORECASE)
LONGEST_SHORT_FORM = 7

# Words before a direction that take it back or only suppose it: “no overspend”, “rather than under budget”.
NEGATION = re.compile(
    r"\b(?:no|not|nor|never|neither|without|any|if|avoid\w{0,3}|prevent\w{0,3}|(?:instead|risk) of|rather than|back"
    r"|\w{2,6}n['’]t)(?:\s[\w-]{1,20}){0,2}?\s[“\"‘'(]?$",
    re.IGNORECASE,
)
FURTHEST_NEGATION = 70

QUOTE = r"[”’\"']?"
# “Above” and its like tell a direction only of a budget or at the end of a clause: not “above the line”.
OF_BUDGET = rf"{QUOTE}[\s-](?:[a-z]{{1,15}}\s){{0,3}}?budget(?:ed)?\b"
AT_CLAUSE_END = rf"{QUOTE}(?=\s{{0,2}}(?:[.,;:)]|$))"
TURN = re.compile(
    r"\b(?P<adverse>adverse(?:ly)?|unfavou?rabl[ey])\b|\b(?P<favourable>favou?rabl[ey])\b"
    r"|\b(?P<overspent>over-?spen(?:d(?:s|ing)?|t))\b|\b(?P<underspent>under-?spen(?:d(?:s|ing)?|t))\b"
    rf"|\b(?P<above>(?:above|over|(?:more|higher|greater) than|in excess of|exceed(?:s|ed|ing)?){OF_BUDGET}"
    rf"|(?:above|over){AT_CLAUSE_END})"
    rf"|\b(?P<below>(?:below|under|(?:less|lower) than|short of){OF_BUDGET}|(?:below|under){AT_CLAUSE_END})",
    re.IGNORECASE,
)
# What “adverse” is followed by where it is not the weather that is.
OF_VARIANCE = re.compile(
    rf"\s(?:net\s)?(?:variance|position|movement|forecast|outturn|result|to|against)\b|{QUOTE}\s{{0,2}}(?:[.,;:)]|$)",
    re.IGNORECASE,
)

NIL = re.compile(
    r"\bno\s(?:(?:further|other|additional|more|net)\s)?(?P<use>use|call|draw)s?\b(?:\s(?:of|on|from)\s[a-z]{0,12}\s?reserves?\b)?"
    r"|\bno\s(?:(?:net|overall|further)\s)?(?:change|movement|variance|variation)s?\b|\bnil\svariances?\b"
    r"|\b(?:on|in\sline\swith|level\swith)[\s-](?:the\s)?(?:(?:revised|original)\s)?budget\b",
    re.IGNORECASE,
)
# What is only wished for, or is said of another time.
SUPPOSED = re.compile(
    r"\b(?:not|never|nor|no\slonger|if|would|should|could|back|bring|return|keep|kept|until|unless)(?:\s[\w-]{1,20}){0,3}?\s$",
    re.IGNORECASE,
)
OF_ANOTHER_TIME = re.compile(r"[^.;\n]{0,40}?\b(?:last|previous|prior)\b", re.IGNORECASE)


class Way(StrEnum):
    """What a direction word says."""

    ADVERSE = "adverse"
    FAVOURABLE = "favourable"
    OVERSPENT = "overspent"
    UNDERSPENT = "underspent"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that say which way a figure goes: “adverse”, “below the revised budget”. Where they do not `tell_alone` they say
    so only of a number that stands beside them."""

    start: int
    end: int
    text: str
    way: Way
    tell_alone: bool
    is_of_original_budget: bool = False


@dataclass(frozen=True, slots=True)
class Nil:
    """Words that say that a figure is as it was to be: “on budget”, “no further use” (then `is_use`)."""

    start: int
    end: int
    text: str
    is_use: bool


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text starts and ends. A full stop inside a number or behind “approx” ends none."""
    start = 0
    for stop in STOP.finditer(text):
        if stop[0] != "\n":
            following = NEXT.match(text, stop.end())
            goes_on = following is not None and following[1].islower()
            if goes_on or SHORT_FORM.search(text[max(start, stop.start() - LONGEST_SHORT_FORM) : stop.start()]):
                continue
        if text[start : stop.end()].strip():
            yield start, stop.end()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


def turns(text: str) -> Iterator[Turn]:
    """The direction words of a sentence, without those that are taken back (“not adverse”)."""
    for match in TURN.finditer(text):
        before = text[max(0, match.start() - FURTHEST_NEGATION) : match.start()]
        if match.lastgroup is not None and not NEGATION.search(before):
            way = Way(match.lastgroup)
            if way in (Way.ADVERSE, Way.FAVOURABLE):
                tell_alone = OF_VARIANCE.match(text, match.end()) is not None
            else:
                tell_alone = way in (Way.OVERSPENT, Way.UNDERSPENT) or "budget" in match[0].casefold()
            # In “below” the revised budget, only the word is what is meant in quotation marks.
            words = re.split(r"[”’\"']", match[0])[0]
            yield Turn(match.start(), match.end(), words, way, tell_alone, "original" in match[0].casefold())


def nils(text: str) -> Iterator[Nil]:
    """The words of a sentence that say that nothing differs."""
    for match in NIL.finditer(text):
        before = text[max(0, match.start() - FURTHEST_NEGATION) : match.start()]
        if not SUPPOSED.search(before) and not OF_ANOTHER_TIME.match(text, match.end()):
            yield Nil(match.start(), match.end(), match[0], match["use"] is not None)
