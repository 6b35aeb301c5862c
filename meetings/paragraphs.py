"""The sections of a written report, read from plain text: pure, and the same for page and print.

A line that begins with # is a heading, and an empty line parts two paragraphs. What comes before the first heading is a
section without one. Headings number themselves 1, 2, and their paragraphs 1.1, 1.2, as reports to Panels do.
"""

import re
from dataclasses import dataclass

_EMPTY = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_HEADING = re.compile(r"#+[^\S\n]*(.*)")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph: `number` is 2.1. Its lines stand as they were typed."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    heading: str
    paragraphs: tuple[Numbered, ...]


def sections_of(text: str, first: int = 1) -> tuple[Section, ...]:
    """The numbered sections of a text; `first` is the number of the first of them."""
    found: list[tuple[str, list[str]]] = []
    for block in _blocks(text):
        if heading := _HEADING.fullmatch(block):
            found.append((heading[1].strip(), []))
        else:
            if not found:
                found.append(("", []))
            found[-1][1].append(block)
    return tuple(
        Section(
            number,
            heading,
            tuple(Numbered(f"{number}.{place}", words) for place, words in enumerate(paragraphs, start=1)),
        )
        for number, (heading, paragraphs) in enumerate(found, start=first)
    )


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a list that was typed one under another, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _blocks(text: str) -> list[str]:
    """Headings and paragraphs in order. A heading needs no empty line around it."""
    found: list[str] = []
    for part in _EMPTY.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines: list[str] = []
        for line in part.splitlines():
            if line.lstrip().startswith("#"):
                found += ["\n".join(lines)]
                found += [line.strip()]
                lines = []
            else:
                lines.append(line.rstrip())
        found.append("\n".join(lines))
    return [block.strip() for block in found if block.strip()]
