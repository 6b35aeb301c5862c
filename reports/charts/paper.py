"""What charts are drawn on: wide for desks and paper, narrow for phones; with the measures of each."""

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Paper:
    """Measures in the units of the SVG: the size of its words, how thick bars are and how far apart, and the room for labels.

    With no `labels` these stand above their bars. A chart taller than `tallest` goes on in a further picture, so that each
    stands on a page.
    """

    name: str
    width: float
    text: float
    bar: float
    pitch: float
    gap: float
    labels: float
    tallest: float

    @property
    def leading(self) -> float:
        """From one line of words to the next."""
        return self.text * 1.25

    @property
    def small(self) -> float:
        return self.text - 1


WIDE = Paper("wide", width=720, text=13, bar=8.5, pitch=13, gap=7.5, labels=200, tallest=560)
NARROW = Paper("narrow", width=360, text=15, bar=11, pitch=18, gap=16, labels=0, tallest=4000)


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of a chart: what is drawn, and how high it is."""

    parts: tuple[SafeString, ...]
    height: float
