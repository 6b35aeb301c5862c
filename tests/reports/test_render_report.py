"""`manage.py render_report` writes a report to a file in each of its formats, and says what is wrong in a sentence."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from pdf.inspect import inspect
from pillars.models import ReportingPeriod
from tests.records import load, plan_file, quarter_file
from tests.sample import QUARTERS, document, publish_sample

pytestmark = pytest.mark.django_db

QUARTER = QUARTERS[1]


def run(*arguments: object) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("render_report", *map(str, arguments), stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_pdf_is_written(tmp_path: Path) -> None:
    publish_sample()
    path = tmp_path / "report.pdf"
    said, _ = run(QUARTER.slug, "--format", "pdf", "--output", path)
    assert inspect(path.read_bytes()).title == f"{document(QUARTER).title} – {QUARTER}"
    assert said == f"{path}: {path.stat().st_size:,} bytes\n"


def test_html_is_one_valid_file_that_asks_for_no_other(tmp_path: Path, html_faults: Callable[[str], list[str]]) -> None:
    publish_sample()
    path = tmp_path / "report.html"
    run(QUARTER.slug, "--format", "html", "--output", path)
    text = path.read_text(encoding="utf-8")
    assert html_faults(text) == []
    assert document(QUARTER).notice in text
    assert "Resources for responses to new crime trends" in text
    for beyond in ("<link", "<script", "src=", 'href="/', "url(..", 'url("..'):
        assert beyond not in text


def test_json_is_the_document(tmp_path: Path) -> None:
    publish_sample()
    path = tmp_path / "report.json"
    run(QUARTER.slug, "--format", "json", "--output", path)
    assert json.loads(path.read_text(encoding="utf-8"))["quarter"]["label"] == str(QUARTER)


def test_quarter_that_is_not_published_is_written_as_a_draft(tmp_path: Path) -> None:
    load(tmp_path, plan_file(), quarter_file())
    path = tmp_path / "draft.json"
    _, warned = run("2025-26-q1", "--format", "json", "--output", path)
    assert warned == "Q1 2025/26 is not published: this is a draft.\n"
    assert json.loads(path.read_text(encoding="utf-8"))["published_at"] is None
    assert ReportingPeriod.objects.get().published_at is None


@pytest.mark.parametrize(
    ("quarter", "output", "sentence"),
    [
        ("2019-20-q4", "r.json", "There is no quarter 2019-20-q4. Load its file first: manage.py load_quarter FILE."),
        ("q1", "r.json", "“q1” is not a quarter. Write it like 2019-20-q1, for April to June 2019."),
        ("2019-20-q1", "none/r.json", "cannot be written: No such file or directory."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(tmp_path: Path, quarter: str, output: str, sentence: str) -> None:
    publish_sample()
    with pytest.raises(CommandError) as refused:
        run(quarter, "--format", "json", "--output", tmp_path / output)
    assert str(refused.value).endswith(sentence)
