"""The document as JSON and back."""

import dataclasses
import json
from hashlib import sha256

import pytest

from reports.document import SCHEMA
from reports.document.stored import digest_of, from_json, to_json
from tests.sample import QUARTERS, document, publish_sample

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("quarter", QUARTERS, ids=str)


@pytest.fixture(autouse=True)
def sample():
    publish_sample()


@BOTH
@pytest.mark.parametrize("indent", [None, 1])
def test_document_is_read_back_as_it_was(quarter, indent):
    report = document(quarter)
    text = to_json(report, indent=indent)
    assert from_json(text) == report
    assert to_json(from_json(text), indent=indent) == text


@BOTH
def test_stored_document_is_plain_json_in_the_order_of_the_document(quarter):
    report = document(quarter)
    content = json.loads(to_json(report))
    assert list(content) == [field.name for field in dataclasses.fields(report)]
    assert content["quarter"]["starts_on"] == report.quarter.starts_on.isoformat()
    assert "’" in to_json(report)


@BOTH
def test_draft_without_a_date_of_publication_is_read_back(quarter):
    draft = dataclasses.replace(document(quarter), published_at=None)
    assert from_json(to_json(draft)) == draft


def test_document_of_another_schema_is_refused():
    later = dataclasses.replace(document(QUARTERS[0]), schema=SCHEMA + 1)
    with pytest.raises(ValueError, match=f"stored in schema {SCHEMA + 1}; this portal reads schemas 1 to {SCHEMA}."):
        from_json(to_json(later))


def without_what_schema_2_added(value):
    """A stored document as the first schema wrote it."""
    later = {
        "evidence",
        "milestone",
        "milestone_due_on",
        "target",
        "rebaselined",
        "rebaselined_reason",
        "reasons",
        "licence",
    }
    if isinstance(value, dict):
        return {key: without_what_schema_2_added(one) for key, one in value.items() if key not in later}
    return [without_what_schema_2_added(one) for one in value] if isinstance(value, list) else value


def without_what_schema_4_added(value):
    """A stored document as the third schema wrote it: a row of an indicator, or a comparison, had no number and no kind."""
    if isinstance(value, dict):
        is_reading = "comparisons" in value or "judgement" in value
        kept = {key: one for key, one in value.items() if not is_reading or key not in ("number", "kind")}
        return {key: without_what_schema_4_added(one) for key, one in kept.items()}
    return [without_what_schema_4_added(one) for one in value] if isinstance(value, list) else value


@BOTH
def test_document_of_the_third_schema_is_read_without_numbers(quarter):
    content = without_what_schema_4_added(json.loads(to_json(document(quarter)))) | {"schema": 3}
    found = from_json(json.dumps(content))
    rows = [row for _, page in found.pages for part in page.parts for row in part.indicators]
    assert {(row.number, row.kind) for row in rows} == {(None, "")}
    assert [row.value for row in rows][:1] == ["94%" if quarter == QUARTERS[1] else "96%"]


@BOTH
def test_document_of_the_first_schema_is_still_read(quarter):
    report = document(quarter)
    content = without_what_schema_2_added(json.loads(to_json(report))) | {"schema": 1}
    assert "milestone" not in json.dumps(content)
    assert from_json(json.dumps(content)) == dataclasses.replace(report, schema=1)


@pytest.mark.parametrize("schema", [0, -1])
def test_document_of_no_schema_is_refused(schema):
    with pytest.raises(ValueError, match=f"stored in schema {schema};"):
        from_json(to_json(dataclasses.replace(document(QUARTERS[0]), schema=schema)))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"schema": 1}', "not json"])
def test_text_that_is_no_document_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


def test_digest_is_of_the_bytes():
    assert digest_of("é") == sha256("é".encode()).hexdigest()
