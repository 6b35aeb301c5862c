"""What changed in a quarter: how ratings moved, what became of each commitment, what has long been red, and the exceptions.

Pure: the documents of a plan in, values out. Movements are against last period, which is the quarter before and no other; what
became of commitments is against the last quarter held, which may be an earlier one. Each is named for what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from commitments.account import Outcome
from pillars.quarters import Quarter
from pillars.ratings import Colour
from pillars.shown import NOT_HELD
from reports.document import NumberedCommitment, QuarterHead, Rated, ReportDocument, SubThemePart, Words
from reports.languages.portal import readings
from reports.through.course import LONG, course, red_until, word_of
from reports.through.matrix import Matrix, matrix
from reports.through.register import ChangeGroup, Register

# What is read first: what is there or gone, then what is told otherwise.
ORDER = [
    *(Outcome.NEW, Outcome.COMPLETED, Outcome.WITHDRAWN, Outcome.SUPERSEDED),
    *(Outcome.REWORDED, Outcome.REGROUPED, Outcome.MOVED, Outcome.MISSING, Outcome.UNCHANGED),
]
TROUBLED = (Colour.RED, Colour.AMBER)


class LastPeriod(StrEnum):
    """What a report knows of the quarter before its own."""

    HELD = "held"
    STATED = "stated"
    NOT_HELD = "not held"


@dataclass(frozen=True, slots=True)
class RatedRow:
    """A sub-theme (its `title`) or a line of commitments as a quarter rates it, and the quarters in a row it is red."""

    title: str
    commitments: tuple[NumberedCommitment, ...]
    page_title: str
    page_slug: str
    rated: Rated
    red_for: int

    @property
    def is_troubled(self) -> bool:
        """Whether it is red or amber: such a rating has to have its reason."""
        return self.rated.this.rating is not None and self.rated.this.rating.colour in TROUBLED


@dataclass(frozen=True, slots=True)
class Rebaselined:
    """A milestone of commitments or the target of an indicator (`key`, `title`) that was moved: from what, to what, and why."""

    commitments: tuple[NumberedCommitment, ...]
    key: str
    title: str
    words: str
    now: str
    due_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a quarter. `against` is the earlier quarter of the account, or "" for the first that is held.

    `red_word` and `troubled_words` are the office's own: "Red", "Red or Amber", and "" where its scale has none.
    """

    quarter: QuarterHead
    words: Words
    last_period: LastPeriod
    sub_themes: Matrix
    lines: Matrix
    red_word: str
    troubled_words: str
    against: str
    against_is_last_period: bool
    groups: tuple[ChangeGroup, ...]
    rebaselined: tuple[Rebaselined, ...]
    long_red: tuple[RatedRow, ...]
    worsened: tuple[RatedRow, ...]
    troubled: tuple[RatedRow, ...]

    @property
    def missing(self) -> ChangeGroup | None:
        """The numbers that are gone without a word; None where there are none."""
        return next((group for group in self.groups if group.outcome == Outcome.MISSING), None)


def changes(documents: Sequence[ReportDocument], register: Register, slug: str) -> Changes:
    """What changed in a quarter, from the documents of its plan and their register. Raises KeyError for a quarter of neither."""
    document = next((one for one in documents if one.quarter.slug == slug), None)
    if document is None:
        raise KeyError(slug)
    sub_themes, lines = _sub_themes(document, documents), _lines(document, register)
    rows = [*sub_themes, *lines]
    account = document.account
    return Changes(
        quarter=document.quarter,
        words=document.words,
        last_period=_last_period([row.rated for row in rows]),
        sub_themes=matrix([row.rated for row in sub_themes], document.scale),
        lines=matrix([row.rated for row in lines], document.scale),
        red_word=word_of(document.scale, Colour.RED),
        troubled_words=_(" or ").join(word for colour in TROUBLED if (word := word_of(document.scale, colour))),
        against=account.against if account else "",
        against_is_last_period=account is not None and account.against == document.quarter.previous_label,
        groups=tuple(sorted(register.changes(slug), key=_place)) if account else (),
        rebaselined=(*_milestones(document), *_targets(document)),
        long_red=tuple(row for row in rows if row.red_for >= LONG),
        worsened=tuple(row for row in rows if row.rated.movement == "worsened"),
        troubled=tuple(sorted((row for row in rows if row.is_troubled), key=_gravity)),
    )


def _last_period(rated: Sequence[Rated]) -> LastPeriod:
    if any(one.last_is_stated for one in rated):
        return LastPeriod.STATED
    is_held = any(one.last.words not in readings(NOT_HELD.words) for one in rated)
    return LastPeriod.HELD if is_held else LastPeriod.NOT_HELD


def _place(group: ChangeGroup) -> list[int]:
    return [ORDER.index(Outcome(outcome)) for outcome in group.outcome.split("+")]


def _gravity(row: RatedRow) -> int:
    """The worst rating first; what is equally grave stays in the order of the report."""
    rating = row.rated.this.rating
    return TROUBLED.index(Colour(rating.colour)) if rating else len(TROUBLED)


def _parts(document: ReportDocument) -> list[tuple[str, str, SubThemePart]]:
    """Every sub-theme with the title and slug of its page, in the order of reading."""
    return [(page.title, page.slug, part) for _pillar, page in document.pages for part in page.parts]


def _sub_themes(document: ReportDocument, documents: Sequence[ReportDocument]) -> list[RatedRow]:
    quarter = Quarter.from_slug(document.quarter.slug)
    held: dict[str, dict[Quarter, Rated]] = {}
    for one in documents:
        for *_where, part in _parts(one):
            held.setdefault(part.key, {})[Quarter.from_slug(one.quarter.slug)] = part.rated
    return [
        RatedRow(part.title, (), page_title, slug, part.rated, red_until(course(held[part.key]), quarter))
        for page_title, slug, part in _parts(document)
    ]


def _lines(document: ReportDocument, register: Register) -> list[RatedRow]:
    """The lines of a report; one that carries several commitments is red for as long as the one that has been longest."""
    quarter = Quarter.from_slug(document.quarter.slug)
    red = {story.slug: red_until(story.course, quarter) for story in register.stories}
    return [
        RatedRow("", line.commitments, page_title, slug, line.rated, max(red[one.slug] for one in line.commitments))
        for page_title, slug, part in _parts(document)
        for line in part.lines
    ]


def _milestones(document: ReportDocument) -> list[Rebaselined]:
    return [
        Rebaselined(
            line.commitments, "", "", line.rebaselined, line.milestone, line.milestone_due_on, line.rated.reason
        )
        for *_where, part in _parts(document)
        for line in part.lines
        if line.rebaselined
    ]


def _targets(document: ReportDocument) -> list[Rebaselined]:
    """Each target that moved, once, though its indicator may stand on several pages."""
    found = [
        Rebaselined((), row.key, row.name, row.rebaselined, row.target, None, row.rebaselined_reason)
        for *_where, part in _parts(document)
        for row in part.indicators
        if row.rebaselined
    ]
    return list({(one.key, one.words, one.now): one for one in found}.values())
