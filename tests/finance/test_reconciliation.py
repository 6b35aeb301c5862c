"""Whether a quarter's finance part adds up: each kind of check, the reasons given, and what waits for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from finance.actions import record_figure, record_note_text, record_reason
from finance.arithmetic import Verdict
from finance.models import Figure, Note, Reason, Row, Tie
from finance.reconciliation import Rule, reconciled, unreasoned_of
from pillars.actions import record_narrative
from pillars.models import Narrative, Return, ReturnState
from returns import actions
from tests import records
from tests.people import make_person

pytestmark = pytest.mark.django_db

COLUMNS = ["budget", "forecast", {"key": "variance", "formula": "forecast - budget"}]
ROWS = ["staff", "premises", {"key": "total", "kind": "total", "sums": ["staff", "premises"]}]
RIGHT = {"staff": [940, 950, 10], "premises": [210, 195, -15], "total": [1150, 1145, -5]}


@pytest.fixture
def plan():
    return records.make_plan()


@pytest.fixture
def period(plan):
    return records.make_period(plan)


def table(period, **cells):
    return records.make_table(period, "revenue", COLUMNS, ROWS, RIGHT | cells)


def errors(period):
    return {found.key: found for found in reconciled(period).errors}


def test_quarter_without_a_finance_part_has_nothing_to_check(period):
    assert reconciled(period) is None
    assert unreasoned_of(period) == ()


def test_table_that_adds_up_has_checks_and_no_error(period):
    table(period)
    found = reconciled(period)
    assert (len(found.checks), found.errors, found.roundings) == (6, (), ())
    assert len(found.of("revenue")) == 6


def test_wrong_total_is_found_where_it_stands_with_both_figures_beside(period):
    table(period, total=[1150, 1200, 50])
    [wrong, _] = reconciled(period).errors
    assert wrong.key == "sum:revenue/total/forecast"
    assert (wrong.printed, wrong.expected, wrong.rolled, wrong.difference) == ("1,200", "1,145", "1,145", "55")
    assert wrong.words == "the sum of Staff + Premises"
    # Its variance is right beside the total as it is printed, and wrong under the variances above it.
    assert set(errors(period)) == {"sum:revenue/total/forecast", "sum:revenue/total/variance"}


def test_table_without_a_figure_is_forgotten(period):
    records.make_table(period, "revenue", COLUMNS, ROWS)
    [found] = reconciled(period).errors
    assert (found.rule, found.may_be_reasoned) == (Rule.STRUCTURE, False)
    assert found.words == "This table holds no figure yet. Fill it in, or take it out of this quarter."


def test_sums_in_a_circle_are_named_and_the_figures_stay_as_entered(period):
    table(period)
    Row.objects.get(key="staff").sums.add(Row.objects.get(key="total"))
    [found] = reconciled(period).errors
    assert found.rule == Rule.STRUCTURE
    assert "“Staff”" in found.words
    assert "“Total”" in found.words
    assert reconciled(period).book.table["revenue"].figures["total", "budget"] == 1150


def test_note_that_rows_point_at_wants_words(period):
    table(period)
    report = records.make_finance_report(period)
    note = Note.objects.create(report=report, order=1, section="Revenue", reference="R1")
    assert not errors(period)
    Row.objects.filter(key="staff").update(note=note)
    assert set(errors(period)) == {"structure:note-1"}
    record_note_text(note=note, text="Pay.", based_on=None, by=None)
    assert not errors(period)


# Ties


def test_tie_of_unlike_figures_is_an_error_and_says_what_it_ties(period):
    table(period)
    report = records.make_finance_report(period)
    records.make_tie(report, "same", "revenue/staff/budget", "revenue/staff/forecast", label="One figure")
    [found] = reconciled(period).errors
    assert (found.key, found.rule) == ("tie:same/staff/budget", Rule.TIE)
    assert found.words == "One figure; compared with Revenue: Staff, Forecast"
    assert found.outcome == "940 should be 950 (£000): the difference is (10)."
    assert (found.printed, found.expected, found.difference) == ("940", "950", "(10)")


def test_tie_with_one_blank_cell_says_which_other_it_is_compared_with(period):
    table(period, premises=[None, 195, None], total=[940, 1145, 205])
    report = records.make_finance_report(period)
    records.make_tie(report, "same", "revenue/premises/budget", "revenue/premises/forecast", label="One figure")
    [found] = [one for one in reconciled(period).errors if one.rule == Rule.TIE]
    assert found.words == "One figure; compared with Revenue: Premises, Forecast, and one of the two is blank"
    assert (found.printed, found.expected) == ("", "195")


def test_tie_of_an_empty_table_has_nothing_to_compare_yet(period):
    table(period)
    records.make_table(period, "empty", COLUMNS, ROWS, {})
    report = records.make_finance_report(period)
    records.make_tie(report, "same", "revenue/staff/budget", "empty/staff/budget")
    records.make_tie(report, "gone", "revenue/staff/budget", "empty/nobody/budget")
    assert set(errors(period)) == {"structure:empty", "tie:gone/staff/budget"}
    [absent] = [found for found in reconciled(period).checks if found.verdict == Verdict.ABSENT]
    assert absent.words == "Same: One of the two tables holds no figure yet."


def test_star_ties_every_row_or_column_of_amounts_that_both_sides_have(period):
    table(period)
    records.make_table(period, "other", COLUMNS, ["staff", "total"], {"staff": [940, 950, 10], "total": [1, 1145, 0]})
    report = records.make_finance_report(period)
    records.make_tie(report, "each", "revenue/*/*", "other/*/*")
    ties = [found.key for found in reconciled(period).checks if found.rule == Rule.TIE]
    assert ties == [
        "tie:each/staff/budget",
        "tie:each/staff/forecast",
        "tie:each/total/budget",
        "tie:each/total/forecast",
    ]
    assert [key for key in errors(period) if key.startswith("tie")] == ["tie:each/total/budget"]


def test_tie_to_a_cell_that_is_gone_says_so_and_takes_no_reason(period):
    table(period)
    report = records.make_finance_report(period)
    records.make_tie(report, "gone", "revenue/staff/budget", "revenue/nobody/budget")
    [found] = reconciled(period).errors
    assert (found.rule, found.may_be_reasoned) == (Rule.STRUCTURE, False)
    assert "revenue/nobody/budget" in found.words


def test_star_that_ties_nothing_says_so(period):
    table(period)
    records.make_table(period, "other", ["budget"], ["somebody"], {"somebody": [1]})
    records.make_tie(records.make_finance_report(period), "each", "revenue/*/budget", "other/*/budget", label="All")
    [found] = reconciled(period).errors
    assert (found.key, found.may_be_reasoned) == ("structure:tie-each", False)
    assert found.words.startswith("All: it ties nothing")


@pytest.mark.parametrize(("later", "opening"), [("2019-20-q2", "100"), ("2020-21-q1", "70")])
def test_year_opens_where_the_last_one_closed_and_then_stays(plan, period, later, opening):
    columns, rows = ["opening", "closing"], ["general"]
    records.make_table(period, "reserves", columns, rows, {"general": [100, 70]})
    next_one = records.make_period(plan, later)
    records.make_table(next_one, "reserves", columns, rows, {"general": [60, 50]})
    for one in (period, next_one):
        report = records.make_finance_report(one)
        records.make_tie(report, "opens", "reserves/*/opening", "reserves/*/closing", is_from_last=True)
    assert not errors(period), "a first report opens from nothing"
    [found] = reconciled(next_one).errors
    assert (found.key, found.printed, found.expected) == ("tie:opens/general/opening", "60", opening)


def test_share_outside_its_band_is_an_error_also_where_it_rounds_into_it(period):
    records.make_table(period, "table", ["amount"], ["part", "whole"], {"part": [2996], "whole": [100_000]})
    report = records.make_finance_report(period)
    records.make_tie(report, "band", "table/part/amount", "table/whole/amount", low=3, high=5)
    [found] = reconciled(period).errors
    assert (found.rule, found.printed) == (Rule.BAND, "3.00%")
    Figure.objects.filter(row__key="part").update(amount=3000)
    assert not errors(period)


# Reasons


def test_reason_stands_while_the_difference_does(period):
    held = table(period, total=[1150, 1145, 0])
    [wrong, _] = errors(period).values()
    report = records.make_finance_report(period)
    officer = make_person(Role.FINANCE_OFFICER)
    given = record_reason(
        report=report, check_key=wrong.key, difference=wrong.difference, text="As printed.", based_on=None, by=officer
    )
    assert errors(period)[wrong.key].reason == given
    assert len(unreasoned_of(period)) == 1
    cell = {"row": held.rows.get(key="total"), "column": held.columns.get(key="variance")}
    record_figure(**cell, amount=7, based_on=Figure.objects.get(**cell), by=officer)
    changed = errors(period)[wrong.key]
    assert (changed.reason, changed.lapsed) == (None, given)


def test_reason_is_taken_back_by_an_empty_one(period):
    table(period, total=[1150, 1145, 0])
    report = records.make_finance_report(period)
    key, wrong = next(iter(errors(period).items()))
    about = {"report": report, "check_key": key, "difference": wrong.difference, "by": None}
    first = record_reason(**about, text="As printed.", based_on=None)
    record_reason(**about, text="", based_on=first)
    assert (errors(period)[key].reason, errors(period)[key].lapsed) == (None, None)
    assert Reason.objects.count() == 2


# Texts


def test_citation_of_no_cell_is_an_error_in_notes_and_in_headlines(period):
    table(period)
    report = records.make_finance_report(period)
    note = Note.objects.create(report=report, order=1, section="Revenue")
    record_note_text(note=note, text="{{revenue/nobody/budget}} and {{revenue/staff/budget}}", based_on=None, by=None)
    owner = records.first_return(period)
    record_narrative(kind="headlines", subject=owner, text="{{no/such/cell}}", based_on=None, by=None)
    found = reconciled(period)
    assert [(one.rule, one.may_be_reasoned) for one in found.errors] == [(Rule.CITATION, False)] * 2
    assert found.in_words("Staff: {{revenue/staff/budget}}.") == "Staff: £940,000."


# What waits for it


def submitted(period):
    owner = records.first_return(period)
    owner.state = ReturnState.SUBMITTED
    owner.save()
    records.rate(period)
    for kind in ("headlines", "activities"):
        Narrative.objects.create(kind=kind, quarterly_return=owner, text="")
    Narrative.objects.create(kind="headlines", pillar=owner.sub_theme.pillar, period=period, text="")
    return owner


def test_return_is_not_approved_while_its_tables_fail_a_check_without_a_reason(period):
    table(period, total=[1150, 1145, 0])
    owner, approver = submitted(period), make_person(Role.APPROVER)
    with pytest.raises(actions.Unreconciled, match="2 checks fail and have no reason"):
        actions.approve_return(quarterly_return=owner, by=approver)
    owner.refresh_from_db()
    assert owner.state == ReturnState.SUBMITTED
    report = records.make_finance_report(period)
    for key, wrong in errors(period).items():
        Reason.objects.create(report=report, check_key=key, difference=wrong.difference, text="As printed.")
    actions.approve_return(quarterly_return=owner, by=approver)
    assert owner.state == ReturnState.APPROVED


CITING = "We spent {{revenue/total/budget}}."


def test_return_without_a_finance_part_is_not_approved_while_its_texts_cite_a_figure(period):
    owner, approver = submitted(period), make_person(Role.APPROVER)
    text = Narrative.objects.filter(quarterly_return=owner, kind="activities")
    text.update(text=CITING)
    [found] = unreasoned_of(period)
    assert (found.rule, found.may_be_reasoned) == (Rule.CITATION, False)
    sentence = "There is no table to take revenue/total/budget from."
    with pytest.raises(actions.Unreconciled, match=f"^Activities & achievements: Theme 1-1: {sentence}"):
        actions.approve_return(quarterly_return=owner, by=approver)
    text.update(text="We spent it.")
    actions.approve_return(quarterly_return=owner, by=approver)
    assert owner.state == ReturnState.APPROVED


def test_of_many_citations_of_nothing_the_first_are_told(period):
    owner = submitted(period)
    Narrative.objects.filter(quarterly_return=owner, kind="activities").update(text=CITING * 5)
    with pytest.raises(actions.Unreconciled, match=r"from.*from.*from.* 2 more citations are of nothing\.$"):
        actions.approve_return(quarterly_return=owner, by=make_person(Role.APPROVER))


def test_citation_of_nothing_holds_up_its_own_return_and_that_of_the_tables_and_no_other():
    period = records.make_period(records.make_plan(sub_themes=3))
    table(period)
    tables, citing, other = Return.objects.filter(period=period).order_by("sub_theme__order")
    record_narrative(kind="activities", subject=citing, text="{{revenue/gone/budget}}", based_on=None, by=None)
    assert [len(unreasoned_of(period, held)) for held in (tables, citing, other)] == [1, 1, 0]


def test_headlines_of_a_pillar_belong_to_the_return_of_its_first_sub_theme():
    period = records.make_period(records.make_plan(sub_themes=2))
    first, second = Return.objects.filter(period=period).order_by("sub_theme__order")
    subject = (first.sub_theme.pillar, period)
    record_narrative(kind="headlines", subject=subject, text=CITING, based_on=None, by=None)
    assert [len(unreasoned_of(period, held)) for held in (first, second)] == [1, 0]


def test_number_of_queries_does_not_grow_with_the_tables(plan, period):
    def asked(of):
        with CaptureQueriesContext(connection) as queries:
            assert reconciled(of) is not None
        return len(queries)

    table(period)
    few = asked(period)
    later = records.make_period(plan, "2019-20-q2")
    for number in range(4):
        records.make_table(later, f"table-{number}", COLUMNS, ROWS, RIGHT)
        Tie.objects.create(
            report=records.make_finance_report(later),
            key=f"tie-{number}",
            order=number,
            label="Tie",
            left="table-0/staff/budget",
            right=f"table-{number}/staff/budget",
        )
    assert asked(later) == few == 11
