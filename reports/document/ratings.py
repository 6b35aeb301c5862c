"""What the rows of a report are made of: ratings as shown, short texts, and marks that a source printed."""

from dataclasses import dataclass

from pillars.shown import Shown


@dataclass(frozen=True, slots=True)
class Rated:
    """This period and last period, and how the one moved from the other.

    `movement` is "improved", "worsened", "unchanged", "changed", or "" where one of the two is missing: no mark is not
    "no change". `movement_words` says it: "Improved from Amber". `last_is_stated` marks a last rating that the source
    stated and no record holds.
    """

    this: Shown
    last: Shown
    movement: str
    movement_words: str
    last_is_stated: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A short text: plain for data files, and as HTML in which only links and emphasis are left."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """A mark that a source printed without a key, under a column heading: `mark` is up, down or none."""

    heading: str
    mark: str
    words: str
