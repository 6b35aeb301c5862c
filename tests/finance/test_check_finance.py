"""`manage.py check_finance`: every check as lines of text, and an exit code that a script can ask."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from finance.actions import record_note_text
from finance.models import Note, Reason
from tests import records
from tests.finance.tables import make_office

pytestmark = pytest.mark.django_db
COLUMNS = ["budget", "forecast", {"key": "variance", "formula": "forecast - budget"}]
ROWS = ["staff", "premises", {"key": "total", "kind": "total", "sums": ["staff", "premises"]}]
CELLS = {"staff": [940, 950, 10], "premises": [210, 195, -15], "total": [1151, 1_200_000, 1_198_849]}
RIGHT = {"staff": [940, 950, 10], "premises": [210, 195, -15], "total": [1150, 1145, -5]}


def check(*options, quarter="2019-20-q1"):
    """What the command prints, and its exit code."""
    out = StringIO()
    try:
        call_command("check_finance", quarter, *options, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def give_reasons(office):
    for key, difference in (("sum:revenue/total/forecast", "1,198,855"), ("sum:revenue/total/variance", "1,198,854")):
        Reason.objects.create(
            report=office.statement.report, check_key=key, difference=difference, text="As printed in the source."
        )


def test_table_that_adds_up_is_told_and_exits_well():
    make_office(COLUMNS, ROWS, RIGHT)
    out, code = check()
    assert code == 0
    assert out.startswith("Q1 2019/20: Finance\n\n")
    assert out.endswith("All 6 checks pass.\n")
    assert "FAILS" not in out


def test_what_fails_comes_first_with_figures_in_columns():
    office = make_office(COLUMNS, ROWS, CELLS)
    records.make_tie(office.statement.report, "same", "revenue/staff/budget", "revenue/staff/budget")
    records.make_tie(office.statement.report, "share", "revenue/staff/budget", "revenue/total/budget", low=80, high=90)
    note = Note.objects.create(report=office.statement.report, order=1, section="Revenue", reference="R1")
    record_note_text(note=note, text="We spend £77.7m.", based_on=None, by=None)
    out, code = check()
    lines = out.splitlines()
    assert code == 1
    assert lines[2] == f"{'FAILS (2)':<52}{'entered':>12}{'computed':>12}{'from lines':>12}{'difference':>12}"
    assert lines[3:7] == [
        "Revenue",
        f"{'  Total, Forecast':<52}{'1,200,000':>12}{'1,145':>12}{'1,145':>12}{'1,198,855':>12}",
        "    should be the sum of Staff + Premises",
        "    No reason is recorded.",
    ]
    heads = [line.split(" (")[0] for line in lines if line.isupper() or line.split(" (")[0].isupper()]
    assert heads == ["FAILS", "WITHIN ROUNDING", "ADDS UP", "TIES", "BANDS", "WORDS"]
    assert "    should be the sum of Staff + Premises; rounding allows 1" in lines
    assert lines[-1] == "2 of 8 checks fail; 2 need a reason."


def test_reasons_are_told_and_do_not_change_the_exit_code_unless_asked():
    office = make_office(COLUMNS, ROWS, CELLS)
    assert check("--unreasoned")[1] == 1
    give_reasons(office)
    out, code = check()
    assert code == 1
    assert "    Reason: As printed in the source." in out
    assert out.endswith("2 of 6 checks fail; each has a reason.\n")
    assert check("--unreasoned") == (out, 0)


def test_reason_that_has_lapsed_is_told_as_such():
    office = make_office(COLUMNS, ROWS, CELLS)
    give_reasons(office)
    Reason.objects.update(difference="7")
    out, code = check("--unreasoned")
    assert code == 1
    assert "Reason while the difference was 7: As printed in the source." in out


def test_long_lines_fold_at_a_hundred_columns():
    long = "A row whose label is as long as a sentence, and goes on until nobody reads it any more, and then a little"
    big = 9_999_999_999_999
    rows = [
        {"key": "long", "label": long},
        {"key": "total", "label": f"Total of {long}", "sums": ["long"], "kind": "total"},
    ]
    office = make_office(["budget", "forecast"], rows, {"long": [big, -big], "total": [5, -5]})
    records.make_table(office.period, "empty", ["budget"], ["staff"], title=f"Empty: {long}")
    records.make_tie(
        office.statement.report, "gone", "revenue/none/budget", "revenue/long/budget", label=f"Tie: {long}"
    )
    Reason.objects.create(
        report=office.statement.report,
        check_key="sum:revenue/total/budget",
        difference="(9,999,999,999,994)",
        text=f"{long}\n{long}",
    )
    out, _code = check()
    assert max(map(len, out.splitlines())) <= 100
    assert "(9,999,999,999,999)" in out


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2031-32-q4", "There is no quarter 2031-32-q4."),
        ("nonsense", "nonsense"),
        ("2019-20-q1", "Q1 2019/20 has no finance part."),
    ],
)
def test_what_cannot_be_checked_is_said_in_a_sentence(quarter, sentence):
    records.make_period(records.make_plan())
    with pytest.raises(CommandError, match=sentence):
        call_command("check_finance", quarter)
