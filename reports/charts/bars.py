"""Draws bars row by row from a line at zero, each with its words at its end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from reports.charts.paper import Panel, Paper
from reports.charts.svg import BRAND, HAIRLINE, INK, QUIET, TINT, WHITE, line, rect, text, width_of, wrapped
from reports.charts.values import Bar, BarChart, BarRow, Look

FILLS = {Look.SOLID: (BRAND, ""), Look.HOLLOW: (WHITE, BRAND), Look.TINTED: (TINT, BRAND)}
# Between a bar and its words, and the shortest bar of a figure that is not 0.
APART, SHORTEST = 6.0, 1.5


def draw_bars(chart: BarChart, paper: Paper) -> list[Panel]:
    """The chart in as many pictures as it needs; all on one scale, each with the key to its bars."""
    drawing = _Drawing(chart, paper)
    panels: list[Panel] = []
    waiting = list(chart.rows)
    while waiting:
        held: list[BarRow] = []
        height = drawing.head
        while waiting and (not held or height + drawing.height(waiting[0]) <= paper.tallest):
            height += drawing.height(waiting[0])
            held.append(waiting.pop(0))
        panels.append(Panel(tuple(drawing.panel(held)), height))
    return panels


@dataclass(frozen=True)
class _Drawing:
    """A chart on its paper: where zero lies, and how long a penny is."""

    chart: BarChart
    paper: Paper

    @cached_property
    def bars(self) -> list[Bar]:
        return [bar for row in self.chart.rows for bar in row.bars]

    @cached_property
    def is_wordy(self) -> bool:
        """Whether words stand above their bars, since they leave no room beside them."""
        longest = max(width_of(bar.text, self.paper.text) for bar in self.bars)
        return not self.paper.labels and longest > self.paper.width * 0.4

    def words(self, bar: Bar) -> str:
        """A bar's words, cut where they are longer than their room."""
        room = self.paper.width if self.is_wordy else (self.paper.width - self.paper.labels) * 0.44
        return wrapped(bar.text, self.paper.text, room, most=1)[0]

    def room(self, bar: Bar) -> float:
        """The room that a bar's words take beside it."""
        return SHORTEST + (0 if self.is_wordy else width_of(self.words(bar), self.paper.text) + APART)

    @cached_property
    def sides(self) -> tuple[str, str]:
        """What lies left and right of zero, as far as anything does."""
        left, right = self.chart.sides
        has_left, has_right = any(bar.size < 0 for bar in self.bars), any(bar.size > 0 for bar in self.bars)
        return left if has_left else "", right if has_right else ""

    @cached_property
    def reach(self) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """What must have room left and right of zero: figures in pence, and what stands beside each whatever its size."""
        left = [(-bar.size, self.room(bar)) for bar in self.bars if bar.size < 0]
        right = [(bar.size, self.room(bar)) for bar in self.bars if bar.size >= 0]
        words = [width_of(side, self.paper.small) + APART if side else 0.0 for side in self.sides]
        return [*left, (0, words[0])], [*right, (0, words[1])]

    @cached_property
    def scale(self) -> float:
        """The longest that a penny may be drawn so that every bar has room on its side, with its words."""
        width = self.paper.width - self.paper.labels
        left, right = self.reach
        fitting = [
            (width - beside_left - beside_right) / (size_left + size_right)
            for size_left, beside_left in left
            for size_right, beside_right in right
            if size_left + size_right
        ]
        return min(fitting, default=0.0)

    @cached_property
    def zero(self) -> float:
        return self.paper.labels + max(size * self.scale + beside for size, beside in self.reach[0])

    @cached_property
    def key(self) -> list[tuple[float, float, Look, str]]:
        """The key to the bars: where each swatch stands, its look and its words."""
        placed, x, y = [], 0.0, 0.0
        for look, words in self.chart.series:
            shown = wrapped(words, self.paper.text, self.paper.width - 28, most=1)[0]
            wide = 22 + width_of(shown, self.paper.text) + 18
            if x and x + wide > self.paper.width:
                x, y = 0.0, y + self.paper.leading * 1.2
            placed.append((x, y, look, shown))
            x += wide
        return placed

    @cached_property
    def head(self) -> float:
        """How high the key and the words over the two sides are together."""
        height = self.key[-1][1] + self.paper.leading + 10 if self.key else 0.0
        return height + (self.paper.leading + 4 if any(self.sides) else 0.0)

    def height(self, row: BarRow) -> float:
        labels = len(self.label(row)) * self.paper.leading
        bars = len(row.bars) * (self.paper.pitch + (self.paper.leading if self.is_wordy else 0))
        return (max(labels, bars) if self.paper.labels else labels + bars + 2) + self.paper.gap

    def label(self, row: BarRow) -> list[str]:
        width = self.paper.labels - 14 if self.paper.labels else self.paper.width
        return wrapped(row.label, self.paper.text, width)

    def panel(self, rows: Sequence[BarRow]) -> Iterator[SafeString]:
        """One picture with these rows."""
        yield from self._head()
        y = self.head
        for number, row in enumerate(rows):
            if number or row.is_total:
                yield line(0, y, self.paper.width, y, INK if row.is_total else HAIRLINE)
            yield from self._row(row, y + self.paper.gap / 2)
            y += self.height(row)
        # Where labels stand above their bars, the line at zero stands beside these alone.
        if self.paper.labels:
            yield line(self.zero, self.head, self.zero, y, QUIET)

    def _head(self) -> Iterator[SafeString]:
        for x, y, look, words in self.key:
            fill, edge = FILLS[look]
            yield rect(x, y + (self.paper.leading - self.paper.bar) / 2, 16, self.paper.bar, fill, edge)
            yield text(x + 22, y + self.paper.text, words)
        base = self.head - 6
        left, right = self.sides
        if left:
            yield text(self.zero - APART, base, left, anchor="end", fill=QUIET, size=self.paper.small)
        if right:
            yield text(self.zero + APART, base, right, fill=QUIET, size=self.paper.small)

    def _row(self, row: BarRow, y: float) -> Iterator[SafeString]:
        is_bold = row.is_total or not self.paper.labels
        base = y + self.paper.pitch / 2 + self.paper.text * 0.35 if self.paper.labels else y + self.paper.text
        for words in self.label(row):
            yield text(0, base, words, bold=is_bold)
            base += self.paper.leading
        if not self.paper.labels:
            y += len(self.label(row)) * self.paper.leading + 2
        for bar in row.bars:
            if self.is_wordy:
                yield text(0, y + self.paper.text, self.words(bar))
                y += self.paper.leading
            yield from self._bar(bar, y, is_bold=row.is_total)
            if not self.paper.labels:
                yield line(self.zero, y, self.zero, y + self.paper.pitch, QUIET)
            y += self.paper.pitch

    def _bar(self, bar: Bar, y: float, *, is_bold: bool) -> Iterator[SafeString]:
        long = max(abs(bar.size) * self.scale, SHORTEST) if bar.size else 0.0
        start = self.zero - long if bar.size < 0 else self.zero
        fill, edge = FILLS[bar.look]
        if long:
            yield rect(start, y + (self.paper.pitch - self.paper.bar) / 2, long, self.paper.bar, fill, edge)
        if not self.is_wordy:
            end = start - APART if bar.size < 0 else start + long + APART
            base = y + self.paper.pitch / 2 + self.paper.text * 0.35
            yield text(end, base, self.words(bar), anchor="end" if bar.size < 0 else "start", bold=is_bold)
