"""Draws readings through time: a dot for each, a line where they can be compared, and what they are held against."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.charts.paper import Panel, Paper
from reports.charts.svg import BRAND, HAIRLINE, INK, QUIET, TINT, WHITE, diamond, dot, line, text, width_of, wrapped
from reports.charts.timeline import Mark, Timeline

HIGH = 200.0
DASHES = "6 4"
# The widest that a quarter's place is, so that few readings do not stand far apart.
WIDEST = 150.0


def draw_lines(chart: Timeline, paper: Paper) -> Panel:
    """The chart in one picture, from its key down to its quarters."""
    drawing = _Drawing(chart, paper)
    return Panel(tuple(drawing.parts()), drawing.height)


@dataclass(frozen=True)
class _Drawing:
    """A chart on its paper: where a quarter stands, and where a size."""

    chart: Timeline
    paper: Paper

    @cached_property
    def left(self) -> float:
        """The room for the figures of the scale."""
        return max(width_of(words, self.paper.small) for _, words in self.chart.scale) + 10

    @cached_property
    def slot(self) -> float:
        return min((self.paper.width - self.left - 4) / len(self.chart.slots), WIDEST)

    @cached_property
    def right(self) -> float:
        return self.left + self.slot * len(self.chart.slots)

    @cached_property
    def radius(self) -> float:
        return 5.0 if self.slot > 14 else 3.0

    @cached_property
    def key(self) -> list[tuple[float, float, str, str]]:
        """The key: where each entry stands, what it shows and its words."""
        entries = [("reading", _("Reading"))]
        if any(mark.is_approximate for mark in self.chart.readings):
            entries.append(("approximate", _("Approximate")))
        if self.chart.compared:
            entries.append(("compared", self.chart.compared_name))
        if self.chart.targets:
            entries.append(("target", _("Target")))
        if self.chart.empty:
            entries.append(("empty", _("No figure")))
        placed, x, y = [], 0.0, 0.0
        for what, words in entries if len(entries) > 1 else []:
            shown = wrapped(words, self.paper.text, self.paper.width - 28, most=1)[0]
            wide = 24 + width_of(shown, self.paper.text) + 18
            if x and x + wide > self.paper.width:
                x, y = 0.0, y + self.paper.leading * 1.2
            placed.append((x, y, what, shown))
            x += wide
        return placed

    @cached_property
    def top(self) -> float:
        """Where the highest line of the scale is, with room over it for the words of a dot."""
        key = self.key[-1][1] + self.paper.leading + 6 if self.key else 0.0
        return key + self.paper.leading + self.radius + 6

    @cached_property
    def base(self) -> float:
        return self.top + HIGH

    @cached_property
    def height(self) -> float:
        return self.base + self.paper.leading * 2 + 12

    def x(self, slot: int) -> float:
        return self.left + self.slot * (slot + 0.5)

    def y(self, size: float) -> float:
        low, high = self.chart.scale[0][0], self.chart.scale[-1][0]
        return self.base - (size - low) / (high - low) * HIGH

    def parts(self) -> Iterator[SafeString]:
        for x, y, what, words in self.key:
            middle = y + self.paper.leading / 2
            yield from self._sign(what, x + 8, middle)
            yield text(x + 24, middle + self.paper.text * 0.35, words)
        yield from self._frame()
        for mark in self.chart.targets:
            start = self.left + self.slot * mark.slot
            yield line(start, self.y(mark.size), start + self.slot, self.y(mark.size), INK, thick=2, dashed=DASHES)
        sizes = {mark.slot: mark.size for mark in self.chart.readings}
        for one, other in self.chart.steps:
            yield line(self.x(one), self.y(sizes[one]), self.x(other), self.y(sizes[other]), BRAND, thick=2)
        for slot in self.chart.empty:
            yield from self._sign("empty", self.x(slot), self.base - 8)
        for mark in self.chart.compared:
            yield from self._sign("compared", self.x(mark.slot), self.y(mark.size))
        for mark in self.chart.readings:
            what = "approximate" if mark.is_approximate else "reading"
            yield from self._sign(what, self.x(mark.slot), self.y(mark.size))
        for mark in self._told():
            yield self._words(mark)

    def _frame(self) -> Iterator[SafeString]:
        """The lines of the scale with their figures, and the quarters with their years."""
        for number, (size, words) in enumerate(self.chart.scale):
            y = self.y(size)
            yield line(self.left, y, self.right, y, QUIET if number == 0 or size == 0 else HAIRLINE)
            yield text(
                self.left - 8, y + self.paper.small * 0.35, words, anchor="end", fill=QUIET, size=self.paper.small
            )
        names = [_("Q%(number)s") % {"number": quarter.number} for quarter in self.chart.slots]
        has_room = self.slot > max(width_of(name, self.paper.small) for name in names) + 6
        free = 0.0
        for slot, quarter in enumerate(self.chart.slots):
            base = self.base + self.paper.leading
            if has_room:
                yield text(self.x(slot), base, names[slot], anchor="middle", size=self.paper.small)
            if slot and quarter.number != 1:
                continue
            start = self.left + self.slot * slot
            yield line(start, self.base, start, self.base + (self.paper.leading * 2 if has_room else 6), QUIET)
            below = base + self.paper.leading if has_room else base + 4
            year = quarter.financial_year
            if start >= free and start + 4 + width_of(year, self.paper.small) <= self.paper.width:
                yield text(start + 4, below, year, fill=QUIET, size=self.paper.small)
                free = start + 4 + width_of(year, self.paper.small) + 8

    def _sign(self, what: str, x: float, y: float) -> Iterator[SafeString]:
        if what in ("reading", "approximate"):
            yield dot(x, y, self.radius, BRAND if what == "reading" else WHITE, BRAND)
        elif what == "compared":
            yield diamond(x, y, self.radius + 1, TINT, BRAND)
        elif what == "target":
            yield line(x - 8, y, x + 10, y, INK, thick=2, dashed=DASHES)
        else:
            yield line(x - 4, y - 4, x + 4, y + 4, QUIET, thick=2)
            yield line(x - 4, y + 4, x + 4, y - 4, QUIET, thick=2)

    def _told(self) -> tuple[Mark, ...]:
        """The readings whose figures stand beside their dots: every one where there is room, else the first and the last."""
        widest = max(width_of(mark.text, self.paper.text) for mark in self.chart.readings)
        if widest + 8 <= self.slot:
            return self.chart.readings
        return self.chart.readings[0], self.chart.readings[-1]

    def _words(self, mark: Mark) -> SafeString:
        """A figure over its dot, within the picture."""
        half = width_of(mark.text, self.paper.text) / 2
        x = min(max(self.x(mark.slot), half), self.paper.width - half)
        return text(x, self.y(mark.size) - self.radius - 6, mark.text, anchor="middle", bold=True, clear=True)
