"""Loading a quarter file: all or nothing, repeatable, nothing deleted, nothing overwritten, and a published one closed."""

from datetime import date
from decimal import Decimal

import pytest

from commitments.models import Line, LineCommitment, Status
from finance.actions import record_reason
from finance.models import Column, Figure, FinanceReport, NoteText, Reason, Row, Statement, Tie
from indicators.models import Reading
from pillars.models import Narrative, Plan, ReportingPeriod, Return, SubThemeRating
from returns.files.plan import load_plan
from returns.files.quarter import load_quarter
from returns.models import Step
from tests import records
from tests.records import SAMPLE, changed, faults_of, finance_file, line, plan_file, quarter_file, row_counts, write

pytestmark = pytest.mark.django_db
STREETS = ("sub_themes", "streets")
STATEMENT = ("finance", "statements", 0)
STAFF = (*STATEMENT, "rows", 1)
JUNE = date(2025, 6, 30)


@pytest.fixture
def plan(tmp_path):
    records.load(tmp_path, plan_file())
    return Plan.objects.get()


@pytest.fixture
def load(plan, tmp_path):
    return lambda content: load_quarter(write(tmp_path, content))


@pytest.fixture
def refused(plan, tmp_path):
    """The faults of a quarter file, without their lines; nothing of it may have been kept."""

    def found(content):
        before = row_counts()
        lines = faults_of(load_quarter, write(tmp_path, content))
        assert row_counts() == before
        return [line.split(": ", 1)[1] for line in lines]

    return found


def publish():
    ReportingPeriod.objects.update(published_at=records.PUBLISHED_AT)


def rows():
    """The lines of the quarter in order: their numbers, and under which other one each stands."""
    found = []
    for row in Line.objects.order_by(
        "quarterly_return__sub_theme__pillar", "quarterly_return__sub_theme__order", "order"
    ):
        numbers = "/".join(str(place.commitment) for place in row.places.all())
        parent = f" under {row.parent.places.first().commitment}" if row.parent else ""
        found.append(numbers + parent)
    return found


def cells():
    """What stands in each cell: an amount, "-" or words."""
    return {
        (figure.row.key, figure.column.key): "-" if figure.is_dash else figure.text or figure.amount
        for figure in Figure.objects.heads().select_related("row", "column")
    }


def full_quarter():
    """A quarter file that uses every part of the format."""
    return quarter_file(
        pillars={"places": {"headlines": ["First lamps", "Second"]}},
        sub_themes={
            "streets": {
                "rating": "G",
                "reason": "Caught up.",
                "last_rating": "A",
                "headlines": ["First lamps"],
                "activities": ["The [map](https://example.org).\n Lit in May."],
                "readings": {"grants": {"printed": "£12.5K", "basis": "year_to_date", "basis_printed": "(YTD)"}},
                "lines": [
                    line("1", last_rating="N", marks={"Q1 24/25": "up"}, children=[line("1(a)", rating="R")]),
                    {"commitments": [{"number": "2", "printed": "3"}], "empty": "not_due"},
                ],
            },
            "roads": {"empty": "not_rated", "readings": {"grants": {"printed": "N/A", "empty": "not_applicable"}}},
        },
        readings={
            "safe": {
                "printed": "71%",
                "footnote_mark": "*",
                "footnote": "A small survey.",
                "comparators": [{"name": "National", "printed": "70%"}],
            }
        },
        finance=full_finance(),
    )


