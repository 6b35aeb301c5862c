"""The data package, judged by the library that reads such packages: types, keys, links and hashes are what they say."""

import json
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from pillars.models import ReportingPeriod
from reports.assemble import assemble
from reports.document import ReportDocument
from reports.exports import report_files
from reports.exports.package import package_of
from tests.records import load
from tests.reports.test_data_files import ALL, REPORTS
from tests.reports.test_plans import crowded, priorities


def put(report: ReportDocument, folder: Path) -> Path:
    for name, content in package_of(report).items():
        (folder / name).write_bytes(content)
    return folder / "datapackage.json"


def faults(package: Path) -> list[str]:
    """What the library finds against a package: nothing is asked of it but what the package itself says."""
    report = Package(str(package)).validate()
    return [error.message for error in (*report.errors, *(error for task in report.tasks for error in task.errors))]


def described(report: ReportDocument) -> dict[str, Any]:
    return json.loads(package_of(report)["datapackage.json"])


@ALL
def test_the_package_is_valid(report, tmp_path):
    assert faults(put(report, tmp_path)) == []


def test_the_packed_package_is_valid(tmp_path):
    [packed] = [file for file in report_files(REPORTS["awkward"]) if file.name == "data-package.zip"]
    (tmp_path / "package.zip").write_bytes(packed.content)
    assert faults(tmp_path / "package.zip") == []


@pytest.mark.django_db
@pytest.mark.parametrize("made", [priorities, lambda: crowded(3)], ids=["priorities", "crowded"])
def test_the_package_of_a_plan_of_another_shape_is_valid(made, tmp_path):
    period = load(tmp_path, *made())
    assert isinstance(period, ReportingPeriod)
    folder = tmp_path / "package"
    folder.mkdir()
    assert faults(put(assemble(period), folder)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"-15002", b"(15,002)", "type is"),
        (b",amount,", b",sum,", 'constraint "enum"'),
        (b"pay,Pay,line,budget", b"pay,Pay,line,share", "the same as in the row"),
    ],
    ids=["type", "choice", "key"],
)
def test_the_library_would_find_a_fault(tmp_path, old, new, fault):
    package = put(REPORTS["awkward"], tmp_path)
    table = tmp_path / "finance-notes.csv"
    content = table.read_bytes()
    assert old in content
    table.write_bytes(content.replace(old, new))
    assert any(fault in found for found in faults(package))


def test_the_package_says_what_it_is_and_on_what_terms():
    report = REPORTS["sample"]
    package = described(report)
    assert package["profile"] == "tabular-data-package"
    assert package["name"] == f"{report.plan_key}-2019-20-q1"
    assert package["title"] == f"{report.title}, Q1 2019/20"
    assert report.notice in package["description"]
    assert package["created"] == "2026-01-02T03:04:00+00:00"
    assert package["licenses"] == [{"title": report.licence.name, "path": report.licence.address}]
    assert package["contributors"] == [{"title": report.words.office, "role": "publisher"}]
    assert package["sources"] == [{"title": f"{report.words.office}: {report.plan_title}"}]


@ALL
def test_every_column_says_what_it_holds(report):
    for resource in described(report)["resources"]:
        schema = resource["schema"]
        assert schema["missingValues"] == [""]
        assert schema["primaryKey"], resource["name"]
        for field in schema["fields"]:
            assert field["title"], (resource["name"], field["name"])
            if field["type"] in ("integer", "number"):
                assert field["description"], (resource["name"], field["name"])
            if field["type"] == "number":
                assert field["unit"] == "as the column unit says"
                assert "unit" in {other["name"] for other in schema["fields"]}


def test_links_lead_to_the_rows_they_name():
    links = {
        (resource["name"], link["reference"]["resource"])
        for resource in described(REPORTS["awkward"])["resources"]
        for link in resource["schema"].get("foreignKeys", ())
    }
    assert links == {
        ("ratings", "pillars"),
        ("ratings", "scale"),
        ("commitments", "ratings"),
        ("commitments", "scale"),
        ("indicators", "ratings"),
        ("comparisons", "indicators"),
        ("texts", "pillars"),
    }
