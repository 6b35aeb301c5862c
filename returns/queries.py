"""The shared reads of the staff's floor: a quarter's returns with everything on them, in a fixed number of queries."""

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext

from commitments.milestones import Milestone, moved
from commitments.models import Line, LineCommitment, Status
from commitments.queries import statuses_by_commitment, wordings_on
from indicators.models import Place, Reading
from indicators.queries import places_on, readings_of, standing_on
from indicators.values import target_moved
from pillars.models import Narrative, Pillar, Rating, ReportingPeriod, Return, SubTheme, SubThemeRating
from pillars.queries import Judged
from pillars.ratings import RatingValue, movement
from pillars.shown import NOT_HELD, Shown, last_of, shown
from pillars.versions import Version
from returns import missing
from returns.entries import LineEntry, OwnEntry, QuarterSheet, ReadingEntry, ReturnSheet, TextEntry, suggestion
from returns.models import Step


def periods() -> list[ReportingPeriod]:
    """Every quarter that is held, the latest first."""
    return list(ReportingPeriod.objects.select_related("plan", "opened_by").order_by("-year", "-number"))


def quarter_sheet(period: ReportingPeriod) -> QuarterSheet:
    """Every return of a quarter with what stands on it and what it lacks."""
    return Records(period, None).sheet()


def return_sheet(period: ReportingPeriod, sub_theme_key: str) -> QuarterSheet | None:
    """The same with one sub-theme's return alone; None where the quarter has no such sub-theme."""
    sheet = Records(period, sub_theme_key).sheet()
    return sheet if sheet.returns else None


