"""Publishing: what must not be missing, one edition of each quarter, and a document that stays as it was."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commitments.models import Status, Wording
from indicators.models import Reading
from pillars.models import Narrative, Office, Pillar, Rating, ReportingPeriod, Return, SubTheme, SubThemeRating
from pillars.quarters import Quarter
from reports.actions import NotReady, correct_report, publish_report
from reports.document.stored import digest_of, from_json, to_json
from reports.models import Edition
from reports.queries import NotPublished, published_report, published_reports
from returns.actions import adopt_returns
from tests import records
from tests.records import make_indicator, make_line, make_period, make_plan, rate
from tests.reports import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(sub_themes=2)


@pytest.fixture
def period(plan):
    """A quarter that is ready to be published."""
    made = make_period(plan)
    rate(made)
    make_line(made, "1", "9(a)")
    Reading.objects.create(indicator=make_indicator(plan), period=made, value=54, printed="54")
    adopt_returns(period=made)
    return made


def publish(period):
    publish_report(period=ReportingPeriod.objects.get(pk=period.pk), by=None)


def test_publishing_freezes_the_document_as_an_edition(period):
    publish(period)
    edition = Edition.objects.get()
    period.refresh_from_db()
    assert (edition.period, edition.number, edition.published_at) == (period, 1, period.published_at)
    assert edition.digest == digest_of(edition.document)
    assert str(edition) == "Q1 2019/20, edition 1"
    document = from_json(edition.document)
    assert document.published_at == edition.published_at
    assert published_report(Quarter(2019, 1)).document == document
    assert published_report(Quarter(2019, 1)).digest == edition.digest


def test_publishing_again_makes_no_second_edition(period):
    publish(period)
    before = Edition.objects.values().get()
    publish(period)
    assert Edition.objects.values().get() == before


def test_quarter_is_not_published_while_a_text_cites_a_figure_that_is_not_there(period):
    owner = records.first_return(period)
    text = Narrative.objects.create(quarterly_return=owner, kind="headlines", text="{{revenue/pay/budget}} was spent.")
    with pytest.raises(NotReady) as refused:
        publish(period)
    assert str(refused.value) == (
        "Q1 2019/20 cannot be published yet. Missing: the figure that “Headlines: Theme 1-1” cites."
    )
    Narrative.objects.filter(pk=text.pk).update(text="It was spent.")
    publish(period)
    assert Edition.objects.count() == 1


def test_publishing_names_everything_that_is_missing(plan):
    period = make_period(plan)
    first, second = SubTheme.objects.order_by("order")
    rate(period, sub_theme=second)
    make_line(period, "1")
    make_line(period, "9(a)", "10", code=None)
    make_line(period, "11", code=None)
    with pytest.raises(NotReady) as refused:
        publish(period)
    assert str(refused.value) == (
        f"Q1 2019/20 cannot be published yet. Missing: the rating of “{first}”; "
        f"the approval of “{first}”; the approval of “{second}”; the status of 9(a), 10; the status of 11."
    )
    assert not Edition.objects.exists()
    assert not ReportingPeriod.objects.published().exists()


def test_reason_why_there_is_no_rating_is_enough(plan):
    period = make_period(plan)
    for owner in period.returns.all():
        SubThemeRating.objects.create(quarterly_return=owner, empty_reason="not_rated")
    Status.objects.create(line=make_line(period, "1", code=None), empty_reason="not_due")
    adopt_returns(period=period)
    publish(period)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("state", ["open", "submitted", "sent_back"])
def test_return_that_nobody_approved_holds_publication_back(period, state):
    owner = records.first_return(period)
    Return.objects.filter(pk=owner.pk).update(state=state)
    with pytest.raises(NotReady) as refused:
        publish(period)
    assert str(refused.value) == f"Q1 2019/20 cannot be published yet. Missing: the approval of “{owner.sub_theme}”."
    assert not Edition.objects.exists()


@pytest.mark.parametrize("typed", ["rating", "status"])
def test_reason_without_a_rating_is_not_enough(plan, typed):
    period = make_period(plan)
    first, second = period.returns.order_by("sub_theme__order")
    rate(period, sub_theme=second.sub_theme)
    line = make_line(period, "1", code=None if typed == "status" else "G")
    if typed == "status":
        rate(period, sub_theme=first.sub_theme)
        Status.objects.create(line=line, reason="Typed before it was rated")
    else:
        SubThemeRating.objects.create(quarterly_return=first, reason="Typed before it was rated")
    adopt_returns(period=period)
    missing = "the status of 1" if typed == "status" else f"the rating of “{first.sub_theme}”"
    with pytest.raises(NotReady, match=f"Missing: {missing}."):
        publish(period)


def test_quarter_that_is_not_published_is_not_found(plan, period):
    """A draft is not told apart from a quarter that is not held."""
    for quarter in (Quarter(2019, 1), Quarter(2018, 1)):
        with pytest.raises(NotPublished, match=f"No report is published for {quarter}."):
            published_report(quarter)
    assert published_reports() == []


def test_reports_are_listed_the_latest_first(plan, period):
    earlier, draft = make_period(plan, "2017-18-q4"), make_period(plan, "2019-20-q2")
    rate(earlier)
    rate(draft)
    adopt_returns(period=earlier)
    for each in (period, earlier):
        publish(each)
    assert published_reports()[0].quarter == Quarter(2019, 1)
    assert [(listed.quarter.slug, listed.plan_title) for listed in published_reports()] == [
        ("2019-20-q1", "Plan plan"),
        ("2017-18-q4", "Plan plan"),
    ]


def test_newest_edition_is_the_one_that_is_read(period):
    publish(period)
    publishing.change_a_rating(period)
    second = correct_report(period=period, by=None, **publishing.CORRECTION)
    assert published_report(Quarter(2019, 1)).digest == second.digest
    assert len(published_reports()) == 1


def test_number_of_an_edition_stands_once_in_a_quarter(period):
    made = publish_report(period=period, by=None)
    made.pk = None
    with records.refused_by(Edition, "edition_number_once_for_a_quarter"):
        made.save(force_insert=True)


def newer_rating(period):
    head = SubThemeRating.objects.heads().first()
    SubThemeRating.objects.create(
        quarterly_return=head.quarterly_return, rating=records.rating(period.plan, "R"), based_on=head
    )


def newer_status(period):
    head = Status.objects.heads().first()
    Status.objects.create(line=head.line, rating=records.rating(period.plan, "R"), based_on=head)


def newer_reading(period):
    head = Reading.objects.heads().first()
    Reading.objects.create(indicator=head.indicator, period=period, value=55, printed="55", based_on=head)


def earlier_quarter(period):
    earlier = make_period(period.plan, "2018-19-q4")
    rate(earlier)
    make_line(earlier, "1", code="R")
    adopt_returns(period=earlier)
    publish(earlier)


CHANGES = {
    "a rating": newer_rating,
    "a status": newer_status,
    "a reading": newer_reading,
    "the office": lambda period: Office.objects.update(name="Mayor of Westmarsh", report_title="Another", notice="New"),
    "the plan": lambda period: type(period.plan).objects.update(title="Another", pillar_word="aim"),
    "a pillar": lambda period: Pillar.objects.update(title="Another", colour="rust"),
    "a sub-theme": lambda period: SubTheme.objects.update(title="Another"),
    "a wording": lambda period: Wording.objects.update(text="Another"),
    "an indicator": lambda period: period.plan.indicators.update(name="Another", suppress_below=99, suppression_reason="x"),
    "the scale": lambda period: Rating.objects.update(word="Another", definition="Another"),
    "one line more": lambda period: make_line(period, "2"),
    "an earlier quarter": earlier_quarter,
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_published_document_stays_as_it_was_whatever_changes_afterwards(period, change):
    publish(period)
    before = published_report(Quarter(2019, 1))
    kept = to_json(before.document)
    change(period)
    after = published_report(Quarter(2019, 1))
    assert (after.digest, to_json(after.document)) == (before.digest, kept)
    assert Edition.objects.get(period=period).document == kept


# Commands


def run(command, *args):
    out = StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue().strip()


def test_publish_report_command_publishes(period):
    assert run("publish_report", "2019-20-q1") == run("publish_report", "2019-20-q1") == "Q1 2019/20 is public."
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("2019-21-q1", "“2019-21-q1” is not a quarter. Write it like 2019-20-q1, for April to June 2019."),
        ("2019-20-q4", "There is no quarter 2019-20-q4. Load its file first: manage.py load_quarter FILE."),
        (
            "2019-20-q2",
            "Q2 2019/20 cannot be published yet. Missing: the report of Q1 2019/20, which comes first; "
            "the rating of “Theme 1-1”; the rating of “Theme 1-2”; "
            "the approval of “Theme 1-1”; the approval of “Theme 1-2”.",
        ),
    ],
)
def test_publish_report_command_fails_with_a_sentence(plan, period, slug, sentence):
    make_period(plan, "2019-20-q2")
    with pytest.raises(CommandError) as failed:
        run("publish_report", slug)
    assert str(failed.value) == sentence


def test_load_sample_command_leaves_a_portal_with_a_plan_alone(plan):
    before = records.row_counts()
    assert run("load_sample") == "This portal holds a plan of its own; the sample stays out of it."
    assert records.row_counts() == before


def test_load_sample_command_publishes_both_quarters_once():
    assert run("load_sample").endswith("The sample is loaded.")
    assert [listed.quarter.slug for listed in published_reports()] == ["2019-20-q1", "2018-19-q2"]
    before = records.row_counts()
    assert run("load_sample") == "The sample is loaded."
    assert records.row_counts() == before


def test_publish_report_twice_from_a_stale_record_makes_one_edition(period):
    stale = ReportingPeriod.objects.get(pk=period.pk)
    publish_report(period=period, by=None)
    publish_report(period=stale, by=None)
    assert Edition.objects.filter(period=period).count() == 1
