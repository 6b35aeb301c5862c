"""Changing the structure of tables: what each action writes, what it refuses, and what history tells of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from accounts.roles import Role
from finance import actions
from finance.kinds import brought_by
from finance.models import Column, Figure, FinanceReport, Note, NoteText, Row, Statement
from finance.queries import book_of, table_of
from finance.rules import Refused
from finance.structure.said import ColumnFacts, RowFacts, StatementFacts
from pillars.models import Narrative, Return, ReturnState, SubTheme
from pillars.versions import Locked, StaleVersion
from tests import records
from tests.people import make_person

pytestmark = pytest.mark.django_db
COMPUTED, PERCENTAGE = Column.Kind.COMPUTED, Column.Kind.PERCENTAGE


@pytest.fixture
def period():
    return records.make_period(records.make_plan(sub_themes=2), "2019-20-q2")


@pytest.fixture
def officer():
    return make_person(Role.FINANCE_OFFICER)


@pytest.fixture
def held(period):
    """Budget, forecast and variance; pay, rent and their total; pay is filled, and rent but for its forecast."""
    return records.make_table(
        period,
        "revenue",
        [
            "budget",
            "forecast",
            {"key": "variance", "formula": "forecast - budget"},
            {"key": "ref", "kind": "reference"},
        ],
        [
            {"key": "staff", "kind": "heading"},
            "pay",
            "rent",
            {"key": "total", "kind": "total", "sums": ["pay", "rent"]},
        ],
        {"pay": [100, 110, None], "rent": [50, None, None], "total": [150, None, None]},
    )


def row(held, key):
    return Row.objects.get(statement=held, key=key)


def column(held, key):
    return Column.objects.get(statement=held, key=key)


def rows_of(held):
    return list(Row.objects.filter(statement=held, is_retired=False).values_list("key", flat=True))


def columns_of(held):
    return list(Column.objects.filter(statement=held, is_retired=False).values_list("key", flat=True))


def sums_of(held, key):
    return sorted(row(held, key).sums.values_list("key", flat=True))


def change_row(held, key, by=None, seen=None, after=None, **changed):
    now = RowFacts.of(row(held, key))
    facts = RowFacts(**{"label": now.label, "kind": now.kind, "sums": now.sums, "note": now.note} | changed)
    return actions.change_row(row=row(held, key), facts=facts, seen=seen or now.signature, after=after, by=by)


def change_column(held, key, by=None, seen=None, after=None, **changed):
    now = ColumnFacts.of(column(held, key))
    facts = ColumnFacts(**now.fields | changed)
    return actions.change_column(column=column(held, key), facts=facts, seen=seen or now.signature, after=after, by=by)


def change_statement(held, by=None, seen=None, after=None, **changed):
    now = StatementFacts.of(Statement.objects.get(pk=held.pk))
    facts = StatementFacts(**now.fields | changed)
    return actions.change_statement(statement=held, facts=facts, seen=seen or now.signature, after=after, by=by)


def refusal(act, *args, **kwargs):
    """The sentence with which an action refuses; nothing of it is written."""
    before = records.row_counts()
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert records.row_counts() == before
    return str(refused.value)


def historians(record):
    """Who made each version of a record's history, the latest first."""
    return [version.history_user for version in record.history.all()]


# The report


def test_report_is_begun_on_a_sub_theme(period, officer):
    sub_theme = SubTheme.objects.last()
    report = actions.begin_report(period=period, sub_theme=sub_theme, title="Month 4", by=officer)
    assert (report.period, report.sub_theme, report.title) == (period, sub_theme, "Month 4")
    sentence = refusal(actions.begin_report, period=period, sub_theme=sub_theme, title="Again", by=officer)
    assert sentence == "Somebody began the finance part of this quarter meanwhile."


