"""The rules of changing a plan between quarters: what may be done, and the sentences that say why not or what follows.

Pure. A rule gives "" where nothing stands in the way, and otherwise the sentence that an administrator reads.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.models import Ending
from commitments.references import Reference
from pillars.quarters import Quarter


class Refused(Exception):
    """A change that a rule forbids; the message says which and what to do, and `field` names what was asked wrongly."""

    def __init__(self, sentence: str, field: str = "") -> None:
        self.field = field
        super().__init__(sentence)


def require(sentence: str, field: str = "") -> None:
    """Go on where a rule has nothing against it. Raises Refused with its sentence."""
    if sentence:
        raise Refused(sentence, field)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody has entered for a row this quarter: in words ("rated Green"), who, and on which day."""

    words: str
    by: str
    on: date

    def __str__(self) -> str:
        return _("%(words)s by %(by)s on %(day)s") % {"words": self.words, "by": self.by, "day": told(self.on)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the open quarter: its place, the numbers on it, and what stands in the way of changing it.

    `parts` names the rows that stand under it, `parent` is the id of the one it stands under, and `lock` the state of
    its return where that is locked, in small letters ("submitted").
    """

    pk: int
    return_id: int
    sub_theme: str
    numbers: tuple[Reference, ...]
    parent: int | None = None
    parts: tuple[str, ...] = ()
    given: Given | None = None
    lock: str = ""

    @property
    def name(self) -> str:
        return "/".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a row: on a return, after one of its rows (None: first of all), or under that one as its first part."""

    return_id: int
    after: int | None = None
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that bind a change: the plan's term, the last quarter published, and the open one (None: there is none)."""

    starts_on: date
    ends_on: date
    published: Quarter | None
    open: Quarter | None

    @property
    def first_free_day(self) -> date:
        """The first day of which no published report speaks: from there on words may change."""
        return self.published.next.starts_on if self.published else self.starts_on


def told(day: date) -> str:
    """A day as people write it: 1 July 2019."""
    return date_format(day, "j F Y")


def listed(numbers: Collection[object]) -> str:
    """Several of something in one sentence: "47, 48 and 49"."""
    *most, last = map(str, numbers)
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last


# Numbers and words


def number_refused(reference: Reference, taken: Mapping[Reference, str]) -> str:
    """A number once used belongs to its promise for ever; `taken` gives the words of each."""
    if reference not in taken:
        return ""
    free = max(taken).number + 1
    return _(
        "%(number)s is the number of “%(words)s”. A number that was used once is never given to another promise: "
        "choose one that is free, such as %(free)s."
    ) % {"number": reference, "words": taken[reference], "free": free}


def wording_day_refused(day: date, calendar: Calendar) -> str:
    """From which day words may be in force: within the plan's term, and in no quarter that is published."""
    if calendar.published and calendar.starts_on <= day < calendar.first_free_day:
        return _(
            "%(quarter)s is published and keeps the words it was published with. Words dated before its end would never "
            "be told as a change: the next report would take them for the old ones. Choose %(day)s or later."
        ) % {"quarter": calendar.published, "day": told(calendar.first_free_day)}
    if not calendar.starts_on <= day <= calendar.ends_on:
        return _("Choose a day within the term of the plan, %(first)s to %(last)s.") % {
            "first": told(calendar.first_free_day),
            "last": told(calendar.ends_on),
        }
    return ""


def words_refused(text: str, standing: str) -> str:
    """New words are other words."""
    return _("These are the words that stand already.") if text == standing else ""


# Endings


def ending_refused(how: str, by: Collection[Reference], reference: Reference, taken: Collection[Reference]) -> str:
    """Which others may supersede a commitment: some where it is superseded, none otherwise, never itself."""
    if how != Ending.SUPERSEDED:
        return _("Only a superseded one names others. Leave this empty, or choose Superseded.") if by else ""
    if not by:
        return _("Say which numbers take its place.")
    if reference in by:
        return _("%(number)s cannot take its own place.") % {"number": reference}
    if unknown := [number for number in by if number not in taken]:
        return _("The plan has no %(numbers)s. Add what is new first.") % {"numbers": listed(unknown)}
    return ""


def ending_day_refused(day: date, made_on: date | None, last_listed: Quarter | None, calendar: Calendar) -> str:
    """When a commitment may have ended: after it was made, not before a published quarter lists it, within the term."""
    if made_on and day < made_on:
        return _("It was made on %(day)s, so it cannot have ended before.") % {"day": told(made_on)}
    if last_listed and day < last_listed.starts_on:
        return _(
            "%(quarter)s is published and lists it, so it had not ended when that quarter began. Choose %(day)s or later."
        ) % {"quarter": last_listed, "day": told(last_listed.starts_on)}
    if day > calendar.ends_on:
        return _("The plan itself ends on %(day)s.") % {"day": told(calendar.ends_on)}
    return ""


def has_ended(ending: str, ended_on: date | None) -> str:
    """Why what has ended is neither reworded nor placed nor ended again; "" for one that stands."""
    if not ending or ended_on is None:
        return ""
    return _("It was %(how)s on %(day)s. Reopen it first, if that was a mistake.") % {
        "how": str(Ending(ending).label).lower(),
        "day": told(ended_on),
    }


# Rows


def locked(sub_theme: str, lock: str) -> str:
    """Why no row of a submitted or approved return changes; `lock` is its state, or "" where it is open."""
    if not lock:
        return ""
    return _(
        "The return of “%(sub_theme)s” is %(state)s, so no row on it can change. Ask an approver to send it back."
    ) % {"sub_theme": sub_theme, "state": lock}


def leaving_refused(row: Row) -> str:
    """Whether a number may leave its row: a row without numbers disappears, and what was entered for it never does."""
    if len(row.numbers) > 1:
        return ""
    if row.given:
        return _(
            "Row %(row)s was %(given)s, and nothing that was entered is deleted, so the row cannot lose its last number. "
            "Put the other numbers onto row %(row)s instead, or make this change when the next quarter is open."
        ) % {"row": row.name, "given": row.given}
    if row.parts:
        sentence = ngettext(
            "Row %(parts)s stands under row %(row)s. Move it first.",
            "The rows %(parts)s stand under row %(row)s. Move them first.",
            len(row.parts),
        )
        return sentence % {"parts": listed(row.parts), "row": row.name}
    return ""


def moving_refused(row: Row, after: Row | None, *, is_part: bool) -> str:
    """Where a row may go: not after itself or its own parts, and not under another while rows stand under it."""
    if after is None:
        return ""
    if after.pk == row.pk or after.parent == row.pk:
        return _("A row cannot stand after itself. Choose another row.")
    if row.parts and (is_part or after.parent is not None):
        sentence = ngettext(
            "Row %(parts)s stands under row %(row)s, so it cannot stand under another row itself.",
            "The rows %(parts)s stand under row %(row)s, so it cannot stand under another row itself.",
            len(row.parts),
        )
        return sentence % {"parts": listed(row.parts), "row": row.name}
    return ""


def follows_from_leaving(row: Row, number: Reference) -> tuple[str, ...]:
    """What becomes of a row that keeps other numbers: its rating stays with them."""
    rest = [other for other in row.numbers if other != number]
    if not rest or not row.given:
        return ()
    kept = _("Row %(row)s keeps what was entered for it: it was %(given)s.")
    return (kept % {"row": "/".join(map(str, rest)), "given": row.given},)


def follows_from_joining(row: Row, number: Reference) -> tuple[str, ...]:
    """What a number takes over from the row that it joins: the rating that stands there."""
    if not row.given:
        return ()
    return (_("%(number)s shares what was entered for row %(row)s: it was %(given)s.") % {
        "number": number, "row": row.name, "given": row.given},)  # fmt: skip


def described(row: Row, number: Reference, rows: Mapping[int, Row]) -> str:
    """Where a number stands, in words: on which sub-theme, with which others, under which row."""
    others = [other for other in row.numbers if other != number]
    words = _("On “%(sub_theme)s”") % {"sub_theme": row.sub_theme}
    if row.parent is not None:
        words += _(", under %(row)s") % {"row": rows[row.parent].name}
    return words + (_(", on one row with %(numbers)s") % {"numbers": listed(others)} if others else "")
