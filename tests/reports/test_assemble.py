"""From records to document: last period, movement, comparisons, what is withheld, pages, labels, and what may be missing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.models import Status
from finance.models import Column, Figure, Note, NoteText, Row, Statement
from indicators.models import Place, Reading
from indicators.values import read_value
from pillars.models import Narrative, Pillar, ReportingPeriod, Return, SubTheme
from reports.assemble import assemble
from reports.document.composed import words_for
from reports.document.stored import from_json, to_json
from tests import records
from tests.records import make_indicator, make_line, make_period, make_plan, rate, rating

pytestmark = pytest.mark.django_db
THIS, BEFORE, YEAR_BEFORE = "2019-20-q1", "2018-19-q4", "2018-19-q1"


@pytest.fixture
def plan():
    return make_plan()


def report(period):
    return assemble(ReportingPeriod.objects.get(pk=period.pk))


def first_part(period):
    return report(period).pillars[0].pages[0].parts[0]


def first_line(period):
    return first_part(period).lines[0]


def first_indicator(period):
    return first_part(period).indicators[0]


def held(plan, slug, code="G", *, is_published=True):
    """An earlier quarter of which the report is published, every sub-theme and line rated alike."""
    period = make_period(plan, slug, is_published=is_published)
    rate(period, code)
    return period


# Last period and movement


@pytest.mark.parametrize(
    ("last", "this", "movement", "words"),
    [
        ("A", "G", "improved", "Improved from Amber"),
        ("G", "R", "worsened", "Worsened from Green"),
        ("G", "G", "unchanged", "No change"),
        ("N", "G", "changed", "Changed from Not started"),
    ],
)
@pytest.mark.parametrize("source", ["record", "statement"])
def test_movement_is_against_the_quarter_before_held_or_stated(plan, source, last, this, movement, words):
    if source == "record":
        make_line(held(plan, BEFORE, last), "1", code=last)
    period = make_period(plan)
    rate(period, this)
    line = make_line(period, "1", code=this)
    if source == "statement":
        Return.objects.filter(period=period).update(stated_last_rating=rating(plan, last))
        line.stated_last_rating = rating(plan, last)
        line.save()
    for rated in (first_part(period).rated, first_line(period).rated):
        assert (rated.last.rating.code, rated.movement, rated.movement_words) == (last, movement, words)
        assert rated.last_is_stated == (source == "statement")


@pytest.mark.parametrize("slug", [YEAR_BEFORE, "2018-19-q3", "2017-18-q1"])
def test_last_period_is_not_held_where_only_an_older_quarter_is(plan, slug):
    make_line(held(plan, slug), "1")
    period = make_period(plan)
    rate(period)
    make_line(period, "1")
    for rated in (first_part(period).rated, first_line(period).rated):
        assert (rated.last.rating, rated.last.words) == (None, "Not held")
        assert (rated.movement, rated.movement_words, rated.last_is_stated) == ("", "", False)


def test_last_period_that_is_held_and_not_published_is_not_shown(plan):
    make_line(held(plan, BEFORE, is_published=False), "1")
    period = make_period(plan)
    make_line(period, "1")
    assert first_line(period).rated.last.words == "Not held"


def test_record_of_the_quarter_before_outweighs_what_a_file_stated(plan):
    make_line(held(plan, BEFORE, "A"), "1", code="A")
    period = make_period(plan)
    rate(period)
    make_line(period, "1", stated_last_rating=rating(plan, "R"))
    Return.objects.filter(period=period).update(stated_last_rating=rating(plan, "R"))
    for rated in (first_part(period).rated, first_line(period).rated):
        assert (rated.last.words, rated.last_is_stated) == ("Amber", False)


@pytest.mark.parametrize(
    ("reason", "words"),
    [("not_due", "Not due"), ("no_new_data", "No new data"), ("lost", "Lost in the source"), ("withheld", "Withheld")],
)
def test_empty_rating_is_said_in_words_and_has_no_movement(plan, reason, words):
    make_line(held(plan, BEFORE), "1")
    period = make_period(plan)
    Status.objects.create(line=make_line(period, "1", code=None), empty_reason=reason)
    rated = first_line(period).rated
    assert (rated.this.rating, rated.this.words, rated.last.words, rated.movement) == (None, words, "Green", "")


def test_rating_that_nobody_gave_yet_is_said_in_words(plan):
    period = make_period(plan)
    make_line(period, "1", code=None)
    assert first_part(period).rated.this.words == first_line(period).rated.this.words == "Not rated yet"


def test_regrouped_row_shows_the_one_rating_its_numbers_shared(plan):
    before = held(plan, BEFORE)
    make_line(before, "1", code="A")
    make_line(before, "2", "3", code="A")
    period = make_period(plan)
    make_line(period, "1", "2", "9")
    rated = first_line(period).rated
    assert (rated.last.words, rated.movement_words) == ("Amber", "Improved from Amber")


def test_regrouped_row_names_each_number_where_their_ratings_differ(plan):
    before = held(plan, BEFORE)
    make_line(before, "1", code="A")
    make_line(before, "9(a)", code="G")
    period = make_period(plan)
    make_line(period, "1", "9(a)")
    rated = first_line(period).rated
    assert (rated.last.rating, rated.last.words) == (None, "1: Amber; 9(a): Green")
    assert (rated.movement, rated.movement_words) == ("", "")


def test_new_number_has_no_last_rating_though_the_quarter_before_is_held(plan):
    make_line(held(plan, BEFORE), "1")
    period = make_period(plan)
    make_line(period, "2")
    assert first_line(period).rated.last.words == "Not held"


def test_reason_and_printed_marks_stand_with_the_line(plan):
    period = make_period(plan)
    line = make_line(period, "1", code=None, printed_marks=[["Q1 18/19", "up"], ["Q1 19/20", "none"]])
    Status.objects.create(line=line, rating=rating(plan, "R"), reason="Cable is late.")
    row = first_line(period)
    assert row.rated.reason == "Cable is late."
    assert [(mark.heading, mark.words) for mark in row.marks] == [("Q1 18/19", "up"), ("Q1 19/20", "no change")]
    assert report(period).pillars[0].pages[0].line_mark_headings == ("Q1 18/19", "Q1 19/20")


# Indicators


def read(indicator, period, printed, basis="quarter", place=None, **fields):
    value = read_value(printed, indicator.kind)
    return Reading.objects.create(
        indicator=indicator, period=period, place=place, printed=printed, basis=basis,
        value=value.number, grade=value.grade, is_approximate=value.is_approximate, **fields,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "earlier", "now", "words"),
    [
        ("up", "50", "54", "Up, improving"),
        ("down", "50", "54", "Up, worsening"),
        ("neither", "54", "50", "Down, neutral"),
        ("not_stated", "54", "50", "Down"),
        ("up", "50", "50", "No change"),
    ],
)
def test_reading_is_compared_with_last_year_and_the_quarter_before(plan, wanted, earlier, now, words):
    indicator = make_indicator(plan, wanted=wanted)
    for slug in (BEFORE, YEAR_BEFORE):
        read(indicator, held(plan, slug), earlier)
    period = make_period(plan)
    read(indicator, period, now)
    row = first_indicator(period)
    assert row.value == now
    assert [(one.name, one.value, one.words) for one in row.comparisons] == [
        ("Q1 2018/19", earlier, words),
        ("Q4 2018/19", earlier, words),
    ]
    assert report(period).pillars[0].pages[0].comparison_names == ("Q1 2018/19", "Q4 2018/19")


@pytest.mark.parametrize(
    ("basis", "earlier_basis", "names"),
    [
        ("quarter", "quarter", ["Q1 2018/19", "Q4 2018/19"]),
        ("as_at", "as_at", ["Q1 2018/19", "Q4 2018/19"]),
        ("year_to_date", "year_to_date", ["Q1 2018/19"]),
        ("quarter", "year_to_date", []),
        ("rolling_year", "not_stated", []),
    ],
)
def test_readings_of_different_spans_are_not_set_beside_each_other(plan, basis, earlier_basis, names):
    """Three months to June against twelve to March would mislead."""
    indicator = make_indicator(plan)
    for slug in (BEFORE, YEAR_BEFORE):
        read(indicator, held(plan, slug), "50", earlier_basis)
    period = make_period(plan)
    read(indicator, period, "54", basis)
    assert [one.name for one in first_indicator(period).comparisons] == names


def test_other_quarters_are_not_compared_with(plan):
    indicator = make_indicator(plan)
    for slug in ("2018-19-q2", "2018-19-q3", "2017-18-q1"):
        read(indicator, held(plan, slug), "50")
    read(indicator, held(plan, BEFORE, is_published=False), "50")
    period = make_period(plan)
    read(indicator, period, "54")
    assert first_indicator(period).comparisons == ()


def test_stated_comparators_come_first_and_take_the_place_of_a_held_quarter(plan):
    indicator = make_indicator(plan, kind="percentage", wanted="up")
    read(indicator, held(plan, YEAR_BEFORE), "50%")
    period = make_period(plan)
    read(indicator, period, "54%", comparators=[["National", "60%"], ["Q1 2018/19", "51%"]])
    found = [(one.name, one.value, one.words) for one in first_indicator(period).comparisons]
    assert found == [("National", "60%", "Down, worsening"), ("Q1 2018/19", "51%", "Up, improving")]


@pytest.mark.parametrize(
    ("kind", "earlier", "now", "words"),
    [
        ("grade", "GOOD", "OUTSTANDING", "Changed"),
        ("grade", "GOOD", "Good", "No change"),
        ("money", "£1M", "£900K", "Down"),
    ],
)
def test_comparison_keeps_to_what_its_kind_allows(plan, kind, earlier, now, words):
    indicator = make_indicator(plan, kind=kind)
    read(indicator, held(plan, YEAR_BEFORE), earlier)
    period = make_period(plan)
    read(indicator, period, now)
    assert [one.words for one in first_indicator(period).comparisons] == [words]


def test_indicator_with_a_value_on_each_sub_theme_is_compared_with_its_own():
    plan = make_plan(sub_themes=2)
    indicator = make_indicator(plan, kind="money", is_per_place=True)
    here = indicator.places.get()
    there = Place.objects.create(indicator=indicator, sub_theme=SubTheme.objects.get(order=2), order=1)
    before, period = held(plan, YEAR_BEFORE), make_period(plan)
    for quarter, values in ((before, ("£5K", "£7K")), (period, ("£6K", "£7K"))):
        for stands, printed in zip((here, there), values, strict=True):
            read(indicator, quarter, printed, place=stands)
    rows = [page.parts[0].indicators[0] for page in report(period).pillars[0].pages]
    assert [(row.value, row.comparisons[0].value, row.comparisons[0].words) for row in rows] == [
        ("£6K", "£5K", "Up"),
        ("£7K", "£7K", "No change"),
    ]


def test_indicator_without_a_reading_has_its_row(plan):
    make_indicator(plan, "meetings", source="Minutes", unit="meetings")
    row = first_indicator(make_period(plan))
    assert (row.name, row.value, row.is_empty, row.comparisons) == ("Meetings", "No reading", True, ())
    assert (row.source, row.unit, row.basis) == ("Minutes", "meetings", "")


@pytest.mark.parametrize(
    ("fields", "value"),
    [({"empty_reason": "no_new_data"}, "No new data"), ({"empty_reason": "not_applicable", "printed": "N/A"}, "N/A")],
)
def test_reading_without_a_value_says_why_and_is_compared_with_nothing(plan, fields, value):
    indicator = make_indicator(plan)
    read(indicator, held(plan, YEAR_BEFORE), "50")
    period = make_period(plan)
    Reading.objects.create(indicator=indicator, period=period, **fields)
    row = first_indicator(period)
    assert (row.value, row.is_empty, row.comparisons) == (value, True, ())


def test_reading_is_not_compared_with_an_empty_one(plan):
    indicator = make_indicator(plan)
    Reading.objects.create(indicator=indicator, period=held(plan, YEAR_BEFORE), empty_reason="lost")
    period = make_period(plan)
    read(indicator, period, "54")
    assert first_indicator(period).comparisons == ()


@pytest.mark.parametrize(
    ("reading", "place_label", "name"),
    [
        ({}, "", "Indicator"),
        ({"basis_printed": "(YTD)"}, "", "Indicator (YTD)"),
        ({"basis_printed": "(YTD)", "label": "Calls, all"}, "", "Calls, all"),
        ({"basis_printed": "(YTD)", "label": "Calls, all"}, "Calls here", "Calls here"),
    ],
)
def test_name_of_an_indicator_is_the_quarters_or_the_places_own(plan, reading, place_label, name):
    indicator = make_indicator(plan)
    indicator.places.update(label=place_label)
    period = make_period(plan)
    read(indicator, period, "54", **reading)
    assert first_indicator(period).name == name


@pytest.mark.parametrize(
    ("since", "until", "stands"),
    [
        (None, None, True),
        (date(2019, 6, 30), None, True),
        (date(2019, 7, 1), None, False),
        (None, date(2019, 6, 30), True),
        (None, date(2019, 6, 29), False),
    ],
)
def test_indicator_stands_where_its_place_is_in_force_at_the_quarters_end(plan, since, until, stands):
    make_indicator(plan).places.update(in_force_from=since, in_force_until=until)
    assert bool(first_part(make_period(plan)).indicators) == stands


def test_marks_footnote_and_approximation_stand_with_the_reading(plan):
    indicator = make_indicator(plan)
    period = make_period(plan)
    read(
        indicator, period, "232K +", "year_to_date",
        printed_marks=[["Q1 18/19", "down"]], footnote_mark="*", footnote="Revised.",
    )  # fmt: skip
    row = first_indicator(period)
    assert (row.value, row.is_approximate, row.basis) == ("232K +", True, "Year to date")
    assert (row.footnote_mark, row.footnote) == ("*", "Revised.")
    assert [(mark.heading, mark.mark, mark.words) for mark in row.marks] == [("Q1 18/19", "down", "down")]
    assert report(period).pillars[0].pages[0].mark_headings == ("Q1 18/19",)


# Small counts, which can identify people


@pytest.fixture
def small(plan):
    """An indicator whose counts under 5 are withheld."""
    return make_indicator(plan, suppress_below=5, suppression_reason="Fewer than 5 people.", wanted="down")


def test_small_count_is_withheld_with_its_comparisons_and_the_reason_given(plan, small):
    read(small, held(plan, YEAR_BEFORE), "61")
    period = make_period(plan)
    read(small, period, "4", comparators=[["National", "77"]], footnote_mark="*", footnote="Two were 4.")
    row = first_indicator(period)
    assert (row.value, row.is_empty, row.comparisons) == ("Withheld", True, ())
    assert (row.footnote_mark, row.footnote) == ("", "Fewer than 5 people.")
    assert (row.number, row.kind) == (None, "count")


def test_small_counts_of_other_quarters_and_comparators_are_not_shown_beside_a_large_one(plan, small):
    for slug in (BEFORE, YEAR_BEFORE):
        read(small, held(plan, slug), "4")
    period = make_period(plan)
    read(small, period, "54", comparators=[["National", "77"], ["Neighbours", "3"], ["Q1 2018/19", "2"]])
    row = first_indicator(period)
    assert (row.value, row.footnote) == ("54", "")
    assert row.number == 54
    assert [(one.name, one.value, one.number) for one in row.comparisons] == [("National", "77", 77)]


@pytest.mark.parametrize(
    ("printed", "is_withheld"), [("0", True), ("4", True), ("-4", True), ("5", False), ("6", False)]
)
def test_count_is_withheld_under_the_threshold_only(plan, small, printed, is_withheld):
    period = make_period(plan)
    read(small, period, printed)
    row = first_indicator(period)
    assert (row.value == "Withheld") == is_withheld
    assert row.number == (None if is_withheld else int(printed))


def test_no_small_value_is_anywhere_in_the_stored_document(plan):
    small = make_indicator(plan, "k", kind="decimal_count", suppress_below=50, suppression_reason="Small.")
    read(small, held(plan, YEAR_BEFORE), "40.127")
    read(small, held(plan, BEFORE), "41.127")
    period = make_period(plan)
    read(small, period, "42.127", comparators=[["National", "43.127"]])
    assert ".127" not in to_json(report(period))
    later = make_period(plan, "2019-20-q2")
    read(small, later, "99.5", comparators=[["National", "44.127"]])
    ReportingPeriod.objects.filter(pk=period.pk).update(published_at=records.PUBLISHED_AT)
    stored = to_json(report(later))
    assert "99.5" in stored
    assert ".127" not in stored


@pytest.mark.parametrize(
    ("kind", "printed", "number"),
    [
        ("count", "232K +", "232000"),
        ("decimal_count", "19.90", "19.9"),
        ("percentage", "100%", "100"),
        ("percentage_change", "-23.4%", "-23.4"),
        ("money", "£2.08M", "2080000"),
        ("grade", "GOOD", "None"),
    ],
)
def test_reading_has_what_it_means_beside_what_is_printed(plan, kind, printed, number):
    indicator = make_indicator(plan, "k", kind=kind)
    read(indicator, held(plan, BEFORE), printed)
    period = make_period(plan)
    read(indicator, period, printed, comparators=[["National", printed]])
    row = first_indicator(period)
    assert (row.value, str(row.number), row.kind) == (printed, number, kind)
    assert [(one.name, str(one.number), one.kind) for one in row.comparisons] == [
        *(("National", number, kind), ("Q4 2018/19", number, kind)),
    ]


def test_reading_that_is_not_there_has_no_number(plan):
    indicator = make_indicator(plan)
    period = make_period(plan)
    assert first_indicator(period).number is None
    Reading.objects.create(indicator=indicator, period=period, printed="N/A", empty_reason="not_applicable")
    assert first_indicator(period).number is None


# Account


def test_account_is_against_the_last_quarter_held_though_not_the_one_before(plan):
    make_line(held(plan, "2017-18-q1"), "7")
    before = held(plan, "2018-19-q2")
    make_line(before, "1")
    make_line(before, "2", "3")
    period = make_period(plan)
    make_line(period, "1", "2")
    make_line(period, "4")
    account = report(period).account
    assert (account.against, account.against_slug) == ("Q2 2018/19", "2018-19-q2")
    assert [(group.outcome, group.words, group.numbers) for group in account.groups] == [
        ("regrouped", "Regrouped: on a row with other numbers than before", ("1", "2")),
        ("new", "New", ("4",)),
        ("missing", "Missing: no longer listed, and no ending is recorded", ("3", "7")),
    ]


def test_account_is_missing_where_no_earlier_quarter_is_held(plan):
    period = make_period(plan)
    make_line(period, "1")
    make_line(held(plan, "2019-20-q2"), "1")
    make_line(held(plan, BEFORE, is_published=False), "1")
    assert report(period).account is None


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        (("moved",), "Moved to another page"),
        (("reworded", "regrouped"), "Reworded and regrouped"),
        (("reworded", "regrouped", "moved"), "Reworded and regrouped and moved"),
    ],
)
def test_outcomes_are_said_in_words(outcomes, words):
    assert words_for(outcomes) == words


def test_wording_of_a_line_is_the_one_in_force_in_its_quarter(plan):
    before, period = held(plan, BEFORE), make_period(plan)
    make_line(before, "1")
    make_line(period, "1")
    plan.commitments.get().wordings.create(text="Other words", in_force_from=date(2019, 6, 30))
    assert first_line(before).commitments[0].wording == "Promise 1"
    assert first_line(period).commitments[0].wording == "Other words"
    assert [group.outcome for group in report(period).account.groups] == ["reworded"]


# Shapes


@pytest.mark.parametrize("pillars", [1, 3, 8])
def test_plan_has_as_many_sections_as_pillars(pillars):
    plan = make_plan(pillars=pillars, sub_themes=3)
    document = report(make_period(plan))
    assert [(section.number, len(section.cells), len(section.pages)) for section in document.pillars] == [
        (number, 3, 3) for number in range(1, pillars + 1)
    ]
    slugs = [page.slug for _, page in document.pages]
    assert len(set(slugs)) == pillars * 3
    assert document.page(slugs[-1])[0] == document.pillars[-1]
    with pytest.raises(KeyError):
        document.page("elsewhere")


def test_pillar_without_sub_themes_has_one_page_under_its_own_title(plan):
    SubTheme.objects.update(title="")
    page = report(make_period(plan)).pillars[0].pages[0]
    assert (page.title, page.parts[0].title) == ("Pillar 1", "Pillar 1")


@pytest.mark.parametrize(("page_title", "title"), [("Both", "Both"), ("", "Theme 1-1; Theme 1-2")])
def test_two_sub_themes_on_one_page(page_title, title):
    plan = make_plan(sub_themes=2)
    first, second = SubTheme.objects.order_by("order")
    first.page_title, second.page_of = page_title, first
    first.save()
    second.save()
    section = report(make_period(plan)).pillars[0]
    assert [(page.slug, page.title, len(page.parts)) for page in section.pages] == [("theme-1-1", title, 2)]
    assert [cell.page_slug for cell in section.cells] == ["theme-1-1", "theme-1-1"]


def test_guest_may_stand_before_its_host():
    plan = make_plan(sub_themes=2)
    first, second = SubTheme.objects.order_by("order")
    first.page_of = second
    first.save()
    section = report(make_period(plan)).pillars[0]
    assert [(page.slug, [part.key for part in page.parts]) for page in section.pages] == [
        ("theme-1-2", ["theme-1-1", "theme-1-2"])
    ]


@pytest.mark.parametrize("count", [0, 60])
def test_sub_theme_with_none_or_sixty_commitments(plan, count):
    period = make_period(plan)
    for number in range(1, count + 1):
        make_line(period, str(number))
    lines = first_part(period).lines
    assert [line.commitments[0].number for line in lines] == [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("name", ["x" * 400, "Streets & <b>squares</b>", 'Victims’ – ‘café’ "é"', "[not](a:link) *x*"])
def test_names_stand_in_the_document_as_they_are(plan, name):
    Pillar.objects.update(title=name)
    SubTheme.objects.update(title=name)
    make_indicator(plan)
    plan.indicators.update(name=name)
    period = make_period(plan)
    make_line(period, "1")
    plan.commitments.get().wordings.update(text=name)
    document = from_json(to_json(report(period)))
    part = document.pillars[0].pages[0].parts[0]
    assert {document.pillars[0].title, part.title, part.indicators[0].name, part.lines[0].commitments[0].wording} == {
        name
    }


def test_texts_are_paragraphs_of_return_and_pillar(plan):
    period = make_period(plan)
    owner = records.first_return(period)
    for fields in (
        {"quarterly_return": owner, "kind": "headlines", "text": "First\n\nSecond"},
        {"quarterly_return": owner, "kind": "activities", "text": "See [the map](https://example.org)."},
        {"pillar": Pillar.objects.get(), "period": period, "kind": "headlines", "text": "Of the pillar"},
    ):
        Narrative.objects.create(**fields)
    section = report(period).pillars[0]
    part = section.pages[0].parts[0]
    assert [headline.text for headline in section.headlines] == ["Of the pillar"]
    assert [headline.text for headline in part.headlines] == ["First", "Second"]
    assert part.activities[0].html == 'See <a href="https://example.org">the map</a>.'


def test_text_that_cites_a_figure_without_a_finance_part_shows_no_braces(plan):
    period = make_period(plan)
    owner = records.first_return(period)
    Narrative.objects.create(quarterly_return=owner, kind="headlines", text="Up by {{revenue/pay/variance}} again.")
    part = report(period).pillars[0].pages[0].parts[0]
    assert [headline.text for headline in part.headlines] == ["Up by [figure not found] again."]


# Finance


def finance(period, *statements):
    """A finance report's first statement; the others are pairs of key and title of the page."""
    made = records.make_statement(period)
    for order, (key, page) in enumerate(statements, start=2):
        Statement.objects.create(report=made.report, key=key, order=order, page=page, title=page)
    return made


