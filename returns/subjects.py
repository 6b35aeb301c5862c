"""What a form of the editing page is about: a line, a reading, a text or the own rating of one return.

A subject reads a form, finds the versions it may follow, and hands what was typed to the record's own action.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from commitments.actions import record_status
from commitments.models import Line, Status
from indicators.actions import record_reading
from indicators.models import Place, Reading
from pillars.actions import record_narrative, record_sub_theme_rating
from pillars.models import Narrative, Rating, Return, SubThemeRating
from pillars.versions import StaleVersion, Version
from returns.entries import Entry, LineEntry, OwnEntry, QuarterSheet, ReadingEntry
from returns.forms.entry import EntryForm
from returns.forms.judged import LineForm, OwnForm, values_of_judgement, values_of_status
from returns.forms.reading import ReadingForm, values_of_reading
from returns.forms.text import TextForm, values_of_text

AnyForm = TypeVar("AnyForm", bound=EntryForm)
AnyVersion = TypeVar("AnyVersion", bound=Version)


@dataclass(frozen=True)
class Subject(Generic[AnyForm, AnyVersion]):
    """Something of a return that is kept in versions; `key` is the id of its row on a page, `standing` the version that stood
    when the return was read."""

    key: str
    held: Return
    ratings: Sequence[Rating]
    standing: AnyVersion | None

    def form(self, data: QueryDict) -> AnyForm:
        """What was typed, read."""
        raise NotImplementedError

    def versions(self) -> "QuerySet[AnyVersion]":
        """Every version of this subject, with who wrote it."""
        raise NotImplementedError

    def values(self, version: AnyVersion) -> dict[str, Any]:
        """A version as the form holds it."""
        raise NotImplementedError

    def record(self, form: AnyForm, based_on: AnyVersion | None, by: User) -> AnyVersion | None:
        """Save what was typed, and give its version: `based_on` where that says it already. Raises StaleVersion, Locked."""
        raise NotImplementedError

    def save(self, form: AnyForm, by: User) -> AnyVersion | None:
        """Save a valid form on the version that the person saw, and give the version that was written, None where nothing was.
        Raises StaleVersion, also for a version that is none of this subject, and Locked."""
        based_on = self.standing
        if based_on is None or based_on.pk != form.base:
            based_on = self.versions().filter(pk=form.base).first() if form.base else None
        if form.base and based_on is None:
            raise StaleVersion("What you changed is not there any more. Compare with what stands now.")
        saved = self.record(form, based_on, by)
        return None if saved == based_on else saved

    def head(self) -> AnyVersion | None:
        """The version that stands."""
        return self.versions().filter(next__isnull=True).first()


@dataclass(frozen=True)
class LineSubject(Subject[LineForm, Status]):
    line: Line

    def form(self, data: QueryDict) -> LineForm:
        return LineForm(data, prefix=self.key, ratings=self.ratings)

    def versions(self) -> "QuerySet[Status]":
        return cast("QuerySet[Status]", Status.objects.filter(line=self.line).select_related("recorded_by"))

    def values(self, version: Status) -> dict[str, Any]:
        return values_of_status(version, self.ratings, None)

    def record(self, form: LineForm, based_on: Status | None, by: User) -> Status:
        given = form.cleaned_data
        return record_status(
            line=self.line,
            rating=form.rating,
            empty_reason=given["why"],
            reason=given["reason"],
            following=form.following,
            based_on=based_on,
            by=by,
        )


@dataclass(frozen=True)
class OwnSubject(Subject[OwnForm, SubThemeRating]):
    def form(self, data: QueryDict) -> OwnForm:
        return OwnForm(data, prefix=self.key, ratings=self.ratings)

    def versions(self) -> "QuerySet[SubThemeRating]":
        versions = SubThemeRating.objects.filter(quarterly_return=self.held)
        return cast("QuerySet[SubThemeRating]", versions.select_related("recorded_by"))

    def values(self, version: SubThemeRating) -> dict[str, Any]:
        return values_of_judgement(version, self.ratings)

    def record(self, form: OwnForm, based_on: SubThemeRating | None, by: User) -> SubThemeRating:
        given = form.cleaned_data
        return record_sub_theme_rating(
            quarterly_return=self.held,
            rating=form.rating,
            empty_reason=given["why"],
            reason=given["reason"],
            based_on=based_on,
            by=by,
        )


@dataclass(frozen=True)
class ReadingSubject(Subject[ReadingForm, Reading]):
    place: Place

    @property
    def own_place(self) -> Place | None:
        return self.place if self.place.indicator.is_per_place else None

    def form(self, data: QueryDict) -> ReadingForm:
        return ReadingForm(data, prefix=self.key, indicator=self.place.indicator)

    def versions(self) -> "QuerySet[Reading]":
        about = {"indicator": self.place.indicator, "place": self.own_place, "period": self.held.period_id}
        return cast("QuerySet[Reading]", Reading.objects.filter(**about).select_related("recorded_by"))

    def values(self, version: Reading) -> dict[str, Any]:
        return values_of_reading(version, None, self.place.indicator)

    def record(self, form: ReadingForm, based_on: Reading | None, by: User) -> Reading:
        marks = tuple((heading, mark) for heading, mark in based_on.printed_marks) if based_on else ()
        return record_reading(
            indicator=self.place.indicator,
            period=self.held.period,
            place=self.own_place,
            given=form.given(marks),
            based_on=based_on,
            by=by,
        )


@dataclass(frozen=True)
class TextSubject(Subject[TextForm, Narrative]):
    kind: str
    is_summary: bool

    def form(self, data: QueryDict) -> TextForm:
        return TextForm(data, prefix=self.key)

    def versions(self) -> "QuerySet[Narrative]":
        versions = Narrative.objects.filter(kind=self.kind).select_related("recorded_by")
        if self.is_summary:
            versions = versions.filter(pillar=self.held.sub_theme.pillar, period=self.held.period_id)
        else:
            versions = versions.filter(quarterly_return=self.held)
        return cast("QuerySet[Narrative]", versions)

    def values(self, version: Narrative) -> dict[str, Any]:
        return values_of_text(version)

    def record(self, form: TextForm, based_on: Narrative | None, by: User) -> Narrative | None:
        """A text that is neither written nor said to be empty is no answer, and leaves nothing behind."""
        if based_on is None and not form.is_answered:
            return None
        subject = (self.held.sub_theme.pillar, self.held.period) if self.is_summary else self.held
        return record_narrative(
            kind=self.kind, subject=subject, text=form.cleaned_data["text"], based_on=based_on, by=by
        )


def subject_of(entry: Entry, sheet: QuarterSheet) -> Subject[Any, Any]:
    """What an entry of a sheet is saved by. No query."""
    held, ratings = entry.quarterly_return, sheet.ratings
    if isinstance(entry, LineEntry):
        return LineSubject(entry.key, held, ratings, entry.status, entry.line)
    if isinstance(entry, ReadingEntry):
        return ReadingSubject(entry.key, held, ratings, entry.reading, entry.place)
    if isinstance(entry, OwnEntry):
        return OwnSubject(entry.key, held, ratings, entry.rating)
    return TextSubject(entry.key, held, ratings, entry.narrative, entry.kind, is_summary=entry.pillar is not None)
