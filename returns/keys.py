"""Which key on the keyboard stands for which rating. Pure; the editing page shows and obeys it."""

from collections.abc import Iterable
from typing import Protocol

NO_CHANGE = "="


class Named(Protocol):
    """A rating of a scale, by its code and word."""

    code: str
    word: str


def keys_of(ratings: Iterable[Named]) -> dict[str, str]:
    """The key of each rating by its code, in the order of the scale: the first free letter of its code, then of its word.

    A rating of which every letter is taken gets none, and is reached by the arrows.
    """
    found: dict[str, str] = {}
    for rating in ratings:
        letters = (letter for letter in (rating.code + rating.word).lower() if letter.isalpha())
        free = next((letter for letter in letters if letter not in found.values()), None)
        if free is not None:
            found[rating.code] = free
    return found