def full_finance():
    """A finance part that uses every part of the format; the variance of premises is printed as 3 less and is 5."""
    columns = [
        {"key": "budget", "heading": "Budget", "measure": "revised_budget"},
        {"key": "forecast", "heading": "Forecast", "measure": "forecast", "as_at": "2026-03-31"},
        {
            "key": "variance",
            "heading": "Variance",
            "kind": "computed",
            "formula": "forecast - budget",
            "sense": "adverse",
        },
        {
            "key": "share",
            "heading": "%",
            "kind": "percentage",
            "formula": "variance / budget",
            "decimals": 1,
            "totals": False,
        },
        {"key": "ref", "heading": "Ref", "kind": "reference"},
        {"key": "comment", "heading": "Comment", "kind": "comment"},
        {"key": "more", "heading": "More", "kind": "comment"},
    ]
    rows = [
        {"key": "costs", "label": "Costs", "kind": "heading"},
        {
            "key": "staff",
            "label": "Staff",
            "cells": [940, "-", None, None],
            "note": "R1",
            "comment": "Two posts are vacant.",
        },
        {"key": "premises", "label": "Premises", "cells": [200, 195, -3, -1.5], "comments": {"more": "Let in May."}},
        {"key": "gap", "kind": "spacer"},
        {
            "key": "total",
            "label": "Total",
            "kind": "total",
            "cells": [1140, 195, None, None],
            "sums": ["staff", "premises"],
        },
    ]
    notes = [{"section": "Revenue", "reference": "R1", "text": "Pay."}]
    ties = [
        {
            "key": "same",
            "label": "Same",
            "left": "revenue/total/budget",
            "right": "revenue/total/forecast",
            "from_last": True,
        },
        {
            "key": "band",
            "label": "Band",
            "kind": "band",
            "left": "revenue/staff/budget",
            "right": "revenue/total/budget",
            "low": 80,
        },
    ]
    reasons = [{"check": "column:revenue/premises/variance", "reason": "As printed."}]
    finance = finance_file(*rows, columns=columns, kind="revenue", as_at="2025-06-30")
    return finance | {"notes": notes, "ties": ties, "reasons": reasons}  # fmt: skip


def test_quarter_is_loaded_with_all_its_parts(load):
    load(full_quarter())
    streets = Return.objects.get(sub_theme__key="streets")
    assert streets.stated_last_rating.code == "A"
    assert (streets.ratings.get().rating.code, streets.ratings.get().reason) == ("G", "Caught up.")
    assert Narrative.objects.get(pillar__key="places").text == "First lamps\nSecond"
    assert streets.narratives.get(kind="activities").text == "The [map](https://example.org). Lit in May."
    assert rows() == ["1", "1(a) under 1", "2"]
    first = Line.objects.get(order=1, quarterly_return=streets)
    assert (first.stated_last_rating.code, first.printed_marks) == ("N", [["Q1 24/25", "up"]])
    assert LineCommitment.objects.get(commitment__number=2).printed_number == "3"
    assert Status.objects.get(line__order=3).empty_reason == "not_due"
    assert {str(r.place or "everywhere"): r.printed for r in Reading.objects.all()} == {
        "everywhere": "71%",
        "Grants on Streets": "£12.5K",
        "Grants on Roads": "N/A",
    }
    assert Reading.objects.get(printed="£12.5K").value == Decimal(12500)
    assert cells() == {
        ("staff", "budget"): 940,
        ("staff", "forecast"): "-",
        ("staff", "comment"): "Two posts are vacant.",
        ("premises", "budget"): 200,
        ("premises", "forecast"): 195,
        ("premises", "variance"): -3,
        ("premises", "share"): -15,
        ("premises", "more"): "Let in May.",
        ("total", "budget"): 1140,
        ("total", "forecast"): 195,
    }


def test_finance_part_is_loaded_as_it_is_described(load):
    load(full_quarter())
    statement = Statement.objects.get()
    assert (statement.kind, statement.unit, statement.decimals, statement.as_at) == ("revenue", "£000", 0, JUNE)
    columns = {column.key: column for column in statement.columns.all()}
    assert [column.kind for column in columns.values()] == [
        *("amount", "amount", "computed", "percentage", "reference", "comment", "comment"),
    ]
    assert (columns["forecast"].measure, columns["forecast"].own_date) == ("forecast", date(2026, 3, 31))
    assert (columns["variance"].formula, columns["variance"].sense) == ("forecast - budget", "adverse")
    assert (columns["share"].own_decimals, columns["share"].has_totals) == (1, False)
    assert [row.kind for row in statement.rows.all()] == ["heading", "line", "line", "spacer", "total"]
    assert {row.key for row in Row.objects.get(key="total").sums.all()} == {"staff", "premises"}
    same, band = Tie.objects.all()
    assert (same.left, same.right, same.is_from_last) == ("revenue/total/budget", "revenue/total/forecast", True)
    assert (band.kind, band.low, band.high) == ("band", Decimal(80), None)
    reason = Reason.objects.get()
    assert (reason.check_key, reason.difference, reason.text) == (
        "column:revenue/premises/variance",
        "2",
        "As printed.",
    )


