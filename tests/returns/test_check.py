"""Every fault of a quarter file that the records show, told at its place, and all of them at once."""

import pytest

from pillars.models import Plan
from returns.files.quarter import load_quarter
from tests import records
from tests.records import (
    changed,
    faults_of,
    line,
    plan_file,
    quarter_file,
    row_counts,
    write,
)

pytestmark = pytest.mark.django_db
STREETS = ("sub_themes", "streets")
AT_STREETS = "sub_themes › streets"


@pytest.fixture(autouse=True)
def plan(tmp_path):
    records.load(tmp_path, plan_file())
    return Plan.objects.get()


@pytest.fixture
def faults(tmp_path):
    """The faults of a quarter file, each found on its line; nothing of it may have been kept."""

    def found(content):
        before = row_counts()
        lines = faults_of(load_quarter, write(tmp_path, content))
        assert row_counts() == before
        assert all(line.split(":")[1].isdigit() for line in lines)
        return [line.split(": ", 1)[1] for line in lines]

    return found


def with_lines(*lines):
    return changed(quarter_file(), *STREETS, "lines", to=list(lines))


def with_reading(**reading):
    return quarter_file(readings={"safe": reading})


NO_QUARTER = "is not a quarter. Write it like 2019-20-q1, for April to June 2019."
OUTSIDE = "lies outside the term of the plan, 1 April 2025 to 31 March 2029."
UNKNOWN_LINE = "There is no commitment {} in the plan. Add it to the plan file first."
FAULTS = [
    # The quarter.
    ("unknown plan", quarter_file(plan="other"), ["plan: There is no plan “other”. Load its plan file first."]),
    ("unknown scale", quarter_file(rating_scale=2), ["rating_scale: The plan has no rating scale of version 2."]),
    *(
        (f"quarter {slug}", quarter_file(slug), [f"quarter: “{slug}” {NO_QUARTER}"])
        for slug in ("2025-27-q1", "2025-26-q5", "Q1 2025/26", "1900-01-q1", "9999-00-q1")
    ),
    *(
        (f"quarter {slug}", quarter_file(slug), [f"quarter: {words} {OUTSIDE}"])
        for slug, words in (("2024-25-q4", "Q4 2024/25"), ("2029-30-q1", "Q1 2029/30"), ("2199-00-q4", "Q4 2199/00"))
    ),
    # Keys.
    ("unknown pillar", quarter_file(pillars={"lanes": {}}), ["pillars › lanes: There is no pillar “lanes” in the plan."]),
    (
        "unknown sub-theme",
        quarter_file(sub_themes={"lanes": {"rating": "G"}}),
        ["sub_themes › lanes: There is no sub-theme “lanes” in the plan."],
    ),
    ("unknown key", quarter_file(sub_theme={}), ["sub_theme: There is no such key. Is it spelt right?"]),
    (
        "unknown key of a row",
        with_lines(line("1", ratings="G")),
        [f"{AT_STREETS} › lines › item 1 › ratings: There is no such key. Is it spelt right?"],
    ),
    # Ratings.
    (
        "unknown rating",
        changed(quarter_file(), *STREETS, "rating", to="B"),
        [f"{AT_STREETS} › rating: “B” is not a rating of scale 1: R, A, G, N."],
    ),
    (
        "unknown rating of a row",
        with_lines(line("1", rating="green")),
        [f"{AT_STREETS} › lines › item 1 › rating: “green” is not a rating of scale 1: R, A, G, N."],
    ),
    (
        "unknown last rating",
        changed(quarter_file(), *STREETS, "last_rating", to="B"),
        [f"{AT_STREETS} › last_rating: “B” is not a rating of scale 1: R, A, G, N."],
    ),
    (
        "rating and none",
        with_lines(line("1", empty="not_due")),
        [f"{AT_STREETS} › lines › item 1 › empty: There is a rating and a reason why there is none. Keep one of the two."],
    ),
    (
        "neither rating nor none",
        with_lines({"commitments": ["1"]}),
        [f"{AT_STREETS} › lines › item 1: Give a rating, or say in “empty” why there is none."],
    ),
    (
        "reason that is none",
        with_lines({"commitments": ["1"], "empty": "holiday"}),
        [
            f"{AT_STREETS} › lines › item 1 › empty: “holiday” is not one of "
            "'not_due', 'no_new_data', 'not_applicable', 'withheld', 'not_rated' or 'lost'."
        ],
    ),
    # Commitments.
    (
        "unknown commitment",
        with_lines(line("1"), line("12", "2")),
        [f"{AT_STREETS} › lines › item 2 › commitments › item 1: {UNKNOWN_LINE.format(12)}"],
    ),
    (
        "unknown commitment under a parent",
        with_lines(line("1", children=[line("2"), line("1(b)")])),
        [f"{AT_STREETS} › lines › item 1 › children › item 2 › commitments › item 1: {UNKNOWN_LINE.format('1(b)')}"],
    ),
    (
        "number that is none",
        with_lines(line("one")),
        [
            f"{AT_STREETS} › lines › item 1 › commitments › item 1: “one” is not the number of a commitment. "
            "Write it like 16 or 9(a)."
        ],
    ),
    ("row without numbers", with_lines(line()), [f"{AT_STREETS} › lines › item 1 › commitments: This is empty."]),
    (
        "grandchildren",
        with_lines(line("1", children=[line("2", children=[line("3")])])),
        [
            f"{AT_STREETS} › lines › item 1 › children › item 1 › children: "
            "A row under a parent row has no rows of its own under it."
        ],
    ),
    (
        "slip in a printed number",
        with_lines({"commitments": [{"number": "1", "prnted": "2"}], "rating": "G"}),
        [
            f"{AT_STREETS} › lines › item 1 › commitments › item 1 › printed: This key is missing.",
            f"{AT_STREETS} › lines › item 1 › commitments › item 1 › prnted: There is no such key. Is it spelt right?",
        ],
    ),
    (
        "mark that is none",
        with_lines(line("1", marks={"Q1": "^"})),
        [f"{AT_STREETS} › lines › item 1 › marks › Q1: “^” is not one of 'up', 'down' or 'none'."],
    ),
    # Readings.
    (
        "unknown indicator",
        quarter_file(readings={"mood": {"printed": "4"}}),
        ["readings › mood: There is no indicator “mood” in the plan. Add it to the plan file first."],
    ),
    (
        "value of another kind",
        with_reading(printed="many"),
        [
            "readings › safe › printed: “many” cannot be read as percentage. Write it like 94% or 77.3%, "
            "or give a reason why there is no value."
        ],
    ),
    (
        "comparator of another kind",
        with_reading(printed="71%", comparators=[{"name": "Last year", "printed": "68"}]),
        [
            "readings › safe › comparators › item 1 › printed: “68” cannot be read as percentage. "
            "Write it like 94% or 77.3%, or give a reason why there is no value."
        ],
    ),
    (
        "value without quotation marks",
        with_reading(printed=71),
        ["readings › safe › printed: “71” is not a text. Put it in quotation marks."],
    ),
    (
        "neither value nor none",
        with_reading(basis="quarter"),
        ["readings › safe: Give the value in “printed”, or say in “empty” why there is none."],
    ),
    (
        "value that is withheld and shown",
        with_reading(printed="71%", empty="withheld"),
        ["readings › safe › printed: “71%” is a value, and “empty” says that there is none. Keep one of the two."],
    ),
    (
        "basis that is none",
        with_reading(printed="71%", basis="ytd"),
        [
            "readings › safe › basis: “ytd” is not one of 'year_to_date', 'rolling_year', 'financial_year', "
            "'calendar_year', 'as_at', 'since', 'quarter' or 'not_stated'."
        ],
    ),
    (
        "one value given on a sub-theme",
        changed(quarter_file(), *STREETS, "readings", to={"safe": {"printed": "71%"}}),
        [
            f"{AT_STREETS} › readings › safe: This indicator has one value wherever it stands. "
            "Give it under the file's own “readings”."
        ],
    ),
    (
        "own value given for all",
        quarter_file(readings={"grants": {"printed": "£4"}}),
        ["readings › grants: This indicator has a value of its own on each sub-theme. Give it under the sub-theme."],
    ),
    *(
        (
            f"too long a {name} of a reading",
            with_reading(**{"printed": "71%", name: "x" * (longest + 1)}),
            [f"readings › safe › {name}: This text is longer than {longest} characters."],
        )
        for name, longest in (("printed", 40), ("basis_printed", 60), ("label", 400), ("footnote_mark", 5))
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_fault_is_told_at_its_place(faults, content, expected):
    assert faults(content) == expected


def test_number_used_twice_names_the_line_of_the_first(tmp_path):
    text = """\
format: pcp-quarter/1
plan: westmarsh
quarter: 2025-26-q1
rating_scale: 1
sub_themes:
  streets:
    lines:
      - {commitments: [1, 2], rating: G}
      - {commitments: [2], rating: G}
  roads:
    lines:
      - commitments: [3]
        rating: G
        children:
          - commitments:
              - {number: 1, printed: 9}
            rating: G
"""
    assert faults_of(load_quarter, write(tmp_path, text)) == [
        "file.yaml:9: sub_themes › streets › lines › item 2 › commitments › item 1: "
        "The true number 2 stands in this quarter already, at line 8.",
        "file.yaml:16: sub_themes › roads › lines › item 1 › children › item 1 › commitments › item 1: "
        "The true number 1 stands in this quarter already, at line 8.",
    ]


def test_indicator_without_a_place_on_the_sub_theme_is_a_fault(tmp_path, faults):
    tolls = {"key": "tolls", "name": "Tolls", "kind": "money", "own_value_on_each": True}
    records.load(tmp_path, plan_file(indicators=[tolls | {"places": [records.place("roads", 9)]}]))
    content = changed(quarter_file(), *STREETS, "readings", to={"tolls": {"printed": "£4"}})
    assert faults(content) == [f"{AT_STREETS} › readings › tolls: “Tolls” has no place on this sub-theme in the plan."]


def test_words_of_the_plan_stand_in_the_sentences(tmp_path, faults):
    records.load(tmp_path, plan_file(words={"pillar": "priority", "sub_theme": "aim", "commitment": "pledge"}))
    content = quarter_file(pillars={"x": {}}, sub_themes={"y": {}, "streets": {"lines": [line("12")]}})
    assert faults(content) == [
        "sub_themes › y: There is no aim “y” in the plan.",
        "sub_themes › streets › lines › item 1 › commitments › item 1: "
        "There is no pledge 12 in the plan. Add it to the plan file first.",
        "pillars › x: There is no priority “x” in the plan.",
    ]


# Last period's ratings


def test_last_rating_is_refused_where_the_quarter_before_is_held(tmp_path, faults):
    records.load(tmp_path, quarter_file("2025-26-q1"))
    content = changed(quarter_file("2025-26-q2"), *STREETS, "last_rating", to="A")
    content = changed(content, *STREETS, "lines", 0, "last_rating", to="A")
    sentence = "Q1 2025/26 is held, and its ratings are read from its own record. Take this one out."
    assert sorted(faults(content)) == [
        f"{AT_STREETS} › last_rating: {sentence}",
        f"{AT_STREETS} › lines › item 1 › last_rating: {sentence}",
    ]


@pytest.mark.parametrize("slug", ["2025-26-q3", "2026-27-q1", "2025-26-q1"])
def test_last_rating_is_read_where_only_other_quarters_are_held(tmp_path, slug):
    records.load(tmp_path, quarter_file("2025-26-q1"))
    content = changed(quarter_file(slug), *STREETS, "last_rating", to="A")
    assert load_quarter(write(tmp_path, content))


def test_last_rating_is_read_where_the_quarter_before_belongs_to_another_plan(tmp_path):
    """The report reads last period's ratings within its own plan only, so the file of a new plan may state them."""
    records.load(tmp_path, quarter_file("2025-26-q1"), plan_file(key="second"))
    content = changed(quarter_file("2025-26-q2", plan="second"), *STREETS, "last_rating", to="A")
    assert load_quarter(write(tmp_path, content))


def test_quarter_that_another_plan_reports_is_refused(tmp_path, faults):
    records.load(tmp_path, quarter_file("2025-26-q1"), plan_file(key="second", title="Second plan"))
    assert faults(quarter_file("2025-26-q1", plan="second")) == [
        "quarter: Q1 2025/26 is already reported under “Police and Crime Plan 2025-2029”."
    ]


# All at once


def test_every_fault_of_a_file_is_told_at_once_in_its_order(tmp_path):
    text = """\
format: pcp-quarter/1
plan: westmarsh
quarter: 2025-27-q1
rating_scale: 7
sub_themes:
  lanes:
    rating: G
  streets:
    rating: B
    lines:
      - commitments: [1]
        rating: G
      - commitments: [12]
        rating: X
      - commitments: [1]
        rating: G
readings:
  safe:
    printed: many
finance:
  title: Finance
  sub_theme: lanes
  statements:
    - key: revenue
      page: Revenue
      title: Revenue
      columns:
        - {key: budget, heading: Budget}
      rows:
        - {key: staff, label: Staff, cells: [1, 2], note: R1}
"""
    before = row_counts()
    assert faults_of(load_quarter, write(tmp_path, text, "2025-27-q1.yaml")) == [
        "2025-27-q1.yaml:3: quarter: “2025-27-q1” is not a quarter. Write it like 2019-20-q1, for April to June 2019.",
        "2025-27-q1.yaml:4: rating_scale: The plan has no rating scale of version 7.",
        "2025-27-q1.yaml:6: sub_themes › lanes: There is no sub-theme “lanes” in the plan.",
        "2025-27-q1.yaml:9: sub_themes › streets › rating: “B” is not a rating of scale 1: R, A, G, N.",
        "2025-27-q1.yaml:13: sub_themes › streets › lines › item 2 › commitments › item 1: "
        "There is no commitment 12 in the plan. Add it to the plan file first.",
        "2025-27-q1.yaml:14: sub_themes › streets › lines › item 2 › rating: “X” is not a rating of scale 1: R, A, G, N.",
        "2025-27-q1.yaml:15: sub_themes › streets › lines › item 3 › commitments › item 1: "
        "The true number 1 stands in this quarter already, at line 11.",
        "2025-27-q1.yaml:19: readings › safe › printed: “many” cannot be read as percentage. "
        "Write it like 94% or 77.3%, or give a reason why there is no value.",
        "2025-27-q1.yaml:22: finance › sub_theme: There is no sub-theme “lanes”.",
        "2025-27-q1.yaml:30: finance › statements › item 1 › rows › item 1 › cells: "
        "There are 2 cells for 1 columns of figures.",
        "2025-27-q1.yaml:30: finance › statements › item 1 › rows › item 1 › note: There is no note R1.",
    ]
    assert row_counts() == before