def test_report_begins_with_the_tables_of_an_earlier_one(period, held, officer):
    records.make_tie(held.report, "same", "revenue/pay/budget", "revenue/rent/budget")
    later = records.make_period(period.plan, "2019-20-q3")
    sub_theme = SubTheme.objects.last()
    report = actions.begin_report(period=later, sub_theme=sub_theme, title="Month 8", last=period, by=officer)
    carried = report.statements.get()
    assert (report.sub_theme, report.title, carried.key) == (sub_theme, "Month 8", "revenue")
    assert rows_of(carried) == rows_of(held)
    assert report.ties.get().key == "same"
    assert not Figure.objects.filter(row__statement=carried).exists()
    assert historians(carried) == [officer]


@pytest.mark.parametrize("which", ["begin", "change from", "change to"])
def test_report_is_neither_begun_nor_moved_where_a_return_is_closed(period, which, officer):
    first, second = SubTheme.objects.all()
    closed = first if which == "change from" else second
    report = None if which == "begin" else FinanceReport.objects.create(period=period, sub_theme=first, title="A")
    Return.objects.filter(sub_theme=closed).update(state=ReturnState.SUBMITTED)
    said = {"sub_theme": second, "title": "B", "by": officer}
    with pytest.raises(Locked):
        actions.change_report(report=report, **said) if report else actions.begin_report(period=period, **said)
    assert FinanceReport.objects.filter(title="A", sub_theme=first).count() == (report is not None)


def test_report_is_moved_to_another_sub_theme(period, officer):
    first, second = SubTheme.objects.all()
    report = FinanceReport.objects.create(period=period, sub_theme=first, title="A")
    actions.change_report(report=report, sub_theme=second, title="B", by=officer)
    report.refresh_from_db()
    assert (report.sub_theme, report.title) == (second, "B")


# Every action holds the return


@pytest.mark.parametrize("state", [ReturnState.SUBMITTED, ReturnState.APPROVED])
def test_nothing_changes_once_the_return_is_closed(held, state, officer):
    kinds = brought_by("free", held.report.period.quarter)
    Return.objects.update(state=state)
    deeds = [
        lambda: actions.add_rows(statement=held, rows=[RowFacts("New")], after="", by=officer),
        lambda: change_row(held, "pay", label="Wages"),
        lambda: actions.move_row(row=row(held, "pay"), is_up=True, seen="", by=officer),
        lambda: actions.retire_row(row=row(held, "pay"), by=officer),
        lambda: actions.bring_back_row(row=row(held, "pay"), by=officer),
        lambda: actions.add_column(statement=held, facts=ColumnFacts("New"), after="", by=officer),
        lambda: change_column(held, "budget", heading="Plan"),
        lambda: actions.move_column(column=column(held, "budget"), is_up=True, seen="", by=officer),
        lambda: actions.retire_column(column=column(held, "ref"), by=officer),
        lambda: actions.bring_back_column(column=column(held, "ref"), by=officer),
        lambda: change_statement(held, title="Other"),
        lambda: actions.remove_statement(statement=held, by=officer),
        lambda: actions.add_statement(
            report=held.report, facts=StatementFacts("New", "Page"), brought=kinds, by=officer
        ),
    ]
    before = records.row_counts()
    for deed in deeds:
        with pytest.raises(Locked):
            deed()
    assert records.row_counts() == before


# Tables


@pytest.mark.parametrize("kind", Statement.Kind)
def test_table_of_a_kind_is_added_whole(period, officer, kind):
    report = records.make_finance_report(period)
    brought = brought_by(kind, period.quarter)
    facts = StatementFacts(
        brought.title or "Anything", brought.page or "Page", kind, unit=brought.unit, decimals=brought.decimals
    )
    made = actions.add_statement(report=report, facts=facts, brought=brought, by=officer)
    assert (made.kind, made.order) == (kind, 1)
    assert columns_of(made) == [new.key for new in brought.columns]
    assert rows_of(made) == [new.key for new in brought.rows]
    for new in brought.rows:
        assert set(sums_of(made, new.key)) == set(new.facts.sums)
    table = table_of(report, made.key)
    assert not table.crooked
    assert set(historians(made)) == {officer}


