"""The rows that a text names by their labels: “Net Revenue Expenditure” is the row “Total Net Revenue Expenditure”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from finance.words.facts import FEWEST_WORDS_OF_A_NAME, Facts, Label, RowKey, stems

WORD = re.compile(r"[^\W_]{1,60}(?:[’']s\b)?")


@dataclass(frozen=True, slots=True)
class Named:
    """Where a text names rows, which share their label."""

    start: int
    end: int
    text: str
    label: Label
    rows: frozenset[RowKey]


def named_rows(text: str, facts: Facts) -> Iterator[Named]:
    """The rows that a sentence names, in order; of two labels at one place the longer."""
    labels = facts.labels
    longest = max(map(len, labels), default=0)
    firsts = {label[0] for label in labels}
    words = [(match.start(), match.end(), "".join(stems(match[0]))) for match in WORD.finditer(text)]
    at = 0
    while at < len(words):
        taken = 1
        if words[at][2] in firsts:
            for count in range(min(longest, len(words) - at), FEWEST_WORDS_OF_A_NAME - 1, -1):
                label = tuple(word for _start, _end, word in words[at : at + count])
                if label in labels:
                    start, end = words[at][0], words[at + count - 1][1]
                    yield Named(start, end, text[start:end], label, labels[label])
                    taken = count
                    break
        at += taken
