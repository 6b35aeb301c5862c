"""How two versions differ, field by field, and a text word by word. Pure: values in, values out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words, and the ends of lines; other spaces are no difference between two texts.
TOKEN = re.compile(r"\n|[^\s]+")
# Pairs of equal words that are looked at, at most. Ordinary texts stay far below it; what was made to be slow does not.
MOST_PAIRS = 200_000


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that two texts share, or that only one of them has."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """What one field of a version says. `is_text` where people write sentences in it, which are compared by words."""

    name: str
    label: str
    text: str
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that two versions fill differently."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def is_only_spaces(self) -> bool:
        """Whether every word is the same, and only the spaces between them differ."""
        return all(piece.kind == Kind.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one version differs from another: the fields that do, and the labels of those that say the same."""

    changes: tuple[FieldChange, ...]
    unchanged: tuple[str, ...]


def compare(before: Sequence[Value], after: Sequence[Value]) -> Comparison:
    """Compare two versions of the same subject, field by field; fields that are empty in both are passed over."""
    changes, unchanged = [], []
    for was, is_ in zip(before, after, strict=True):
        if was.text != is_.text:
            pieces = word_changes(was.text, is_.text) if was.is_text else _whole(was.text, is_.text)
            changes.append(FieldChange(is_.label, pieces))
        elif is_.text:
            unchanged.append(is_.label)
    return Comparison(tuple(changes), tuple(unchanged))


def changed_labels(before: Sequence[Value], after: Sequence[Value]) -> tuple[str, ...]:
    """The labels of the fields that differ, without saying how."""
    return tuple(is_.label for was, is_ in zip(before, after, strict=True) if was.text != is_.text)


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """What was removed from a text and what was added, word by word, in the order of reading.

    Words that stay are joined by single spaces; line ends are kept. Texts of which so many words are alike that comparing
    them would take long are shown as one whole in place of the other, but for how they begin and end.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    head = _common(zip(old, new, strict=False))
    tail = _common(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    end_old, end_new = len(old) - tail, len(new) - tail
    pieces = [(Kind.SAME, old[:head]), *_middle(old[head:end_old], new[head:end_new]), (Kind.SAME, old[end_old:])]
    return tuple(Piece(kind, _joined(words)) for kind, words in pieces if words)


def _middle(old: list[str], new: list[str]) -> Iterator[tuple[Kind, list[str]]]:
    counts = Counter(new)
    if sum(counts[word] for word in old) > MOST_PAIRS:
        yield Kind.REMOVED, old
        yield Kind.ADDED, new
        return
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Kind.SAME, old[first:last]
        else:
            yield Kind.REMOVED, old[first:last]
            yield Kind.ADDED, new[begin:end]


def _common(pairs: Iterator[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")


def _whole(before: str, after: str) -> tuple[Piece, ...]:
    pieces = ((Kind.REMOVED, before), (Kind.ADDED, after))
    return tuple(Piece(kind, text) for kind, text in pieces if text)