def test_statement_shows_amounts_dashes_blanks_notes_and_comments(plan):
    period = make_period(plan)
    statement = finance(period)
    columns = [statement.columns.get()] + [
        Column.objects.create(statement=statement, key=kind, order=order, heading=kind, kind=kind)
        for order, kind in enumerate(("amount", "reference", "comment"), start=2)
    ]
    staff = statement.rows.get()
    staff.note = Note.objects.get()
    staff.save()
    nought = Row.objects.create(statement=statement, key="nought", order=2, label="Nought", kind="total")
    Figure.objects.create(row=staff, column=columns[0], amount=-15115)
    Figure.objects.create(row=staff, column=columns[1], is_dash=True)
    Figure.objects.create(row=nought, column=columns[0], amount=0)
    Figure.objects.create(row=staff, column=columns[3], text="Carried forward")
    NoteText.objects.create(note=Note.objects.get(), text="Pay & [more](https://example.org).")
    section = report(period).finance
    table = section.pages[0].statements[0]
    assert [[(cell.kind, cell.text, cell.amount) for cell in row.cells] for row in table.rows] == [
        [
            ("amount", "(15,115)", -15115),
            ("dash", "-", None),
            ("reference", "R1", None),
            ("comment", "Carried forward", None),
        ],
        [("amount", "0", 0), ("blank", "", None), ("reference", "", None), ("comment", "", None)],
    ]
    assert (section.sub_theme_slug, section.notes[0].text) == ("theme-1-1", "Pay & more.")


