"""The page on open data, the index, and the data files at their lasting addresses."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from indicators.models import Indicator
from pillars.models import ReportingPeriod
from reports.actions import publish_report
from reports.exports import report_files
from returns.actions import adopt_returns
from tests.records import load, place, plan_file, quarter_file
from tests.sample import QUARTERS, document, publish_sample

pytestmark = pytest.mark.django_db
FILES = ("report.json", "report.xlsx", "report.ods", "data-package.zip", "data/datapackage.json", "data/ratings.csv")


@pytest.fixture
def sample() -> None:
    publish_sample()


def test_page_links_every_file_of_every_report(sample, html_faults):
    page = Client().get("/open-data/").content.decode()
    links = html.fromstring(page).xpath("//main//a/@href")
    for quarter in QUARTERS:
        for name in ("report.xlsx", "report.ods", "data-package.zip", "report.json"):
            assert f"/reports/{quarter.slug}/{name}" in links
    assert {"/reports/index.json", "/openapi.json", document(QUARTERS[1]).licence.address} <= set(links)
    for link in links:
        assert link.startswith("https://www.nationalarchives") or Client().get(link, follow=True).status_code == 200, (
            link
        )
    assert html_faults(page) == []


def test_page_and_index_of_a_portal_without_reports_say_so():
    assert "No report is published yet." in Client().get("/open-data/").content.decode()
    assert Client().get("/reports/index.json").json()["reports"] == []
    assert Client().get("/openapi.json").json()["info"]["title"] == "Open data"


def test_contents_of_a_report_lead_to_its_data(sample):
    address = "/reports/2019-20-q1/"
    links = html.fromstring(Client().get(address).content).xpath("//main//a/@href")
    for name in ("report.xlsx", "report.ods", "data-package.zip", "report.json"):
        assert f"{address}{name}" in links
        assert Client().get(f"{address}{name}", follow=True).status_code == 200


def test_index_lists_every_report_with_the_files_of_its_editions(sample):
    index = Client().get("/reports/index.json").json()
    assert index["publisher"] == document(QUARTERS[1]).words.office
    assert [report["quarter"] for report in index["reports"]] == ["2019-20-q1", "2018-19-q2"]
    report = index["reports"][0]
    assert (report["label"], report["starts_on"], report["ends_on"]) == ("Q1 2019/20", "2019-04-01", "2019-06-30")
    [edition] = report["editions"]
    assert (edition["number"], edition["is_current"]) == (1, True)
    assert edition["address"] == "/reports/2019-20-q1/editions/1/"
    assert edition["files"][0] == {
        "name": "report.json",
        "address": "/reports/2019-20-q1/editions/1/report.json",
        "content_type": "application/json",
    }


def test_index_takes_two_queries_however_many_reports(sample, django_assert_num_queries):
    Client().get("/reports/index.json")
    with django_assert_num_queries(2):
        Client().get("/reports/index.json")


@pytest.mark.parametrize("name", FILES)
def test_a_data_file_is_the_one_of_the_report_and_may_be_read_from_everywhere(sample, name):
    [file] = [file for file in report_files(document(QUARTERS[1])) if file.name == name]
    address = f"/reports/2019-20-q1/{name}"
    lasting: Any = Client().get(address)
    answer: Any = Client().get(address, follow=True)
    assert (answer.status_code, answer.content) == (200, file.content)
    assert answer.headers["Content-Type"] == file.content_type
    for each in (lasting, answer):
        assert each.headers["Access-Control-Allow-Origin"] == "*"
        assert "Cookie" not in each.headers.get("Vary", "")
        assert not each.cookies
    assert lasting.headers["Cache-Control"] == "public, max-age=60"
    assert name.rpartition("/")[2] in answer.headers["Content-Disposition"]
    assert Client().head(address, follow=True).status_code == 200
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize(
    "address", ["/reports/index.json", "/openapi.json", "/reports/2019-20-q1/editions/1/report.json"]
)
def test_what_is_held_already_is_not_sent_again(sample, address):
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert Client().get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "path", ["2019-20-q1/data/none.csv", "2019-20-q2/report.json", "none/report.json", "2019-20-q1/report.exe"]
)
def test_what_is_no_data_file_is_not_found(sample, path):
    assert Client().get(f"/reports/{path}").status_code == 404


def test_nothing_of_a_draft_is_open(tmp_path):
    load(tmp_path, plan_file(), quarter_file())
    assert Client().get("/reports/2025-26-q1/report.json").status_code == 404
    assert "2025-26-q1" not in Client().get("/reports/index.json").content.decode()
    assert "2025-26-q1" not in Client().get("/open-data/").content.decode()


def test_a_small_count_is_in_no_file_of_the_report(tmp_path):
    plan = plan_file(
        indicators=[
            {
                "key": "detained",
                "name": "Detained",
                "kind": "decimal_count",
                "suppress_below": 50,
                "suppression_reason": "It could identify people.",
                "places": [place("streets", 1)],
            }
        ]
    )
    readings = {"detained": {"printed": "42.127", "comparators": [{"name": "National", "printed": "43.127"}]}}
    period = load(tmp_path, plan, quarter_file(readings=readings))
    assert isinstance(period, ReportingPeriod)
    assert Indicator.objects.get().readings.get().printed == "42.127"
    adopt_returns(period=period)
    publish_report(period=period, by=None)
    for name in ("report.json", "data/indicators.csv", "data/comparisons.csv", "data/datapackage.json"):
        content = Client().get(f"/reports/2025-26-q1/{name}", follow=True).content
        assert b".127" not in content, name
    assert b"It could identify people." in Client().get("/reports/2025-26-q1/data/indicators.csv", follow=True).content
