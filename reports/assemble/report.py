"""The whole document: what is read for a quarter, and how pillars, pages, parts and lines are put together."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from django.utils.formats import date_format

from commitments.account import account
from commitments.milestones import Milestone, moved
from commitments.queries import (
    HeldLine,
    ended_by,
    endings_by,
    lines_of,
    references_of_plan,
    standings,
    wording_reasons_on,
    wordings_on,
)
from finance.reconciliation import reconciled
from finance.words import Facts, resolve
from pillars.models import Office, Pillar, Plan, ReportingPeriod, SubTheme
from pillars.quarters import Quarter
from pillars.queries import (
    Judged,
    earlier_published,
    ratings_of_plan,
    stated_last_ratings,
    structure,
    sub_theme_ratings,
    texts,
)
from pillars.shown import NOT_HELD, last_of, shown
from reports import document as doc
from reports.assemble.account import account_section
from reports.assemble.finance import finance_section
from reports.assemble.indicators import IndicatorRows, marks
from reports.assemble.ratings import rated
from reports.document.paragraphs import paragraphs
from reports.languages import InSecond, in_second_language, of_office, places
from translations.queries import texts_in


def assemble(period: ReportingPeriod) -> doc.ReportDocument:
    """Make the report document of a period; give it the period with its plan and office selected."""
    return Assembly(period).document()


class Assembly:
    """Everything read for one report, each kind of record once, and the parts drawn from it."""

    def __init__(self, period: ReportingPeriod) -> None:
        self.period = period
        self.quarter = period.quarter
        self.plan: Plan = period.plan
        day = self.quarter.ends_on
        earlier = earlier_published(period)
        self.last_held = earlier[0] if earlier else None
        self.previous = _find(earlier, self.quarter.previous)
        self.last_year = _find(earlier, self.quarter.last_year)
        self.ratings = ratings_of_plan(self.plan.pk)
        self.pillars = structure(self.plan.pk)
        self.texts = texts(period.pk)
        self.reconciled = reconciled(period)
        self.judged = sub_theme_ratings([period.pk, *_ids(self.previous)])
        self.stated = stated_last_ratings(period.pk)
        lines = lines_of({period.pk, *_ids(self.previous), *_ids(self.last_held)})
        self.lines = [line for line in lines if line.period_id == period.pk]
        self.lines_last_held = [line for line in lines if line.period_id in _ids(self.last_held)]
        last_lines = [line for line in lines if line.period_id in _ids(self.previous)]
        self.last_status = self._last_status(last_lines)
        self.last_milestone = {
            commitment: line.status.milestone
            for line in last_lines
            if line.status
            for commitment, _ in line.commitments
        }
        self.references = references_of_plan(self.plan.pk)
        self.wordings = wordings_on(self.plan.pk, day)
        # Asked for the first quarter too, so that the number of queries stays the same.
        self.wordings_last_held = wordings_on(self.plan.pk, (self.last_held or period).quarter.ends_on)
        self.endings = endings_by(self.plan.pk, day)
        self.ended = ended_by(self.plan.pk, day)
        self.wording_reasons = wording_reasons_on(self.plan.pk, day)
        others = [other for other in (self.last_year, self.previous) if other is not None]
        self.indicators = IndicatorRows(period, others, day)
        self.lines_by_sub_theme: dict[int, list[HeldLine]] = {}
        for line in self.lines:
            self.lines_by_sub_theme.setdefault(line.sub_theme_id, []).append(line)

    def _last_status(self, lines: list[HeldLine]) -> dict[int, doc.Shown]:
        """Last period's rating of each commitment: a commitment's status is its line's."""
        return {
            commitment: shown(line.status, self.ratings, NOT_HELD)
            for line in lines
            for commitment, _ in line.commitments
        }

    def document(self, edition: doc.EditionHead | None = None) -> doc.ReportDocument:
        """The report, as the `edition` that is to be published of it, in the languages of its office."""
        return self.spoken(edition)[0]

    def spoken(self, edition: doc.EditionHead | None = None) -> tuple[doc.ReportDocument, tuple[str, ...]]:
        """The same, with the texts of which nobody has said yet what they read in the second language."""
        assembled = self.assembled(edition)
        found = self._in_second(assembled)
        if found is None:
            return of_office(assembled), ()
        return replace(of_office(assembled), second=found.second), found.lacking

    def _in_second(self, assembled: doc.ReportDocument) -> InSecond | None:
        """What the report reads in the second language of its office; None where it has none. One query."""
        if not (language := self.plan.office.second_language):
            return None
        texts = texts_in(language, chain.from_iterable(own for _page, own in places(assembled)))
        return in_second_language(assembled, language, texts)

    def assembled(self, edition: doc.EditionHead | None = None) -> doc.ReportDocument:
        """The report with the portal's own words in English still, whatever the language of its office."""
        office = self.plan.office
        pages = {sub_theme.pk: _page_key(sub_theme, pillar) for pillar in self.pillars for sub_theme in _of(pillar)}
        return doc.ReportDocument(
            schema=doc.SCHEMA,
            title=office.report_title,
            plan_key=self.plan.key,
            plan_title=self.plan.title,
            language=office.language,
            notice=office.notice,
            published_at=self.period.published_at,
            words=_words(office, self.plan),
            quarter=_quarter(self.quarter),
            scale=tuple(rating.value for rating in self.period.scale.ratings.all()),
            pillars=tuple(self._pillar(pillar, number, pages) for number, pillar in enumerate(self.pillars, start=1)),
            finance=finance_section(self.reconciled, pages) if self.reconciled else None,
            account=self._account(),
            licence=doc.Licence(office.licence_name, office.licence_address),
            edition=edition,
            brand=office.brand,
        )

    def _pillar(self, pillar: Pillar, number: int, pages: dict[int, str]) -> doc.PillarSection:
        sub_themes = _of(pillar)
        parts = {sub_theme.pk: self._part(sub_theme, pillar) for sub_theme in sub_themes}
        sharing: dict[str, list[SubTheme]] = {}
        for sub_theme in sub_themes:
            sharing.setdefault(pages[sub_theme.pk], []).append(sub_theme)
        return doc.PillarSection(
            key=pillar.key,
            number=number,
            title=pillar.title,
            colour=pillar.colour,
            icon=pillar.icon,
            headlines=self._paragraphs(self.texts.pillar_headlines.get(pillar.pk, "")),
            cells=tuple(
                doc.SummaryCell(parts[sub_theme.pk].title, pages[sub_theme.pk], parts[sub_theme.pk].rated)
                for sub_theme in sub_themes
            ),
            pages=tuple(
                _page(slug, group, [parts[sub_theme.pk] for sub_theme in group]) for slug, group in sharing.items()
            ),
        )

    def _part(self, sub_theme: SubTheme, pillar: Pillar) -> doc.SubThemePart:
        judged = self.judged.get((self.period.pk, sub_theme.pk))
        if self.previous:
            last, is_stated = shown(self.judged.get((self.previous.pk, sub_theme.pk)), self.ratings, NOT_HELD), False
        else:
            last, is_stated = self._stated(self.stated.get(sub_theme.pk))
        return doc.SubThemePart(
            key=sub_theme.key,
            title=sub_theme.title or pillar.title,
            rated=rated(judged, last, self.ratings, is_stated=is_stated),
            headlines=self._paragraphs(self.texts.headlines.get(sub_theme.pk, "")),
            indicators=self.indicators.of(sub_theme.pk),
            activities=self._paragraphs(self.texts.activities.get(sub_theme.pk, "")),
            lines=tuple(self._line(line) for line in self.lines_by_sub_theme.get(sub_theme.pk, ())),
        )

    def _paragraphs(self, text: str) -> tuple[doc.Paragraph, ...]:
        """A text with the figures that it cites from the tables; without a finance part there is none to be found."""
        return paragraphs(resolve(text, self.reconciled.facts if self.reconciled else Facts(())).text)

    def _stated(self, rating_id: int | None) -> tuple[doc.Shown, bool]:
        """Last period's rating as a source stated it, where no record holds that quarter."""
        if rating_id is None:
            return NOT_HELD, False
        return shown(Judged(rating_id, "", ""), self.ratings), True

    def _line(self, line: HeldLine) -> doc.LineRow:
        if self.previous:
            held = [
                (str(self.references[commitment]), self.last_status[commitment])
                for commitment, _ in line.commitments
                if commitment in self.last_status
            ]
            last, is_stated = last_of(held), False
        else:
            last, is_stated = self._stated(line.stated_last_rating_id)
        milestone = line.status.milestone if line.status else Milestone()
        return doc.LineRow(
            commitments=tuple(self._commitment(commitment, printed) for commitment, printed in line.commitments),
            level=0 if line.parent_id is None else 1,
            rated=rated(line.status, last, self.ratings, is_stated=is_stated),
            marks=marks(line.printed_marks),
            evidence=line.status.evidence if line.status else "",
            milestone=milestone.text,
            milestone_due_on=milestone.due_on,
            rebaselined=self._rebaselined(line, milestone),
        )

    def _rebaselined(self, line: HeldLine, milestone: Milestone) -> str:
        lasts = (self.last_milestone.get(commitment) for commitment, _ in line.commitments)
        found = next(filter(None, (moved(last, milestone, self.quarter.ends_on) for last in lasts)), None)
        return f"Re-baselined from {date_format(found.before, 'j F Y')}" if found else ""

    def _commitment(self, commitment: int, printed: str) -> doc.NumberedCommitment:
        reference = self.references[commitment]
        return doc.NumberedCommitment(str(reference), reference.slug, self.wordings.get(commitment, ""), printed)

    def _account(self) -> doc.AccountSection | None:
        """The account of numbers against the last quarter held, which need not be the quarter before."""
        if self.last_held is None:
            return None
        sub_themes = {sub_theme.pk: sub_theme.key for pillar in self.pillars for sub_theme in _of(pillar)}
        against = self.last_held.quarter
        before = standings(self.lines_last_held, self.references, self.wordings_last_held, sub_themes)
        now = standings(self.lines, self.references, self.wordings, sub_themes)
        known = {self.references[commitment] for commitment in self.wordings}
        entries = account(before, now, self.endings, known)
        return account_section(against, entries, self.ended, self.wording_reasons)