def test_table_has_a_key_of_its_own_that_is_no_address(period, held, officer):
    brought = brought_by("free", period.quarter)
    for title, key in (("Revenue", "revenue-2"), ("Notes", "notes-2"), ("Ties", "ties-2"), ("…", "table")):
        facts = StatementFacts(title, "Page")
        made = actions.add_statement(report=held.report, facts=facts, brought=brought, by=officer)
        assert made.key == key
    assert [made.order for made in held.report.statements.all()] == [1, 2, 3, 4, 5]


def test_table_in_another_currency_is_refused(period, held):
    brought = brought_by("free", period.quarter)
    facts = StatementFacts("New", "Page", unit="$000")
    sentence = refusal(actions.add_statement, report=held.report, facts=facts, brought=brought, by=None)
    assert sentence == "“$000” is another currency. Statements are kept in pounds: £, £000 or £m."
    assert refusal(change_statement, held, unit="€m").startswith("“€m” is another currency.")
    assert refusal(change_column, held, "forecast", unit="US$").startswith("“US$” is another currency.")


def test_table_is_changed_and_keeps_its_key(held, officer):
    change_statement(
        held, by=officer, title="Spending", subtitle="2019/20", page="Money", kind="revenue", as_at=date(2019, 7, 31),
        sign_convention="Income is negative.",
    )  # fmt: skip
    held.refresh_from_db()
    assert (held.key, held.title, held.page, held.as_at) == ("revenue", "Spending", "Money", date(2019, 7, 31))
    assert historians(held)[0] == officer


def test_tables_are_put_in_another_order(period, held, officer):
    for key in ("second", "third"):
        records.make_table(period, key, ["a"], ["b"])
    third = Statement.objects.get(key="third")
    change_statement(third, by=officer, after="")
    change_statement(held, by=officer, after="second")
    assert list(Statement.objects.values_list("key", "order")) == [("third", 1), ("second", 2), ("revenue", 3)]
    assert refusal(change_statement, held, after="gone") == (
        "The place that was chosen is gone. Choose another.")  # fmt: skip


def test_table_that_holds_a_figure_is_not_removed(held):
    assert refusal(actions.remove_statement, statement=held, by=None) == (
        "“Revenue” holds figures. Empty its cells first, or retire its rows."
    )


def test_table_that_was_emptied_again_is_removed_and_what_was_entered_is_kept(period, held, officer):
    other = records.make_table(period, "other", ["a"], ["b", "c"], {"b": [5]})
    head = Figure.objects.get(row__statement=other)
    actions.record_figures(
        report=held.report, entries=[actions.CellEntry(head.row, head.column, based_on=head)], by=officer
    )
    actions.remove_statement(statement=other, by=officer)
    assert [table.statement.key for table in book_of(period).tables] == ["revenue"]
    assert [figure.amount for figure in Figure.objects.filter(row__statement=other).order_by("pk")] == [5, None]
    assert Statement.history.filter(key="other").latest().history_user == officer
    assert refusal(actions.remove_statement, statement=other, by=officer) == "Somebody removed this table meanwhile."
    carried = records.make_period(period.plan, "2019-20-q4")
    actions.carry_report(last=period, period=carried)
    assert [table.statement.key for table in book_of(carried).tables] == ["revenue"]


def test_table_that_something_names_is_not_removed(period, held):
    empty = records.make_table(period, "empty", ["a"], ["b"])
    records.make_tie(held.report, "both", "revenue/pay/budget", "empty/b/a", label="Both are one")
    note = Note.objects.create(report=held.report, order=1, section="Revenue", reference="R1")
    NoteText.objects.create(note=note, text="We spent {{empty/b/a}}.")
    assert refusal(actions.remove_statement, statement=empty, by=None) == (
        "“Empty” cannot be removed while something names it: the tie “Both are one” and the text “Note R1”. "
        "Change that first."
    )


def test_empty_table_is_removed_and_history_keeps_what_it_was(period, held, officer):
    empty = records.make_table(period, "empty", ["a"], ["b", {"key": "c", "kind": "total", "sums": ["b"]}])
    actions.remove_statement(statement=empty, by=officer)
    assert list(Statement.objects.values_list("key", flat=True)) == ["revenue"]
    gone = Statement.history.filter(key="empty", history_type="-").get()
    assert gone.history_user == officer
    assert Row.history.filter(key="c", history_type="-").get().history_user == officer
    assert refusal(actions.remove_statement, statement=empty, by=officer) == "Somebody removed this table meanwhile."


