"""Lines of the log: whose they are, as text and as JSON, and that no personal data stands in them."""

import json
import logging
import sys
from logging.config import DictConfigurator

import pytest
from django.test import RequestFactory
from django.urls import resolve

from logs.lines import Json, Plain, configuration, without_personal_data
from logs.tracing import traced, within


def formatters():
    """Both forms, made as logging makes them of the setting; that takes its own copy apart."""
    told = configuration(level="info", form="json")["formatters"]
    return {name: DictConfigurator({}).configure_formatter(fields) for name, fields in told.items()}


def record(words, *args, level=logging.INFO, exc_info=None, **more):
    made = logging.LogRecord("some.logger", level, "file.py", 1, words, args, exc_info)
    made.__dict__ |= more
    return made


def test_a_line_of_json_says_when_what_and_to_what_it_belongs():
    with within(request="abc12345"), within(job="7"):
        line = json.loads(formatters()["json"].format(record("%d jobs", 3, kind="draft")))
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "some.logger",
        "message": "3 jobs",
        "kind": "draft",
        "request": "abc12345",
        "job": "7",
    }


def test_a_plain_line_ends_with_what_it_belongs_to():
    assert formatters()["plain"].format(record("Done.")) == "INFO some.logger: Done."
    with within(request="abc12345"):
        assert formatters()["plain"].format(record("Done.")) == "INFO some.logger: Done. [request abc12345]"


def test_what_belongs_to_nothing_is_told_so():
    with within(request="a", job=""):
        assert traced() == {"request": "a"}
    assert traced() == {}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Key (email)=(ann.o'neil+x@mail.example.org) exists.", "Key (email)=(<address>) exists."),
        ("to ann@example and bob%40example.org", "to <address> and <address>"),
        ("GET /search/?q=Ann+Smith&page=2 failed", "GET /search/?… failed"),
        ("Is it ready? Yes=no", "Is it ready? Yes=no"),
        ("10:30 @ noon, 5@", "10:30 @ noon, 5@"),
    ],
)
def test_addresses_and_questions_are_taken_out(said, kept):
    assert without_personal_data(said) == kept


@pytest.mark.parametrize("name", ["plain", "json"])
def test_a_path_is_told_as_its_page_and_a_fault_without_addresses(name):
    request = RequestFactory().get("/password/1-dif9x8-0000/?next=/you/")
    request.resolver_match = resolve(request.path)
    try:
        raise ValueError("ann@westmarsh.example has no password")
    except ValueError:
        fault = sys.exc_info()
    line = formatters()[name].format(
        record("%s: %s", "Internal Server Error", request.path, exc_info=fault, request=request, status_code=500)
    )
    assert "account_reset_password_from_key" in line
    assert "ValueError: <address> has no password" in line
    assert "dif9x8" not in line
    assert "ann@" not in line
    assert "next=" not in line


def test_formatting_leaves_the_record_as_it_was():
    request = RequestFactory().get("/nowhere/")
    made = record("%s: %s", "Not Found", request.path, request=request)
    assert formatters()["plain"].format(made) == "INFO some.logger: Not Found: file"
    assert (made.args, made.request) == (("Not Found", "/nowhere/"), request)


def test_the_form_of_the_setting_is_used():
    for form, made in (("plain", Plain), ("json", Json)):
        told = configuration(level="info", form=form)
        assert told["formatters"][told["handlers"]["stderr"]["formatter"]]["()"] is made
        assert told["root"]["level"] == "INFO"
