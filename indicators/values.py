"""An indicator's value: what people write ("232K +", "£2.08M", "GOOD") read into what it means, and how it moved."""

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Kind, Wanted

FIGURE = re.compile(
    r"""(?P<sign>[+\-−–]?)\s*(?P<pound>£?)\s*
        (?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?\s*
        (?P<scale>[KkMmBb]?)\s*(?P<percent>%?)\s*(?P<about>\+?)""",
    re.VERBOSE,
)
SCALES = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
EXAMPLES = {
    Kind.COUNT: "363, 21,283 or 232K +",
    Kind.DECIMAL_COUNT: "19.9",
    Kind.PERCENTAGE: "94% or 77.3%",
    Kind.PERCENTAGE_CHANGE: "+1.1% or -23.4%",
    Kind.MONEY: "£78K, £2.08M or £1,200",
    Kind.GRADE: "GOOD",
}
LARGEST = Decimal(10) ** 11
SMALLEST_STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Value:
    """What a printed value means: a number (units, pounds or per cent) or a grade; "232K +" is approximate."""

    number: Decimal | None = None
    grade: str = ""
    is_approximate: bool = False


def read_value(printed: str, kind: str) -> Value:
    """Read a printed value of this kind. Raises ValueError with a sentence that shows how such a value is written."""
    text = printed.strip()
    if kind == Kind.GRADE:
        if not text or text[0].isdigit():
            raise ValueError(_not_a_value(printed, kind))
        return Value(grade=text)
    match = FIGURE.fullmatch(text)
    if match is None or not _fits(match, kind):
        raise ValueError(_not_a_value(printed, kind))
    number = Decimal(match["digits"].replace(",", "") + (match["fraction"] or "")) * SCALES[match["scale"].upper()]
    if number >= LARGEST or (kind == Kind.COUNT and number != number.to_integral_value()):
        raise ValueError(_not_a_value(printed, kind))
    if number != number.quantize(SMALLEST_STEP):
        raise ValueError(f"“{printed}” has more than four decimal places, which is more than the portal keeps.")
    number = -number if match["sign"] in ("-", "−", "–") else number
    return Value(number=number.normalize() + 0, is_approximate=bool(match["about"]))


def _fits(match: re.Match[str], kind: str) -> bool:
    is_money, is_percent = bool(match["pound"]), bool(match["percent"])
    if is_percent and match["scale"]:
        return False
    return is_money == (kind == Kind.MONEY) and is_percent == (kind in (Kind.PERCENTAGE, Kind.PERCENTAGE_CHANGE))


def _not_a_value(printed: str, kind: str) -> str:
    label = Kind(kind).label.lower()
    return f"“{printed}” cannot be read as {label}. Write it like {EXAMPLES[Kind(kind)]}, or give a reason why there is no value."


@dataclass(frozen=True, slots=True)
class Change:
    """How a value moved against another: `direction` is a fact, `judgement` an opinion held only where the office says
    which way it wants the indicator to go. Both are words, and "" where nothing can be said."""

    direction: str
    judgement: str


def change(this: Value, other: Value, wanted: str) -> Change | None:
    """Compare a value with an earlier or other one. Grades have no order here, so they are the same or changed."""
    if this.number is None or other.number is None:
        if not this.grade or not other.grade:
            return None
        same = this.grade.casefold() == other.grade.casefold()
        return Change("no change" if same else "changed", "")
    if this.number == other.number:
        return Change("no change", "")
    direction = "up" if this.number > other.number else "down"
    if wanted not in (Wanted.UP, Wanted.DOWN):
        return Change(direction, "neutral" if wanted == Wanted.NEITHER else "")
    return Change(direction, "improving" if direction == wanted else "worsening")


def target_moved(last: str, this: str) -> bool:
    """Whether a target is another than last period's. A first target moves nothing; one that is dropped has moved."""
    return bool(last.strip()) and " ".join(last.split()).casefold() != " ".join(this.split()).casefold()