# Units


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"unit": "£m"},
            "“Budget” holds amounts in £000, and they would mean something else in £m: 100 £000 would read 100 £m.",
        ),
        (
            {"decimals": 1},
            "“Budget” holds amounts in £000, and they would mean something else in £000 to one decimal: 100 £000 would "
            "read 10.0 £000.",
        ),
    ],
)
def test_unit_of_a_table_that_holds_amounts_stays(held, changed, sentence):
    rest = " Add a column in the other unit instead, or empty this one first."
    assert refusal(change_statement, held, **changed) == sentence + rest
    assert refusal(change_column, held, "budget", **changed) == sentence + rest


def test_unit_changes_where_no_amount_is_held(held, officer):
    change_column(held, "variance", by=officer, decimals=1)
    assert column(held, "variance").decimals == 1
    Figure.objects.filter(column__key="forecast").update(amount=None, is_dash=True)
    change_column(held, "forecast", by=officer, unit="£m", decimals=3)
    assert (column(held, "forecast").unit, column(held, "forecast").decimals) == ("£m", 3)


def test_amounts_of_a_retired_row_count_too(held, officer):
    actions.retire_row(row=row(held, "pay"), by=officer)
    assert refusal(change_column, held, "forecast", unit="£m").startswith("“Forecast” holds amounts in £000")


def test_column_with_a_unit_of_its_own_lets_its_table_change(period, officer):
    columns = [{"key": "a", "unit": "£m", "decimals": 1}, {"key": "b", "unit": "£", "decimals": 2}]
    table = records.make_table(period, "own", columns, ["x"], {"x": [1, 2]})
    change_statement(table, by=officer, unit="£m", decimals=3)
    table.refresh_from_db()
    assert (table.unit, table.decimals) == ("£m", 3)


def test_table_whose_unit_one_column_cannot_take_says_which(period):
    table = records.make_table(period, "own", ["a", {"key": "b", "decimals": 3}], ["x"])
    assert refusal(change_statement, table, unit="£", decimals=0) == (
        "Column “B”: £ is printed to 2 decimals at most, not to 3.")  # fmt: skip


# Rows


def test_rows_are_added_in_their_place_and_into_sums(held, officer):
    new = [RowFacts("Energy"), RowFacts("Pay", "line"), RowFacts("", "spacer")]
    made = actions.add_rows(statement=held, rows=new, after="pay", added_up_in=["total"], by=officer)
    assert [one.key for one in made] == ["energy", "pay-2", "row"]
    assert rows_of(held) == ["staff", "pay", "energy", "pay-2", "row", "rent", "total"]
    assert sums_of(held, "total") == ["energy", "pay", "pay-2", "rent"]
    assert list(Row.objects.values_list("order", flat=True)) == list(range(1, 8))
    assert historians(made[0]) == [officer]
    assert historians(row(held, "total"))[0] == officer


@pytest.mark.parametrize(
    ("new", "more", "sentence"),
    [
        ([RowFacts("")], {}, "Give the row its words."),
        ([RowFacts("New")], {"after": "gone"}, "The place that was chosen is gone. Choose another."),
        ([RowFacts("All", "total", ("pay", "total"))], {}, "“All” counts “Pay” twice. It is part of “Total”."),
        ([RowFacts("All", "total", ("pay", "staff"))], {},
         "“Staff” holds no figures to add up."),
        ([RowFacts("All", "total", ("gone",))], {},
         "This row is gone. Load the page again to see how the table stands now."),
        ([RowFacts("New", note=99)], {}, "This note is gone. Choose another."),
    ],
)  # fmt: skip
def test_row_that_cannot_be_is_refused(held, new, more, sentence):
    assert refusal(actions.add_rows, statement=held, rows=new, **{"after": "", "by": None} | more) == sentence


