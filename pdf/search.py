"""Looks in a finished pack for what must not be there; called by meetings, which refuses a public pack in which it is found.

A sentence is looked for by its letters and digits alone, so that spaces, line breaks, hyphens, ligatures, accents and capitals do
not hide it. The looking is done by a process of its own, `searching.py`, within limits.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from confined.process import Unanswered, ask

# Of letters and digits: fewer are found everywhere.
SHORTEST = 12
# Bytes of memory, bytes that one stream may unpack to, seconds of processor time, and by the clock.
LIMITS = {"memory": 1_500_000_000, "unpacked": 200_000_000, "seconds": 300}
WAIT = 900


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be there: `what` is the sentence or the digest, `place` says where it stands.

    `kind` is "sentence" or "digest"; or "unreadable", where what stands at `place` could not be searched. `page` counts from 1,
    and is 0 for what belongs to no one page.
    """

    kind: str
    what: str
    place: str
    page: int = 0


class Unsearched(Exception):
    """A file that cannot be searched at all: it is no PDF, or met the limits."""


def folded(text: str) -> str:
    """The letters and digits of a text, small, without accents and ligatures."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if letter.isalnum())


def digests_of(pdf: Path) -> frozenset[str]:
    """The SHA-256 of each content, picture, form and embedded file of a PDF, but of what is trivially small.

    What an exempt paper shares with public ones, such as a crest, is to be taken away by the caller:
    `digests_of(exempt) - digests_of(public)`. Raises Unsearched.
    """
    return frozenset(_answer({"pdf": str(pdf.resolve()), **LIMITS}))


def found_in(pdf: Path, *, sentences: Collection[str], digests: Collection[str]) -> list[Finding]:
    """Where any of these sentences, or streams of these digests, stand in a PDF, and what of it could not be searched.

    Looked into are the words of pages (one by one, and run together without headers and footers), of forms, every string of every
    object (titles, bookmarks, alternative texts, annotations, fields, names) and every stream unpacked (metadata, embedded files,
    scripts). What is shown as a picture is found by its digest alone. Raises ValueError for a sentence of fewer than twelve
    letters and digits, which would be found everywhere, and Unsearched.
    """
    if short := next((sentence for sentence in sentences if len(folded(sentence)) < SHORTEST), None):
        raise ValueError(f"“{short}” is too short to be looked for: give at least {SHORTEST} letters.")
    question = {"pdf": str(pdf.resolve()), "sentences": list(sentences), "digests": list(digests), **LIMITS}
    return [Finding(**found) for found in _answer(question)]


def _answer(question: dict[str, object]) -> list:
    try:
        answer = ask("pdf.searching", question, wait=WAIT)
    except Unanswered:
        answer = None
    if answer is None:
        raise Unsearched(f"{question['pdf']} cannot be searched.")
    return answer
