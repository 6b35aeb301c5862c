"""The quarter of a financial year, as a value: `Q1 2019/20` in words, `2019-20-q1` in addresses. Every floor uses it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

SLUG = re.compile(r"([0-9]{4})-([0-9]{2})-q([1-4])")
# The years of which an address may speak; one more stands on either side, so that each has its neighbours.
YEARS = range(1901, 2200)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of the financial year that begins on 1 April of `year`; `number` 1 is April to June, 4 January to March."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1900 <= self.year <= 2200 or not 1 <= self.number <= 4:
            raise ValueError(f"There is no quarter {self.number} of the year {self.year}.")

    @classmethod
    def from_slug(cls, slug: str) -> Self:
        """Read `2019-20-q1`. Raises ValueError with a sentence when the text is no quarter."""
        match = SLUG.fullmatch(slug)
        if match is None or int(match[1]) not in YEARS or int(match[2]) != (int(match[1]) + 1) % 100:
            raise ValueError(f"“{slug}” is not a quarter. Write it like 2019-20-q1, for April to June 2019.")
        return cls(int(match[1]), int(match[3]))

    @classmethod
    def on(cls, day: date) -> Self:
        """The quarter in which a day lies."""
        return cls(day.year, (day.month - 1) // 3) if day.month > 3 else cls(day.year - 1, 4)

    @property
    def slug(self) -> str:
        return f"{self.year}-{(self.year + 1) % 100:02}-q{self.number}"

    @property
    def financial_year(self) -> str:
        return f"{self.year}/{(self.year + 1) % 100:02}"

    def __str__(self) -> str:
        return f"Q{self.number} {self.financial_year}"

    @property
    def starts_on(self) -> date:
        month = self.number * 3 + 1
        return date(self.year, month, 1) if month <= 12 else date(self.year + 1, month - 12, 1)

    @property
    def ends_on(self) -> date:
        month = self.number * 3 + 4
        following = date(self.year, month, 1) if month <= 12 else date(self.year + 1, month - 12, 1)
        return following - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def last_year(self) -> "Quarter":
        """The same quarter a year before, which reports compare with."""
        return Quarter(self.year - 1, self.number)