def test_table_takes_300_rows_and_no_more(held, officer):
    made = [RowFacts(f"Row {number}") for number in range(296)]
    actions.add_rows(statement=held, rows=made, after="pay", by=officer)
    assert len(rows_of(held)) == 300
    assert list(Row.objects.values_list("order", flat=True)) == list(range(1, 301))
    sentence = "A table has 300 rows at most. Retire some, or begin another table."
    assert refusal(actions.add_rows, statement=held, rows=[RowFacts("One")], after="", by=officer) == sentence
    actions.retire_row(row=row(held, "row-7"), by=officer)
    actions.add_rows(statement=held, rows=[RowFacts("One")], after="", by=officer)
    assert refusal(actions.bring_back_row, row=row(held, "row-7"), by=officer) == sentence


def test_row_is_changed_and_keeps_its_key(held, officer):
    note = Note.objects.create(report=held.report, order=1, section="Revenue", reference="R1")
    change_row(held, "pay", by=officer, label="Wages", note=note.pk, footnote_mark="*", footnote="Net of grants.")
    changed = row(held, "pay")
    assert (changed.label, changed.note, changed.footnote_mark, changed.footnote) == (
        "Wages", note, "*", "Net of grants.")  # fmt: skip
    assert historians(changed)[0] == officer


def test_sums_are_changed_by_name(held, officer):
    change_row(held, "total", by=officer, sums=("pay",))
    assert sums_of(held, "total") == ["pay"]
    assert historians(row(held, "total"))[0] == officer


def test_sums_in_a_circle_are_refused_by_name(held, officer):
    actions.add_rows(statement=held, rows=[RowFacts("Half", "subtotal", ("pay",))], after="pay", by=officer)
    change_row(held, "total", by=officer, sums=("half", "rent"))
    sentence = refusal(change_row, held, "half", sums=("total",))
    assert sentence in (
        "These rows add each other up in a circle: “Half”, “Total”.",
        "These rows add each other up in a circle: “Total”, “Half”.",
    )
    assert refusal(change_row, held, "total", sums=("half", "pay")) == (
        "“Total” counts “Pay” twice. It is part of “Half”."
    )
    assert refusal(change_row, held, "total", sums=("total",)) == "“Total” adds itself up."
    assert sums_of(held, "half") == ["pay"]


def test_fault_that_a_table_has_already_does_not_hinder_another_change(held, officer):
    row(held, "rent").sums.add(row(held, "total"))
    change_row(held, "pay", by=officer, label="Wages")
    assert row(held, "pay").label == "Wages"


def test_row_of_figures_does_not_become_a_heading(held, officer):
    assert refusal(change_row, held, "pay", kind="heading") == (
        "Cells of “Pay” are filled, and as something else it could not show them. Empty them first, or retire it and "
        "add another."
    )
    Figure.objects.update(amount=None)
    assert refusal(change_row, held, "pay", kind="heading") == (
        "“Pay” is added up in “Total”. Take it out of there first.")  # fmt: skip
    records.make_tie(held.report, "one", "revenue/pay/budget", "revenue/rent/budget")
    assert refusal(change_row, held, "pay", kind="spacer") == (
        "“Pay” must go on holding figures while something names it: the tie “One”. Change that first.")  # fmt: skip
    change_row(held, "staff", by=officer, kind="line")
    change_row(held, "staff", by=officer, kind="spacer")
    assert (row(held, "staff").kind, row(held, "staff").label) == ("spacer", "")


def test_rows_move_by_one_in_the_order_that_was_seen(held, officer):
    def seen():
        return actions.rows.order_of(Row.objects.filter(statement=held, is_retired=False))

    def move(key, *, is_up):
        return actions.move_row(row=row(held, key), is_up=is_up, seen=seen(), by=officer)

    assert move("rent", is_up=True) == "“Rent” is row 2 of 4."
    assert rows_of(held) == ["staff", "rent", "pay", "total"]
    assert move("staff", is_up=True) == "“Staff” is row 1 of 4."
    assert move("total", is_up=False) == "“Total” is row 4 of 4."
    assert move("staff", is_up=False) == "“Staff” is row 2 of 4."
    assert historians(row(held, "rent"))[0] == officer
    old = seen()
    move("pay", is_up=False)
    with pytest.raises(StaleVersion) as stale:
        actions.move_row(row=row(held, "pay"), is_up=False, seen=old, by=officer)
    assert str(stale.value) == (
        "Somebody changed the rows meanwhile. Nothing was moved: this is how they stand now.")  # fmt: skip
    assert rows_of(held) == ["rent", "staff", "total", "pay"]


