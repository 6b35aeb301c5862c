"""The facts of the summary and of the pages of pillars: ratings, texts, indicators and lines."""

from collections.abc import Iterator, Sequence

from reports.document import (
    IndicatorRow,
    LineRow,
    Paragraph,
    PillarSection,
    PrintedMark,
    Rated,
    ReportDocument,
    SubThemePage,
    SubThemePart,
)
from reports.facts.fact import Fact, Key, Kind, Page, Spot
from reports.facts.links import links_of
from reports.facts.words import word as _

SUMMARY: Page = ("summary", ())


def summary_facts(document: ReportDocument) -> Iterator[Fact]:
    """The summary's pillars with their headlines; its boxes repeat the ratings of the pages."""
    for pillar in document.pillars:
        key = ("pillar", pillar.key)
        spot = Spot(SUMMARY, (_("Summary"), _pillar(document, pillar)), key, "summary")
        yield from spot.tell("wording", "number", _("Number"), pillar.number)
        yield from spot.tell("wording", "title", _("Title"), pillar.title)
        for (slug, place), title, rated, part in _boxes(pillar):
            own = ("part", part.key) if part else ()
            row = spot.row_of((*key, "box", slug, place), title)
            yield from row.tell("wording", "title", _("Title"), title, repeats=(*own, "title") if own else ())
            yield from _rated(row, rated, repeats=own)
        yield from _texts(spot, "headline", _("Headlines"), pillar.headlines)


def page_facts(document: ReportDocument) -> Iterator[Fact]:
    """Every page of a sub-theme, part by part."""
    for pillar, page in document.pages:
        address: Page = ("page", (page.slug,))
        spot = Spot(address, (_pillar(document, pillar), page.title), ("page", page.slug), page.slug)
        yield from spot.tell("wording", "title", _("Title"), page.title)
        for part in page.parts:
            yield from _part(document, page, part, spot)


def _pillar(document: ReportDocument, pillar: PillarSection) -> str:
    word = document.words.pillar
    return f"{word[:1].upper()}{word[1:]} {pillar.number}: {pillar.title}"


def _boxes(pillar: PillarSection) -> Iterator[tuple[tuple[str, str], str, Rated, SubThemePart | None]]:
    """Each box of the summary with the part of a page that it repeats: of those that share a page, the n-th the n-th."""
    parts = {(page.slug, number): part for page in pillar.pages for number, part in enumerate(page.parts)}
    met: dict[str, int] = {}
    for cell in pillar.cells:
        number = met[cell.page_slug] = met.get(cell.page_slug, -1) + 1
        part = parts.get((cell.page_slug, number))
        yield (cell.page_slug, str(number + 1)), cell.title, cell.rated, part


def _part(document: ReportDocument, page: SubThemePage, part: SubThemePart, spot: Spot) -> Iterator[Fact]:
    is_alone = len(page.parts) == 1
    key = ("part", part.key)
    own = spot.row_of(key, "" if is_alone else part.title)
    title = ("page", page.slug, "title") if is_alone else ()
    yield from own.tell("wording", "title", _("Title"), part.title, repeats=title)
    yield from _rated(own, part.rated)
    yield from _texts(own, "headline", _("Headlines"), part.headlines)
    yield from _texts(own, "activity", _("Activities and achievements"), part.activities)
    for indicator in part.indicators:
        row = own.row_of((*key, "indicator", indicator.key), _("Key indicators"), indicator.name)
        yield from _indicator(row, indicator)
    word = document.words.commitments
    for line in part.lines:
        numbers = ", ".join(commitment.number for commitment in line.commitments)
        yield from _line(own.row_of((*key, "line", numbers), f"{word[:1].upper()}{word[1:]}", numbers), line)


def _rated(row: Spot, rated: Rated, repeats: Key = ()) -> Iterator[Fact]:
    """A rating, last period's, the movement and the reason; `repeats` is the row that says the same."""

    def same(name: str) -> Key:
        return (*repeats, name) if repeats else ()

    last = rated.last.words
    if last and rated.last_is_stated:
        last = _("%(rating)s, as the report stated it") % {"rating": last}
    yield from row.tell("rating", "rating", _("This period"), rated.this.words, same("rating"))
    yield from row.tell("last", "last", _("Last period"), last, same("last"))
    yield from row.tell("rating", "movement", _("Movement"), rated.movement_words, same("movement"))
    yield from row.tell("reason", "reason", _("Reason"), rated.reason, same("reason"))


