"""What a statement's sums, variances and percentages should be, and how far rounding explains that they are not."""

from collections import Counter
from fractions import Fraction

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from finance.arithmetic import ColumnShape, RowShape, Sheet, Verdict
from finance.figures.amounts import rounded
from finance.figures.formulas import Formula, Share, read_formula
from finance.figures.units import PerCent, Unit
from tests import records
from tests.finance.sheets import found, sheet

# What is filled in


@pytest.mark.parametrize(
    ("entered", "filled"),
    [
        pytest.param(
            """
            rows                  budget  forecast  variance = forecast - budget
            pay                   100     110       .
            income                (20)    (25)      .
            total: pay income     .       .         .
            """,
            {"pay": (100, 110, 10), "income": (-20, -25, -5), "total": (80, 85, 5)},
            id="lines are added up and compared",
        ),
        pytest.param(
            """
            rows                  budget  forecast  variance = forecast - budget
            all: force office     .       .         .
            force: pay income     .       .         .
            pay                   100     110       .
            income                (20)    (25)      .
            office                7       7         .
            """,
            {
                "pay": (100, 110, 10),
                "income": (-20, -25, -5),
                "force": (80, 85, 5),
                "office": (7, 7, 0),
                "all": (87, 92, 5),
            },
            id="a total adds up a total, wherever it stands",
        ),
        pytest.param(
            """
            rows                  opening  transfer  closing = opening + transfer  share = closing / opening
            earmarked             400      (100)     .                             .
            general               50       .         .                             .
            spent                 0        0         .                             .
            total: earmarked general spent  .  .     .                             .
            """,
            {
                "earmarked": (400, -100, 300, 7500),
                # What is blank is not known, so there is no closing balance; but a sum takes what is there.
                "general": (50, None, None, None),
                "spent": (0, 0, 0, None),
                "total": (450, -100, 350, 7778),
            },
            id="a balance rolls forward, and a share is that of the total",
        ),
        pytest.param(
            """
            rows                  budget  forecast  variance = forecast - budget
            pay                   100     -         .
            grants                -       -         .
            rents                 .       .         .
            total: pay grants rents  .    .         .
            nothing: rents        .       .         .
            """,
            {
                "pay": (100, 0, -100),
                "grants": (0, 0, 0),
                "rents": (None, None, None),
                "total": (100, 0, -100),
                "nothing": (None, None, None),
            },
            id="a dash is nothing, and a blank is not known",
        ),
        pytest.param(
            """
            rows                  budget  forecast  variance = forecast - budget
            pay                   100     110       .
            income                (20)    (25)      .
            total: pay income     81      .         .
            all: total            .       .         .
            """,
            {"pay": (100, 110, 10), "income": (-20, -25, -5), "total": (81, 85, 4), "all": (81, 85, 4)},
            id="what is entered in a total is what the next total adds up",
        ),
    ],
)
def test_blanks_are_filled(entered, filled):
    given_sheet = sheet(entered)
    keys = [column.key for column in given_sheet.columns]
    assert {
        row.key: tuple(given_sheet.figures.get((row.key, key)) for key in keys) for row in given_sheet.rows
    } == filled


def test_column_without_totals_is_not_added_up():
    text = """
    rows                  year     budget  forecast  growth = forecast - budget
    vehicles              2026     10      12        .
    buildings             2027     20      25        .
    total: vehicles buildings  .   .       .         .
    """
    partly = sheet(text, without_totals=frozenset({"year", "forecast"}))
    assert partly.figures["total", "budget"] == 30
    assert ("total", "year") not in partly.figures
    # The growth of the total would need a forecast of the total. The growths can still be added up.
    assert ("total", "forecast") not in partly.figures
    assert partly.figures["total", "growth"] == 7
    without = sheet(text, without_totals=frozenset({"year", "forecast", "growth"}))
    assert ("total", "growth") not in without.figures
    assert not list(
        sheet(text.replace("buildings  .   ", "buildings  4053   "), without_totals=frozenset({"year"})).checks()
    )