def test_row_is_put_far_away_at_once(held, officer):
    change_row(held, "total", by=officer, after="staff")
    assert rows_of(held) == ["staff", "total", "pay", "rent"]
    change_row(held, "total", by=officer, after="")
    assert rows_of(held) == ["total", "staff", "pay", "rent"]


def test_second_of_two_people_is_told_and_nothing_is_lost(held, officer):
    seen = RowFacts.of(row(held, "pay")).signature
    change_row(held, "pay", by=officer, label="Wages")
    with pytest.raises(StaleVersion, match="Somebody changed this while you had it open"):
        change_row(held, "pay", seen=seen, label="Salaries")
    assert row(held, "pay").label == "Wages"
    # Whoever wants what stands already need not have seen it, and a new order is no other row.
    change_row(held, "pay", seen=seen)
    seen = ColumnFacts.of(column(held, "budget")).signature
    change_column(held, "budget", by=officer, heading="Plan", after="variance")
    with pytest.raises(StaleVersion):
        change_column(held, "budget", seen=seen, heading="Original budget")
    seen = StatementFacts.of(held).signature
    change_statement(held, title="First")
    with pytest.raises(StaleVersion):
        change_statement(held, seen=seen, title="Second")


def test_retired_row_leaves_the_sums_and_comes_back_with_its_figures(held, officer):
    told = actions.retire_row(row=row(held, "pay"), by=officer)
    assert told == (
        "“Pay” is retired.",
        "2 filled cells of it are kept and come back with it.",
        "It is no longer added up in “Total”.",
    )
    assert rows_of(held) == ["staff", "rent", "total"]
    assert sums_of(held, "total") == ["rent"]
    assert ("pay", "budget") not in table_of(held.report, "revenue").heads
    assert actions.retire_row(row=row(held, "pay"), by=officer) == ("“Pay” is retired already.",)
    told = actions.bring_back_row(row=row(held, "pay"), by=officer)
    assert told == ("“Pay” is back.", "No sum takes it in now: say so on the row that shall.")
    assert rows_of(held) == ["staff", "pay", "rent", "total"]
    assert table_of(held.report, "revenue").amounts["pay", "budget"] == 100
    assert actions.bring_back_row(row=row(held, "pay"), by=officer) == ("“Pay” stands in the table already.",)
    assert historians(row(held, "pay"))[:2] == [officer, officer]


def test_sum_that_comes_back_adds_up_what_still_stands(held, officer):
    actions.retire_row(row=row(held, "total"), by=officer)
    actions.retire_row(row=row(held, "pay"), by=officer)
    assert actions.bring_back_row(row=row(held, "total"), by=officer) == ("“Total” is back.",)
    assert sums_of(held, "total") == ["rent"]


def test_row_that_something_names_is_not_retired(period, held):
    records.make_tie(held.report, "one", "revenue/pay/budget", "revenue/rent/budget", label="Pay is rent")
    records.make_tie(held.report, "all", "revenue/*/budget", "revenue/*/forecast")
    own = Return.objects.get(sub_theme=held.report.sub_theme, period=period)
    Narrative.objects.create(kind="headlines", quarterly_return=own, text="Rent rose to {{revenue/rent/forecast}}.")
    assert refusal(actions.retire_row, row=row(held, "pay"), by=None) == (
        "“Pay” cannot be retired while something names it: the tie “Pay is rent”. Change that first.")  # fmt: skip
    assert refusal(actions.retire_row, row=row(held, "rent"), by=None) == (
        "“Rent” cannot be retired while something names it: the tie “Pay is rent” and the text “Headlines: Theme 1-1”. "
        "Change that first."
    )
    actions.retire_row(row=row(held, "total"), by=None)


# Columns


