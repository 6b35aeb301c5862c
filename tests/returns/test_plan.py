"""Loading a plan file: what it makes, what it leaves alone, and every fault by name."""

from datetime import date

import pytest

from commitments.models import Commitment, LineCommitment, Wording
from indicators.models import Indicator, Place
from pillars.models import Office, Pillar, Plan, Rating, ReportingPeriod, SubTheme
from pillars.quarters import Quarter
from returns.actions import open_quarter
from returns.files.plan import load_plan
from returns.opening import carried_over, opening
from tests import records
from tests.records import changed, commitment, faults_of, place, plan_file, quarter_file, row_counts, write

pytestmark = pytest.mark.django_db
PLACES = "pillars › item 1 › sub_themes"


@pytest.fixture
def load(tmp_path):
    return lambda content: load_plan(write(tmp_path, content))


@pytest.fixture
def faults(tmp_path):
    """The faults of a plan file without their lines; nothing of it may have been kept."""

    def found(content):
        before = row_counts()
        lines = faults_of(load_plan, write(tmp_path, content))
        assert row_counts() == before
        assert all(line.startswith("file.yaml:") and line.split(":")[1].isdigit() for line in lines)
        return [line.split(": ", 1)[1] for line in lines]

    return found


def test_plan_is_loaded_with_all_its_parts(load):
    assert str(load(plan_file())) == (
        "Written: 1 offices, 1 plans, 1 rating scales, 4 ratings, 1 pillars, 2 sub themes, "
        "2 indicators, 3 places, 4 commitments, 4 wordings."
    )
    plan = Plan.objects.get()
    assert (plan.starts_on, plan.ends_on, plan.pillar_word) == (date(2025, 4, 1), date(2029, 3, 31), "pillar")
    assert [rating.code for rating in plan.scales.get().ratings.all()] == ["R", "A", "G", "N"]
    assert [str(commitment) for commitment in plan.commitments.all()] == ["1", "1(a)", "2", "3"]


def test_plan_loaded_twice_changes_nothing(load):
    content = plan_file(commitments=[commitment("1"), commitment("2", ended={
        "how": "superseded", "ended_on": "2025-06-30", "superseded_by": ["1"]})])  # fmt: skip
    load(content)
    before = row_counts()
    changes = load(content)
    assert not changes
    assert str(changes) == "Nothing changed."
    assert row_counts() == before


@pytest.mark.parametrize(
    ("steps", "to", "read"),
    [
        (("title",), "New title", lambda: Plan.objects.get().title),
        (("office", "panel"), "New title", lambda: Office.objects.get().panel),
        (("office", "licence_name"), "New title", lambda: Office.objects.get().licence_name),
        (("words",), {"pillar": "New title"}, lambda: Plan.objects.get().pillar_word),
        (("pillars", 0, "title"), "New title", lambda: Pillar.objects.get().title),
        (("pillars", 0, "sub_themes", 1, "title"), "New title", lambda: SubTheme.objects.get(key="roads").title),
        (("rating_scales", 0, "ratings", 0, "word"), "New title", lambda: Rating.objects.get(code="R").word),
        (("indicators", 0, "source"), "New title", lambda: Indicator.objects.get(key="safe").source),
        (("indicators", 0, "places", 0, "label"), "New title", lambda: Place.objects.get(indicator__key="safe").label),
        (("commitments", 0, "origin"), "New title", lambda: Commitment.objects.get(number=1, suffix="").origin),
        (
            ("commitments", 0, "wordings", 0, "text"),
            "New title",
            lambda: Wording.objects.get(commitment__number=1, commitment__suffix="").text,
        ),
    ],
)
def test_corrected_file_brings_in_its_correction_and_nothing_else(load, steps, to, read):
    load(plan_file())
    before = row_counts(with_history=False)
    changes = load(changed(plan_file(), *steps, to=to))
    assert read() == "New title"
    assert sum(changes.made.values()) == 1
    assert row_counts(with_history=False) == before


def test_what_no_longer_stands_in_the_file_is_kept(load):
    load(plan_file())
    before = row_counts()
    assert not load(plan_file(commitments=[commitment("1")], indicators=[]))
    assert row_counts() == before