class Records:
    """The records of a quarter's returns, or of that of one sub-theme, each kind read once; `sheet` puts the entries together."""

    def __init__(self, period: ReportingPeriod, key: str | None) -> None:
        self.period = period
        self.day = period.quarter.ends_on
        self.all = list(
            Return.objects.filter(period=period)
            .select_related("sub_theme__pillar")
            .order_by("sub_theme__pillar__order", "sub_theme__order")
        )
        for held in self.all:
            # Known already, so that no row of a page asks for it again.
            held.period = period
        self.asked = [held for held in self.all if key is None or held.sub_theme.key == key]
        prefetch_related_objects(self.asked, "sub_theme__editors")
        ids = [held.pk for held in self.asked]
        quarter = period.quarter
        others = ReportingPeriod.objects.filter(plan=period.plan_id).filter(
            Q(year=quarter.previous.year, number=quarter.previous.number)
            | Q(year=quarter.last_year.year, number=quarter.last_year.number)
        )
        by_quarter = {other.quarter: other for other in others}
        self.previous, self.last_year = by_quarter.get(quarter.previous), by_quarter.get(quarter.last_year)
        previous_ids = [self.previous.pk] if self.previous else []
        # Of every scale of the plan: the quarter before may have had another.
        ratings = list(Rating.objects.filter(scale__plan=period.plan_id))
        self.ratings = {rating.pk: rating.value for rating in ratings}
        self.scale = tuple(rating for rating in ratings if rating.scale_id == period.scale_id)
        self._read_lines(ids, previous_ids)
        self._read_own([period.pk, *previous_ids])
        self.places = places_on(period.plan_id, self.day, [held.sub_theme_id for held in self.asked])
        measured = {place.indicator_id for places in self.places.values() for place in places}
        self.standing = standing_on(measured, self.day)
        self.readings = readings_of([period.pk, *(other.pk for other in by_quarter.values())], measured)
        self._read_texts([period.pk, *previous_ids])
        self.steps: dict[int, list[Step]] = {}
        for step in Step.objects.filter(quarterly_return__in=ids).select_related("taken_by").order_by("number"):
            self.steps.setdefault(step.quarterly_return_id, []).append(step)

    def _read_lines(self, ids: list[int], previous_ids: list[int]) -> None:
        self.lines: dict[int, list[Line]] = {}
        for line in Line.objects.filter(quarterly_return__in=ids).order_by("quarterly_return_id", "order"):
            self.lines.setdefault(line.quarterly_return_id, []).append(line)
        self.carried: dict[int, list[LineCommitment]] = {}
        carried = LineCommitment.objects.filter(line__quarterly_return__in=ids).select_related("commitment")
        for place in carried.order_by("line_id", "order"):
            self.carried.setdefault(place.line_id, []).append(place)
        statuses = Status.objects.filter(line__quarterly_return__in=ids).heads().select_related("recorded_by")
        self.statuses = {status.line_id: status for status in statuses}
        commitments = {place.commitment_id for places in self.carried.values() for place in places}
        self.wordings = wordings_on(self.period.plan_id, self.day, commitments)
        self.last_statuses = statuses_by_commitment(previous_ids, commitments)

    def _read_own(self, period_ids: list[int]) -> None:
        self.own: dict[tuple[int, int], SubThemeRating] = {}
        sub_themes = [held.sub_theme for held in self.asked]
        ratings = SubThemeRating.objects.filter(
            quarterly_return__period__in=period_ids, quarterly_return__sub_theme__in=sub_themes
        )
        for rating in ratings.heads().select_related("quarterly_return", "recorded_by"):
            self.put(rating)

    def _read_texts(self, period_ids: list[int]) -> None:
        self.texts: dict[tuple[int, int, str], Narrative] = {}
        self.summaries: dict[tuple[int, int], Narrative] = {}
        sub_themes = [held.sub_theme for held in self.asked]
        narratives = Narrative.objects.filter(
            Q(quarterly_return__period__in=period_ids, quarterly_return__sub_theme__in=sub_themes)
            | Q(period__in=period_ids, pillar__in={sub_theme.pillar_id for sub_theme in sub_themes})
        )
        for text in narratives.heads().select_related("quarterly_return", "recorded_by"):
            self.put(text)

    def put(self, version: Version) -> None:
        """A version that stands, read or just saved, in the place of what stood before it."""
        match version:
            case Status():
                self.statuses[version.line_id] = version
            case Reading():
                self.readings[version.period_id, version.indicator_id, version.place_id] = version
            case SubThemeRating(quarterly_return=owner):
                self.own[owner.period_id, owner.sub_theme_id] = version
            case Narrative(quarterly_return=Return() as owner):
                self.texts[owner.period_id, owner.sub_theme_id, version.kind] = version
            case Narrative(period_id=int(period), pillar_id=int(pillar)):
                self.summaries[period, pillar] = version

    def sheet(self) -> QuarterSheet:
        """What is held by now. No query."""
        return QuarterSheet(
            period=self.period,
            previous=self.previous,
            ratings=self.scale,
            returns=tuple(self._return(held) for held in self.asked),
            sub_themes=tuple(held.sub_theme for held in self.all),
        )

    def _return(self, held: Return) -> ReturnSheet:
        lines = tuple(self._line(line, held) for line in self.lines.get(held.pk, ()))
        return ReturnSheet(
            quarterly_return=held,
            own=self._own(held, lines),
            lines=lines,
            readings=tuple(self._reading(place, held) for place in self.places.get(held.sub_theme_id, ())),
            texts=tuple(self._texts(held)),
            steps=tuple(self.steps.get(held.pk, ())),
        )

    def _rating(self, rating_id: int | None) -> RatingValue | None:
        return self.ratings[rating_id] if rating_id is not None else None

    def _stated(self, rating_id: int | None) -> Shown:
        return shown(Judged(rating_id, "", "") if rating_id is not None else None, self.ratings, NOT_HELD)

    def _line(self, line: Line, held: Return) -> LineEntry:
        carried = self.carried.get(line.pk, [])
        numbers = tuple((str(place.commitment), self.wordings.get(place.commitment_id, "")) for place in carried)
        if self.previous:
            last = last_of(
                (str(place.commitment), shown(self.last_statuses[place.commitment_id], self.ratings, NOT_HELD))
                for place in carried
                if place.commitment_id in self.last_statuses
            )
        else:
            last = self._stated(line.stated_last_rating_id)
        status = self.statuses.get(line.pk)
        this = self._rating(status.rating_id) if status else None
        now = Milestone(status.milestone, status.milestone_due_on) if status else None
        before = (self.last_statuses.get(place.commitment_id) for place in carried)
        milestones = [status.milestone for status in before if status]
        # A line that nobody has touched has moved nothing yet.
        found = [move for milestone in milestones if now and (move := moved(milestone, now, self.day))]
        name, key = "/".join(number for number, _ in numbers), f"line-{line.pk}"
        return LineEntry(
            line=line,
            quarterly_return=held,
            numbers=numbers,
            last=last,
            last_milestone=next((milestone for milestone in milestones if milestone.text), None),
            status=status,
            this=this,
            movement=movement(this, last.rating),
            moved=found[0] if found else None,
            missing=missing.of_line(name, key, status, this, last.rating, found[0] if found else None),
        )

    def _own(self, held: Return, lines: tuple[LineEntry, ...]) -> OwnEntry:
        if self.previous:
            before = self.own.get((self.previous.pk, held.sub_theme_id))
            judged = Judged(before.rating_id, before.empty_reason, before.reason) if before else None
            last = shown(judged, self.ratings, NOT_HELD)
        else:
            last = self._stated(held.stated_last_rating_id)
        rating = self.own.get((self.period.pk, held.sub_theme_id))
        this = self._rating(rating.rating_id) if rating else None
        return OwnEntry(
            quarterly_return=held,
            rating=rating,
            this=this,
            last=last,
            movement=movement(this, last.rating),
            suggestion=suggestion(line.this for line in lines),
            missing=missing.of_own("own", rating, this, last.rating),
        )

    def _reading(self, place: Place, held: Return) -> ReadingEntry:
        kept_on = self._keeper(place)
        last = self._held_reading(place, self.previous)
        reading = self._held_reading(place, self.period)
        has_moved = reading is not None and last is not None and target_moved(last.target, reading.target)
        name, key = place.label or place.indicator.name, f"reading-{place.pk}"
        return ReadingEntry(
            place=place,
            quarterly_return=held,
            reading=reading,
            last=last,
            last_year=self._held_reading(place, self.last_year),
            kept_on=kept_on if kept_on and kept_on.pk != held.pk else None,
            has_moved=has_moved,
            missing=missing.of_reading(name, key, reading, has_moved=has_moved),
        )

    def _held_reading(self, place: Place, period: ReportingPeriod | None) -> Reading | None:
        own = place.pk if place.indicator.is_per_place else None
        return self.readings.get((period.pk, place.indicator_id, own)) if period else None

    def _keeper(self, place: Place) -> Return | None:
        """The return that keeps a value which serves several places: the first in the order of the plan."""
        if place.indicator.is_per_place:
            return None
        standing = self.standing[place.indicator_id]
        return next((held for held in self.all if held.sub_theme_id in standing), None)

    def _texts(self, held: Return) -> list[TextEntry]:
        """A sub-theme on the page of another writes no texts of its own; the first of a pillar writes for the summary."""
        found = []
        sub_theme = held.sub_theme
        if self._is_first(sub_theme):
            found.append(self._text(held, "headlines", gettext("Headlines for the summary page"), sub_theme.pillar))
        if sub_theme.page_of_id is None:
            found.append(self._text(held, "headlines", gettext("Headlines"), None))
            found.append(self._text(held, "activities", gettext("Activities and achievements"), None))
        return found

    def _is_first(self, sub_theme: SubTheme) -> bool:
        first = next(held for held in self.all if held.sub_theme.pillar_id == sub_theme.pillar_id)
        return first.sub_theme_id == sub_theme.pk

    def _text(self, held: Return, kind: str, words: str, pillar: Pillar | None) -> TextEntry:
        def find(period: ReportingPeriod | None) -> Narrative | None:
            if period is None:
                return None
            if pillar:
                return self.summaries.get((period.pk, pillar.pk))
            return self.texts.get((period.pk, held.sub_theme_id, kind))

        now, last = find(self.period), find(self.previous)
        key = "text-summary" if pillar else f"text-{kind}"
        return TextEntry(
            kind=kind,
            quarterly_return=held,
            pillar=pillar,
            words=words,
            narrative=now,
            last=last.text if last else "",
            missing=missing.of_text(words, key, now),
        )
