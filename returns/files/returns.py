"""Writes the returns of a quarter file: ratings, texts, lines and readings. Each goes through its floor's own action."""

from django.db.models import F

from commitments.actions import record_status
from commitments.models import Line, LineCommitment, Status
from commitments.references import Reference
from indicators.actions import Given, record_reading
from indicators.models import Place, Reading
from pillars.actions import record_narrative, record_sub_theme_rating
from pillars.models import Narrative, Rating, ReportingPeriod, Return, SubThemeRating
from returns.files.check import lines_of
from returns.files.held import Held
from returns.files.read import Places
from returns.files.records import Changes
from returns.files.shape import LineFile, NumberFile, QuarterFile, Rated, ReadingFile, ReturnFile, number_of


def put_pillars(file: QuarterFile, held: Held, period: ReportingPeriod, changes: Changes) -> None:
    for key, part in file.pillars.items():
        pillar = held.pillars[key]
        head = Narrative.objects.filter(pillar=pillar, period=period, kind="headlines").heads().first()
        text = _one_to_a_line(part.headlines)
        saved = record_narrative(kind="headlines", subject=(pillar, period), text=text, based_on=head, by=None)
        changes.version(head, saved)


def put_returns(file: QuarterFile, held: Held, period: ReportingPeriod, changes: Changes, places: Places) -> None:
    """Every sub-theme of the plan has a return, also one that the file says nothing of."""
    for key, sub_theme in held.sub_themes.items():
        part = file.sub_themes.get(key, ReturnFile())
        values = {"stated_last_rating_id": _rating_id(held, part.last_rating)}
        quarterly_return = changes.put(Return, {"sub_theme": sub_theme, "period": period}, values)
        _put_rating(part, held, quarterly_return, changes)
        _put_texts(part, quarterly_return, changes)
        _put_lines(part.lines, held, quarterly_return, changes, places)
        for indicator_key, reading in part.readings.items():
            _put_reading(reading, held.places[key, indicator_key], indicator_key, held, period, changes)
    _check_numbers(file, period, places)


def _check_numbers(file: QuarterFile, period: ReportingPeriod, places: Places) -> None:
    """A number that shares a held row and stands nowhere in the file is a fault too; `_put_lines` sees whole lines."""
    given = {Reference.read(number_of(number)) for _, line in lines_of(file) for number in line.commitments}
    shared = LineCommitment.objects.filter(period=period, order__gt=1)
    for held in shared.select_related("commitment", "line__quarterly_return__sub_theme"):
        if held.commitment.reference not in given:
            here = ("sub_themes", held.line.quarterly_return.sub_theme.key, "lines")
            places.fault(here, f"The number {held.commitment} is held, but not in this file. A load never deletes.")


def put_readings(file: QuarterFile, held: Held, period: ReportingPeriod, changes: Changes) -> None:
    for key, reading in file.readings.items():
        _put_reading(reading, None, key, held, period, changes)


def _rating_id(held: Held, code: str | None) -> int | None:
    return held.ratings[code].pk if code else None


def _rating(held: Held, rated: Rated) -> Rating | None:
    return held.ratings[rated.rating] if rated.rating else None


def _put_rating(part: ReturnFile, held: Held, quarterly_return: Return, changes: Changes) -> None:
    if part.rating is None and part.empty is None:
        return
    head = SubThemeRating.objects.filter(quarterly_return=quarterly_return).heads().first()
    saved = record_sub_theme_rating(
        quarterly_return=quarterly_return,
        rating=_rating(held, part),
        empty_reason=part.empty or "",
        reason=part.reason,
        based_on=head,
        by=None,
    )
    changes.version(head, saved)


def _put_texts(part: ReturnFile, quarterly_return: Return, changes: Changes) -> None:
    for kind, paragraphs in (("headlines", part.headlines), ("activities", part.activities)):
        head = Narrative.objects.filter(quarterly_return=quarterly_return, kind=kind).heads().first()
        text = _one_to_a_line(paragraphs)
        if text or head is not None:
            saved = record_narrative(kind=kind, subject=quarterly_return, text=text, based_on=head, by=None)
            changes.version(head, saved)


def _one_to_a_line(paragraphs: list[str]) -> str:
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _put_lines(lines: list[LineFile], held: Held, quarterly_return: Return, changes: Changes, places: Places) -> None:
    """Lines are known by their first commitment. One that is held and not in the file is a fault: a load never deletes."""
    held_lines = {
        place.commitment.reference: place.line
        for place in LineCommitment.objects.filter(line__quarterly_return=quarterly_return).select_related(
            "line", "commitment"
        )
        if place.order == 1
    }
    firsts = [Reference.read(number_of(part.commitments[0])) for line in lines for part in (line, *line.children)]
    if held_lines and firsts != sorted(held_lines, key=lambda reference: held_lines[reference].order):
        # Make room, so that no line takes an order that another has not left yet.
        quarterly_return.lines.update(order=F("order") + len(held_lines) + len(firsts))
    order = 0
    kept: set[int] = set()
    for line_file in lines:
        parent: Line | None = None
        for part in (line_file, *line_file.children):
            order += 1
            line = _put_line(part, order, parent, held_lines, held, quarterly_return, changes)
            parent = parent or line
            kept.add(line.pk)
    for reference, line in held_lines.items():
        if line.pk not in kept:
            here = ("sub_themes", quarterly_return.sub_theme.key, "lines")
            places.fault(
                here, f"The line that begins with {reference} is held, but not in this file. A load never deletes."
            )


def _put_line(
    part: LineFile,
    order: int,
    parent: Line | None,
    held_lines: dict[Reference, Line],
    held: Held,
    quarterly_return: Return,
    changes: Changes,
) -> Line:
    references = [Reference.read(number_of(given)) for given in part.commitments]
    line = held_lines.get(references[0])
    values = {
        "order": order,
        "parent_id": parent.pk if parent else None,
        "stated_last_rating_id": _rating_id(held, part.last_rating),
        "printed_marks": [[heading, mark] for heading, mark in part.marks.items()],
    }
    if line is None:
        line = Line.objects.create(quarterly_return=quarterly_return, **values)
        changes.count(Line)
    else:
        line = changes.put(Line, {"pk": line.pk}, values)
    for place, (reference, given) in enumerate(zip(references, part.commitments, strict=True), start=1):
        printed = given.printed if isinstance(given, NumberFile) and given.printed != str(reference) else ""
        key = {"period": quarterly_return.period, "commitment": held.commitments[reference]}
        changes.put(LineCommitment, key, {"line_id": line.pk, "order": place, "printed_number": printed})
    head = Status.objects.filter(line=line).heads().first()
    saved = record_status(
        line=line,
        rating=_rating(held, part),
        empty_reason=part.empty or "",
        reason=part.reason,
        based_on=head,
        by=None,
    )
    changes.version(head, saved)
    return line


def _put_reading(
    reading: ReadingFile, place: Place | None, key: str, held: Held, period: ReportingPeriod, changes: Changes
) -> None:
    indicator = held.indicators[key]
    head = Reading.objects.filter(indicator=indicator, place=place, period=period).heads().first()
    given = Given(
        printed=reading.printed or "",
        empty_reason=reading.empty or "",
        basis=reading.basis,
        basis_printed=reading.basis_printed,
        label=reading.label,
        footnote_mark=reading.footnote_mark,
        footnote=reading.footnote,
        marks=tuple(reading.marks.items()),
        comparators=tuple((comparator.name, comparator.printed) for comparator in reading.comparators),
    )
    saved = record_reading(indicator=indicator, period=period, place=place, given=given, based_on=head, by=None)
    changes.version(head, saved)
