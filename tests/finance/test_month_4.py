"""What the portal itself finds in the Month 4 report of the sample, whose figures are entered as they were printed."""

import pytest

from finance.arithmetic import Verdict
from finance.reconciliation import Reconciliation, Rule, reconciled
from pillars.models import ReportingPeriod
from pillars.quarters import Quarter
from returns.files.plan import load_plan
from returns.files.quarter import load_quarter
from tests.records import SAMPLE

pytestmark = pytest.mark.django_db

# Where each stands, the rule that it breaks, and what is printed, what it should be, and by how much it differs.
ERRORS = [
    ("usable-reserves/capital-financing-reserve/forecast-balance", "column", "665", "0", "665"),
    ("usable-reserves/total-earmarked-reserves/forecast-balance", "column", "2,459", "1,794", "665"),
    ("usable-reserves/total-earmarked-reserves/variance", "column", "0", "665", "(665)"),
    ("usable-reserves/total-earmarked-reserves/variance", "sum", "0", "665", "(665)"),
    ("usable-reserves/total-revenue-reserves/forecast-balance", "column", "6,868", "6,203", "665"),
    ("usable-reserves/total-revenue-reserves/variance", "column", "0", "665", "(665)"),
    ("usable-reserves/total-usable-reserves/forecast-balance", "column", "6,868", "6,203", "665"),
    ("usable-reserves/total-usable-reserves/variance", "column", "0", "665", "(665)"),
]
ROUNDINGS = [
    ("revenue/financing/variance", "column", "(47)", "(46)", "(1)"),
    ("revenue/income/variance", "column", "(252)", "(253)", "1"),
    ("revenue/total-net-revenue-expenditure/full-year-forecast", "sum", "135,784", "135,783", "1"),
    ("revenue/total-net-revenue-expenditure/original-budget", "sum", "135,308", "135,307", "1"),
    ("revenue/total-net-revenue-expenditure/revised-budget", "sum", "135,308", "135,307", "1"),
]
TIES = [
    ("capital-financing/capital-financing-reserve/revised-budget", "tie", "665", "0", "665"),
    ("revenue/reserves/original-budget", "tie", "(640)", "(1,146)", "506"),
]
BANDS = [("usable-reserves/general-fund-balance/opening-balance", "band", "2.92%", "3.00%", "(0.08%)")]

_kept: list[Reconciliation] = []


@pytest.fixture
def found():
    """The checks of the sample; its files are loaded once, since what is read of them does not change."""
    if not _kept:
        _kept.append(_load())
    return _kept[0]


def _load():
    load_plan(SAMPLE / "plan.yaml")
    load_quarter(SAMPLE / "2019-20-q1.yaml")
    return reconciled(ReportingPeriod.objects.of(Quarter.from_slug("2019-20-q1")).get())


def told(checks):
    return sorted((str(one.where), str(one.rule), one.printed, one.expected, one.difference) for one in checks)


def of(checks, *rules):
    return told(one for one in checks if one.rule in rules)


def test_eight_checks_fail_on_seven_figures_of_the_reserves(found):
    assert of(found.errors, Rule.SUM, Rule.COLUMN) == ERRORS
    assert len({where for where, *_ in ERRORS}) == 7


def test_all_eight_come_from_one_figure(found):
    """From the lines alone every figure but the first would be right: they repeat the 665 of the Capital Financing Reserve."""
    rolled = {str(one.where): one.rolled for one in found.errors if one.rule in (Rule.SUM, Rule.COLUMN)}
    assert rolled == {where: expected for where, _rule, _printed, expected, _difference in ERRORS}
    assert {difference.strip("()") for *_, difference in ERRORS} == {"665"}


def test_five_figures_differ_within_rounding(found):
    assert told(found.roundings) == ROUNDINGS
    assert all(one.verdict == Verdict.ROUNDING for one in found.roundings)


def test_two_ties_and_a_band_fail(found):
    assert of(found.errors, Rule.TIE) == TIES
    assert of(found.errors, Rule.BAND) == BANDS


def test_nothing_else_fails(found):
    assert len(found.errors) == len(ERRORS) + len(TIES) + len(BANDS)


def test_reader_advises_on_four_texts(found):
    advice = {
        (one.told.note.reference or one.told.section, one.advice.quote): one.advice.sentence for one in found.advice
    }
    # The direction that the source gives the variance of R1, while its table calls the same sum adverse.
    assert "£476,000" in advice["R1", "below"]
    assert "above" in advice["R1", "below"]
    # No use is agreed beyond the budget, and 665 are forecast to be used.
    [use] = [
        sentence
        for (name, quote), sentence in advice.items()
        if (name, quote.lower()) == ("Reserves", "no further use")
    ]
    assert "£665,000" in use
    assert "2.92%" in advice["Reserves", "3%"]
    # The overview calls the Net Budget what another row is called.
    assert "Net Budget" in advice["Overview", "Net Revenue Expenditure"]


def test_every_failure_has_the_reason_that_the_sample_gives(found):
    assert found.unreasoned == ()
    assert all(one.reason.text for one in found.errors)
    assert all(one.lapsed is None for one in found.checks)
