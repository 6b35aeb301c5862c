"""What the office wrote, as a live page says it in the language that is switched on.

What nobody has said in that language yet stays as it was written, so that nothing is kept from anybody. It says in which language
that is, so that it can be marked on the page (WCAG 2.2, success criterion 3.1.2).
"""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Self, TypeVar

from django.db.models import Model
from django.utils.translation import get_language

Record = TypeVar("Record", bound=Model)


class Said(str):
    """A text in another language than the page that shows it: that language is `lang`."""

    lang: str

    def __new__(cls, text: str, lang: str) -> Self:
        said = super().__new__(cls, text)
        said.lang = lang
        return said


def short(language: str) -> str:
    """A language without its country, as addresses have it: cy, en."""
    return language.split("-")[0].lower()


def language_here() -> str:
    """The language of the page that is drawn, without its country."""
    return short(get_language() or "")


def is_spoken(language: str) -> bool:
    """Whether the page that is drawn is in this language, of whichever country; "" is none."""
    return bool(language) and short(language) == language_here()


def spoken(record: Record, names: Iterable[str], say: Callable[[str], str]) -> Record:
    """The same record with the texts of these fields as `say` says them: to be shown, and never saved."""
    other = copy(record)
    for name in names:
        setattr(other, name, say(getattr(record, name)))
    return other


def ends_alike(text: str) -> str:
    """A text whose lines end alike, whatever sent them: browsers end them otherwise than files do."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