def test_computed_and_rolled_stand_beside_what_is_entered():
    statement = sheet("""
    rows                  budget  forecast  variance = forecast - budget
    pay                   100     110       9
    income                (20)    (25)      .
    total: pay income     90      .         .
    all: total            .       .         .
    """)
    assert statement.figures["pay", "variance"] == 9
    assert statement.computed["pay", "variance"] == 10
    assert statement.rolled["pay", "variance"] == 10
    assert statement.figures["total", "budget"] == 90
    assert statement.computed["total", "budget"] == 80
    assert statement.rolled["total", "budget"] == 80
    # The next total stands on the one that was entered; the lines alone would give another.
    assert statement.figures["all", "budget"] == statement.computed["all", "budget"] == 90
    assert statement.rolled["all", "budget"] == 80
    # The variance of a total is that of the totals beside it, before it is the sum of the variances.
    assert statement.figures["total", "variance"] == 85 - 90
    # Nothing gives a line's budget.
    assert ("pay", "budget") not in statement.computed


def test_cells_outside_the_shape_do_not_count():
    statement = sheet("""
    rows        budget
    pay         100
    total: pay  .
    """)
    more = Sheet(
        statement.columns, statement.rows, statement.cells | {("gone", "budget"): 7, ("pay", "ref"): 7}, frozenset()
    )
    assert more.figures == {("pay", "budget"): 100, ("total", "budget"): 100}


# What is checked


def test_each_rule_of_a_cell_is_a_check_of_its_own():
    statement = sheet("""
    rows                  budget  forecast  variance = forecast - budget
    pay                   100     110       10
    income                (20)    (25)      (5)
    total: pay income     80      85        9
    """)
    assert found(list(statement.checks())) == [
        ("pay", "variance", "column", 0, 1),
        ("income", "variance", "column", 0, 1),
        ("total", "budget", "sum", 0, 1),
        ("total", "forecast", "sum", 0, 1),
        ("total", "variance", "sum", 4, 1),
        ("total", "variance", "column", 4, 1),
    ]


def test_error_is_reported_where_it_arises_and_not_in_the_totals_above():
    statement = sheet("""
    rows                     budget
    pay                      100
    income                   (20)
    force: pay income        745
    office                   5
    all: force office        750
    """)
    assert [(check.row, check.expected, check.rolled, check.difference) for check in statement.checks()] == [
        ("force", 80, 80, 665),
        ("all", 750, 85, 0),
    ]


def test_blank_or_unsupported_cell_has_no_check():
    statement = sheet("""
    rows                  budget  forecast  variance = forecast - budget
    pay                   100     .         7
    income                .       .         .
    total: income         9       .         .
    """)
    assert not list(statement.checks())


@pytest.mark.parametrize(
    ("terms", "dashes", "bound"),
    [
        # Each rounded term may be half a digit off, and so may the sum.
        (1, 0, 0), (2, 0, 1), (3, 0, 1), (4, 0, 2), (5, 0, 2), (6, 0, 3), (7, 0, 3), (200, 0, 100),
        # A dash is exact.
        (4, 1, 1), (4, 2, 1), (4, 3, 0), (4, 4, 0),
    ],
)  # fmt: skip
def test_rounding_of_a_sum_is_bounded_by_its_terms(terms, dashes, bound):
    lines = tuple(RowShape(f"line{number}", "") for number in range(terms))
    rows = (*lines, RowShape("total", "Total", tuple(line.key for line in lines)))
    empty = frozenset((line.key, "budget") for line in lines[:dashes])
    amounts = {(line.key, "budget"): 10 for line in lines[dashes:]}
    total = 10 * (terms - dashes)
    for difference in range(-bound - 1, bound + 2):
        cells = amounts | {("total", "budget"): total + difference}
        (check,) = Sheet((ColumnShape("budget", "Budget", Unit("£000")),), rows, cells, empty).checks()
        assert (check.expected, check.difference, check.bound) == (total, difference, bound)
        assert check.verdict == (
            Verdict.EXACT if not difference else Verdict.ROUNDING if abs(difference) <= bound else Verdict.ERROR
        )


