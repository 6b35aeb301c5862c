"""`load_sample`: beside what it publishes, a quarter that is open, and people who keep it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from pillars.models import ReportingPeriod, Return, SubTheme
from pillars.quarters import Quarter
from reports.management.commands.load_sample import TO_APPROVE, TO_SUBMIT
from reports.models import Edition
from returns.models import Step
from returns.queries import quarter_sheet
from tests import records
from tests.sample import QUARTERS

pytestmark = pytest.mark.django_db
OPEN = Quarter(2019, 2)


def load(**options):
    out = StringIO()
    call_command("load_sample", stdout=out, **options)
    return out.getvalue().strip().splitlines()


def test_sample_holds_an_open_quarter_shared_between_its_editors():
    load()
    period = ReportingPeriod.objects.of(OPEN).get()
    today = timezone.localdate()
    assert (period.submissions_due_on, period.approvals_due_on) == (today + TO_SUBMIT, today + TO_APPROVE)
    sheets = quarter_sheet(period).returns
    assert {sheet.standing for sheet in sheets} == {"not_started"}
    assert sum(len(sheet.lines) for sheet in sheets) == 79
    shares = [[editor.name for editor in sub_theme.editors.all()] for sub_theme in
              SubTheme.objects.order_by("pillar__order", "order")]  # fmt: skip
    assert shares == [["Sample editor"]] * 6 + [["Second sample editor"]] * 6
    before = records.row_counts()
    assert load() == ["The sample is loaded."]
    assert records.row_counts() == before


def test_desk_without_the_open_quarter_is_given_it_and_keeps_its_people():
    load(published_only=True)
    assert not User.objects.exists()
    assert not ReportingPeriod.objects.of(OPEN).exists()
    person = User.objects.create_user("first@westmarsh.example", is_administrator=True)
    assert load() == ["Q2 2019/20 is open.", "The sample is loaded."]
    assert list(User.objects.all()) == [person]
    assert not SubTheme.objects.filter(editors__isnull=False).exists()


def test_published_part_of_the_sample_is_the_same_with_and_without_the_open_quarter():
    load(published_only=True)
    editions = list(Edition.objects.order_by("pk").values("digest", "document"))
    assert [edition.period.quarter for edition in Edition.objects.order_by("pk")] == list(QUARTERS)
    load()
    assert list(Edition.objects.order_by("pk").values("digest", "document")) == editions


def test_desk_whose_work_has_gone_on_is_left_as_it_is():
    load()
    Return.objects.filter(period__year=2019, period__number=2).update(state="approved")
    ReportingPeriod.objects.of(OPEN).update(published_at=records.PUBLISHED_AT)
    assert load() == ["The sample is loaded."]
    assert ReportingPeriod.objects.count() == 3
    assert not Step.objects.filter(quarterly_return__period__number=2, quarterly_return__period__year=2019).exists()