def test_ending_is_recorded_and_taken_back(load):
    ended = commitment(
        "2", ended={"how": "superseded", "ended_on": "2025-06-30", "reason": "Merged.", "superseded_by": ["1", "1(a)"]}
    )
    load(plan_file(commitments=[commitment("1"), commitment("1(a)"), ended]))
    two = Commitment.objects.get(number=2)
    assert (two.ending, two.ended_on, two.ending_reason) == ("superseded", date(2025, 6, 30), "Merged.")
    assert [str(successor) for successor in two.superseded_by.all()] == ["1", "1(a)"]
    load(plan_file())
    two.refresh_from_db()
    assert (two.ending, two.ended_on, two.superseded_by.count()) == ("", None, 0)


@pytest.mark.parametrize("pillars", [1, 3, 8])
@pytest.mark.parametrize("sub_themes", [0, 1, 5])
def test_plan_has_as_many_pillars_and_sub_themes_as_it_likes(load, pillars, sub_themes):
    content = plan_file(
        pillars=[
            {
                "key": f"pillar-{number}",
                "title": f"Pillar {number}",
                "sub_themes": [{"key": f"theme-{number}-{i}", "title": f"Theme {i}"} for i in range(sub_themes)],
            }
            for number in range(pillars)
        ],
        indicators=[],
    )
    load(content)
    assert Pillar.objects.count() == pillars
    assert SubTheme.objects.count() == pillars * (sub_themes or 1)
    assert not load(content)


def test_pillar_without_sub_themes_stands_for_itself(load):
    load(plan_file(pillars=[{"key": "finances", "title": "Sound finances"}], indicators=[]))
    alone = SubTheme.objects.get()
    assert (alone.key, alone.title, str(alone)) == ("finances", "", "Sound finances")


@pytest.mark.parametrize("first", ["streets", "roads"], ids=["host first", "guest first"])
def test_two_sub_themes_share_a_page(load, first):
    host = {"key": "streets", "title": "Streets", "page_title": "Streets and roads"}
    guest = {"key": "roads", "title": "Roads", "page_of": "streets"}
    order = [host, guest] if first == "streets" else [guest, host]
    content = changed(plan_file(), "pillars", 0, "sub_themes", to=order)
    load(content)
    assert SubTheme.objects.get(key="roads").page_of == SubTheme.objects.get(key="streets")
    assert not load(content)


def test_sixty_commitments_are_loaded(load):
    content = plan_file(commitments=[commitment(str(number)) for number in range(1, 61)])
    load(content)
    assert Commitment.objects.count() == 60
    assert not load(content)


@pytest.mark.parametrize(
    "title", ["x" * 400, "é" * 400, "Streets & <b>squares</b>", 'Victims’ – ‘café’ "x"', "{{ title }} {% now %}"]
)
def test_title_is_kept_as_it_is_written(load, title):
    content = changed(
        plan_file(title=title, commitments=[commitment("1", ("2025-04-01", title))]), "pillars", 0, "title", to=title
    )
    content = changed(content, "indicators", 0, "name", to=title)
    load(content)
    assert {Plan.objects.get().title, Pillar.objects.get().title, Wording.objects.get().text} == {title}
    assert Indicator.objects.get(key="safe").name == title
    assert not load(content)


LONG = [
    (("title",), 400),
    (("office", "name"), 200),
    (("office", "short_name"), 40),
    (("office", "area"), 100),
    (("office", "role"), 100),
    (("office", "panel"), 200),
    (("office", "report_title"), 200),
    (("office", "language"), 10),
    (("office", "licence_name"), 100),
    (("pillars", 0, "title"), 400),
    (("pillars", 0, "sub_themes", 0, "page_title"), 400),
    (("rating_scales", 0, "ratings", 0, "word"), 40),
    (("rating_scales", 0, "ratings", 0, "definition"), 400),
    (("indicators", 0, "name"), 400),
    (("indicators", 0, "unit"), 40),
    (("indicators", 0, "source"), 200),
    (("indicators", 0, "comparator"), 100),
    (("indicators", 0, "suppression_reason"), 400),
    (("indicators", 0, "places", 0, "label"), 400),
    (("commitments", 0, "origin"), 400),
    (("commitments", 0, "wordings", 0, "text"), 400),
]


@pytest.mark.parametrize(("steps", "longest"), LONG, ids=[str(case[0][-1]) for case in LONG])
def test_text_is_as_long_as_its_column_and_no_longer(load, faults, steps, longest):
    """PostgreSQL would stop the load without a sentence, and SQLite would keep what no other database takes."""
    assert faults(changed(plan_file(), *steps, to="x" * (longest + 1)))[0].endswith(
        f": This text is longer than {longest} characters."
    )
    load(changed(plan_file(), *steps, to="x" * longest))