@pytest.mark.parametrize(
    ("forecast", "budget", "variance", "expected", "verdict"),
    [
        # Forecast and budget are in £000, the variance in £m to one decimal.
        ("1,476", "1,000", "0.5", 5, "exact"),
        ("1,476", "1,000", "0.4", 5, "error"),
        # 0.45 lies half-way, and a thousand more or less takes it to the other side.
        ("1,450", "1,000", "0.5", 5, "exact"),
        ("1,450", "1,000", "0.4", 5, "rounding"),
        ("1,449", "1,000", "0.4", 4, "exact"),
        ("1,449", "1,000", "0.5", 4, "error"),
        ("1,450", "1,000", "0.6", 5, "error"),
        ("1,000", "1,450", "(0.4)", -5, "rounding"),
        ("1,000", "1,450", "(0.5)", -5, "exact"),
        # A dash is exact, and adds nothing to what rounding may explain.
        ("-", "450", "(0.4)", -5, "rounding"),
        ("-", "450", "(0.6)", -5, "error"),
    ],
)
def test_columns_of_different_units_meet_in_pence(forecast, budget, variance, expected, verdict):
    statement = sheet(
        f"""
        rows  budget  forecast  variance = forecast - budget
        pay   {budget}  {forecast}  {variance}
        """,
        units={"variance": Unit("£m", 1)},
    )
    (check,) = statement.checks()
    assert (check.expected, check.verdict) == (expected, verdict)


def test_coarser_columns_leave_more_to_rounding():
    """£1.2m and £1.0m may differ by 101 to 299 thousand."""
    for variance, verdict in [
        ("200", "exact"),
        ("299", "rounding"),
        ("101", "rounding"),
        ("301", "error"),
        ("99", "error"),
    ]:
        statement = sheet(
            f"""
            rows  budget  forecast  variance = forecast - budget
            pay   1.0     1.2       {variance}
            """,
            units={"budget": Unit("£m", 1), "forecast": Unit("£m", 1)},
        )
        (check,) = statement.checks()
        assert (check.expected, check.verdict) == (200, verdict)


@pytest.mark.parametrize(
    ("part", "whole", "share", "expected", "verdict"),
    [
        ("3,957", "135,308", "2.92", 292, "exact"),
        ("3,957", "135,308", "2.93", 292, "error"),
        ("3,957", "135,308", "3.00", 292, "error"),
        ("476", "133,231", "0.36", 36, "exact"),
        ("(476)", "133,231", "(0.36)", -36, "exact"),
        ("476", "(133,231)", "(0.36)", -36, "exact"),
        ("476", "133,231", "(0.36)", 36, "error"),
        # 1 of 3 may be anything between 0.5 of 3.5 and 1.5 of 2.5.
        ("1", "3", "33.33", 3333, "exact"),
        ("1", "3", "14.29", 3333, "rounding"),
        ("1", "3", "14.28", 3333, "error"),
        ("1", "3", "60.00", 3333, "rounding"),
        ("1", "3", "60.01", 3333, "error"),
        ("(1)", "3", "(60.00)", -3333, "rounding"),
        ("(1)", "3", "(60.01)", -3333, "error"),
        ("1", "(3)", "(14.29)", -3333, "rounding"),
        ("1", "(3)", "(14.28)", -3333, "error"),
        # A dash is exactly nothing, and so is its share; a nought may be a little.
        ("-", "3", "0.00", 0, "exact"),
        ("-", "3", "0.01", 0, "error"),
        ("0", "3", "0.01", 0, "rounding"),
        ("0", "3", "20.01", 0, "error"),
    ],
)
def test_share_is_checked_within_the_rounding_of_both_its_figures(part, whole, share, expected, verdict):
    statement = sheet(f"""
    rows     part  whole  share = part / whole
    balance  {part}  {whole}  {share}
    """)
    (check,) = statement.checks()
    assert (check.expected, check.verdict) == (expected, verdict)


def test_share_of_nothing_is_none():
    statement = sheet("""
    rows     part  whole  share = part / whole
    balance  5     0      9.00
    other    5     -      9.00
    """)
    assert not statement.computed
    assert not list(statement.checks())


def test_shares_are_never_added_up():
    statement = sheet("""
    rows          part  whole  share = part / whole
    a             1     4      25.00
    b             1     4      25.00
    total: a b    2     8      25.00
    """)
    assert {check.verdict for check in statement.checks()} == {Verdict.EXACT}
    assert Counter(check.rule for check in statement.checks()) == {"column": 3, "sum": 2}


def test_bridge_of_causes_nets_to_nothing():
    """Original budget and causes give the revised budget; by sign a bridge is a sum."""
    statement = sheet("""
    rows                                             budget
    original                                         1,541
    slippage                                         (412)
    carried                                          61
    grants                                           12
    savings                                          -
    revised: original slippage carried grants savings  1,202
    """)
    (check,) = statement.checks()
    assert (check.printed, check.difference, check.bound) == (1202, 0, 2)