def test_column_is_added_in_its_place(held, officer):
    facts = ColumnFacts(
        "Share of budget", PERCENTAGE, formula="variance / budget", unit="£m", decimals=1, has_totals=False
    )
    made = actions.add_column(statement=held, facts=facts, after="variance", by=officer)
    assert columns_of(held) == ["budget", "forecast", "variance", "share-of-budget", "ref"]
    assert (made.formula, made.unit, made.decimals) == ("variance / budget", "", 1)
    assert historians(made) == [officer]
    assert not table_of(held.report, "revenue").crooked


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (ColumnFacts(""), "Give the column its heading."),
        (ColumnFacts("New", COMPUTED, formula="budget - gone"),
         "The formula of “New” names “gone”, which is no column of figures in this table."),
        (ColumnFacts("New", COMPUTED, formula="budget - ref"),
         "The formula of “New” names “ref”, which is no column of figures in this table."),
        (ColumnFacts("New", COMPUTED, formula="new"), "The formula of “New” names the column itself."),
        (ColumnFacts("New", COMPUTED, formula="budget -"), "“budget -” is not a formula."),
        (ColumnFacts("New", COMPUTED, formula="budget / forecast"),
         "A percentage is one column in per cent of another, and no other formula is."),
        (ColumnFacts("New", PERCENTAGE, formula="budget - forecast"),
         "A percentage is one column in per cent of another, and no other formula is."),
        (ColumnFacts("New", PERCENTAGE, formula="variance / budget", decimals=4),
         "% is printed to 3 decimals at most, not to 4."),
        (ColumnFacts("New", COMPUTED, formula=" + ".join(f"{'k' * 50}{number}" for number in range(9))),
         "This formula names too many columns. Make one of them a column of its own first."),
        (ColumnFacts("New", decimals=4), "£000 is printed to 3 decimals at most, not to 4."),
    ],
)  # fmt: skip
def test_column_that_cannot_be_is_refused(held, facts, sentence):
    said = refusal(actions.add_column, statement=held, facts=facts, after="", by=None)
    assert said.startswith(sentence)


def test_formulas_in_a_circle_are_refused_by_name(held, officer):
    facts = ColumnFacts("Twice", COMPUTED, formula="variance + budget")
    actions.add_column(statement=held, facts=facts, after="variance", by=officer)
    sentence = refusal(change_column, held, "variance", formula="forecast - twice")
    assert sentence.startswith("The formulas of these columns run in a circle: ")
    assert "“Twice”" in sentence
    assert "“Variance”" in sentence
    assert column(held, "variance").formula == "forecast - budget"


def test_table_takes_40_columns_and_no_more(held):
    for number in range(36):
        actions.add_column(statement=held, facts=ColumnFacts(f"Year {number}"), after="budget", by=None)
    sentence = "A table has 40 columns at most. Retire some, or begin another table."
    assert refusal(actions.add_column, statement=held, facts=ColumnFacts("One"), after="", by=None) == sentence


def test_amounts_may_come_to_follow_a_formula_and_be_kept_beside_it(held, officer):
    change_column(held, "forecast", by=officer, kind=COMPUTED, formula="budget")
    assert table_of(held.report, "revenue").amounts["pay", "forecast"] == 110


@pytest.mark.parametrize(("kind", "formula"), [("comment", ""), ("reference", ""), ("percentage", "budget / variance")])
def test_column_that_holds_amounts_goes_on_showing_them(held, kind, formula):
    assert refusal(change_column, held, "forecast", kind=kind, formula=formula).startswith(
        "Cells of “Forecast” are filled, and as something else it could not show them."
    )


def test_column_that_a_formula_names_goes_on_holding_figures(held):
    Figure.objects.update(amount=None)
    assert refusal(change_column, held, "budget", kind="comment") == (
        "“Budget” must go on holding figures while something names it: the formula of “Variance”. Change that first."
    )
    assert refusal(actions.retire_column, column=column(held, "budget"), by=None) == (
        "“Budget” cannot be retired while something names it: the formula of “Variance”. Change that first.")  # fmt: skip


