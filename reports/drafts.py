"""Drafts: a quarter's report as it would be published now. Made anew for each request, and kept nowhere."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from pillars.models import Pillar, ReportingPeriod, Return, ReturnState, SubTheme
from reports.assemble.report import Assembly
from reports.document import IndicatorRow, Paragraph, PillarSection, ReportDocument, SubThemePart
from reports.document.composed import NO_READING
from reports.document.stored import digest_of, to_json
from reports.models import Edition


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its document, how many of its returns are approved, and whether it corrects what was published."""

    document: ReportDocument
    approved: int
    of: int
    is_correction: bool

    @property
    def digest(self) -> str:
        """Names the state of the records that the draft was made of."""
        return digest_of(to_json(self.document))


def has_draft(period: ReportingPeriod) -> bool:
    """Whether there is something to publish still: the quarter itself, or a correction opened since it was published."""
    if period.published_at is None:
        return True
    last = Edition.objects.filter(period=period).aggregate(last=Max("published_at"))["last"] or period.published_at
    return period.corrections.filter(opened_at__gt=last).exists()


def draft_of(period: ReportingPeriod) -> Draft:
    """The draft of a quarter as its records stand; give it the period with its plan, office and scale selected.

    It is the document that would be published, but that a text or a value which nobody has given yet says so.
    """
    assembly = Assembly(period)
    document = replace(assembly.document(), published_at=None)
    states = dict(Return.objects.filter(period=period).values_list("sub_theme_id", "state"))
    approved = {sub_theme for sub_theme, state in states.items() if state == ReturnState.APPROVED}
    with override(document.language):
        nothing = _(NO_READING)
    pillars = tuple(
        _with_gaps(section, pillar, assembly, approved, nothing)
        for section, pillar in zip(document.pillars, assembly.pillars, strict=True)
    )
    return Draft(replace(document, pillars=pillars), len(approved), len(states), period.published_at is not None)


def mark(at: datetime) -> str:
    """The words that every page of a draft on paper bears: what it is, and when it was so."""
    here = localtime(at)
    day, time = date_format(here, "j F Y"), date_format(here, "H:i")
    return _("DRAFT – not published. As it stood on %(day)s at %(time)s") % {"day": day, "time": time}


def _with_gaps(
    section: PillarSection, pillar: Pillar, assembly: Assembly, approved: Container[int], nothing: str
) -> PillarSection:
    """A pillar whose gaps say what is to come; `nothing` is how the report says that there is no reading. An approved return is
    shown as it will be published."""
    sub_themes = {sub_theme.key: sub_theme for sub_theme in pillar.sub_themes.all()}
    texts = assembly.texts

    def part(given: SubThemePart) -> SubThemePart:
        sub_theme: SubTheme = sub_themes[given.key]
        if sub_theme.pk in approved:
            return given
        with_rows = replace(given, indicators=tuple(_row(row, nothing) for row in given.indicators))
        # A sub-theme on the page of another writes no texts of its own.
        if sub_theme.page_of_id is not None:
            return with_rows
        headlines = given.headlines if sub_theme.pk in texts.headlines else (_not_written(),)
        activities = given.activities if sub_theme.pk in texts.activities else (_not_written(),)
        return replace(with_rows, headlines=headlines, activities=activities)

    # The headlines of a pillar are kept by its first sub-theme.
    first = next(iter(sub_themes.values()), None)
    is_open = first is not None and first.pk not in approved and pillar.pk not in texts.pillar_headlines
    return replace(
        section,
        headlines=(_not_written(),) if is_open else section.headlines,
        pages=tuple(replace(page, parts=tuple(part(one) for one in page.parts)) for page in section.pages),
    )


def _row(row: IndicatorRow, nothing: str) -> IndicatorRow:
    return replace(row, value=_("No reading yet")) if row.value == nothing else row


def _not_written() -> Paragraph:
    words = _("Not written yet.")
    return Paragraph(words, format_html("<em>{}</em>", words))
