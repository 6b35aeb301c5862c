"""What a tie says, apart from whose it is: what a form gives, what is proposed, and what two people may both have changed."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from finance.models import Tie
from finance.rules import stamp


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a tie, as `finance.models.Tie` has them; `left` and `right` are addresses, written."""

    label: str
    left: str
    right: str
    kind: str = "equal"
    is_negated: bool = False
    is_from_last: bool = False
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def fields(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def signature(self) -> str:
        """Differs where the terms do, to see by whether anybody changed them meanwhile."""
        return stamp(*("" if value is None else str(value) for value in self.fields.values()))

    def says_the_same(self, other: "Terms") -> bool:
        """Whether both tie the same cells in the same way, whichever of the two stands left."""
        if (self.kind, self.is_negated, self.is_from_last) != (other.kind, other.is_negated, other.is_from_last):
            return False
        if self.kind == Tie.Kind.EQUAL and not self.is_from_last:
            return {self.left, self.right} == {other.left, other.right}
        return (self.left, self.right) == (other.left, other.right)


def terms_of(tie: Tie) -> Terms:
    """What a tie says now."""
    return Terms(
        label=tie.label,
        left=tie.left,
        right=tie.right,
        kind=tie.kind,
        is_negated=tie.is_negated,
        is_from_last=tie.is_from_last,
        low=tie.low,
        high=tie.high,
    )
