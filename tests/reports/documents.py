"""Builders of small report documents, for tests of what is drawn through the quarters: plain values, no database.

A rating is one letter (R, A, G, C, N); None stands where a report gives none.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from commitments.references import Reference
from pillars.quarters import Quarter
from pillars.ratings import RatingValue, movement
from pillars.shown import NOT_GIVEN, NOT_HELD, Shown
from reports.document import (
    SCHEMA,
    AccountGroup,
    AccountSection,
    Comparison,
    IndicatorRow,
    LineRow,
    NumberedCommitment,
    PillarSection,
    QuarterHead,
    Rated,
    ReportDocument,
    SubThemePage,
    SubThemePart,
    SummaryCell,
    Words,
)

SCALE = {
    "R": RatingValue("R", "Red", "Late.", "square", "red", 4),
    "A": RatingValue("A", "Amber", "At risk.", "triangle", "amber", 3),
    "G": RatingValue("G", "Green", "On track.", "disc", "green", 2),
    "C": RatingValue("C", "Complete", "Done.", "tick", "blue", 1),
    "N": RatingValue("N", "Not started", "Not begun.", "ring", "white", None),
}
WORDS = Words(
    office="Office for Westmarsh",
    office_short="OW",
    area="Westmarsh",
    role="Commissioner",
    role_short="C",
    panel="Panel",
    pillar="pillar",
    pillars="pillars",
    sub_theme="sub-theme",
    sub_themes="sub-themes",
    commitment="commitment",
    commitments="commitments",
)


def shown(letter: str | None) -> Shown:
    return Shown(SCALE[letter], SCALE[letter].word) if letter else NOT_GIVEN


def rated(this: str | None, last: str | Shown = NOT_HELD, *, stated: bool = False, reason: str = "") -> Rated:
    """A rating beside last period's: a letter, or what stands in its place."""
    before = last if isinstance(last, Shown) else shown(last)
    moved = movement(shown(this).rating, before.rating)
    words = f"{moved.label} from {before.words}" if moved else ""
    return Rated(shown(this), before, moved or "", words, stated, reason)


def line(numbers: str, rating: Rated, wording: str = "", **fields: Any) -> LineRow:
    """A row of numbers such as "1, 9(a)"."""
    commitments = tuple(
        NumberedCommitment(number, Reference.read(number).slug, wording or f"Promise {number}", "")
        for number in numbers.split(", ")
    )
    return LineRow(commitments, 0, rating, (), **fields)


def reading(key: str = "safe", number: str | None = "94", **fields: Any) -> IndicatorRow:
    """A row of a percentage; without a number it is withheld."""
    given: dict[str, Any] = {
        "name": key.capitalize(),
        "value": "Withheld" if number is None else f"{number}%",
        "is_empty": number is None,
        "is_approximate": False,
        "basis": "One quarter",
        "unit": "",
        "source": "",
        "comparisons": (),
        "marks": (),
        "footnote_mark": "",
        "footnote": "",
        "number": None if number is None else Decimal(number),
        "kind": "percentage",
    }
    return IndicatorRow(key=key, **given | fields)


def comparison(number: str, name: str = "Same quarter last year") -> Comparison:
    return Comparison(name, f"{number}%", "up", "", "Up", Decimal(number), "percentage")


def part(key: str = "streets", rating: Rated | None = None, **fields: Any) -> SubThemePart:
    given: dict[str, Any] = {"headlines": (), "indicators": (), "activities": (), "lines": ()}
    return SubThemePart(key, key.capitalize(), rating or rated("G"), **given | fields)


def document(slug: str, *parts: SubThemePart, account: AccountSection | None = None, **fields: Any) -> ReportDocument:
    """A report of one pillar, each sub-theme on a page of its own."""
    quarter = Quarter.from_slug(slug)
    given: dict[str, Any] = {
        "schema": SCHEMA,
        "title": "Monitoring Report",
        "plan_key": "plan",
        "plan_title": "Plan for Westmarsh",
        "language": "en",
        "notice": "",
        "published_at": None,
        "words": WORDS,
        "quarter": QuarterHead(
            slug, str(quarter), quarter.starts_on, quarter.ends_on, str(quarter.previous), str(quarter.last_year)
        ),
        "scale": tuple(SCALE.values()),
        "pillars": (
            PillarSection(
                key="places",
                number=1,
                title="Safer places",
                colour="navy",
                icon="shield",
                headlines=(),
                cells=tuple(SummaryCell(one.title, one.key, one.rated) for one in parts),
                pages=tuple(SubThemePage(one.key, one.title, (one,), (), (), ()) for one in parts),
            ),
        ),
        "finance": None,
    }
    return ReportDocument(**given | fields, account=account)


def account(against: str, **outcomes: str) -> AccountSection:
    """An account such as `account("2019-20-q1", new="3", missing="1, 2")`."""
    quarter = Quarter.from_slug(against)
    groups = (AccountGroup(name, name.capitalize(), tuple(numbers.split(", "))) for name, numbers in outcomes.items())
    return AccountSection(str(quarter), quarter.slug, tuple(groups))


def quarters(ratings: Mapping[str, str | None], numbers: str = "1") -> list[ReportDocument]:
    """Reports of these quarters, the latest first, with one line that each rates so; last period is the quarter before."""
    made = []
    for slug, letter in ratings.items():
        before = Quarter.from_slug(slug).previous.slug
        last: str | Shown = (ratings[before] or NOT_GIVEN) if before in ratings else NOT_HELD
        made.append(document(slug, part(lines=(line(numbers, rated(letter, last)),))))
    return made[::-1]
