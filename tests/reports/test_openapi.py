"""The description for programs: a valid one, and true of what is served."""

import json

import pytest
from django.test import Client
from django.urls import resolve
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from reports.document import Licence
from reports.document.stored import to_json
from reports.openapi import description
from tests.reports.test_data_files import ALL
from tests.sample import publish_sample

DESCRIBED = description("Office for Westmarsh", Licence())


def fits(value: object, schema: str) -> list[str]:
    """What is against a value being of this schema of the description."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": DESCRIBED["components"]}
    return [fault.message for fault in OAS31Validator(whole).iter_errors(value)]


def test_the_description_is_valid():
    assert [fault.message for fault in OpenAPIV31SpecValidator(DESCRIBED).iter_errors()] == []
    assert DESCRIBED["info"]["license"] == {"name": Licence().name, "url": Licence().address}


@ALL
def test_a_stored_report_is_of_the_schema(report):
    assert fits(json.loads(to_json(report)), "ReportDocument") == []


def test_what_is_no_report_is_not_of_the_schema():
    assert fits({"schema": "four"}, "ReportDocument") != []


@pytest.mark.django_db
def test_the_index_and_the_description_are_what_the_description_says():
    publish_sample()
    served = {path: Client().get(path) for path in DESCRIBED["paths"] if "{" not in path}
    assert set(served) == {"/reports/index.json", "/openapi.json"}
    for path, answer in served.items():
        assert answer.status_code == 200, path
        assert answer.headers["Content-Type"] in DESCRIBED["paths"][path]["get"]["responses"]["200"]["content"]
    assert fits(served["/reports/index.json"].json(), "Index") == []
    assert served["/openapi.json"].json()["paths"] == DESCRIBED["paths"]
    assert resolve("/openapi.json").view_name == "files:openapi"


def test_every_file_of_an_edition_is_described():
    names = {path.partition("{number}/")[2] for path in DESCRIBED["paths"]} - {""}
    assert names == {
        *("report.json", "report.xlsx", "report.ods", "data-package.zip", "data/datapackage.json", "data/{table}.csv"),
        *(f"tables/{{statement}}.{ending}" for ending in ("csv", "xlsx", "ods", "json")),
    }