def _texts(spot: Spot, kind: Kind, heading: str, paragraphs: Sequence[Paragraph]) -> Iterator[Fact]:
    for number, paragraph in enumerate(paragraphs, start=1):
        row = spot.row_of((*spot.row, kind, str(number)), heading)
        yield from row.listed(kind, paragraph.text)
    linked = [link for paragraph in paragraphs for link in links_of(paragraph.html)]
    for number, link in enumerate(linked, start=1):
        row = spot.row_of((*spot.row, kind, "link", str(number)), heading, _("Link"))
        yield from row.listed("link", link)


def _marks(row: Spot, kind: Kind, marks: Sequence[PrintedMark]) -> Iterator[Fact]:
    for mark in marks:
        what = _("%(heading)s, mark as printed") % {"heading": mark.heading}
        yield from row.tell(kind, f"mark {mark.heading}", what, mark.words)


def _indicator(row: Spot, indicator: IndicatorRow) -> Iterator[Fact]:
    yield from row.tell("indicator", "name", _("Name"), indicator.name)
    yield from row.tell("indicator", "value", _("Value"), indicator.value)
    yield from row.tell("structure", "number", _("Value in the data files"), indicator.number, behind="value")
    yield from row.tell("structure", "kind", _("Kind of its value"), indicator.kind, behind="value")
    for comparison in indicator.comparisons:
        name = f"{comparison.name} value"
        yield from row.tell("comparison", name, comparison.name, comparison.value)
        number = _("%(comparator)s in the data files") % {"comparator": comparison.name}
        yield from row.tell("structure", f"{comparison.name} number", number, comparison.number, behind=name)
        kind = _("%(comparator)s, kind of its value") % {"comparator": comparison.name}
        yield from row.tell("structure", f"{comparison.name} kind", kind, comparison.kind, behind=name)
        movement = _("%(comparator)s, movement") % {"comparator": comparison.name}
        yield from row.tell("comparison", f"{comparison.name} movement", movement, comparison.words)
    told = {
        "basis": (_("Basis"), indicator.basis),
        "unit": (_("Unit"), indicator.unit),
        "source": (_("Source"), indicator.source),
        "target": (_("Target"), indicator.target),
        "rebaselined": (_("Re-baselined"), indicator.rebaselined),
        "rebaselined-reason": (_("Why it was re-baselined"), indicator.rebaselined_reason),
        "footnote": (_("Footnote"), indicator.footnote),
    }
    for name, (what, text) in told.items():
        yield from row.tell("indicator", name, what, text)
    yield from row.tell("structure", "footnote-mark", _("Mark of its footnote"), indicator.footnote_mark)
    yield from _marks(row, "comparison", indicator.marks)


def _line(row: Spot, line: LineRow) -> Iterator[Fact]:
    for commitment in line.commitments:
        is_alone = len(line.commitments) == 1
        number = commitment.number
        words = _("Wording") if is_alone else _("Wording of %(number)s") % {"number": number}
        yield from row.tell("line", f"wording {number}", words, commitment.wording)
        printed = _("Printed as") if is_alone else _("%(number)s printed as") % {"number": number}
        yield from row.tell("line", f"printed {number}", printed, commitment.printed_number)
    yield from row.tell("structure", "level", _("Stands under another row"), line.level or None)
    yield from _rated(row, line.rated)
    yield from row.tell("line", "milestone", _("Next milestone"), line.milestone)
    yield from row.tell("line", "milestone-due", _("Day of the milestone"), line.milestone_due_on)
    yield from row.tell("line", "rebaselined", _("Re-baselined"), line.rebaselined)
    yield from row.tell("link", "evidence", _("Evidence"), line.evidence)
    yield from _marks(row, "comparison", line.marks)
