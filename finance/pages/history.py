"""What was entered in a quarter's finance part over time: each cell's versions, each note's words, each reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from finance.books import unit_of
from finance.models import Column, Figure, FinanceReport, NoteText, Reason, Statement
from finance.texts.told import name_of
from pillars.versions import Version

DASH, BLANK = "–", ""


@dataclass(frozen=True, slots=True)
class Entered:
    """One thing that somebody entered: `about` says what it was, `before` and `after` what stood and what stands since."""

    when: datetime
    who: str
    about: str
    before: str
    after: str


def figures_entered(statement: Statement) -> QuerySet[Figure]:
    """Every version of a statement's cells, the newest first."""
    figures: QuerySet[Figure] = Figure.objects.filter(row__statement=statement)
    return figures.select_related("row", "column__statement", "based_on", "recorded_by").order_by("-recorded_at", "-pk")


def words_entered(report: FinanceReport) -> Sequence[Version]:
    """Every version of the notes' words and of the reasons for failed checks, the newest first."""
    notes = NoteText.objects.filter(note__report=report).select_related("note", "based_on", "recorded_by")
    reasons = Reason.objects.filter(report=report).select_related("based_on", "recorded_by")
    return sorted([*notes, *reasons], key=lambda version: (version.recorded_at, version.pk), reverse=True)


def told(version: Version, checks: Mapping[str, str]) -> Entered:
    """A version as the page tells it; `checks` are those that there are now, by their keys, in words."""
    match version:
        case Figure():
            about = f"{version.row}, {version.column}"
            before, after = _cell(version.based_on, version.column), _cell(version, version.column)
        case NoteText():
            about = name_of(version.note)
            before, after = _text(version.based_on), version.text
        case Reason():
            check = checks.get(version.check_key, version.check_key)
            about = _("Reason for %(check)s") % {"check": check}
            before, after = _text(version.based_on), version.text
        case _:
            raise TypeError(f"{version!r} is not entered in a finance part.")
    who = str(version.recorded_by) if version.recorded_by else _("loaded from a file")
    return Entered(version.recorded_at, who, about, before, after)


def _text(version: Any) -> str:
    return version.text if version else BLANK


def _cell(figure: Version | None, column: Column) -> str:
    if not isinstance(figure, Figure) or figure.is_blank:
        return BLANK
    if figure.is_dash:
        return DASH
    return figure.text if figure.amount is None else unit_of(column).write(figure.amount)
