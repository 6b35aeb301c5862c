"""Every fault of the finance part of a quarter file, told as a sentence at its place."""

import json

import pytest

from returns.files.quarter import load_quarter
from tests import records
from tests.records import changed, faults_of, finance_file, plan_file, quarter_file, row_counts, write

pytestmark = pytest.mark.django_db
STATEMENT = "finance › statements › item 1"
FIRST_ROW = f"{STATEMENT} › rows › item 1"
COLUMN = f"{STATEMENT} › columns › item"


@pytest.fixture(autouse=True)
def plan(tmp_path):
    records.load(tmp_path, plan_file())


@pytest.fixture
def faults(tmp_path):
    """The faults of a quarter file, each found on its line; nothing of it may have been kept."""

    def found(content):
        before = row_counts()
        # As JSON, since YAML would write what stands there twice as an alias.
        lines = faults_of(load_quarter, write(tmp_path, json.dumps(content)))
        assert row_counts() == before
        return [line.split(": ", 1)[1] for line in lines]

    return found


def with_finance(**finance):
    return quarter_file(finance=finance_file() | finance)


def with_rows(*rows, **statement):
    return quarter_file(finance=finance_file(*rows, **statement))


def with_columns(*columns, cells=(), **statement):
    """A statement with a budget, a forecast and further columns, and one row."""
    return with_rows(row(1, 1, *cells), columns=[*BOTH, *columns], **statement)


def with_ties(*ties):
    """Two statements of a budget and a forecast with the rows staff and pay; in the second a heading and comments too."""
    first = finance_file(row(1, 1), row(1, 1, key="pay"))["statements"][0]
    comments = {"key": "comment", "heading": "Comment", "kind": "comment"}
    heading = {"key": "head", "label": "Head", "kind": "heading"}
    second = first | {"key": "capital", "columns": [*BOTH, comments], "rows": [heading, *first["rows"]]}
    return with_finance(statements=[first, second], ties=[tie(**given) for given in ties])


def tie(left="revenue/staff/budget", right="capital/staff/budget", **more):
    return {"key": "tie", "label": "Tie", "left": left, "right": right, **more}


def with_shares(*ties):
    """A statement with a column of percentages, and ties within it."""
    return changed(with_columns(share("forecast / budget"), cells=[100]), "finance", "ties", to=list(ties))


def row(*cells, **more):
    return {"key": "staff", "label": "Staff", "cells": list(cells), **more}


def column(key="variance", **more):
    return {"key": key, "heading": key.capitalize(), **more}


def computed(formula, **more):
    return column(kind="computed", formula=formula, **more)


def share(formula, **more):
    return column(kind="percentage", formula=formula, **more)