def test_licence_is_the_open_government_licence_unless_the_file_names_another(load):
    load(plan_file())
    assert Office.objects.get().licence_name == "Open Government Licence v3.0"
    assert Office.objects.get().licence_address.startswith("https://www.nationalarchives.gov.uk/")
    load(changed(plan_file(), "office", "licence_address", to="https://example.org/terms?of=use"))
    assert Office.objects.get().licence_address == "https://example.org/terms?of=use"


def test_office_may_be_left_out_where_it_is_named_already(load, faults):
    without = {key: value for key, value in plan_file(key="later").items() if key != "office"}
    assert faults(without) == ["office: This key is missing, and no office is named in the portal yet."]
    load(plan_file())
    load(without)
    assert (Plan.objects.count(), Office.objects.get().area) == (2, "Westmarsh")


def test_first_quarter_of_a_plan_begins_with_a_row_for_each_commitment_that_says_where(load):
    over = commitment("4", sub_theme="roads", ended={"how": "withdrawn", "ended_on": "2025-06-30"})
    placed = [
        commitment(number, sub_theme=place) for number, place in (("10", "roads"), ("9", "roads"), ("1", "streets"))
    ]
    load(plan_file(commitments=[*placed, commitment("2"), over]))
    load(plan_file(commitments=[commitment("10")]))
    found = opening(date(2025, 10, 1))
    assert (found.quarter, carried_over(found).lines) == (Quarter(2025, 2), 3)
    open_quarter(
        plan=found.plan,
        quarter=found.quarter,
        submissions_due_on=date(2025, 10, 15),
        approvals_due_on=date(2025, 10, 22),
        by=None,
    )
    rows = LineCommitment.objects.order_by("line__quarterly_return__sub_theme__order", "line__order")
    assert [(row.line.quarterly_return.sub_theme.key, str(row.commitment), row.line.order) for row in rows] == [
        ("streets", "1", 1),
        ("roads", "9", 1),
        ("roads", "10", 2),
    ]