def test_quarter_loaded_twice_changes_nothing(load):
    load(full_quarter())
    before = row_counts()
    changes = load(full_quarter())
    assert str(changes) == "Nothing changed."
    assert row_counts() == before


def test_sample_loads_whole_and_a_second_load_changes_nothing():
    assert str(load_plan(SAMPLE / "plan.yaml")) == (
        "Written: 1 offices, 1 plans, 1 rating scales, 5 ratings, 4 pillars, 12 sub themes, "
        "49 indicators, 65 places, 101 commitments, 123 wordings."
    )
    written = [str(load_quarter(SAMPLE / f"{slug}.yaml")) for slug in ("2018-19-q2", "2019-20-q1")]
    assert written == [
        "Written: 1 reporting periods, 12 returns, 12 sub theme ratings, 26 narratives, 80 lines, 87 line commitments, "
        "80 statuses, 55 readings.",
        "Written: 1 reporting periods, 12 returns, 12 sub theme ratings, 26 narratives, 79 lines, 87 line commitments, "
        "79 statuses, 53 readings, 1 finance reports, 17 notes, 17 note texts, 5 statements, 27 columns, 53 rows, "
        "177 figures, 12 ties, 11 reasons.",
    ]
    before = row_counts()
    assert str(load_plan(SAMPLE / "plan.yaml")) == "Nothing changed."
    for slug in ("2018-19-q2", "2019-20-q1"):
        assert str(load_quarter(SAMPLE / f"{slug}.yaml")) == "Nothing changed."
    assert row_counts() == before


def test_examples_of_the_format_page_are_loaded(tmp_path):
    plan, quarter = records.examples_of_the_docs()
    load_plan(write(tmp_path, plan))
    load_quarter(write(tmp_path, quarter), is_approved=True)
    assert rows() == ["1", "1(a) under 1", "2", "3"]
    assert str(load_plan(write(tmp_path, plan))) == str(load_quarter(write(tmp_path, quarter))) == "Nothing changed."


CORRECTIONS = [
    ("rating", (*STREETS, "rating"), "R", SubThemeRating),
    ("reason", (*STREETS, "reason"), "Late.", SubThemeRating),
    ("reason there is no rating", (*STREETS, "lines", 1, "empty"), "lost", Status),
    ("status of a row", (*STREETS, "lines", 0, "rating"), "R", Status),
    ("headline", (*STREETS, "headlines"), ["Other"], Narrative),
    ("headline of the pillar", ("pillars", "places", "headlines"), ["Other"], Narrative),
    ("reading", ("readings", "safe", "printed"), "72%", Reading),
    ("comparator", ("readings", "safe", "comparators", 0, "printed"), "72%", Reading),
    ("figure", (*STAFF, "cells"), [941, "-", None, None], Figure),
    ("figure to a dash", (*STAFF, "cells"), ["-", "-", None, None], Figure),
    ("dash to a nought", (*STAFF, "cells"), [940, 0, None, None], Figure),
    ("comment", (*STAFF, "comment"), "One post is vacant.", Figure),
    ("note", ("finance", "notes", 0, "text"), "Pay and more.", NoteText),
    ("reason for a failed check", ("finance", "reasons", 0, "reason"), "A slip.", Reason),
]


@pytest.mark.parametrize(("steps", "to", "model"), [c[1:] for c in CORRECTIONS], ids=[c[0] for c in CORRECTIONS])
def test_correction_is_a_new_version_beside_the_old_one(load, steps, to, model):
    load(full_quarter())
    before = row_counts()
    changes = load(changed(full_quarter(), *steps, to=to))
    assert sum(changes.made.values()) == 1
    assert row_counts() == before | {model._meta.label: before[model._meta.label] + 1}
    assert model.objects.exclude(based_on=None).get().based_on is not None