def test_newer_figure_and_note_stand_in_the_statement(plan):
    period = make_period(plan)
    statement = finance(period)
    cell = {"row": statement.rows.get(), "column": statement.columns.get()}
    first = Figure.objects.create(**cell, amount=12)
    Figure.objects.create(**cell, amount=13, based_on=first)
    statement.decimals = 1
    statement.save()
    assert report(period).finance.pages[0].statements[0].rows[0].cells[0].text == "1.3"


def test_footnotes_of_a_statement_are_all_kept_and_shared_ones_stand_once(plan):
    period = make_period(plan)
    statement = finance(period)
    for order, (mark, words) in enumerate((("*", "Late."), ("*", "Late."), ("*", "Other."), ("†", "Third.")), start=2):
        Row.objects.create(
            statement=statement, key=f"row-{order}", order=order, label="Row", footnote_mark=mark, footnote=words
        )
    assert report(period).finance.pages[0].statements[0].footnotes == (("*", "Late."), ("*", "Other."), ("†", "Third."))


def test_every_finance_page_has_an_address_of_its_own(plan):
    period = make_period(plan)
    pages = ["Revenue", "Revenue!", "Reserves & funds", "準備金", "Dépôts – é", "Page", "Revenue 2"]
    finance(period, *((f"key-{number}", page) for number, page in enumerate(pages)))
    found = [(page.slug, page.title, len(page.statements)) for page in report(period).finance.pages]
    assert found == [
        ("revenue", "Revenue", 2),
        ("revenue-2", "Revenue!", 1),
        ("reserves-funds", "Reserves & funds", 1),
        ("page-4", "準備金", 1),
        ("depots-e", "Dépôts – é", 1),
        ("page-6", "Page", 1),
        ("revenue-2-7", "Revenue 2", 1),
    ]


