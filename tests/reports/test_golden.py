"""The whole document of each sample quarter, against the one that was last read and found good.

To write the golden files anew: `UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/reports/test_golden.py`.
"""

import dataclasses
import difflib
import os
from pathlib import Path

import pytest

from reports.document.stored import from_json, to_json
from tests.records import PUBLISHED_AT
from tests.sample import QUARTERS, document, publish_sample

GOLDEN = Path(__file__).resolve().parent / "golden"
MOST_LINES = 80


@pytest.mark.django_db
@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_document_of_the_sample_is_the_golden_one(quarter):
    publish_sample()
    path = GOLDEN / f"{quarter.slug}.json"
    found = to_json(dataclasses.replace(document(quarter), published_at=PUBLISHED_AT), indent=1) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    difference = compare(path.read_text(encoding="utf-8"), found, path.name)
    if difference:
        pytest.fail(difference, pytrace=False)


def compare(golden, found, name):
    """ "" when both are the same; else the lines that differ, and what to do."""
    lines = list(
        difflib.unified_diff(
            golden.splitlines(), found.splitlines(), f"golden/{name}", "what the records give", lineterm=""
        )
    )
    if not lines:
        return ""
    more = f"\n... and {len(lines) - MOST_LINES} lines more" if len(lines) > MOST_LINES else ""
    return (
        f"The document differs from golden/{name}:\n\n" + "\n".join(lines[:MOST_LINES]) + more + "\n\n"
        "If this is meant: UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/reports/test_golden.py"
    )


def test_difference_is_shown_line_by_line():
    golden = (GOLDEN / "2019-20-q1.json").read_text(encoding="utf-8")
    told = compare(golden, golden.replace('"94%"', '"49%"', 1), "2019-20-q1.json")
    differing = [line.split() for line in told.splitlines() if line[:1] in ("-", "+") and "%" in line]
    assert differing == [["-", '"value":', '"94%",'], ["+", '"value":', '"49%",']]
    assert len(told.splitlines()) < 30
    assert "UPDATE_GOLDEN=1" in told
    assert compare(golden, golden, "x") == ""


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_golden_document_can_be_read_as_a_document(quarter):
    golden = from_json((GOLDEN / f"{quarter.slug}.json").read_text(encoding="utf-8"))
    assert golden.quarter.slug == quarter.slug
