"""The records of a report as tables: its parts and their ratings, commitments, texts, and the account of numbers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.document import LineRow, Paragraph, PillarSection, PrintedMark, ReportDocument, SubThemePage, SubThemePart
from reports.exports import rated
from reports.exports.table import FIGURE, NAMES, NARROW, SENTENCES, Column, Link, Row, Table, integer

TO_PILLAR = Link(("pillar",), "pillars", ("pillar",))
TO_PART = Link(("pillar", "sub_theme"), "ratings", ("pillar", "sub_theme"))


def parts_of(document: ReportDocument) -> Iterator[tuple[PillarSection, SubThemePage, SubThemePart]]:
    """Every sub-theme with its pillar and its page, in the order of reading."""
    for pillar, page in document.pages:
        for part in page.parts:
            yield pillar, page, part


def where(document: ReportDocument) -> tuple[Column, Column]:
    """The columns that say to which part of the plan a row belongs."""
    words = document.words
    return (
        Column(
            "pillar",
            words.pillar.capitalize(),
            description=_("Its key, as in the address of its page."),
            is_needed=True,
        ),
        Column("sub_theme", words.sub_theme.capitalize(), description=_("Its key."), is_needed=True),
    )


def pillars(document: ReportDocument) -> Table:
    """The pillars of the plan."""
    words = document.words
    return Table(
        name="pillars",
        title=words.pillars.capitalize(),
        description=_("The parts of the plan that this report is about."),
        columns=(
            where(document)[0],
            Column("number", _("Number"), "integer", _("Its place in the plan."), width=NARROW, is_needed=True),
            Column("title", _("Title"), width=NAMES),
        ),
        rows=tuple(Row((each.key, integer(each.number), each.title)) for each in document.pillars),
        key=("pillar",),
    )


def ratings(document: ReportDocument) -> Table:
    """The rating of each sub-theme."""
    name = document.words.sub_themes
    return Table(
        name="ratings",
        title=_("Ratings of %(parts)s") % {"parts": name},
        description=_("How each part of the plan is rated, this period and last."),
        columns=(
            *where(document),
            Column("title", _("Title"), width=NAMES),
            Column("page", _("Page"), description=_("The page of the report on which it stands."), is_needed=True),
            *rated.columns(),
        ),
        rows=tuple(
            Row((pillar.key, part.key, part.title, page.slug, *rated.values(part.rated)))
            for pillar, page, part in parts_of(document)
        ),
        key=("pillar", "sub_theme"),
        links=(TO_PILLAR, rated.LINK),
    )


def commitments(document: ReportDocument) -> Table:
    """Every number with its words and the status of the line on which it stands."""
    words = document.words
    return Table(
        name="commitments",
        title=words.commitments.capitalize(),
        description=_(
            "Every number with the rating of the line that carries it. Numbers with the same line share one rating; "
            "to count ratings, count lines."
        ),
        columns=(
            Column("line", _("Line"), "integer", _("The line’s place in the report."), width=NARROW, is_needed=True),
            Column("number", words.commitment.capitalize(), description=_("Its true number."), width=FIGURE),
            *where(document),
            Column("wording", _("Wording"), description=_("Its words in this quarter."), width=SENTENCES),
            Column(
                "printed_number",
                _("Printed number"),
                description=_("The number that a source printed, if another."),
                width=FIGURE,
            ),
            Column(
                "shares_with",
                _("Shares its line with"),
                description=_("The other numbers on the line, after semicolons."),
            ),
            Column("level", _("Level"), "integer", _("1 where the line stands under another, else 0."), width=NARROW),
            *rated.columns(),
            Column("milestone", _("Milestone"), description=_("What comes next."), width=SENTENCES),
            Column("milestone_due_on", _("Milestone due on"), "date", width=FIGURE),
            Column(
                "rebaselined",
                _("Re-baselined"),
                description=_("That the day of the milestone has moved, and from which."),
            ),
            Column("evidence", _("Evidence"), description=_("The address of what the rating rests on.")),
            Column("printed_marks", _("Printed marks"), description=_("Marks that a source printed without a key.")),
        ),
        rows=tuple(_numbers(document)),
        key=("line", "number"),
        links=(TO_PART, rated.LINK),
    )


def _numbers(document: ReportDocument) -> Iterator[Row]:
    place = 0
    for pillar, _page, part in parts_of(document):
        for line in part.lines:
            place += 1
            yield from _numbers_of(line, place, pillar.key, part.key)


def _numbers_of(line: LineRow, place: int, pillar: str, sub_theme: str) -> Iterator[Row]:
    for one in line.commitments:
        others = "; ".join(other.number for other in line.commitments if other is not one)
        yield Row(
            (
                *(integer(place), one.number, pillar, sub_theme),
                *(one.wording, one.printed_number, others, integer(line.level)),
                *rated.values(line.rated),
                *(line.milestone, line.milestone_due_on or "", line.rebaselined, line.evidence, marks(line.marks)),
            )
        )


def marks(printed: tuple[PrintedMark, ...]) -> str:
    """Marks in one cell: "Same quarter last year: up; …"."""
    return "; ".join(f"{mark.heading}: {mark.words}" for mark in printed)


def texts(document: ReportDocument) -> Table:
    """Headlines and activities, a paragraph a row."""
    pillar, sub_theme = where(document)
    return Table(
        name="texts",
        title=_("Headlines and activities"),
        description=_("The short texts of the report, one paragraph a row, in the order of reading."),
        columns=(
            Column("place", _("Place"), "integer", _("Its place among the texts."), width=NARROW, is_needed=True),
            pillar,
            Column(
                "sub_theme",
                sub_theme.heading,
                description=_("Its key; empty for the headlines of the whole part of the plan."),
            ),
            Column("kind", _("Kind"), choices=("headline", "activity"), width=FIGURE, is_needed=True),
            Column("text", _("Text"), width=SENTENCES, is_needed=True),
        ),
        rows=tuple(
            Row((integer(place), *about, text.text)) for place, (*about, text) in enumerate(_texts(document), start=1)
        ),
        key=("place",),
        links=(TO_PILLAR,),
    )


def _texts(document: ReportDocument) -> Iterator[tuple[str, str, str, Paragraph]]:
    for pillar in document.pillars:
        yield from ((pillar.key, "", "headline", text) for text in pillar.headlines if text.text)
        for page in pillar.pages:
            for part in page.parts:
                yield from ((pillar.key, part.key, "headline", text) for text in part.headlines if text.text)
                yield from ((pillar.key, part.key, "activity", text) for text in part.activities if text.text)


def account(document: ReportDocument) -> Table:
    """What became of every number against an earlier quarter; no rows where there is none to hold it against."""
    held = document.account
    against = _("What became of every number since %(quarter)s.") % {"quarter": held.against} if held else ""
    recorded = {reason.number: reason for reason in held.reasons} if held else {}
    return Table(
        name="account",
        title=_("Account of numbers"),
        description=against or _("No earlier quarter is held, so there is nothing to account for."),
        columns=(
            Column("number", document.words.commitment.capitalize(), width=FIGURE, is_needed=True),
            Column(
                "outcome", _("Outcome"), description=_("Several at once are joined by a plus sign."), is_needed=True
            ),
            Column("words", _("In words"), width=NAMES),
            Column("recorded", _("Recorded"), description=_("What is recorded of it."), width=NAMES),
            Column("reason", _("Reason"), description=_("The reason recorded."), width=SENTENCES),
        ),
        rows=tuple(
            Row(
                (number, group.outcome, group.words, recorded[number].words, recorded[number].reason)
                if number in recorded
                else (number, group.outcome, group.words, "", "")
            )
            for group in (held.groups if held else ())
            for number in group.numbers
        ),
        key=("number",),
    )
