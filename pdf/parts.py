"""What is joined, what is said of the whole, and what came of it, as plain values; handed to join by reports and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the whole; `name` is its stable name, which links (`section:NAME#anchor`) and named destinations use.

    `pdf` is a file on disk, or bytes. `under` is the heading that its bookmark stands under, or a way of them from the outermost
    on; parts next to each other that name the same share it.
    """

    pdf: bytes | Path
    name: str
    title: str
    language: str | None = None
    under: str | tuple[str, ...] = ""

    @property
    def way(self) -> tuple[str, ...]:
        """The headings that its bookmark stands under."""
        return (self.under,) if isinstance(self.under, str) and self.under else tuple(self.under)


@dataclass(frozen=True, slots=True)
class Blank:
    """A page with nothing on it but these words, which nobody has to hear: an artifact. Its size is in points."""

    words: str
    width: float = 595.28
    height: float = 841.89


@dataclass(frozen=True, slots=True)
class About:
    """What the whole says of itself. `created` and `modified` need a time zone; `identifier` is 16 bytes."""

    title: str
    language: str
    identifier: bytes
    created: datetime
    modified: datetime | None = None
    producer: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """What was joined: its pages, the page (from 1) each part begins on, by its name, and the names of the untagged parts."""

    pages: int
    starts: dict[str, int]
    untagged: tuple[str, ...]
    claims_ua: bool