def test_projection_in_millions_to_one_decimal():
    millions = {year: Unit("£m", 1) for year in ("2025-26", "2026-27", "2027-28", "2028-29", "2029-30")}
    statement = sheet(
        """
        rows                      2025-26  2026-27  2027-28  2028-29  2029-30
        earmarked                 4.1      2.5      1.4      0.9      0.3
        general                   4.0      4.4      4.4      4.4      4.4
        capital                   1.1      .        .        .        .
        total: earmarked general capital  9.1  6.9  5.8      5.4      4.7
        """,
        units=millions,
    )
    differing = [check for check in statement.checks() if check.difference]
    assert found(differing) == [("total", "2025-26", "sum", -1, 1), ("total", "2028-29", "sum", 1, 1)]
    assert {check.verdict for check in differing} == {Verdict.ROUNDING}


def test_amounts_of_thirteen_digits_are_exact():
    statement = sheet("""
    rows                  budget             forecast           variance = forecast - budget  share = variance / budget
    pay                   9,999,999,999,999  9,999,999,999,998  (1)                           0.00
    income                9,999,999,999,999  9,999,999,999,999  0                             0.00
    total: pay income     .                  .                  .                             .
    """)
    assert statement.figures["total", "budget"] == 19_999_999_999_998
    assert statement.figures["total", "variance"] == -1
    assert {check.verdict for check in statement.checks()} == {Verdict.EXACT}


def test_large_table_is_added_up():
    """200 rows, 20 columns: lines, groups of nine, a total of the groups; variances and shares of columns."""
    columns = (
        *(ColumnShape(f"year{number}", f"Year {number}", Unit("£000")) for number in range(10)),
        *(
            ColumnShape(f"change{n}", f"Change {n}", Unit("£000"), Formula(((1, f"year{n + 1}"), (-1, f"year{n}"))))
            for n in range(9)
        ),
        ColumnShape("share", "Share", PerCent(2), Share("year9", "year0")),
    )
    lines = [RowShape(f"line{number}", f"Line {number}") for number in range(179)]
    groups = [
        RowShape(f"group{n}", f"Group {n}", tuple(line.key for line in lines[9 * n : 9 * n + 9])) for n in range(20)
    ]
    rows = (*lines, *groups, RowShape("total", "Total", tuple(group.key for group in groups)))
    assert (len(rows), len(columns)) == (200, 20)
    cells = {(f"line{n}", f"year{year}"): 1000 * n + year + 1 for n in range(179) for year in range(10)}
    filled = Sheet(columns, rows, cells).figures
    assert len(filled) == 200 * 20
    assert filled["total", "year9"] == sum(1000 * n + 10 for n in range(179))
    assert filled["total", "change3"] == 179
    checks = list(Sheet(columns, rows, filled).checks())
    # Twenty-one sums in nineteen columns, nine variances and a share in each row.
    assert Counter(check.rule for check in checks) == {"sum": 21 * 19, "column": 200 * 10}
    assert {check.verdict for check in checks} == {Verdict.EXACT}


# Month 4 of 2019/20 as printed

FORMULAS = {
    "revenue": {"variance": "full-year-forecast - revised-budget"},
    "capital-investment": {"variance": "forecast-outturn - revised-budget"},
    "capital-financing": {"variance": "forecast-outturn - revised-budget"},
    "capital-receipts-reserve": {"variance": "revised-budget - forecast-outturn"},
    "usable-reserves": {
        "forecast-balance": "opening-balance + forecast-transfer",
        "variance": "budgeted-transfer - forecast-transfer",
    },
}
FAILED = [
    # Statement, row, column, rule, printed, expected, from the lines alone.
    ("usable-reserves", "capital-financing-reserve", "forecast-balance", "column", 665, 0, 0),
    ("usable-reserves", "total-earmarked-reserves", "forecast-balance", "column", 2459, 1794, 1794),
    ("usable-reserves", "total-earmarked-reserves", "variance", "sum", 0, 665, 665),
    ("usable-reserves", "total-earmarked-reserves", "variance", "column", 0, 665, 665),
    ("usable-reserves", "total-revenue-reserves", "forecast-balance", "column", 6868, 6203, 6203),
    ("usable-reserves", "total-revenue-reserves", "variance", "column", 0, 665, 665),
    ("usable-reserves", "total-usable-reserves", "forecast-balance", "column", 6868, 6203, 6203),
    ("usable-reserves", "total-usable-reserves", "variance", "column", 0, 665, 665),
]
ROUNDINGS = [
    ("revenue", "income", "variance", "column", -252, -253, -253),
    ("revenue", "financing", "variance", "column", -47, -46, -46),
    ("revenue", "total-net-revenue-expenditure", "original-budget", "sum", 135308, 135307, 135307),
    ("revenue", "total-net-revenue-expenditure", "revised-budget", "sum", 135308, 135307, 135307),
    ("revenue", "total-net-revenue-expenditure", "full-year-forecast", "sum", 135784, 135783, 135783),
]