def test_correction_of_the_structure_alters_the_row(load):
    load(full_quarter())
    before = row_counts(with_history=False)
    content = changed(full_quarter(), *STREETS, "last_rating", to="R")
    content = changed(content, *STREETS, "lines", 1, "commitments", to=[{"number": "2", "printed": "4"}])
    content = changed(content, *STATEMENT, "title", to="Other")
    content = changed(content, *STAFF, "label", to="Other")
    content = changed(content, *STATEMENT, "columns", 2, "sense", to="favourable")
    content = changed(content, "finance", "ties", 1, "low", to=75.5)
    load(content)
    assert row_counts(with_history=False) == before
    assert Return.objects.get(sub_theme__key="streets").stated_last_rating.code == "R"
    assert LineCommitment.objects.get(commitment__number=2).printed_number == "4"
    assert (Statement.objects.get().title, Row.objects.get(key="staff").label) == ("Other", "Other")
    assert Column.objects.get(key="variance").sense == "favourable"
    assert Tie.objects.get(key="band").low == Decimal("75.5")


# Rows


ROWS = [
    ("turned round", [line("2"), line("1", "1(a)")], ["2", "1/1(a)"]),
    ("one more at the front", [line("3"), line("1", "1(a)"), line("2")], ["3", "1/1(a)", "2"]),
    ("one more in the middle", [line("1", "1(a)"), line("3"), line("2")], ["1/1(a)", "3", "2"]),
    ("one more at the end", [line("1", "1(a)"), line("2"), line("3")], ["1/1(a)", "2", "3"]),
    ("one more on a row", [line("1", "1(a)"), line("2", "3")], ["1/1(a)", "2/3"]),
    ("put under a parent", [line("2", children=[line("1", "1(a)")])], ["2", "1/1(a) under 2"]),
    ("one row made two", [line("1"), line("1(a)"), line("2")], ["1", "1(a)", "2"]),
    ("one number moved to another row", [line("1"), line("2", "1(a)")], ["1", "2/1(a)"]),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_rows_of_an_unpublished_quarter_may_be_put_right(load, lines, expected):
    load(quarter_file())
    assert rows() == ["1/1(a)", "2"]
    content = changed(quarter_file(), *STREETS, "lines", to=lines)
    load(content)
    assert rows() == expected
    assert str(load(content)) == "Nothing changed."


def test_ten_rows_may_be_turned_round_and_back(tmp_path):
    numbers = [str(number) for number in range(1, 11)]
    records.load(tmp_path, plan_file(commitments=[records.commitment(number) for number in numbers]))
    for order in (numbers, numbers[::-1], numbers):
        load_quarter(write(tmp_path, changed(quarter_file(), *STREETS, "lines", to=[line(number) for number in order])))
        assert rows() == order


HELD = "is held, but not in this file. A load never deletes."
LEFT_OUT = [
    ("a row", [line("1", "1(a)")], [f"The line that begins with 2 {HELD}"]),
    ("every row", [], [f"The line that begins with 1 {HELD}", f"The line that begins with 2 {HELD}", f"The number 1(a) {HELD}"]),
    ("the first number of a row", [line("1(a)"), line("2")], [f"The line that begins with 1 {HELD}"]),
    ("a later number of a row", [line("1"), line("2")], [f"The number 1(a) {HELD}"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "sentences"), [case[1:] for case in LEFT_OUT], ids=[case[0] for case in LEFT_OUT])
def test_what_is_held_of_the_rows_and_left_out_is_refused(load, refused, lines, sentences):
    load(quarter_file())
    found = refused(changed(quarter_file(), *STREETS, "lines", to=lines))
    assert found == [
        f"sub_themes › streets › lines: {sentence.replace(HELD, '').strip()} {HELD}" for sentence in sentences
    ]


LEFT_BLANK = "A figure is held here, and the file leaves the cell blank. A load never deletes."
AT_STATEMENT = "finance › statements › item 1"


def test_figure_that_is_held_and_left_blank_is_refused(load, refused):
    load(full_quarter())
    content = changed(full_quarter(), *STAFF, "cells", to=[None] * 4)
    assert refused(content) == [
        f"{AT_STATEMENT} › rows › item 2 › cells › item {number}: {LEFT_BLANK}" for number in (1, 2)
    ]


def test_figures_of_a_row_that_the_file_leaves_out_are_refused(load, refused):
    load(full_quarter())
    rows = full_finance()["statements"][0]["rows"]
    content = changed(changed(full_quarter(), *STATEMENT, "rows", to=rows[:-1]), "finance", "ties", to=[])
    assert refused(content) == [f"{AT_STATEMENT} › rows › total: {LEFT_BLANK}"]


def test_figures_of_a_column_that_becomes_one_of_words_are_refused(load, refused):
    load(quarter_file(finance=finance_file()))
    columns = [{"key": "budget", "heading": "Budget"}, {"key": "forecast", "heading": "Forecast", "kind": "comment"}]
    row = {"key": "staff", "label": "Staff", "cells": [940]}
    found = refused(quarter_file(finance=finance_file(row, columns=columns)))
    assert found == [f"{AT_STATEMENT} › rows › item 1 › cells › forecast: {LEFT_BLANK}"]


def test_retired_row_and_column_are_left_out_and_come_back(load):
    load(full_quarter())
    Row.objects.filter(key="total").update(is_retired=True)
    Column.objects.filter(key="more").update(is_retired=True)
    finance = full_finance()
    statement = finance["statements"][0]
    del statement["rows"][-1], statement["columns"][-1], statement["rows"][2]["comments"], finance["ties"]
    assert not load(changed(full_quarter(), "finance", to=finance))
    load(full_quarter())
    assert not Row.objects.filter(is_retired=True).exists()
    assert not Column.objects.filter(is_retired=True).exists()


def test_comment_that_the_file_leaves_out_stays(load):
    load(full_quarter())
    assert not load(changed(full_quarter(), *STAFF, "comment", to=""))
    assert cells()["staff", "comment"] == "Two posts are vacant."


@pytest.mark.parametrize("change", [{"unit": "£m"}, {"decimals": 1}])
@pytest.mark.parametrize("is_of_column", [True, False], ids=["column", "statement"])
def test_column_that_holds_amounts_keeps_its_unit(load, refused, change, is_of_column):
    """What was entered before would be read as another amount."""
    load(full_quarter())
    content = full_quarter()
    statement = content["finance"]["statements"][0]
    (statement["columns"][0] if is_of_column else statement).update(change)
    found = refused(content)
    assert found[0] == (
        f"{AT_STATEMENT} › columns › item 1: This column holds amounts in another unit or with other decimals. "
        "Give the column of the new unit a key of its own."
    )
    assert len(found) == (1 if is_of_column else 3)


def test_unit_of_a_column_without_amounts_may_be_put_right(load):
    empty = finance_file({"key": "staff", "label": "Staff", "cells": [None, "-"]})
    load(quarter_file(finance=empty))
    load(changed(quarter_file(finance=empty), *STATEMENT, "unit", to="£m"))
    assert Statement.objects.get().unit == "£m"


def test_blank_cell_is_kept_blank(load):
    content = quarter_file(finance=finance_file({"key": "staff", "label": "Staff", "cells": [None, 0]}))
    load(content)
    assert Figure.objects.get().amount == 0
    assert not load(content)


def test_sixty_rows_on_one_sub_theme_are_loaded(tmp_path):
    numbers = [str(number) for number in range(1, 61)]
    records.load(tmp_path, plan_file(commitments=[records.commitment(number) for number in numbers]))
    content = changed(quarter_file(), *STREETS, "lines", to=[line(number) for number in numbers])
    load_quarter(write(tmp_path, content))
    assert rows() == numbers
    assert not load_quarter(write(tmp_path, content))


def test_sub_theme_of_which_the_file_says_nothing_has_an_empty_return(load):
    load(quarter_file(sub_themes={}))
    assert Return.objects.count() == 2
    assert not SubThemeRating.objects.exists()
    assert not Line.objects.exists()


def test_headline_over_two_lines_is_one_headline(load):
    load(quarter_file(pillars={"places": {"headlines": ["First\n  lamps", "Second"]}}))
    assert Narrative.objects.get().text == "First lamps\nSecond"


# All or nothing


def test_fault_that_only_writing_shows_leaves_nothing_behind(load, refused):
    """Faults found while rows are written already: the ratings before them are taken back too."""
    load(quarter_file())
    content = changed(quarter_file(), *STREETS, "rating", to="R")
    content = changed(content, *STREETS, "lines", to=[line("2")])
    assert refused(content)
    assert SubThemeRating.objects.get(quarterly_return__sub_theme__key="streets").rating.code == "G"


def test_order_that_a_load_cannot_untangle_is_refused_with_a_sentence(load, refused):
    content = changed(quarter_file(), *STREETS, "lines", to=[line("1", "1(a)", "2")])
    load(content)
    found = refused(changed(quarter_file(), *STREETS, "lines", to=[line("1", "2", "1(a)")]))
    assert found[0].startswith("The file puts records into an order or a grouping that clashes with the one held")


# Reasons for what does not add up


UNREASONED = changed(full_quarter(), "finance", "reasons", to=[])
AT_REASON = "finance › reasons › item 1 › check"
KEY = "column:revenue/premises/variance"


def test_quarter_that_does_not_add_up_is_loaded_and_stays_open(load):
    load(UNREASONED)
    assert not Reason.objects.exists()
    assert set(Return.objects.values_list("state", flat=True)) == {"open"}


def test_quarter_that_does_not_add_up_is_not_taken_over_without_a_reason(plan, tmp_path):
    before = row_counts()
    found = faults_of(lambda path: load_quarter(path, is_approved=True), write(tmp_path, UNREASONED))
    [fault] = [line.split(": ", 1)[1] for line in found]
    assert fault.startswith(f"finance › reasons: The check “{KEY}” fails: (3) is not (5), ")
    assert fault.endswith(". Mend the figure, or give the reason why it may stand.")
    assert row_counts() == before


def test_every_check_that_fails_is_told_before_a_quarter_is_taken_over(plan, tmp_path):
    content = changed(UNREASONED, *STATEMENT, "rows", 4, "cells", to=[1200, 195, None, None])
    content["finance"]["notes"].append({"section": "Revenue", "text": "It is {{revenue/cars/budget}}."})
    found = faults_of(lambda path: load_quarter(path, is_approved=True), write(tmp_path, content))
    keys = [line.split("The check “")[1].split("”")[0] for line in found]
    assert sorted(keys) == ["citation:note-2/1", KEY, "sum:revenue/total/budget", "tie:band/staff/budget"]
    [citation] = [line for line in found if "citation:" in line]
    assert "fails, and no reason helps: " in citation


def test_reason_that_was_given_in_the_portal_serves(load, tmp_path):
    load(UNREASONED)
    report = FinanceReport.objects.get()
    record_reason(report=report, check_key=KEY, difference="2", text="As printed.", based_on=None, by=None)
    approve(UNREASONED, tmp_path)
    assert set(Return.objects.values_list("state", flat=True)) == {"approved"}


def test_reason_is_recorded_anew_where_the_difference_is_another(load):
    load(full_quarter())
    load(changed(full_quarter(), *STATEMENT, "rows", 2, "cells", to=[200, 195, -2, -1.0]))
    assert [(reason.difference, reason.text) for reason in Reason.objects.order_by("pk")] == [
        ("2", "As printed."),
        ("3", "As printed."),
    ]


def test_reason_that_the_file_leaves_out_stays(load):
    load(full_quarter())
    assert not load(UNREASONED)
    assert Reason.objects.get().text == "As printed."


NO_REASONS = [
    (
        "sum:revenue/total/budget",
        "The check “sum:revenue/total/budget” does not fail, and so needs no reason. Take this one out.",
    ),
    (
        "sum:revenue/staff/budget",
        "There is no check “sum:revenue/staff/budget”. “manage.py check_finance” prints the key of each.",
    ),
]


@pytest.mark.parametrize(("key", "sentence"), NO_REASONS)
def test_reason_for_what_does_not_fail_is_refused(refused, key, sentence):
    content = changed(full_quarter(), "finance", "reasons", 0, "check", to=key)
    assert refused(content) == [f"{AT_REASON}: {sentence}"]


def test_reason_for_a_citation_of_nothing_is_refused(refused):
    content = changed(full_quarter(), "finance", "notes", 0, "text", to="It is {{revenue/cars/budget}}.")
    content["finance"]["reasons"] = [{"check": "citation:note-1/1", "reason": "As printed."}]
    [fault] = refused(content)
    assert fault.startswith(f"{AT_REASON}: The check “citation:note-1/1” fails, and no reason helps: ")


# Quarters taken over as approved, and published ones


def approve(content, tmp_path):
    return load_quarter(write(tmp_path, content), is_approved=True)


def test_quarter_may_be_taken_over_as_approved_without_a_person(plan, tmp_path):
    approve(full_quarter(), tmp_path)
    assert set(Return.objects.values_list("state", flat=True)) == {"approved"}
    steps = Step.objects.values_list("verb", "before", "after", "taken_by")
    assert set(steps) == {("adopted", "open", "approved", None)}
    assert steps.count() == Return.objects.count()


def test_quarter_without_tables_is_not_taken_over_while_a_text_cites_a_figure(plan, tmp_path):
    content = records.quarter_file()
    content["sub_themes"]["streets"]["headlines"] = ["Up by {{revenue/pay/variance}}."]
    [found] = faults_of(lambda path: load_quarter(path, is_approved=True), write(tmp_path, content))
    found = found.split(": ", 1)[1]
    assert found.startswith(
        "sub_themes › streets: The check “citation:headlines-streets/1” fails, and no reason helps:"
    )


def test_quarter_that_was_loaded_before_may_be_approved_by_loading_it_again(load, tmp_path):
    load(full_quarter())
    assert not Step.objects.exists()
    assert str(approve(full_quarter(), tmp_path)) == "Nothing changed."
    assert set(Return.objects.values_list("state", flat=True)) == {"approved"}


def test_approved_quarter_accepts_the_same_file(load, tmp_path):
    approve(full_quarter(), tmp_path)
    before = row_counts()
    assert str(load(full_quarter())) == str(approve(full_quarter(), tmp_path)) == "Nothing changed."
    assert row_counts() == before


@pytest.mark.parametrize("state", ["submitted", "approved"])
@pytest.mark.parametrize(("steps", "to"), [case[1:3] for case in CORRECTIONS], ids=[case[0] for case in CORRECTIONS])
def test_quarter_that_was_handed_in_refuses_a_file_that_differs(load, refused, steps, to, state):
    load(full_quarter())
    Return.objects.update(state=state)
    [fault] = refused(changed(full_quarter(), *steps, to=to))
    assert fault.startswith("quarter: This file differs from Q1 2025/26 as it is held, where “")
    assert fault.endswith(f"” is {state} and so is closed.")


def test_published_quarter_accepts_the_same_file(load):
    load(full_quarter())
    publish()
    before = row_counts()
    assert str(load(full_quarter())) == "Nothing changed."
    assert row_counts() == before


@pytest.mark.parametrize(("steps", "to"), [case[1:3] for case in CORRECTIONS], ids=[case[0] for case in CORRECTIONS])
def test_published_quarter_refuses_a_file_that_differs(load, refused, steps, to):
    load(full_quarter())
    publish()
    assert refused(changed(full_quarter(), *steps, to=to)) == [
        "quarter: Q1 2025/26 is published, and this file differs from it. A published quarter is not loaded over."
    ]


def test_published_quarter_refuses_rows_in_another_order(load, refused):
    load(quarter_file())
    publish()
    refused(changed(quarter_file(), *STREETS, "lines", to=[line("2"), line("1", "1(a)")]))
    assert rows() == ["1/1(a)", "2"]