def test_column_that_is_retired_comes_back_with_its_figures(held, officer):
    actions.retire_column(column=column(held, "variance"), by=officer)
    told = actions.retire_column(column=column(held, "budget"), by=officer)
    assert told == ("“Budget” is retired.", "3 filled cells of it are kept and come back with it.")
    assert columns_of(held) == ["forecast", "ref"]
    assert refusal(actions.bring_back_column, column=column(held, "variance"), by=officer) == (
        "“Budget” is retired. Bring it back, or choose another.")  # fmt: skip
    assert actions.bring_back_column(column=column(held, "budget"), by=officer) == ("“Budget” is back.",)
    actions.bring_back_column(column=column(held, "variance"), by=officer)
    assert columns_of(held) == ["budget", "forecast", "variance", "ref"]
    assert table_of(held.report, "revenue").amounts["rent", "budget"] == 50
    assert actions.bring_back_column(column=column(held, "budget"), by=officer) == (
        "“Budget” stands in the table already.",)  # fmt: skip
    assert historians(column(held, "budget"))[:2] == [officer, officer]


def test_columns_move_by_one_in_the_order_that_was_seen(held, officer):
    seen = actions.columns.order_of_columns(Column.objects.filter(statement=held))
    told = actions.move_column(column=column(held, "budget"), is_up=False, seen=seen, by=officer)
    assert told == "“Budget” is column 2 of 4."
    assert columns_of(held) == ["forecast", "budget", "variance", "ref"]
    with pytest.raises(StaleVersion):
        actions.move_column(column=column(held, "budget"), is_up=False, seen=seen, by=officer)


def test_retired_row_keeps_its_place_while_others_move(held, officer):
    actions.retire_row(row=row(held, "pay"), by=officer)
    change_row(held, "staff", by=officer, after="total")
    actions.bring_back_row(row=row(held, "pay"), by=officer)
    assert rows_of(held) == ["rent", "total", "staff", "pay"]


def test_retired_row_cannot_be_added_up(held, officer):
    actions.retire_row(row=row(held, "pay"), by=officer)
    assert refusal(change_row, held, "total", sums=("pay", "rent")) == "“Pay” is retired and cannot be added up."


# At the same time


def at_once(acts):
    """Does all of these in threads of their own, each in a connection of its own; what each gives or raises."""

    def do(act):
        try:
            return act()
        except (Refused, StaleVersion) as error:
            return error
        finally:
            connection.close()

    connection.close()
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


@pytest.mark.django_db(transaction=True)
def test_rows_that_several_people_add_at_once_are_all_there(held):
    def add():
        return actions.add_rows(statement=held, rows=[RowFacts("Energy")], after="pay", added_up_in=["total"], by=None)[
            0
        ].key

    keys = at_once([add] * 6)
    assert sorted(keys) == ["energy", *(f"energy-{number}" for number in range(2, 7))]
    assert list(Row.objects.values_list("order", flat=True)) == list(range(1, 11))
    assert sums_of(held, "total") == sorted([*keys, "pay", "rent"])


@pytest.mark.django_db(transaction=True)
def test_of_several_who_change_one_row_at_once_one_wins_and_the_others_are_told(held):
    pay, seen = row(held, "pay"), RowFacts.of(row(held, "pay")).signature

    def change(number):
        return lambda: actions.change_row(row=pay, facts=RowFacts(f"Pay {number}"), seen=seen, by=None).label

    came_of_it = at_once([change(number) for number in range(5)])
    won = [label for label in came_of_it if isinstance(label, str)]
    assert won == [row(held, "pay").label]
    assert sum(isinstance(error, StaleVersion) for error in came_of_it) == 4


@pytest.mark.django_db(transaction=True)
def test_of_several_who_begin_the_finance_part_at_once_one_does(period):
    def begin(sub_theme):
        return lambda: actions.begin_report(period=period, sub_theme=sub_theme, title="Month 7", by=None)

    came_of_it = at_once([begin(sub_theme) for sub_theme in [*SubTheme.objects.all()] * 2])
    assert sum(isinstance(error, Refused) for error in came_of_it) == 3
    assert FinanceReport.objects.count() == 1
