"""What a row fills in: each cell read by the kind of its column, and laid over the answer on which the row is based. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from indicators.models import Kind
from indicators.values import EXAMPLES, read_value
from pillars.models import Rating
from pillars.ratings import RatingValue
from pillars.versions import EmptyReason
from returns.entries import Entry, LineEntry, OwnEntry, ReadingEntry
from returns.workbooks.read import Fault, FileRow
from returns.workbooks.shape import NO_CHANGE, NONE, Column
from returns.workbooks.standing import Answer
from spreadsheets.plain import plain
from spreadsheets.read import Raw

DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")
# A whole number may stand for a count; how any other value is to be printed, a number does not say.
COUNTS = (Kind.COUNT, Kind.DECIMAL_COUNT)
_VALUE = re.compile(r"printed|value_\d+")


@dataclass(frozen=True, slots=True)
class Filled:
    """The answer of a row after what is filled in, and the faults of its cells."""

    answer: Answer
    faults: tuple[Fault, ...]


class _Wrong(Exception):
    """A cell that cannot be read; the message is a sentence."""


def filled(row: FileRow, entry: Entry, base: Answer, ratings: Iterable[Rating]) -> Filled:
    """Lay what a row fills in over the answer it is based on. A blank cell leaves what stands; the word none empties it."""
    said, faults = dict(base), []
    for column in row.sheet.open_columns:
        raw = row.cells.get(column.field)
        if not raw:
            continue
        try:
            said[column.field] = _read(column, raw, entry, base[column.field], list(ratings))
        except _Wrong as wrong:
            faults.append(Fault(row.where(column.field), str(wrong)))
    if not faults:
        faults += _choose_one(row, entry, base, said)
    return Filled(said, tuple(faults))


def _read(column: Column, raw: Raw, entry: Entry, base: str, ratings: list[Rating]) -> str:
    if column.kind == "text":
        text = raw if isinstance(raw, str) else _text(column.field, raw[0], raw[1], entry)
        if text == plain(base):
            return base
        is_none = text.casefold() == NONE
        return (NONE if column.field == "text" else "") if is_none else text
    if not isinstance(raw, str) and not (column.kind == "date" and raw[0] == "day"):
        raise _Wrong(_("“%(value)s” is not text. Write one of the words that the cell offers.") % {"value": raw[1]})
    text = raw if isinstance(raw, str) else raw[1]
    if text.casefold() == NONE:
        return ""
    if column.kind == "date":
        return _day(text)
    return _rating(text, entry, ratings) if column.kind == "rating" else _why_none(text)


def _text(field: str, kind: str, written: str, entry: Entry) -> str:
    """What stands in a cell that should hold text. A whole number is taken at its word, but never a value's printed form."""
    if kind == "day":
        raise _Wrong(_("This is a day, where text is wanted. Write it as text, with an apostrophe before it."))
    if kind != "number":
        raise _Wrong(_("“%(value)s” is not text. Write what is meant as text.") % {"value": written})
    if _VALUE.fullmatch(field) and isinstance(entry, ReadingEntry) and entry.place.indicator.kind not in COUNTS:
        example = EXAMPLES[Kind(entry.place.indicator.kind)]
        raise _Wrong(
            _(
                "This is the number %(value)s, which does not say how it is to be printed. Write it as text, like %(example)s."
            )
            % {"value": written, "example": example}
        )
    return written


def _day(text: str) -> str:
    for form in DAY_FORMATS:
        try:
            day = datetime.strptime(" ".join(text.split()), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        if day.year >= 1900:
            return day.isoformat()
    raise _Wrong(
        _("“%(value)s” is no day that can be read. Write it like 31/03/2020 or 31 March 2020.") % {"value": text}
    )


def _rating(text: str, entry: Entry, ratings: list[Rating]) -> str:
    words = text.casefold()
    for rating in ratings:
        if words in (rating.word.casefold(), rating.code.casefold()):
            return rating.code
    if words in NO_CHANGE:
        last: RatingValue | None = entry.last.rating if isinstance(entry, LineEntry | OwnEntry) else None
        if last is None or last.code not in {rating.code for rating in ratings}:
            raise _Wrong(_("There is no rating of last period to keep. Write the rating itself."))
        return last.code
    offered = ", ".join(f"{rating.word} ({rating.code})" for rating in ratings)
    raise _Wrong(_("“%(value)s” is no rating. Write one of these: %(ratings)s.") % {"value": text, "ratings": offered})


def _why_none(text: str) -> str:
    for reason in EmptyReason:
        if text.casefold() in (str(reason.label).casefold(), reason.value):
            return reason.value
    offered = ", ".join(str(reason.label) for reason in EmptyReason)
    raise _Wrong(_("“%(value)s” is none of these answers: %(answers)s.") % {"value": text, "answers": offered})


def _choose_one(row: FileRow, entry: Entry, base: Answer, said: Answer) -> list[Fault]:
    """A rating or value and an answer why there is none are one answer: the one that was filled in takes the other's place.

    Words that are printed where there is no value ("n/a") may stand beside the answer.
    """
    first = "printed" if isinstance(entry, ReadingEntry) else "rating"
    if first not in said or not (said[first] and said["empty"]):
        return []
    if isinstance(entry, ReadingEntry) and not _is_value(said["printed"], entry):
        return []
    changed = [name for name in (first, "empty") if said[name] != base[name]]
    if not changed:
        return []
    if len(changed) == 2:
        return [
            Fault(
                row.where("empty"), _("There is an answer why there is none beside the one that is given. Leave one.")
            )
        ]
    said["empty" if changed == [first] else first] = ""
    return []


def _is_value(printed: str, entry: ReadingEntry) -> bool:
    try:
        read_value(printed, entry.place.indicator.kind)
    except ValueError:
        return False
    return True


def shown(field: str, value: str, ratings: Iterable[Rating]) -> str:
    """A field of an answer in words."""
    if field == "rating":
        return next((rating.word for rating in ratings if rating.code == value), "")
    if field == "empty":
        return str(EmptyReason(value).label) if value else ""
    if field == "due" and value:
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    if field == "text" and value == NONE:
        return _("None this quarter")
    return value
