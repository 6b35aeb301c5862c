"""A commitment's number as people write it, `16` or `9(a)`: read, written and put in order."""

import re
from dataclasses import dataclass
from typing import Self

WRITTEN = re.compile(r"(\d{1,4})\s*(?:\(([a-z]{1,2})\)|([a-z]{1,2}))?", re.IGNORECASE)


@dataclass(frozen=True, order=True, slots=True)
class Reference:
    """The number of a commitment with its suffix, in the order of the plan: 9 stands before 9(a), and 9(a) before 10."""

    number: int
    suffix: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `16`, `9(a)` or `9a`. Raises ValueError with a sentence."""
        match = WRITTEN.fullmatch(text.strip())
        if match is None or int(match[1]) == 0:
            raise ValueError(f"“{text}” is not the number of a commitment. Write it like 16 or 9(a).")
        return cls(int(match[1]), (match[2] or match[3] or "").lower())

    def __str__(self) -> str:
        return f"{self.number}({self.suffix})" if self.suffix else str(self.number)

    @property
    def slug(self) -> str:
        return f"{self.number}{self.suffix}"
