"""Text as it is searched: capitals, accents and punctuation count for nothing, and a figure is its digits however it is printed.

Pure; used by `reports/search.py`. The same for what is searched and for what a person types, so that "1,146", "(1,146)" and
"£1146" are one figure, and "9(a)" and "9a" one number.
"""

import re
from functools import lru_cache
from unicodedata import category, normalize

# Thousands apart: a comma, or one of the spaces that typesetters use.
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_SUFFIX = re.compile(r"(?<=\d)(\()[a-z]{1,2}(\))", re.IGNORECASE)
_APOSTROPHES = frozenset("'’‘ʼ`´")
_QUOTED = re.compile(r'"([^"]*)"|([^\s"]+)')
_QUOTES = str.maketrans("“”„«»", '"""""')

Piece = tuple[str, bool]


def folded(text: str) -> str:
    """The words of a text as they are searched, with a space before and after each: " net budget 1146 "."""
    return fold(text)[0]


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place in the text that it came from."""
    dropped = {found.start() for found in _THOUSANDS.finditer(text)}
    dropped |= {found.start(group) for found in _SUFFIX.finditer(text) for group in (1, 2)}
    points = {found.start() for found in _POINT.finditer(text)}
    letters, origins = [" "], [0]
    for place, letter in enumerate(text):
        if place in dropped:
            continue
        for one in "." if place in points else _letters(letter):
            if one != " " or letters[-1] != " ":
                letters.append(one)
                origins.append(place)
    if letters[-1] != " ":
        letters.append(" ")
        origins.append(len(text))
    return "".join(letters), origins


@lru_cache(maxsize=4096)
def _letters(letter: str) -> str:
    """What is searched of one letter: its plain form; "" for accents and what cannot be seen, a space for other signs."""
    if letter in _APOSTROPHES or category(letter) == "Cf":
        return ""
    plain = normalize("NFKD", normalize("NFKD", letter).casefold())
    kept = [one if category(one)[0] in "LN" else " " for one in plain if category(one)[0] != "M"]
    return "".join(kept)


def words_of(query: str) -> tuple[str, ...]:
    """The words that a person asks for, folded; what stands in quotation marks, or is joined by a sign, is one phrase."""
    pieces = (quoted or plain for quoted, plain in _QUOTED.findall(query.translate(_QUOTES)))
    return tuple(dict.fromkeys(filter(None, (folded(piece).strip() for piece in pieces))))


def marked(text: str, words: tuple[str, ...], longest: int) -> list[Piece]:
    """A text cut to about so many letters around the first word found, in pieces, each with whether it is a word found."""
    hits = _hits(text, words)
    start, end = _window(text, hits[0][0] if hits else 0, longest)
    pieces: list[Piece] = [("… ", False)] if start else []
    at = start
    for first, last in hits:
        if last <= start or first >= end:
            continue
        pieces += [(text[at:first], False), (text[first : min(last, end)], True)]
        at = min(last, end)
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def _hits(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in a text, in order and without overlap; parts of words only where the whole word is not there."""
    searched, origins = fold(text)
    found = []
    for word in words:
        whole = [match.start() + 1 for match in re.finditer(f"(?= {re.escape(word)} )", searched)]
        starts = whole or [match.start() for match in re.finditer(re.escape(word), searched)]
        found += [(origins[start], origins[start + len(word) - 1] + 1) for start in starts]
    hits: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if hits and first < hits[-1][1]:
            hits[-1] = (hits[-1][0], max(last, hits[-1][1]))
        else:
            hits.append((first, last))
    return hits


def _window(text: str, first: int, longest: int) -> tuple[int, int]:
    """The part of a long text that is shown, from word to word, with a quarter of it before the first hit."""
    if len(text) <= longest:
        return 0, len(text)
    start = max(0, min(first - longest // 4, len(text) - longest))
    end = min(len(text), start + longest)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    if end < len(text):
        space = text.rfind(" ", max(start, first), end)
        end = space if space > first else end
    return start, end
