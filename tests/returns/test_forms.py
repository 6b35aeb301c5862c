"""What people type, read: a table for each form, and the keys of a scale."""

from datetime import date
from types import SimpleNamespace

import pytest

from indicators.models import Indicator
from pillars.models import Rating
from returns.forms.judged import LineForm
from returns.forms.reading import ReadingForm
from returns.forms.text import TextForm
from returns.keys import keys_of
from tests.returns.entry import typed

RATINGS = [Rating(pk=1, code="R", word="Red"), Rating(pk=2, code="G", word="Green")]
KEY = "entry"


def line(**fields):
    return LineForm(typed(KEY, **fields), prefix=KEY, ratings=RATINGS)


def reading(kind="percentage", **fields):
    return ReadingForm(typed(KEY, **fields), prefix=KEY, indicator=Indicator(kind=kind))


def text(**fields):
    return TextForm(typed(KEY, **fields), prefix=KEY)


def faults(form):
    form.is_valid()
    return {field.removeprefix(f"{KEY}-") for _, field in form.faults()}


# Lines


@pytest.mark.parametrize(
    ("fields", "code", "why"),
    [
        ({}, None, ""),
        ({"choice": "R"}, "R", ""),
        ({"choice": "-", "why": "not_due"}, None, "not_due"),
        # Without a script both may be sent: a rating outweighs what was left standing, and a reason says there is none.
        ({"choice": "G", "why": "not_due"}, "G", ""),
        ({"why": "lost"}, None, "lost"),
    ],
)
def test_a_rating_or_why_there_is_none(fields, code, why):
    form = line(**fields)
    assert form.is_valid()
    assert (form.rating.code if form.rating else None, form.cleaned_data["why"]) == (code, why)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"choice": "X"}, {"choice"}),
        ({"choice": "-"}, {"why"}),
        ({"choice": "-", "why": "because"}, {"why"}),
        ({"evidence": "https://a.example/x?y=1#z"}, set()),
        ({"evidence": "http://a.example"}, set()),
        ({"evidence": "www.a.example"}, {"evidence"}),
        ({"evidence": "data:text/html,x"}, {"evidence"}),
        ({"milestone": "Board"}, set()),
        ({"milestone_due_on": "2020-03-31"}, {"milestone"}),
        ({"milestone": "Board", "milestone_due_on": "31/02/2020"}, {"milestone_due_on"}),
        ({"reason": "a\0b"}, {"reason"}),
        ({"reason": "x" * 20_000}, set()),
        ({"reason": "x" * 20_001}, {"reason"}),
        ({"based_on": "x"}, set()),
    ],
)
def test_what_is_wrong_with_a_line(fields, wrong):
    assert faults(line(**fields)) == wrong | ({"based_on"} if fields.get("based_on") else set())


@pytest.mark.parametrize("given", ["2020-03-31", "31/03/2020", "31 March 2020", "31 Mar 2020"])
def test_a_day_is_read_as_people_write_it(given):
    form = line(milestone="Board", milestone_due_on=given)
    assert form.is_valid()
    assert form.following.milestone_due_on == date(2020, 3, 31)


def test_lines_of_a_text_end_alike_whatever_sent_them():
    form = line(reason="one\r\ntwo\rthree\n")
    assert form.is_valid()
    assert form.cleaned_data["reason"] == "one\ntwo\nthree"


# Readings


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("count", {"printed": "232K +"}, set()),
        ("money", {"printed": "£2.08M"}, set()),
        ("money", {"printed": "2.08M"}, {"printed"}),
        ("grade", {"printed": "GOOD"}, set()),
        ("count", {"why": "no_new_data"}, set()),
        # Words that are printed in place of a value.
        ("count", {"printed": "Awaited", "why": "not_due"}, set()),
        ("count", {"printed": "12", "why": "not_due"}, {"why"}),
        ("count", {"printed": "1" * 41}, {"printed"}),
        ("count", {"basis": "fortnight"}, {"basis"}),
        ("count", {"name-0": "Last year", "value-0": "12"}, set()),
        ("count", {"name-0": "Last year", "value-0": "some"}, {"value-0"}),
        ("count", {"value-0": "12"}, {"name-0"}),
        ("count", {"name-0": "Last year", "value-0": ""}, set()),
        ("count", {"target": "top 10 of 43", "target_reason": "Agreed."}, set()),
    ],
)
def test_what_is_wrong_with_a_reading(kind, fields, wrong):
    assert faults(reading(kind, **fields)) == wrong


def test_comparators_are_kept_in_their_order_and_rows_without_a_value_passed_over():
    rows = {
        "name-0": "Last year",
        "value-0": "92%",
        "name-1": "National",
        "value-1": "",
        "name-2": "MSF",
        "value-2": "90%",
    }
    form = reading(printed="94%", **rows)
    assert form.is_valid()
    assert form.given(()).comparators == (("Last year", "92%"), ("MSF", "90%"))


# Texts


@pytest.mark.parametrize(
    ("fields", "wrong", "is_answered"),
    [
        ({"text": "One."}, set(), True),
        ({"text": "", "none": "on"}, set(), True),
        ({"text": ""}, set(), False),
        ({"text": "One.", "none": "on"}, {"none"}, None),
        ({"text": "", "based_on": "1"}, {"text"}, None),
        ({"text": "x" * 20_001}, {"text"}, None),
    ],
)
def test_a_text_or_none(fields, wrong, is_answered):
    form = text(**fields)
    assert faults(form) == wrong
    if is_answered is not None:
        assert form.is_answered == is_answered


# Keys


@pytest.mark.parametrize(
    ("scale", "keys"),
    [
        ("R Red, A Amber, G Green, C Complete, N Not started", "r a g c n"),
        ("R Red, RA Amber, G Green", "r a g"),
        ("G Good, GG Great", "g r"),
        ("A A, B B, AB Aba", "a b -"),
        ("1 One, 2 Two", "o t"),
    ],
)
def test_each_rating_has_a_key_of_its_own(scale, keys):
    ratings = [
        SimpleNamespace(code=code, word=word) for code, word in (item.split(" ", 1) for item in scale.split(", "))
    ]
    found = keys_of(ratings)
    assert " ".join(found.get(rating.code, "-") for rating in ratings) == keys