def _find(periods: list[ReportingPeriod], quarter: Quarter) -> ReportingPeriod | None:
    return next((period for period in periods if period.quarter == quarter), None)


def _ids(period: ReportingPeriod | None) -> tuple[int, ...]:
    return (period.pk,) if period else ()


def _of(pillar: Pillar) -> list[SubTheme]:
    return list(pillar.sub_themes.all())


def _page_key(sub_theme: SubTheme, pillar: Pillar) -> str:
    """The slug of the page on which a sub-theme stands."""
    if sub_theme.page_of_id is None:
        return sub_theme.key
    return next(other.key for other in _of(pillar) if other.pk == sub_theme.page_of_id)


def _page(slug: str, sub_themes: list[SubTheme], parts: list[doc.SubThemePart]) -> doc.SubThemePage:
    first = next(sub_theme for sub_theme in sub_themes if sub_theme.key == slug)
    rows = [row for part in parts for row in part.indicators]
    return doc.SubThemePage(
        slug=slug,
        title=first.page_title or "; ".join(part.title for part in parts),
        parts=tuple(parts),
        comparison_names=_headings(comparison.name for row in rows for comparison in row.comparisons),
        mark_headings=_headings(mark.heading for row in rows for mark in row.marks),
        line_mark_headings=_headings(mark.heading for part in parts for line in part.lines for mark in line.marks),
    )


def _headings(names: Iterable[str]) -> tuple[str, ...]:
    """Column headings in the order in which the rows first use them."""
    return tuple(dict.fromkeys(names))


def _quarter(quarter: Quarter) -> doc.QuarterHead:
    return doc.QuarterHead(
        slug=quarter.slug,
        label=str(quarter),
        starts_on=quarter.starts_on,
        ends_on=quarter.ends_on,
        previous_label=str(quarter.previous),
        last_year_label=str(quarter.last_year),
    )


def _words(office: Office, plan: Plan) -> doc.Words:
    return doc.Words(
        office=office.name,
        office_short=office.short_name,
        area=office.area,
        role=office.role,
        role_short=office.role_short,
        panel=office.panel,
        pillar=plan.pillar_word,
        pillars=plan.pillars_word,
        sub_theme=plan.sub_theme_word,
        sub_themes=plan.sub_themes_word,
        commitment=plan.commitment_word,
        commitments=plan.commitments_word,
    )
