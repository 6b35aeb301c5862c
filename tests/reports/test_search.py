"""Search in what is published: what an edition is laid out as, what is found of it and in which order, and what never is."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from lxml import html

from pillars.quarters import Quarter
from reports.actions import lay_out_for_search
from reports.document import SecondLanguage
from reports.document.stored import digest_of, to_json
from reports.folding import words_of
from reports.models import Edition, SearchLine
from reports.queries import current_editions
from reports.search import MOST, STEP, lines_of, search
from tests import records
from tests.reports.small_report import line, paragraphs, small_report
from tests.reports.test_differences import hub
from tests.sample import QUARTERS, document, publish_sample
from translations.spoken import Said

pytestmark = pytest.mark.django_db
LATEST, EARLIER = Quarter(2019, 1), Quarter(2018, 4)


def make_edition(quarter, report, number=1, plan=None):
    """An edition of a quarter of the plan, with its lines."""
    plan = plan or records.make_plan()
    period = plan.periods.filter(year=quarter.year, number=quarter.number).first()
    period = period or records.make_period(plan, quarter.slug, is_published=False)
    report = replace(report, quarter=replace(report.quarter, slug=quarter.slug, label=str(quarter)))
    text = to_json(report)
    edition = Edition.objects.create(
        period=period,
        number=number,
        published_at=records.PUBLISHED_AT,
        public_from=records.PUBLISHED_AT,
        document=text,
        digest=digest_of(text),
    )
    SearchLine.objects.bulk_create(lines_of(report, edition))
    return edition


def find(query, kind="", page=1, editions=None):
    return search(words_of(query), current_editions() if editions is None else editions, kind, page)


def told(found):
    """Where each hit stands, the end of its place, and its text with the marks."""
    return [
        (
            hit.quarter,
            hit.place.split(STEP)[-1],
            "".join(f"[{text}]" if is_hit else text for text, is_hit in hit.pieces),
        )
        for hit in found.hits
    ]


# What an edition is laid out as


def test_each_row_and_text_is_one_line_with_its_place():
    lines = {line.place: line for line in lines_of(replace(small_report(), second=None))}
    promise = lines["Pillar 1: Keeping safe › Safer hub › Commitments › 8, 9(a)"]
    assert promise.text.startswith("8, 9(a): Promise 8; 8 printed as: 80; Wording of 9(a): Promise 9(a);")
    assert (promise.kind, promise.numbers) == ("commitment", " 8 9a ")
    assert (promise.page, promise.slug, promise.anchor) == ("page", "hub", "hub")
    staff = lines["Finance › Revenue › Revenue budget › Staff"]
    assert staff.text == "Staff; Budget: 1,146; Variance: (252); Variance, as its rules give it: (250) before rounding"
    assert (staff.kind, staff.page, staff.anchor) == ("finance", "finance_page", "statement-revenue")
    assert " 1146 " in staff.folded
    assert lines["Finance › Revenue › R1"].anchor == "note-R1"
    rating = lines["Pillar 1: Keeping safe › Safer hub"]
    assert (rating.kind, rating.text) == ("rating", "This period: Green; Movement: Improved from Red; Reason: Hired.")
    assert not [line for line in lines.values() if "Summary" in line.place and "Green" in line.text]
    assert "shield" not in "".join(line.text for line in lines.values())


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_every_line_of_the_sample_leads_to_a_place_on_a_page(quarter):
    publish_sample()
    client = Client()
    places = {}
    for pk, of in current_editions().items():
        if of == quarter:
            lines = SearchLine.objects.filter(edition=pk)
            assert lines.count() == len(lines_of(document(quarter)))
            for line in lines:
                arguments = "/".join(filter(None, [line.slug]))
                places.setdefault((line.page, arguments), set()).add(line.anchor)
    folders = {"page": "pages", "finance_page": "finance", "contents": "", "summary": "summary", "key": "key"}
    for (page, slug), anchors in places.items():
        address = "/".join(filter(None, [f"/reports/{quarter.slug}", folders.get(page, page), slug])) + "/"
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        assert anchors - {""} <= set(html.fromstring(answer.content).xpath("//@id")), address


# What is found, and in which order


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("1,146", "Staff; Budget: [1,146]; Variance"),
        ("(1,146)", "Staff; Budget: [1,146]; Variance"),
        ("£1146", "Staff; Budget: [1,146]; Variance"),
        ("HOUSES hub", "[Houses] near the [hub]"),
        ('"near the hub"', "Houses [near the hub]"),
        ("mon", "Ynys [Môn]’s café"),
        ("ynys môns", "[Ynys] [Môn’s] café"),
        ("house", "[House]s near the hub"),
    ],
)
def test_words_and_figures_are_found_however_they_are_typed(query, text):
    headlines = paragraphs("Houses near the hub", "Ynys Môn’s café")
    make_edition(LATEST, hub(small_report(), headlines=headlines))
    assert [found for *_, found in told(find(query)) if found.startswith(text)]


@pytest.mark.parametrize("query", ["nowhere", "hub nowhere", '"hub the near"', "%", "a%b", "_", "hub\\", "' OR 1=1 --"])
def test_every_word_must_be_found_and_no_sign_is_a_joker(query):
    make_edition(LATEST, small_report())
    words = words_of(query)
    assert not words or "hub" in words or find(query).hits == []
    if query.startswith(("hub nowhere", '"')):
        assert find(query).hits == []


@pytest.mark.parametrize("query", ["9a", "9(a)", "9(A)", "commitment 9a"])
def test_the_commitment_of_a_number_comes_first(query):
    headlines = paragraphs("9(a) 9(a) 9(a)", "Commitment 9(a) is met")
    make_edition(LATEST, hub(small_report(), headlines=headlines))
    first, *others = find(query).hits
    assert first.place.endswith("› 8, 9(a)")
    assert first.numbers == ["8", "9a"]
    assert others


def test_whole_words_come_before_parts_and_parts_before_places_and_newer_before_older():
    plan = records.make_plan()
    for quarter in (EARLIER, LATEST):
        texts = paragraphs("Subhubs were closed", "The hub was painted")
        make_edition(quarter, hub(small_report(), headlines=texts, activities=(), lines=(line("17"),)), plan=plan)
    found = told(find("hub"))
    assert [(quarter, text) for quarter, _place, text in found if "Sub" in text or "painted" in text] == [
        (LATEST, "The [hub] was painted"),
        (EARLIER, "The [hub] was painted"),
        (LATEST, "Sub[hub]s were closed"),
        (EARLIER, "Sub[hub]s were closed"),
    ]
    assert [place for _quarter, place, text in found][-1] != "Headlines"


def test_only_the_editions_that_are_allowed_are_searched():
    plan = records.make_plan()
    old = make_edition(LATEST, hub(small_report(), headlines=paragraphs("A withdrawn secret")), plan=plan)
    new = make_edition(LATEST, small_report(), number=2, plan=plan)
    assert current_editions() == {new.pk: LATEST}
    assert find("secret").hits == []
    assert len(find("secret", editions={old.pk: LATEST}).hits) == 1
    assert find("hub", editions={}).hits == []


def test_filters_and_pages_list_each_line_once():
    texts = paragraphs(*(f"Visit {number} to a school" for number in range(60)))
    make_edition(LATEST, hub(small_report(), activities=texts))
    pages = [find("visit school", page=page) for page in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [25, 25, 10]
    assert [text for page in pages for *_, text in told(page)] == [
        f"[Visit] {number} to a [school]" for number in range(60)
    ]
    assert find("visit school", "finance").hits == []
    assert find("visit school", "text").page.paginator.count == 60
    assert find("visit school", page="x").page.number == 1
    assert find("visit school", page="9" * 5000).page.number in (1, 3)


def test_no_more_is_listed_than_anybody_reads():
    texts = paragraphs(*(f"Visit {number}" for number in range(MOST + 1)))
    make_edition(LATEST, hub(small_report(), activities=texts))
    found = find("visit")
    assert (found.page.paginator.count, found.is_more) == (MOST, True)


def test_the_number_of_queries_is_fixed():
    plan = records.make_plan()
    for quarter in (EARLIER, LATEST):
        make_edition(quarter, small_report(), plan=plan)
        for language in ("en-gb", "cy"):
            with override(language), CaptureQueriesContext(connection) as asked:
                find("hub green 9(a)")
            assert len(asked) == 3  # the editions, the lines found, those that are shown


# In both languages


def in_both(**texts):
    """A report in English and Welsh: what its headline reads in each."""
    english, other = texts["en"], texts["cy"]
    report = hub(small_report(), headlines=paragraphs(english))
    return replace(report, second=SecondLanguage("cy", ((english, other),)))


def test_report_in_two_languages_is_laid_out_in_the_second_after_the_first():
    report = in_both(en="Houses near the hub", cy="Tai ger yr hyb")
    lines = lines_of(report)
    first = lines_of(replace(report, second=None))
    assert [line.order for line in lines] == list(range(1, 2 * len(first) + 1))
    assert [line.text for line in lines[: len(first)]] == [line.text for line in first]
    assert [line.language for line in lines] == ["en"] * len(first) + ["cy"] * len(first)
    welsh = {(line.place.split(STEP)[-1], line.text) for line in lines[len(first) :]}
    assert ("Penawdau", "Tai ger yr hyb") in welsh
    assert [(line.page, line.slug, line.anchor, line.kind) for line in lines[len(first) :]] == [
        (line.page, line.slug, line.anchor, line.kind) for line in first
    ]


def test_each_page_searches_the_words_of_its_language():
    make_edition(LATEST, in_both(en="Houses near the hub", cy="Tai ger yr hyb"))
    assert [text for *_, text in told(find("houses"))] == ["[Houses] near the hub"]
    assert find("tai").hits == []
    with override("cy"):
        assert find("houses").hits == []
        [hit] = find("tai").hits
        assert [line.numbers for line in find("9a").hits if line.numbers] == [["8", "9a"]]
    assert hit.place.endswith("Penawdau")
    assert not isinstance(hit.place, Said)


def test_report_that_does_not_stand_in_the_language_of_the_page_is_found_in_its_own_and_says_so():
    plan = records.make_plan()
    make_edition(LATEST, in_both(en="Houses near the hub", cy="Tai ger yr hyb"), plan=plan)
    headlines = paragraphs("Houses by the river", "Tai Chi in the park")
    make_edition(EARLIER, replace(hub(small_report(), headlines=headlines), second=None), plan=plan)
    assert {quarter for quarter, *_ in told(find("houses"))} == {LATEST, EARLIER}
    with override("cy"):
        assert told(find("tai")) == [
            (LATEST, "Penawdau", "[Tai] ger yr hyb"),
            (EARLIER, "Headlines", "[Tai] Chi in the park"),
        ]
        assert [getattr(hit.place, "lang", "") for hit in find("tai").hits] == ["", "en"]
        assert [quarter for quarter, *_ in told(find("houses"))] == [EARLIER]


def test_lines_of_before_there_were_two_languages_are_found_on_every_page():
    edition = make_edition(LATEST, replace(small_report(), second=None))
    edition.search_lines.update(language="")
    for language in ("en-gb", "cy"):
        with override(language):
            hit, *_others = find("9a").hits
            assert not isinstance(hit.place, Said)
    lay_out_for_search()
    assert set(edition.search_lines.values_list("language", flat=True)) == {"en"}


def test_no_two_lines_of_an_edition_have_one_place():
    edition = make_edition(LATEST, small_report())
    with records.refused_by(SearchLine, "search_line_once_in_an_edition"):
        SearchLine.objects.create(edition=edition, order=1, kind="text", page="key")


def test_lines_are_laid_out_anew():
    edition = make_edition(LATEST, small_report())
    before = list(edition.search_lines.values("order", "text", "folded"))
    edition.search_lines.filter(order__gt=3).delete()
    assert lay_out_for_search() == 1
    assert list(edition.search_lines.values("order", "text", "folded")) == before
