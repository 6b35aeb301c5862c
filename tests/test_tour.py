"""Walks docs/tour.md: one rating, from the form to the page; and sees that the tour names real places."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import html

from accounts.models import User
from commitments.actions import record_status
from commitments.models import Line, Status
from finance.actions import leave_out_report
from pillars.actions import record_sub_theme_rating
from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from reports.actions import publish_report
from reports.queries import published_report
from returns.actions import Incomplete, adopt_returns, submit_return
from tests.people import client_of

ROOT = Path(__file__).resolve().parent.parent
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
QUARTER = Quarter(2019, 2)


@pytest.mark.parametrize("target", re.findall(r"\]\(\.\./([^)]+)\)", TOUR))
def test_tour_links_to_files_that_are_there(target: str) -> None:
    assert (ROOT / target).is_file()


@pytest.mark.parametrize("name", re.findall(r"`([a-z_]+_[a-z_]+)`", TOUR))
def test_tour_names_functions_that_are_there(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in ROOT.glob("[a-z]*/**/*.py") if ".venv" not in path.parts]
    assert (
        any(f"def {name}(" in source for source in sources)
        or (ROOT / "returns/management/commands" / f"{name}.py").is_file()
    )


@pytest.mark.django_db
def test_one_rating_walks_from_the_form_to_the_page():
    call_command("load_sample", verbosity=0, stdout=StringIO())
    period = ReportingPeriod.objects.of(QUARTER).get()
    editor = User.objects.filter(sub_themes__key="vulnerability").get()
    line = Line.objects.get(quarterly_return__period=period, places__commitment__number=16)
    held = line.quarterly_return

    # 1. The form is read, and 2. the status is recorded.
    client, key = client_of(editor), f"line-{line.pk}"
    address = f"/quarters/{QUARTER.slug}/returns/vulnerability/entries/{key}/"
    assert client.post(address, {f"{key}-choice": "A", f"{key}-reason": "Two posts are vacant."}).status_code == 303
    status = Status.objects.get(line=line)
    assert (status.rating.word, status.recorded_by) == ("Amber", editor)

    # 3. The return is not complete with one answer, and so is not handed in.
    with pytest.raises(Incomplete):
        submit_return(quarterly_return=held, by=editor)
    for other in Line.objects.filter(quarterly_return__period=period).exclude(pk=line.pk):
        record_status(line=other, rating=status.rating, based_on=None, by=None)
    for any_return in period.returns.all():
        record_sub_theme_rating(quarterly_return=any_return, rating=status.rating, based_on=None, by=None)
    leave_out_report(report=period.finance_report, by=None)
    adopt_returns(period=period)

    # 4. The report is published.
    publish_report(period=period, by=None)
    _, page = published_report(QUARTER).document.page("vulnerability")
    row = page.parts[0].lines[0]
    assert [item.number for item in row.commitments] == ["16"]
    assert (row.rated.this.words, row.rated.last.words, row.rated.movement) == ("Amber", "Green", "worsened")

    # 5. The page is drawn.
    tree = html.fromstring(Client().get(f"/reports/{QUARTER.slug}/pages/vulnerability/", follow=True).content)
    [drawn] = [row for row in tree.xpath("//tr") if "Resources for responses to new crime trends" in row.text_content()]
    assert "Amber" in drawn.text_content()
    assert "Two posts are vacant." in drawn.text_content()
