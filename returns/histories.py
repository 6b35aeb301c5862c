"""The history of everything kept for a quarter: a line, a reading, a text or a rating, in the versions that it has had.

Each kind of history finds its subject, gives its versions as values in words, and puts an earlier one back, which writes a
new version after the one that stands: nothing is ever taken away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from commitments.actions import Next, record_status
from commitments.models import Line, Status, Wording
from indicators.actions import Given, record_reading
from indicators.models import Basis, Place, Reading
from indicators.queries import returns_keeping
from pillars.actions import record_narrative, record_sub_theme_rating
from pillars.models import Judgement, Narrative, Pillar, ReportingPeriod, Return, SubThemeRating
from pillars.versions import EmptyReason, Version
from returns.forms.entry import LARGEST_ID
from returns.forms.judged import LineForm, OwnForm
from returns.forms.reading import ReadingForm
from returns.forms.text import TextForm
from returns.history import Value

AnyVersion = TypeVar("AnyVersion", bound=Version)
# Where people write sentences: a change there is shown by words.
TEXTS = {"reason", "milestone", "target_reason", "footnote", "text"}


@dataclass(frozen=True)
class History(Generic[AnyVersion]):
    """Something that is kept in versions on a return; `entry` is its place on the editing page, `about` the words of a line."""

    held: Return
    title: str
    entry: str
    about: str

    def versions(self) -> "QuerySet[AnyVersion]":
        """Every version, the newest first, with who wrote it."""
        raise NotImplementedError

    def values(self, version: AnyVersion) -> tuple[Value, ...]:
        """What a version says, in words and in the order of the page."""
        raise NotImplementedError

    def put_back(self, version: AnyVersion, head: AnyVersion, by: User) -> AnyVersion:
        """Write what an earlier version says after the one that stands. Raises StaleVersion, Locked, and ValueError where
        it could not be given any more."""
        raise NotImplementedError


def _values(labels: dict[str, Any], said: dict[str, str]) -> tuple[Value, ...]:
    return tuple(Value(name, str(label), said.get(name, ""), name in TEXTS) for name, label in labels.items())


def _rating_words(version: Judgement) -> str:
    if version.rating is not None:
        return version.rating.word
    return str(EmptyReason(version.empty_reason).label) if version.empty_reason else ""


@dataclass(frozen=True)
class LineHistory(History[Status]):
    """The statuses of a line."""

    line: Line

    def versions(self) -> "QuerySet[Status]":
        versions = Status.objects.filter(line=self.line).select_related("recorded_by", "rating")
        return cast("QuerySet[Status]", versions.order_by("-pk"))

    def values(self, version: Status) -> tuple[Value, ...]:
        due_on = version.milestone_due_on
        return _values(
            LineForm.labels,
            {
                "choice": _rating_words(version),
                "reason": version.reason,
                "evidence": version.evidence,
                "milestone": version.milestone,
                "milestone_due_on": date_format(due_on, "j F Y") if due_on else "",
            },
        )

    def put_back(self, version: Status, head: Status, by: User) -> Status:
        return record_status(
            line=self.line,
            rating=version.rating,
            empty_reason=version.empty_reason,
            reason=version.reason,
            following=Next(version.evidence, version.milestone, version.milestone_due_on),
            based_on=head,
            by=by,
        )


@dataclass(frozen=True)
class OwnHistory(History[SubThemeRating]):
    """The ratings of a sub-theme."""

    def versions(self) -> "QuerySet[SubThemeRating]":
        versions = SubThemeRating.objects.filter(quarterly_return=self.held).select_related("recorded_by", "rating")
        return cast("QuerySet[SubThemeRating]", versions.order_by("-pk"))

    def values(self, version: SubThemeRating) -> tuple[Value, ...]:
        return _values(OwnForm.labels, {"choice": _rating_words(version), "reason": version.reason})

    def put_back(self, version: SubThemeRating, head: SubThemeRating, by: User) -> SubThemeRating:
        return record_sub_theme_rating(
            quarterly_return=self.held,
            rating=version.rating,
            empty_reason=version.empty_reason,
            reason=version.reason,
            based_on=head,
            by=by,
        )


@dataclass(frozen=True)
class ReadingHistory(History[Reading]):
    """The readings of an indicator: of a place, or of all that share one value."""

    place: Place

    @property
    def own_place(self) -> Place | None:
        return self.place if self.place.indicator.is_per_place else None

    def versions(self) -> "QuerySet[Reading]":
        about = {"indicator": self.place.indicator_id, "place": self.own_place, "period": self.held.period_id}
        return cast("QuerySet[Reading]", Reading.objects.filter(**about).select_related("recorded_by").order_by("-pk"))

    def values(self, version: Reading) -> tuple[Value, ...]:
        said = {name: str(getattr(version, name, "")) for name in ReadingForm.labels}
        said["why"] = str(EmptyReason(version.empty_reason).label) if version.empty_reason else ""
        said["basis"] = "" if version.basis == Basis.NOT_STATED else str(Basis(version.basis).label)
        said["comparators"] = "; ".join(f"{name}: {printed}" for name, printed in version.comparators)
        said["printed_marks"] = "; ".join(f"{heading}: {mark}" for heading, mark in version.printed_marks)
        return _values(ReadingForm.labels | {"printed_marks": _("Marks as printed")}, said)

    def put_back(self, version: Reading, head: Reading, by: User) -> Reading:
        given = Given(
            printed=version.printed,
            empty_reason=version.empty_reason,
            basis=version.basis,
            basis_printed=version.basis_printed,
            label=version.label,
            footnote_mark=version.footnote_mark,
            footnote=version.footnote,
            marks=tuple((heading, mark) for heading, mark in version.printed_marks),
            comparators=tuple((name, printed) for name, printed in version.comparators),
            target=version.target,
            target_reason=version.target_reason,
        )
        return record_reading(
            indicator=self.place.indicator,
            period=self.held.period,
            place=self.own_place,
            given=given,
            based_on=head,
            by=by,
        )


@dataclass(frozen=True)
class TextHistory(History[Narrative]):
    """Headlines or activities of a return, or with `pillar` those of a pillar on the summary page."""

    kind: str
    pillar: Pillar | None = None

    def versions(self) -> "QuerySet[Narrative]":
        versions = Narrative.objects.filter(kind=self.kind).select_related("recorded_by").order_by("-pk")
        if self.pillar is not None:
            versions = versions.filter(pillar=self.pillar, period=self.held.period_id)
        else:
            versions = versions.filter(quarterly_return=self.held)
        return cast("QuerySet[Narrative]", versions)

    def values(self, version: Narrative) -> tuple[Value, ...]:
        return _values(TextForm.labels, {"text": version.text or _("None this quarter.")})

    def put_back(self, version: Narrative, head: Narrative, by: User) -> Narrative:
        subject = self.held if self.pillar is None else (self.pillar, self.held.period)
        return record_narrative(kind=self.kind, subject=subject, text=version.text, based_on=head, by=by)


def history_of(period: ReportingPeriod, kind: str, pk: int) -> History[Any] | None:
    """The history that an address speaks of: kind, and the id of its line, place, return or pillar. None: there is none."""
    find = KINDS.get(kind)
    return find(period, pk) if find and 0 < pk <= LARGEST_ID else None


def _returns(period: ReportingPeriod) -> "QuerySet[Return]":
    held = Return.objects.filter(period=period).select_related("sub_theme__pillar", "period__plan")
    return held.prefetch_related("sub_theme__editors")


def _line(period: ReportingPeriod, pk: int) -> History[Any] | None:
    line = Line.objects.filter(pk=pk, quarterly_return__period=period).first()
    if line is None:
        return None
    carried = list(line.places.select_related("commitment"))
    ids = [place.commitment_id for place in carried]
    wordings = Wording.objects.filter(commitment__in=ids, in_force_from__lte=period.quarter.ends_on)
    words = dict(wordings.order_by("in_force_from").values_list("commitment_id", "text"))
    about = "; ".join(filter(None, (words.get(pk) for pk in ids)))
    title = f"{period.plan.commitment_word} {'/'.join(str(place.commitment) for place in carried)}"
    held = _returns(period).get(pk=line.quarterly_return_id)
    return LineHistory(held, title, f"line-{pk}", about, line)


def _reading(period: ReportingPeriod, pk: int) -> History[Any] | None:
    place = Place.objects.filter(pk=pk, indicator__plan=period.plan_id).select_related("indicator").first()
    if place is None:
        return None
    kept_on = returns_keeping(place.indicator, place if place.indicator.is_per_place else None, period).first()
    held = _returns(period).filter(pk=kept_on.pk).first() if kept_on else None
    return ReadingHistory(held, place.label or place.indicator.name, f"reading-{pk}", "", place) if held else None


def _own(period: ReportingPeriod, pk: int) -> History[Any] | None:
    held = _returns(period).filter(pk=pk).first()
    return OwnHistory(held, _("RAG status"), "own", "") if held else None


def _headlines(period: ReportingPeriod, pk: int) -> History[Any] | None:
    held = _returns(period).filter(pk=pk).first()
    return TextHistory(held, _("Headlines"), "text-headlines", "", Narrative.Kind.HEADLINES) if held else None


def _activities(period: ReportingPeriod, pk: int) -> History[Any] | None:
    held = _returns(period).filter(pk=pk).first()
    title = _("Activities and achievements")
    return TextHistory(held, title, "text-activities", "", Narrative.Kind.ACTIVITIES) if held else None


def _summary(period: ReportingPeriod, pk: int) -> History[Any] | None:
    """The headlines of a pillar are kept by its first sub-theme."""
    held = _returns(period).filter(sub_theme__pillar=pk).order_by("sub_theme__order").first()
    if held is None:
        return None
    title = _("Headlines for the summary page")
    return TextHistory(held, title, "text-summary", "", Narrative.Kind.HEADLINES, held.sub_theme.pillar)


KINDS: dict[str, Callable[[ReportingPeriod, int], History[Any] | None]] = {
    "line": _line,
    "reading": _reading,
    "own": _own,
    "headlines": _headlines,
    "activities": _activities,
    "summary": _summary,
}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A rating of the same commitments in an earlier quarter, on the line where they stood."""

    line: Line
    numbers: str
    status: Status | None

    @property
    def words(self) -> str:
        """The rating, or why there is none."""
        return (_rating_words(self.status) if self.status else "") or _("Not rated yet")


def earlier_ratings(line: Line, period: ReportingPeriod) -> Sequence[Earlier]:
    """How the commitments of a line stood in the quarters before, the latest first. Three queries."""
    carried = [place.commitment_id for place in line.places.all()]
    quarters = [other.pk for other in ReportingPeriod.objects.filter(plan=period.plan_id).before(period.quarter)]
    lines = Line.objects.filter(places__commitment__in=carried, quarterly_return__period__in=quarters).distinct()
    found = lines.select_related("quarterly_return__period", "quarterly_return__sub_theme__pillar")
    found = found.prefetch_related("places__commitment")
    statuses = {
        status.line_id: status
        for status in Status.objects.filter(line__in=lines.values("pk")).heads().select_related("rating")
    }
    entries = [
        Earlier(one, "/".join(str(place.commitment) for place in one.places.all()), statuses.get(one.pk))
        for one in found
    ]
    return sorted(entries, key=lambda entry: (quarters.index(entry.line.quarterly_return.period_id), entry.line.pk))
