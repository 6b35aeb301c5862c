"""What stands on each entry, or stood on it in an earlier version, as plain answers: text by field."""

from collections.abc import Collection
from typing import Any, cast

from commitments.models import Status
from indicators.models import Reading
from pillars.models import Narrative, Rating, SubThemeRating
from pillars.versions import Version
from returns.entries import Entry, LineEntry, OwnEntry, ReadingEntry, TextEntry
from returns.forms.judged import values_of_judgement, values_of_status
from returns.forms.reading import values_of_reading
from returns.workbooks.shape import COMPARATORS, NONE

# The fields of an answer; days are written 2020-03-31, a rating is its code, and "" is nothing.
Answer = dict[str, str]

JUDGED = ("rating", "empty", "reason")
LINE = (*JUDGED, "evidence", "milestone", "due")
READING = (
    *("printed", "empty", "footnote"),
    *(name for number in range(1, COMPARATORS + 1) for name in (f"name_{number}", f"value_{number}")),
    *("target", "target_reason"),
)


def fields_of(entry: Entry) -> tuple[str, ...]:
    """The fields of an entry's answer."""
    if isinstance(entry, LineEntry):
        return LINE
    if isinstance(entry, ReadingEntry):
        return READING
    return JUDGED if isinstance(entry, OwnEntry) else ("text",)


def answer(entry: Entry, version: Version | None, ratings: Collection[Rating]) -> Answer:
    """What a version of an entry says. Where there is none, it is what the editing page begins with, which is nothing but
    the milestone that is to come, the target, and the names of what an indicator is compared with.

    A text that somebody said to be empty is the word that says so, for no answer is another thing.
    """
    said = dict.fromkeys(fields_of(entry), "")
    if isinstance(entry, TextEntry):
        text = cast("Narrative | None", version)
        return {"text": (text.text or NONE) if text else ""}
    if isinstance(entry, ReadingEntry):
        return said | _reading(entry, cast("Reading | None", version))
    if isinstance(entry, LineEntry):
        values = values_of_status(cast("Status | None", version), list(ratings), entry.last_milestone)
        due = values.get("milestone_due_on")
        said |= {"evidence": values.get("evidence", ""), "milestone": values.get("milestone", "")}
        said["due"] = due.isoformat() if due else ""
    else:
        values = values_of_judgement(cast("SubThemeRating | None", version), list(ratings))
    codes = {rating.code for rating in ratings}
    code = values.get("choice", "")
    return said | {
        "rating": code if code in codes else "",
        "empty": values.get("why", ""),
        "reason": values.get("reason", ""),
    }


def _reading(entry: ReadingEntry, version: Reading | None) -> Answer:
    values = values_of_reading(version, entry.last, entry.place.indicator)
    said = {name: values.get(name, "") for name in ("printed", "footnote", "target", "target_reason")}
    said["empty"] = values.get("why", "")
    for number, (name, printed) in enumerate(values["comparators"][:COMPARATORS], start=1):
        said |= {f"name_{number}": name, f"value_{number}": printed}
    return said


def model_of(entry: Entry) -> type[Version]:
    """The table in which the versions of an entry are kept."""
    if isinstance(entry, LineEntry):
        return Status
    if isinstance(entry, ReadingEntry):
        return Reading
    return SubThemeRating if isinstance(entry, OwnEntry) else Narrative


def versions(asked: Collection[tuple[Entry, int]]) -> dict[tuple[type[Version], int], Version]:
    """Earlier versions by their table and id; at most one query for each of the four tables."""
    ids: dict[type[Version], set[int]] = {}
    for entry, pk in asked:
        ids.setdefault(model_of(entry), set()).add(pk)
    found: dict[tuple[type[Version], int], Version] = {}
    for model, pks in ids.items():
        rows: Any = model._default_manager.filter(pk__in=pks)
        found |= {(model, version.pk): version for version in rows}
    return found