SECOND = {"version": 1, "ratings": plan_file()["rating_scales"][0]["ratings"][:1]}
HOST = {"key": "streets", "title": "Streets", "page_of": "roads"}
FAULTS = [
    ("unknown key", changed(plan_file(), "titel", to="x"), ["titel: There is no such key. Is it spelt right?"]),
    ("wrong format", plan_file(format="pcp-plan/2"), ["format: “pcp-plan/2” is not one of 'pcp-plan/1'."]),
    ("a quarter file", quarter_file(), None),
    ("no pillars", plan_file(pillars=[]), ["pillars: This is empty."]),
    ("empty title", plan_file(title="  "), ["title: This is empty."]),
    ("title is a number", plan_file(title=2025), ["title: “2025” is not a text. Put it in quotation marks."]),
    ("no such day", plan_file(starts_on="2025-02-30"), ["starts_on: “2025-02-30” is not a date. Write it like 2019-04-01."]),
    ("ends too early", plan_file(ends_on="2025-04-01"), ["ends_on: A plan ends after it starts."]),
    (
        "key in capitals",
        changed(plan_file(indicators=[]), "pillars", 0, "sub_themes", 0, "key", to="Main Streets"),
        [
            f"{PLACES} › item 1 › key: “Main Streets” is not written as it should be: "
            "small letters, digits and single hyphens, as in working-with-communities."
        ],
    ),
    (
        "sub-theme twice",
        changed(plan_file(indicators=[]), "pillars", 0, "sub_themes", 1, "key", to="streets"),
        [f"{PLACES} › item {n} › key: “streets” names two sub-themes. Each needs a key of its own." for n in (1, 2)],
    ),
    (
        "pillar twice",
        plan_file(indicators=[], pillars=[{"key": "a", "title": "A", "sub_themes": [{"key": k, "title": "x"}]} for k in "xy"]),
        [f"pillars › item {n} › key: “a” names two pillars." for n in (1, 2)],
    ),
    (
        "colour that is none",
        changed(plan_file(), "pillars", 0, "colour", to="pink"),
        [
            "pillars › item 1 › colour: “pink” is not one of "
            "'teal', 'plum', 'navy', 'forest', 'rust', 'slate', 'indigo' or 'olive'."
        ],
    ),
    (
        "page of nobody",
        changed(plan_file(), "pillars", 0, "sub_themes", 1, "page_of", to="lanes"),
        [f"{PLACES} › item 2 › page_of: “lanes” is not another sub-theme of this pillar."],
    ),
    (
        "page of itself",
        changed(plan_file(), "pillars", 0, "sub_themes", 1, "page_of", to="roads"),
        [f"{PLACES} › item 2 › page_of: “roads” is not another sub-theme of this pillar."],
    ),
    (
        "pages of each other",
        changed(plan_file(), "pillars", 0, "sub_themes", to=[HOST, {"key": "roads", "title": "Roads", "page_of": "streets"}]),
        [
            f"{PLACES} › item 1 › page_of: “roads” itself stands on the page of another. Name that one.",
            f"{PLACES} › item 2 › page_of: “streets” itself stands on the page of another. Name that one.",
        ],
    ),
    (
        "page of a guest",
        changed(
            plan_file(),
            *("pillars", 0, "sub_themes"),
            to=[HOST, {"key": "roads", "title": "Roads", "page_of": "lanes"}, {"key": "lanes", "title": "Lanes"}],
        ),
        [f"{PLACES} › item 1 › page_of: “roads” itself stands on the page of another. Name that one."],
    ),
    (
        "scale twice",
        changed(plan_file(), "rating_scales", to=[*plan_file()["rating_scales"], SECOND]),
        [f"rating_scales › item {n} › version: Version 1 stands twice." for n in (1, 2)],
    ),
    (
        "code twice",
        changed(plan_file(), "rating_scales", 0, "ratings", 1, "code", to="R"),
        [f"rating_scales › item 1 › ratings › item {n} › code: The code “R” stands twice." for n in (1, 2)],
    ),
    (
        "code in small letters",
        changed(plan_file(), "rating_scales", 0, "ratings", 1, "code", to="a"),
        [
            "rating_scales › item 1 › ratings › item 2 › code: “a” is not written as it should be: "
            "one to four capital letters, as in A."
        ],
    ),
    (
        "shape twice",
        changed(plan_file(), "rating_scales", 0, "ratings", 1, "shape", to="square"),
        [f"rating_scales › item 1 › ratings › item {n} › shape: The shape “square” stands twice." for n in (1, 2)],
    ),
    (
        "scale too high",
        changed(plan_file(), "rating_scales", 0, "version", to=99_999),
        ["rating_scales › item 1 › version: “99999”: input should be less than or equal to 999."],
    ),
    (
        "indicator twice",
        changed(plan_file(), "indicators", 1, "key", to="safe"),
        [f"indicators › item {n} › key: “safe” names two indicators." for n in (1, 2)],
    ),
    (
        "indicator on an unknown sub-theme",
        changed(plan_file(), "indicators", 0, "places", to=[place("lanes", 1)]),
        ["indicators › item 1 › places › item 1 › sub_theme: There is no sub-theme “lanes”."],
    ),
    *(
        (
            f"licence at {address}",
            changed(plan_file(), "office", "licence_address", to=address),
            [
                f"office › licence_address: “{address}” is not written as it should be: "
                "a whole address, as in https://example.org/licence."
            ],
        )
        for address in ("example.org", "javascript:alert(1)", "https://a b")
    ),
    (
        "suppression without a reason",
        changed(plan_file(), "indicators", 0, "suppress_below", to=5),
        ["indicators › item 1: Give the suppression_reason that is published with withheld counts."],
    ),
    (
        "number twice",
        plan_file(commitments=[commitment("9(a)"), commitment("9a")]),
        ["commitments › item 2 › number: Commitment 9(a) is given twice."],
    ),
    (
        "number that is none",
        plan_file(commitments=[commitment("nine")]),
        ["commitments › item 1 › number: “nine” is not the number of a commitment. Write it like 16 or 9(a)."],
    ),
    (
        "commitment of an unknown sub-theme",
        plan_file(commitments=[commitment("1", sub_theme="lanes")]),
        ["commitments › item 1 › sub_theme: There is no sub-theme “lanes”."],
    ),
    (
        "two wordings of a day",
        plan_file(commitments=[commitment("1", ("2025-04-01", "A"), ("2025-04-01", "B"))]),
        [f"commitments › item 1 › wordings › item {n}: Two wordings begin on 2025-04-01." for n in (1, 2)],
    ),
    (
        "superseded by nobody",
        plan_file(
            commitments=[
                commitment("1", ended={"how": "superseded", "ended_on": "2025-06-30", "superseded_by": ["7", "x"]})
            ]
        ),
        [
            "commitments › item 1 › ended › superseded_by › item 1: There is no commitment 7 in this plan.",
            "commitments › item 1 › ended › superseded_by › item 2: “x” is not the number of a commitment. "
            "Write it like 16 or 9(a).",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_fault_is_told_at_its_place(faults, content, expected):
    found = faults(content)
    if expected is None:
        assert "format: “pcp-quarter/1” is not one of 'pcp-plan/1'." in found
    else:
        assert found == expected


def test_two_indicators_in_one_order_are_a_fault(faults):
    found = faults(changed(plan_file(), "indicators", 1, "places", 0, "order", to=1))
    assert [line.split(": ")[0] for line in found] == [
        f"indicators › item {n} › places › item 1 › order" for n in (1, 2)
    ]
    assert "Two indicators stand in this order on one sub-theme" in found[0]


def test_sub_theme_does_not_move_to_another_pillar(load, faults):
    """Two sub-themes of one key would have one address."""
    load(plan_file())
    places, roads = {"key": "places", "title": "Safer places"}, {"key": "roads", "title": "Roads"}
    streets = {"key": "streets", "title": "Streets"}
    expected = "“roads” is held under “places”, and a load cannot move it. Give it a new key."
    for number, moved in enumerate(
        ({"key": "ways", "title": "Ways", "sub_themes": [roads]}, {"key": "roads", "title": "Ways"})
    ):
        place = "pillars › item 2 › key" if number else "pillars › item 2 › sub_themes › item 1 › key"
        found = faults(plan_file(pillars=[places | {"sub_themes": [streets]}, moved]))
        assert found == [f"{place}: {expected}"]


def test_order_that_a_load_cannot_untangle_is_refused_with_a_sentence(load, tmp_path):
    load(plan_file())
    before = row_counts()
    swapped = changed(
        plan_file(), "pillars", 0, "sub_themes", to=[{"key": "roads", "title": "R"}, {"key": "streets", "title": "S"}]
    )
    assert faults_of(load_plan, write(tmp_path, swapped)) == [
        "file.yaml:1: The file puts records into an order or a grouping that clashes with the one held, which a load cannot "
        "untangle. Load it into an empty portal, or make the change in the portal."
    ]
    assert row_counts() == before
    assert SubTheme.objects.get(key="streets").title == "Streets"


CHANGED_SCALE = changed(plan_file(), "rating_scales", 0, "ratings", 2, "definition", to="Completed.")


def test_scale_of_a_published_report_keeps_its_meaning(tmp_path, load, faults):
    period = records.load(tmp_path, plan_file(), quarter_file())
    ReportingPeriod.objects.filter(pk=period.pk).update(published_at=records.PUBLISHED_AT)
    assert faults(CHANGED_SCALE) == [
        "rating_scales › item 1: A published report was rated on this version. "
        "Give a changed scale a version of its own."
    ]
    assert Rating.objects.get(code="G").definition == "Green."
    second = CHANGED_SCALE["rating_scales"][0] | {"version": 2}
    load(plan_file(rating_scales=[*plan_file()["rating_scales"], second]))
    assert list(Rating.objects.filter(code="G").values_list("definition", flat=True)) == ["Green.", "Completed."]


def test_scale_of_an_unpublished_quarter_may_be_corrected(tmp_path, load):
    records.load(tmp_path, plan_file(), quarter_file())
    load(CHANGED_SCALE)
    assert Rating.objects.get(code="G").definition == "Completed."


def test_several_faults_of_one_file_are_told_in_its_order(tmp_path):
    text = """\
format: pcp-plan/1
office: {name: X, short_name: X, area: X, role: X, role_short: X, panel: X}
key: westmarsh
title: A plan
starts_on: first of April
ends_on: 2029-03-31
rating_scales:
  - version: 1
    ratings:
      - {code: G, word: Green, definition: On track., shape: blob, colour: green}
pillars:
  - {key: places, title: Safer places, color: teal}
commitments:
  - number: 1.5
    wordings: []
"""
    assert faults_of(load_plan, write(tmp_path, text)) == [
        "file.yaml:2: office › report_title: This key is missing.",
        "file.yaml:5: starts_on: “first of April” is not a date. Write it like 2019-04-01.",
        "file.yaml:10: rating_scales › item 1 › ratings › item 1 › shape: “blob” is not one of "
        "'square', 'triangle', 'disc', 'tick', 'ring' or 'diamond'.",
        "file.yaml:12: pillars › item 1 › color: There is no such key. Is it spelt right?",
        "file.yaml:14: commitments › item 1 › number: “1.5” is not a text. Put it in quotation marks.",
        "file.yaml:15: commitments › item 1 › wordings: This is empty.",
    ]