def test_quarter_without_finance_is_a_whole_quarter(plan):
    assert report(make_period(plan)).finance is None


# Queries


def fill(period, commitments):
    rate(period)
    statement = records.make_statement(period)
    Figure.objects.create(row=statement.rows.get(), column=statement.columns.get(), amount=1)
    for number in range(1, commitments + 1):
        make_line(period, str(number))
    for indicator in period.plan.indicators.all():
        Reading.objects.create(indicator=indicator, period=period, value=Decimal(number), printed=str(number))


def queries_of(period):
    fresh = ReportingPeriod.objects.get(pk=period.pk)
    with CaptureQueriesContext(connection) as captured:
        document = assemble(fresh)
    return len(captured), document


def test_number_of_queries_is_the_same_for_one_and_three_quarters_and_sixty_commitments():
    plan = make_plan(sub_themes=1)
    make_indicator(plan)
    slugs = (YEAR_BEFORE, BEFORE, THIS)
    counts = {}
    first = make_period(plan, slugs[0], is_published=True)
    fill(first, 1)
    counts["one quarter"], _ = queries_of(first)
    for slug in slugs[1:]:
        fill(make_period(plan, slug, is_published=True), 60)
    counts["three quarters, sixty commitments"], document = queries_of(ReportingPeriod.objects.last())
    assert len(document.pillars[0].pages[0].parts[0].lines) == 60
    assert len(document.pillars[0].pages[0].parts[0].indicators[0].comparisons) == 2
    assert document.account is not None
    assert len(set(counts.values())) == 1, counts


def test_number_of_queries_is_the_same_for_one_and_eight_pillars():
    small, large = make_plan("small"), make_plan("large", pillars=8, sub_themes=5)
    fill(make_period(small, BEFORE), 1)
    fill(make_period(large, THIS), 1)
    assert (
        queries_of(ReportingPeriod.objects.get(plan=small))[0] == queries_of(ReportingPeriod.objects.get(plan=large))[0]
    )