def month_four() -> dict[str, Sheet]:
    content = yaml.safe_load((records.SAMPLE / "2019-20-q1.yaml").read_text())
    return {statement["key"]: _printed(statement) for statement in content["finance"]["statements"]}


def _printed(statement) -> Sheet:
    formulas = FORMULAS[statement["key"]]
    columns = tuple(
        ColumnShape(
            column["key"],
            column["heading"],
            Unit.read(statement["unit"]),
            read_formula(formulas[column["key"]]) if column["key"] in formulas else None,
        )
        for column in statement["columns"]
        if column.get("kind") not in ("reference", "comment")
    )
    rows = tuple(RowShape(row["key"], row["label"], tuple(row.get("sums", ()))) for row in statement["rows"])
    cells = {
        (row["key"], column.key): cell
        for row in statement["rows"]
        for column, cell in zip(columns, row.get("cells", ()), strict="cells" in row)
    }
    dashes = frozenset(cell for cell, amount in cells.items() if amount == "-")
    return Sheet(columns, rows, {cell: amount for cell, amount in cells.items() if cell not in dashes}, dashes)


def _verdicts(verdict: Verdict):
    return [
        (statement, check.row, check.column, check.rule, check.printed, check.expected, check.rolled)
        for statement, sheet in month_four().items()
        for check in sheet.checks()
        if check.verdict == verdict
    ]


def test_month_four_fails_eight_checks_on_seven_figures():
    assert _verdicts(Verdict.ERROR) == FAILED
    assert len({failed[:3] for failed in FAILED}) == 7


def test_month_four_has_five_roundings():
    assert _verdicts(Verdict.ROUNDING) == ROUNDINGS


def test_month_four_adds_up_otherwise():
    assert {key: len(list(sheet.checks())) for key, sheet in month_four().items()} == {
        "revenue": 24,
        "capital-investment": 12,
        "capital-financing": 10,
        "capital-receipts-reserve": 9,
        "usable-reserves": 37,
    }
    assert len(_verdicts(Verdict.EXACT)) == 92 - 8 - 5


# Tables of any shape

THOUSANDS = st.just(Unit("£000"))
UNITS = st.sampled_from([Unit("£"), Unit("£000"), Unit("£m", 1), Unit("£m", 3)])