BOTH = [column("budget"), column("forecast")]
WORDS = column("words", kind="comment")
NOTE = {"section": "A", "reference": "R1", "text": "X"}
NO_FIGURE = 'is not a figure. Write it like 1150 or -15; a printed dash is "-", a blank cell null.'
NO_ROW = "is not another row of this statement."
NO_FORMULA = (
    "is not a formula. Write it like full-year-forecast - revised-budget, or part / whole, with the keys of columns and a "
    "space on either side of each sign."
)
NO_ADDRESS = "is not the address of a cell. Write it like revenue/net-budget/variance."
MEASURES = (
    "'original_budget', 'revised_budget', 'actual', 'forecast', 'variance', 'opening', 'budgeted_transfer', "
    "'forecast_transfer', 'closing', 'overspend', 'saving', 'slippage' or 'target_year'"
)
FAULTS = [
    (
        "finance under an unknown sub-theme",
        with_finance(sub_theme="lanes"),
        ["finance › sub_theme: There is no sub-theme “lanes”."],
    ),
    ("note twice", with_finance(notes=[NOTE, NOTE]), ["finance › notes › item 2 › reference: There are two notes R1."]),
    # Statements.
    (
        "statement twice",
        with_finance(statements=finance_file()["statements"] * 2),
        ["finance › statements › item 2 › key: “revenue” names two statements."],
    ),
    *(
        (
            f"statement called {key}",
            with_rows(key=key),
            [f"{STATEMENT} › key: “{key}” is the address of another page. Give the statement another key."],
        )
        for key in ("notes", "ties", "reconciliation", "history")
    ),
    (
        "kind that is none",
        with_rows(kind="budget"),
        [
            f"{STATEMENT} › kind: “budget” is not one of 'revenue', 'capital_programme', 'capital_financing', "
            "'capital_receipts', 'usable_reserves', 'projection', 'bridge' or 'free'."
        ],
    ),
    (
        "other currency",
        with_rows(unit="€000"),
        [f"{STATEMENT} › unit: “€000” is another currency. Statements are kept in pounds: £, £000 or £m."],
    ),
    (
        "unit that is none",
        with_rows(unit="thousands"),
        [f"{STATEMENT} › unit: “thousands” is not a unit for a statement. Choose £, £000 or £m."],
    ),
    (
        "four decimals",
        with_rows(decimals=4),
        [f"{STATEMENT} › decimals: “4”: input should be less than or equal to 3."],
    ),
    (
        "more decimals than pounds have",
        with_rows(row(1, 1), unit="£", decimals=3),
        [f"{STATEMENT} › decimals: £ is printed to 2 decimals at most, not to 3."],
    ),
    (
        "too many rows",
        with_rows(*({**row(1, 1), "key": f"row-{number}"} for number in range(301))),
        [f"{STATEMENT} › rows: A table has 300 rows at most. Retire some, or begin another table."],
    ),
    (
        "too many columns",
        with_rows(row(*[1] * 41), columns=[column(f"column-{number}") for number in range(41)]),
        [f"{STATEMENT} › columns: A table has 40 columns at most. Retire some, or begin another table."],
    ),
    # Columns.
    (
        "column twice",
        with_rows(row(1, 1), columns=[column("a"), column("a")]),
        [f"{COLUMN} 2 › key: “a” stands twice."],
    ),
    (
        "kind of column that is none",
        with_columns(column(kind="figure")),
        [f"{COLUMN} 3 › kind: “figure” is not one of 'amount', 'computed', 'percentage', 'comment' or 'reference'."],
    ),
    (
        "measure that is none",
        with_columns(column(measure="budget")),
        [f"{COLUMN} 3 › measure: “budget” is not one of {MEASURES}."],
    ),
    (
        "sense that is none",
        with_columns(column(sense="bad")),
        [f"{COLUMN} 3 › sense: “bad” is not one of 'adverse' or 'favourable'."],
    ),
    (
        "column in another currency",
        with_columns(column(unit="$m"), cells=[1]),
        [f"{COLUMN} 3 › unit: “$m” is another currency. Statements are kept in pounds: £, £000 or £m."],
    ),
    (
        "column in pounds that takes the decimals of the statement",
        with_columns(column(unit="£"), cells=[1], decimals=3),
        [f"{COLUMN} 3 › unit: £ is printed to 2 decimals at most, not to 3."],
    ),
    (
        "column with more decimals than its unit has",
        with_columns(column(unit="£", decimals=3), cells=[1]),
        [f"{COLUMN} 3 › decimals: £ is printed to 2 decimals at most, not to 3."],
    ),
    (
        "percentage in pounds",
        with_columns(share("forecast / budget", unit="£"), cells=[100]),
        [f"{COLUMN} 3 › unit: A percentage has no unit. Take it out."],
    ),
    *(
        (
            f"comments with {name}",
            with_columns(WORDS | {name: given}),
            [f"{COLUMN} 3 › {name}: This column holds no figures, and so has no {name}. Take it out."],
        )
        for name, given in (("sense", "adverse"), ("unit", "£m"), ("decimals", 1))
    ),
    # Formulas.
    (
        "computed without a formula",
        with_columns(column(kind="computed"), cells=[0]),
        [f"{COLUMN} 3: A computed column needs a formula. Write it like forecast - budget."],
    ),
    (
        "percentage without a formula",
        with_columns(column(kind="percentage"), cells=[0]),
        [f"{COLUMN} 3: A percentage column needs a formula. Write it like part / whole."],
    ),
    *(
        (
            f"formula of a column of kind {kind}",
            with_columns(column(kind=kind, formula="forecast - budget"), cells=[0] if kind == "amount" else []),
            [f"{COLUMN} 3 › formula: Only a computed or percentage column has a formula. Give this one such a kind."],
        )
        for kind in ("amount", "comment", "reference")
    ),
    (
        "share that is computed",
        with_columns(computed("forecast / budget"), cells=[0]),
        [f"{COLUMN} 3 › formula: This formula makes a percentage column, and not a computed one."],
    ),
    (
        "sum that is a percentage",
        with_columns(share("forecast - budget"), cells=[0]),
        [f"{COLUMN} 3 › formula: This formula makes a computed column, and not a percentage one."],
    ),
    *(
        (
            f"formula “{formula}”",
            with_columns(computed(formula), cells=[0]),
            [f"{COLUMN} 3 › formula: “{formula}” {NO_FORMULA}"],
        )
        for formula in ("forecast-budget +", "forecast * budget", "=forecast-budget", "a / b / c")
    ),
    (
        "column twice in a formula",
        with_columns(computed("forecast + forecast"), cells=[0]),
        [f"{COLUMN} 3 › formula: “forecast + forecast” names forecast twice."],
    ),
    (
        "formula of columns that are not there",
        with_columns(computed("outturn - estimate"), cells=[0]),
        [f"{COLUMN} 3 › formula: “{key}” is not a column of this statement." for key in ("estimate", "outturn")],
    ),
    (
        "formula of comments",
        with_columns(computed("forecast - words"), WORDS, cells=[0]),
        [f"{COLUMN} 3 › formula: “words” holds no figures."],
    ),
    (
        "formula of a percentage",
        with_columns(share("forecast / budget"), computed("forecast - variance", key="rest"), cells=[100, 0]),
        [f"{COLUMN} 4 › formula: “variance” is a percentage, and a formula names columns of amounts."],
    ),
    (
        "share of a percentage",
        with_columns(share("forecast / budget"), share("variance / budget", key="rest"), cells=[100, 0]),
        [f"{COLUMN} 4 › formula: “variance” is a percentage, and a formula names columns of amounts."],
    ),
    (
        "formula of itself",
        with_columns(computed("forecast - variance"), cells=[0]),
        [f"{STATEMENT} › columns: The formula of “Variance” names the column itself."],
    ),
    (
        "formulas in a circle",
        with_columns(computed("forecast - rest"), computed("variance + budget", key="rest"), cells=[0, 0]),
        [f"{STATEMENT} › columns: The formulas of these columns run in a circle: “Rest”, “Variance”."],
    ),
    # Rows and cells.
    ("row twice", with_rows(row(1, 1), row(2, 2)), [f"{STATEMENT} › rows › item 2 › key: “staff” stands twice."]),
    (
        "row without words",
        with_rows({"key": "staff", "cells": [1, 1]}),
        [f"{FIRST_ROW} › label: A row has words, unless it is only a spacer."],
    ),
    ("too few cells", with_rows(row(940)), [f"{FIRST_ROW} › cells: There are 1 cells for 2 columns of figures."]),
    ("too many cells", with_rows(row(940, 1, 2)), [f"{FIRST_ROW} › cells: There are 3 cells for 2 columns of figures."]),
    (
        "no cell for a computed column",
        with_columns(computed("forecast - budget")),
        [f"{FIRST_ROW} › cells: There are 2 cells for 3 columns of figures."],
    ),
    (
        "heading with cells",
        with_rows(row(1, 1, kind="heading")),
        [f"{FIRST_ROW} › cells: A heading has no cells. Take this out."],
    ),
    (
        "spacer that sums",
        with_rows({"key": "gap", "kind": "spacer", "sums": ["staff"]}, row(1, 1)),
        [f"{FIRST_ROW} › sums: A spacer has no sums. Take this out."],
    ),
    (
        "heading with a comment",
        with_rows({"key": "head", "label": "Head", "kind": "heading", "comment": "X"}, columns=[*BOTH, WORDS]),
        [f"{FIRST_ROW} › comment: A heading has no comment. Take this out."],
    ),
    ("unknown note", with_rows(row(940, 1, note="R9")), [f"{FIRST_ROW} › note: There is no note R9."]),
    (
        "more decimals than printed",
        with_rows(row(940.5, 1)),
        [f"{FIRST_ROW} › cells › item 1: 940.5 has more decimals than its column prints."],
    ),
    (
        "more decimals than printed in millions",
        with_rows(row(1.2, 1.25), decimals=1),
        [f"{FIRST_ROW} › cells › item 2: 1.25 has more decimals than its column prints."],
    ),
    (
        "more decimals than a column of its own prints",
        with_columns(column(decimals=2), cells=[1.125]),
        [f"{FIRST_ROW} › cells › item 3: 1.125 has more decimals than its column prints."],
    ),
    (
        "more digits than a cell holds",
        with_rows(row(10**12, 10**13 - 1), decimals=1),
        [
            f"{FIRST_ROW} › cells › item 1: {10**12} has more than 13 digits.",
            f"{FIRST_ROW} › cells › item 2: {10**13 - 1} has more than 13 digits.",
        ],
    ),
    *(
        (
            f"figure {cell}",
            with_rows(row(cell, 1)),
            [f"{FIRST_ROW} › cells › item 1: “{cell}” {NO_FIGURE}"],
        )
        for cell in ("1,150", "(640)", "n/a", "", "1e30", "nan", 10**30, True)
    ),
    (
        "comment without a column",
        with_rows(row(1, 1, comment="X")),
        [f"{FIRST_ROW} › comment: This statement has no column of comments."],
    ),
    (
        "comment given twice",
        with_rows(row(1, 1, comment="X", comments={"words": "Y"}), columns=[*BOTH, WORDS]),
        [f"{FIRST_ROW} › comment: There is a comment under “words” too. Keep one of the two."],
    ),
    (
        "comment in a column of figures",
        with_rows(row(1, 1, comments={"budget": "X"}), columns=[*BOTH, WORDS]),
        [f"{FIRST_ROW} › comments › budget: “budget” is not a column of comments."],
    ),
    # Sums.
    ("sum of an unknown row", with_rows(row(1, 1, sums=["pay"])), [f"{FIRST_ROW} › sums: “pay” {NO_ROW}"]),
    ("sum of itself", with_rows(row(1, 1, sums=["staff"])), [f"{FIRST_ROW} › sums: “staff” {NO_ROW}"]),
    (
        "sum of a heading",
        with_rows(row(1, 1, sums=["head"]), {"key": "head", "label": "Head", "kind": "heading"}),
        [f"{FIRST_ROW} › sums: “head” is a heading and holds no figures."],
    ),
    (
        "sums in a circle",
        with_rows(row(1, 1, sums=["all"]), row(1, 1, key="all", label="All", sums=["staff"])),
        [f"{STATEMENT} › rows: These rows add each other up in a circle: “Staff”, “All”."],
    ),
    (
        "row counted twice",
        with_rows(
            row(1, 1),
            row(1, 1, key="half", label="Half", sums=["staff"]),
            row(2, 2, key="all", label="All", sums=["half", "staff"]),
        ),
        [f"{STATEMENT} › rows: “All” counts “Staff” twice. It is part of “Half”."],
    ),
    (
        "row summed twice",
        with_rows(row(1, 1), row(2, 2, key="all", label="All", sums=["staff", "staff"])),
        [f"{STATEMENT} › rows: “All” counts “Staff” twice."],
    ),
    # Ties.
    ("tie twice", with_ties({}, {}), ["finance › ties › item 2 › key: “tie” names two ties."]),
    *(
        (
            f"address {address}",
            with_ties({"left": address}),
            [f"finance › ties › item 1 › left: “{address}” {NO_ADDRESS}"],
        )
        for address in ("revenue/staff", "Staff costs", "*/staff/budget", "revenue/staff/budget/x")
    ),
    (
        "tie to a statement that is not there",
        with_ties({"right": "reserves/staff/budget"}),
        ["finance › ties › item 1 › right: There is no statement “reserves”."],
    ),
    (
        "tie to a row and a column that are not there",
        with_ties({"left": "revenue/cars/outturn"}),
        [
            "finance › ties › item 1 › left: “cars” is not a row of figures in “revenue”.",
            "finance › ties › item 1 › left: “outturn” is not a column of figures in “revenue”.",
        ],
    ),
    (
        "tie to words",
        with_ties({"right": "capital/head/comment"}),
        [
            "finance › ties › item 1 › right: “comment” is not a column of figures in “capital”.",
            "finance › ties › item 1 › right: “head” is not a row of figures in “capital”.",
        ],
    ),
    *(
        (
            f"{left} against {right}",
            with_ties({"left": left, "right": right}),
            ["finance › ties › item 1 › right: Where one side has *, the other has it too."],
        )
        for left, right in (
            ("revenue/*/budget", "capital/staff/budget"),
            ("revenue/staff/budget", "capital/*/budget"),
            ("revenue/staff/*", "capital/staff/budget"),
            ("revenue/*/budget", "capital/staff/*"),
        )
    ),
    (
        "kind of tie that is none",
        with_ties({"kind": "share"}),
        ["finance › ties › item 1 › kind: “share” is not one of 'equal' or 'band'."],
    ),
    *(
        (
            f"limit {name} of no band",
            with_ties({name: 3}),
            [f"finance › ties › item 1 › {name}: Only a band has a lowest and a highest share."],
        )
        for name in ("low", "high")
    ),
    (
        "band upside down",
        with_ties({"kind": "band", "low": 5, "high": 3}),
        ["finance › ties › item 1 › low: The lowest share of a band is not above its highest."],
    ),
    (
        "band with its sign turned",
        with_ties({"kind": "band", "negated": True}),
        ["finance › ties › item 1 › negated: A band compares a share, and turns no sign. Take this out."],
    ),
    (
        "amount against a percentage",
        with_shares(tie("revenue/staff/budget", "revenue/staff/variance")),
        ["finance › ties › item 1: An amount and a percentage cannot be compared."],
    ),
    (
        "band of a percentage",
        with_shares(tie("revenue/staff/variance", "revenue/staff/budget", kind="band")),
        ["finance › ties › item 1: A band is the share of one amount in another, and not of a percentage."],
    ),
    (
        "limit with three decimals",
        with_ties({"kind": "band", "low": 2.925}),
        ["finance › ties › item 1 › low: “2.925”: decimal input should have no more than 2 decimal places."],
    ),
    # Reasons.
    (
        "reason twice",
        with_finance(reasons=[{"check": "sum:a/b/c", "reason": "X"}] * 2),
        ["finance › reasons › item 2 › check: “sum:a/b/c” has a reason already."],
    ),
    (
        "reason without words",
        with_finance(reasons=[{"check": "sum:a/b/c", "reason": " "}]),
        ["finance › reasons › item 1 › reason: This is empty."],
    ),
    # Lengths.
    *(
        (
            f"too long a {name}",
            changed(with_finance(notes=[NOTE], ties=[tie()]), "finance", *steps, to="x" * (longest + 1)),
            [f"finance › {place}: This text is longer than {longest} characters."],
        )
        for name, steps, place, longest in (
            ("title", ("title",), "title", 400),
            ("unit", ("statements", 0, "unit"), "statements › item 1 › unit", 20),
            ("subtitle", ("statements", 0, "subtitle"), "statements › item 1 › subtitle", 400),
            ("heading", ("statements", 0, "columns", 0, "heading"), "statements › item 1 › columns › item 1 › heading", 200),
            ("formula", ("statements", 0, "columns", 0, "formula"), "statements › item 1 › columns › item 1 › formula", 400),
            ("label", ("statements", 0, "rows", 0, "label"), "statements › item 1 › rows › item 1 › label", 400),
            ("comment", ("statements", 0, "rows", 0, "comment"), "statements › item 1 › rows › item 1 › comment", 400),
            ("section", ("notes", 0, "section"), "notes › item 1 › section", 100),
            ("reference", ("notes", 0, "reference"), "notes › item 1 › reference", 10),
            ("label of a tie", ("ties", 0, "label"), "ties › item 1 › label", 400),
            ("address", ("ties", 0, "left"), "ties › item 1 › left", 250),
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_fault_is_told_at_its_place(faults, content, expected):
    assert faults(content) == expected


VARIANCE = computed("forecast - budget")
ALLOWED = [
    ("notes without a reference", with_finance(notes=[{"section": "A", "text": "X"}] * 2)),
    ("a spacer without words", with_rows(row(1, 1), {"key": "gap", "kind": "spacer"})),
    ("a unit as offices print it", with_rows(unit="£000's")),
    ("a total of totals", with_rows(row(1, 1), row(1, 1, key="a", sums=["staff"]), row(1, 1, key="b", sums=["a"]))),
    ("a formula of formulas", with_columns(VARIANCE, computed("variance + budget", key="b"), cells=[0, 1])),
    ("a share of what is computed", with_columns(VARIANCE, share("variance / budget", key="b"), cells=[0, 0])),
    ("figures of 13 digits", with_rows(row(10**12 - 1, -(10**12) + 1), decimals=1)),
    ("a tie of every row and column", with_ties({"left": "revenue/*/*", "right": "capital/*/*"})),
    ("a tie to the last report", with_ties({"right": "last-year/cars/outturn", "from_last": True})),
    ("a share without limits", with_ties({"kind": "band"})),
    ("a tie of percentages", with_shares(tie("revenue/staff/variance", "revenue/staff/variance"))),
    ("a band with one limit", with_ties({"kind": "band", "high": 300.5})),
]  # fmt: skip


@pytest.mark.parametrize("content", [case[1] for case in ALLOWED], ids=[case[0] for case in ALLOWED])
def test_what_is_no_fault_is_loaded_and_loads_again(tmp_path, content):
    path = write(tmp_path, json.dumps(content))
    assert load_quarter(path)
    assert not load_quarter(path)


def test_faults_of_the_finance_part_are_told_on_their_lines(tmp_path):
    text = """\
format: pcp-quarter/1
plan: westmarsh
quarter: 2025-26-q1
rating_scale: 1
finance:
  title: Finance
  sub_theme: roads
  statements:
    - key: notes
      page: Revenue
      title: Revenue
      columns:
        - {key: budget, heading: Budget}
        - key: variance
          heading: Variance
          kind: computed
          formula: forecast - budget
      rows:
        - key: staff
          label: Staff
          cells: [1]
          sums:
            - pay
  ties:
    - key: a
      label: A
      left: notes/staff/budget
      right: notes/staff/forecast
"""
    assert faults_of(load_quarter, write(tmp_path, text)) == [
        "file.yaml:9: finance › statements › item 1 › key: “notes” is the address of another page. "
        "Give the statement another key.",
        "file.yaml:17: finance › statements › item 1 › columns › item 2 › formula: "
        "“forecast” is not a column of this statement.",
        "file.yaml:21: finance › statements › item 1 › rows › item 1 › cells: "
        "There are 1 cells for 2 columns of figures.",
        "file.yaml:22: finance › statements › item 1 › rows › item 1 › sums: “pay” is not another row of this statement.",
        "file.yaml:28: finance › ties › item 1 › right: “forecast” is not a column of figures in “notes”.",
    ]
