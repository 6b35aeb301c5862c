"""A plan typed as an outline: what each line is taken for, the keys that are made of titles, and faults by their lines."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returns.files.check_plan import check_plan
from returns.files.read import FaultyFile, shaped
from returns.files.shape import PlanFile
from returns.setup.outline import read_outline

STARTS = date(2025, 4, 1)
TYPED = """\
Safer streets

- Neighbourhoods
1. Name an officer
  2(a)  Answer within a day
–\tRoads & lanes
3) Watch speeds
9a. Mend lamps
Victims first
4 Open a place
"""


def read(text):
    """Pillars with their parts as texts, and commitments with the keys of their places."""
    content, places = read_outline(text, STARTS)
    assert not places.faults
    pillars = {pillar["key"]: [part["key"] for part in pillar["sub_themes"]] for pillar in content["pillars"]}
    found = [(one["number"], one["sub_theme"], one["wordings"][0]["text"]) for one in content["commitments"]]
    return pillars, found


def faults(text):
    return [f"{fault.line}: {fault.sentence}" for fault in read_outline(text, STARTS)[1].faults]


def test_outline_gives_pillars_sub_themes_and_commitments_in_their_places():
    pillars, commitments = read(TYPED)
    assert pillars == {"safer-streets": ["neighbourhoods", "roads-lanes"], "victims-first": []}
    assert commitments == [
        ("1", "neighbourhoods", "Name an officer"),
        ("2(a)", "neighbourhoods", "Answer within a day"),
        ("3", "roads-lanes", "Watch speeds"),
        ("9a", "roads-lanes", "Mend lamps"),
        ("4", "victims-first", "Open a place"),
    ]


@pytest.mark.parametrize("text", ["21st century policing", "A1 road", "Zero harm 2025", "Pillar 1: Streets"])
def test_title_may_hold_numbers(text):
    assert [pillar["title"] for pillar in read_outline(text, STARTS)[0]["pillars"]] == [text]


def test_keys_are_short_and_no_two_are_alike():
    long = "Working with all of our communities to prevent crime and to protect people"
    pillars, _ = read(f"{long}\n- Roads\n- Roads\nRoads\nDiogelwch – gwasanaeth i’r cymunedau\n犯罪\n!!!")
    assert list(pillars) == ["working-with-all-of-our-communities-to", "roads-3", "diogelwch-gwasanaeth-ir-cymunedau",
                             "part", "part-2"]  # fmt: skip
    assert pillars["working-with-all-of-our-communities-to"] == ["roads", "roads-2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  \n", ["1: Nothing is typed yet. Begin with the title of the first part of your plan."]),
        ("\n- Roads", ["2: A line with a hyphen is a part of the title above it. Begin with such a title."]),
        (
            "1. Watch\nStreets",
            ["1: A line with a number stands under a title. Begin with the title of the first part of your plan."],
        ),
        ("Streets\n1.2 Watch", ["2: “1.2” is not the number of a commitment. Write it like 16 or 9(a)."]),
        (
            "Streets\n1. Watch\n- Roads",
            ["2: “Streets” has parts of its own, marked by hyphens. Put this line under one of them."],
        ),
        ("Streets\n" * 2001, ["2001: From this line on it is more than any plan has. Is it the right text?"]),
        ("Str\x07eets", ["1: This line holds a character that cannot be shown. Type it anew."]),
    ],
)
def test_fault_is_told_at_its_line(text, expected):
    assert faults(text) == expected


def lines_at_fault(text):
    """Where a plan made of an outline is faulty besides."""
    content, places = read_outline(text, STARTS)
    ratings = [{"code": "G", "word": "G", "definition": "G", "shape": "disc", "colour": "green"}]
    content |= {"format": "pcp-plan/1", "key": "x", "title": "X", "starts_on": STARTS, "ends_on": date(2029, 3, 31)}
    content["rating_scales"] = [{"version": 1, "ratings": ratings}]
    try:
        check_plan(shaped("", content, places, PlanFile), places)
    except FaultyFile as faulty:
        return [fault.line for fault in faulty.faults]
    return [fault.line for fault in places.faults]


def test_fault_of_the_plan_is_told_at_the_line_that_was_typed():
    assert lines_at_fault("Streets\n1. A\n1. B\n0 C") == [3, 4]
    assert lines_at_fault(f"Streets\n\n{'x' * 401}\n- {'x' * 401}\n2. {'x' * 401}") == [3, 4, 5]


@given(st.text(max_size=200))
def test_any_text_is_read_or_has_faults_and_keys_are_never_shared(text):
    content, places = read_outline(text, STARTS)
    keys = [pillar["key"] for pillar in content["pillars"]]
    keys += [part["key"] for pillar in content["pillars"] for part in pillar["sub_themes"]]
    assert content["pillars"] or places.faults
    assert len(keys) == len(set(keys))
