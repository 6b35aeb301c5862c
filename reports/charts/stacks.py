"""Draws stacks side by side: the parts of each from top to bottom, below zero where they are negative, a letter on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from django.utils.safestring import SafeString

from reports.charts.paper import Panel, Paper
from reports.charts.svg import BRAND, INK, QUIET, WHITE, line, rect, text, width_of, wrapped
from reports.charts.values import Stack, StackChart

# Dark and light by turns, so that neighbours stay apart in grey; all of static/styles/_palette.scss.
FILLS = (
    *("#17324d", "#86a8c8", "#0b5457", "#cfe4dc", "#3d4a57"),
    *("#d2e2f1", "#17508a", "#7fae9b", "#525b66", "#f6f5f1"),
)
DARK = {"#17324d", "#0b5457", "#3d4a57", "#17508a", "#525b66"}
HIGH = 240.0


def draw_stacks(chart: StackChart, paper: Paper) -> list[Panel]:
    """The chart in as many pictures as its stacks need; all on one scale, each with the key to the parts."""
    drawing = _Drawing(chart, paper)
    size = drawing.most_stacks
    chunks = [chart.stacks[start : start + size] for start in range(0, len(chart.stacks), size)]
    return [drawing.panel(chunk) for chunk in chunks]


@dataclass(frozen=True)
class _Drawing:
    """A chart on its paper: how wide a stack's place is, and how high a penny is."""

    chart: StackChart
    paper: Paper

    @cached_property
    def width(self) -> float:
        """The room for the stacks; on wide paper the key stands beside them."""
        return self.paper.width * 0.62 if self.paper.labels else self.paper.width

    @cached_property
    def most_stacks(self) -> int:
        """As many as have room for the words over and under them, and for letters beside them."""
        totals = [width_of(stack.total, self.paper.text) for stack in self.chart.stacks]
        return max(1, int(self.width // max(66, *(total + 10 for total in totals))))

    @cached_property
    def slot(self) -> float:
        return min(self.width / min(self.most_stacks, len(self.chart.stacks)), 160)

    @cached_property
    def scale(self) -> float:
        both = _above(self.chart.stacks) + _below(self.chart.stacks)
        return HIGH / both if both else 0.0

    def panel(self, stacks: Sequence[Stack]) -> Panel:
        """One picture with these stacks."""
        parts: list[SafeString] = []
        # Where every part is too small for its letter, there is room for all letters beside it.
        letters = max(sum(bool(size) for size in stack.sizes) for stack in stacks) * self.paper.small
        zero = self.paper.leading + 8 + max(_above(stacks) * self.scale, letters)
        foot = zero + _below(stacks) * self.scale
        under = [wrapped(stack.heading, self.paper.small, self.slot - 8, most=4) for stack in stacks]
        for number, (stack, lines) in enumerate(zip(stacks, under, strict=True)):
            parts += self._stack(stack, number * self.slot, zero, foot)
            base = foot + 8
            for words in lines:
                base += self.paper.leading
                parts.append(text((number + 0.5) * self.slot, base, words, anchor="middle", size=self.paper.small))
        parts.append(line(0, zero, self.slot * len(stacks), zero, QUIET))
        height = foot + 14 + self.paper.leading * max(len(lines) for lines in under)
        if self.paper.labels:
            key, end = self._key(self.slot * len(stacks) + 24, self.paper.leading)
        else:
            key, end = self._key(0, height + 8)
        return Panel((*parts, *key), max(height, end))

    def _stack(self, stack: Stack, left: float, zero: float, foot: float) -> Iterator[SafeString]:
        wide = self.slot * 0.5
        x = left + (self.slot - wide) / 2
        top = zero - _above([stack]) * self.scale
        yield text(left + self.slot / 2, top - 7, stack.total, anchor="middle", bold=True)
        beside: list[tuple[float, str]] = []
        above, below = top, zero
        for number, size in enumerate(stack.sizes):
            if not size:
                continue
            high = abs(size) * self.scale
            y = above if size > 0 else below
            yield rect(x, y, wide, high, FILLS[number], BRAND)
            letter = ascii_uppercase[number]
            if high >= self.paper.small + 2:
                fill = WHITE if FILLS[number] in DARK else INK
                base = y + high / 2 + self.paper.small * 0.35
                yield text(left + self.slot / 2, base, letter, anchor="middle", fill=fill, size=self.paper.small)
            else:
                beside.append((y + high / 2, letter))
            if size > 0:
                above += high
            else:
                below += high
        yield from self._beside(sorted(beside), x + wide, foot)

    def _beside(self, letters: list[tuple[float, str]], x: float, foot: float) -> Iterator[SafeString]:
        """The letters of parts too small to hold them, each led to its own."""
        places = _apart([y for y, _letter in letters], self.paper.small, foot)
        for (y, letter), place in zip(letters, places, strict=True):
            yield line(x, y, x + 7, place, QUIET)
            yield text(x + 9, place + self.paper.small * 0.35, letter, size=self.paper.small)

    def _key(self, x: float, y: float) -> tuple[list[SafeString], float]:
        """What each letter stands for, from top to bottom as in the stacks; and where that ends."""
        parts = []
        side = self.paper.small + 4
        for number, name in enumerate(self.chart.parts):
            fill = FILLS[number]
            parts.append(rect(x, y, side, side, fill, BRAND))
            letter = WHITE if fill in DARK else INK
            middle = y + side / 2 + self.paper.small * 0.35
            parts.append(
                text(x + side / 2, middle, ascii_uppercase[number], anchor="middle", fill=letter, size=self.paper.small)
            )
            base = y + side / 2 + self.paper.text * 0.35
            for words in wrapped(name, self.paper.text, self.paper.width - x - side - 10, most=2) or [""]:
                parts.append(text(x + side + 8, base, words))
                base += self.paper.leading
                y += self.paper.leading
            y += 6
        return parts, y + 4


def _above(stacks: Sequence[Stack]) -> int:
    """How far the tallest of these reaches above zero, in pence."""
    return max(sum(size for size in stack.sizes if size > 0) for stack in stacks)


def _below(stacks: Sequence[Stack]) -> int:
    return max(-sum(size for size in stack.sizes if size < 0) for stack in stacks)


def _apart(places: Sequence[float], least: float, end: float) -> list[float]:
    """Places moved as little as need be so that they stand this far apart in their order, and none beyond the end."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + least) if moved else place)
    for number in reversed(range(len(moved))):
        moved[number] = min(moved[number], end)
        end = moved[number] - least
    return moved
