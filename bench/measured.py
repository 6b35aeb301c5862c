"""One row of the table that `make bench` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with its unit, and the most that was promised for it, where something was."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None

    @property
    def verdict(self) -> str:
        if self.at_most is None:
            return ""
        return "kept" if self.value <= self.at_most else "NOT KEPT"

    def __str__(self) -> str:
        promise = f"at most {self.at_most:g}: {self.verdict}" if self.at_most is not None else ""
        digits = 0 if not self.unit else 2
        return f"{self.what:<72} {self.value:>9.{digits}f} {self.unit:<3} {promise}".rstrip()