@st.composite
def shapes(draw, units):
    """Lines in groups, subtotals, a total of the subtotals; budget and forecast, their variance, its share of the budget."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    rows = []
    for number, size in enumerate(sizes):
        lines = [RowShape(f"line{number}-{n}", f"Line {number}-{n}") for n in range(size)]
        rows += [*lines, RowShape(f"group{number}", f"Group {number}", tuple(line.key for line in lines))]
    rows.append(RowShape("total", "Total", tuple(f"group{number}" for number in range(len(sizes)))))
    columns = (
        ColumnShape("budget", "Budget", draw(units)),
        ColumnShape("forecast", "Forecast", draw(units)),
        ColumnShape("variance", "Variance", draw(units), read_formula("forecast - budget")),
        ColumnShape("share", "Share", PerCent(draw(st.integers(0, 3))), read_formula("variance / budget")),
    )
    return columns, tuple(rows)


def _lines(draw, rows, amounts):
    return {(row.key, column): draw(amounts) for row in rows if not row.sums for column in ("budget", "forecast")}


@st.composite
def footing(draw):
    """A statement of which every cell is entered, as its lines give it."""
    columns, rows = draw(shapes(THOUSANDS))
    lines = _lines(draw, rows, st.integers(1 - 10**13, 10**13 - 1))
    return Sheet(columns, rows, Sheet(columns, rows, lines).figures)


@given(statement=footing())
def test_totals_computed_from_their_lines_are_exact(statement):
    assert {check.verdict for check in statement.checks()} == {Verdict.EXACT}
    assert all(check.printed == check.expected == check.rolled for check in statement.checks())


@st.composite
def rounded_from_the_truth(draw):
    """A statement of which every cell is rounded by itself from figures in pence. Some lines that are nothing have a dash."""
    columns, rows = draw(shapes(UNITS))
    pence = _lines(draw, rows, st.one_of(st.just(0), st.integers(-(10**10), 10**10)))
    in_pence = (*(ColumnShape(c.key, c.heading, Unit("£", 2), c.formula) for c in columns[:3]), columns[3])
    truth = Sheet(in_pence, rows, pence).figures
    cells = {}
    for row in rows:
        for column in columns[:3]:
            cells[row.key, column.key] = rounded(truth[row.key, column.key], column.unit.step)
        if truth[row.key, "budget"]:
            share = (
                Fraction(100 * truth[row.key, "variance"], truth[row.key, "budget"]) * 10 ** columns[3].unit.decimals
            )
            cells[row.key, "share"] = rounded(share.numerator, share.denominator)
    nothing = sorted(cell for cell in cells if cell[1] != "share" and truth[cell] == 0)
    dashes = draw(st.frozensets(st.sampled_from(nothing))) if nothing else frozenset()
    return Sheet(columns, rows, {cell: amount for cell, amount in cells.items() if cell not in dashes}, dashes)


@given(statement=rounded_from_the_truth())
def test_rounding_of_true_figures_is_never_an_error(statement):
    assert Verdict.ERROR not in {check.verdict for check in statement.checks()}


@given(statement=footing(), data=st.data())
def test_single_changed_amount_is_found_where_it_stands(statement, data):
    row, column = data.draw(st.sampled_from(sorted(cell for cell in statement.cells if cell[1] != "share")))
    # No check of this cell, of its total or of the variance beside it leaves more to rounding.
    bound = max(check.bound for check in statement.checks() if check.column != "share")
    change = data.draw(st.sampled_from([1, -1])) * data.draw(st.integers(bound + 1, bound + 10**6))
    amount = statement.cells[row, column] + change
    changed = Sheet(statement.columns, statement.rows, statement.cells | {(row, column): amount})
    failed = {(check.row, check.column) for check in changed.checks() if check.verdict == Verdict.ERROR}
    totals = {(shape.key, column) for shape in statement.rows if row in shape.sums}
    beside = {(row, shape.key) for shape in statement.columns if shape.formula}
    assert failed
    assert failed <= {(row, column)} | totals | beside


@given(
    part=st.integers(-200, 200),
    whole=st.integers(-200, 200).filter(bool),
    decimals=st.integers(0, 3),
    off=st.integers(-300, 300),
)
def test_share_is_an_error_just_where_no_true_figures_give_it(part, whole, decimals, off):
    half = Fraction(1, 2)
    shares = [100 * 10**decimals * (part + a) / (whole + b) for a in (half, -half) for b in (half, -half)]
    printed = rounded(100 * 10**decimals * part, whole) + off
    columns = (
        ColumnShape("part", "Part", Unit("£000")),
        ColumnShape("whole", "Whole", Unit("£000")),
        ColumnShape("share", "Share", PerCent(decimals), Share("part", "whole")),
    )
    cells = {("row", "part"): part, ("row", "whole"): whole, ("row", "share"): printed}
    (check,) = Sheet(columns, (RowShape("row", "Row"),), cells).checks()
    is_possible = min(shares) - half < printed < max(shares) + half
    assert check.difference == off
    assert (check.verdict != Verdict.ERROR) == (is_possible or off == 0)


@given(statement=rounded_from_the_truth())
def test_statement_of_lines_alone_fills_the_rest_and_has_nothing_to_check(statement):
    lines = {(row.key, column) for row in statement.rows if not row.sums for column in ("budget", "forecast")}
    cells = {cell: amount for cell, amount in statement.cells.items() if cell in lines}
    alone = Sheet(statement.columns, statement.rows, cells, statement.dashes & lines)
    assert not list(alone.checks())
    assert alone.figures == alone.rolled
    assert alone.figures.keys() == alone.computed.keys() | lines
