"""How amounts, percentages and sentences are found in plain text."""

from fractions import Fraction

import pytest

from finance.words.numbers import numbers
from finance.words.phrases import nils, sentences, turns


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at £135.1m against £134.7m.", [("£135.1m", 135_100_000), ("£134.7m", 134_700_000)]),
        ("£476,000 or £0.476m", [("£476,000", 476_000), ("£0.476m", 476_000)]),
        ("£135k, £135.1 million, £2bn", [("£135k", 135_000), ("£135.1 million", 135_100_000), ("£2bn", 2_000_000_000)]),
        ("(£665,000) and £(665)", [("£665,000", 665_000), ("£(665)", 665)]),
        ("−£665,000, -£5k", [("−£665,000", 665_000), ("-£5k", 5_000)]),
        ("£12.50.", [("£12.50", 12.5)]),
        ("£5 more than £3.", [("£5", 5), ("£3", 3)]),
        ("£000's, £0 and £0.0m", []),
        ("£12,34 and £1.2mm", []),
        ("in 2019/20 for 12 of 43 forces on 31 July 2019", []),
    ],
)
def test_amounts_are_found_in_pounds(text, found):
    assert [(number.text, number.low / 100) for number in numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("£135.1m", 100_000),
        ("£0.476m", 1_000),
        ("£2m", 1_000_000),
        ("£135k", 1_000),
        ("£476,000", 1_000),
        ("£476,213", 1),
        ("£12.50", Fraction(1, 100)),
    ],
)
def test_amount_is_as_fine_as_its_last_digit(text, step):
    assert [number.step / 100 for number in numbers(text)] == [step]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("adverse (0.35%), about 1%", [("0.35%", 0.35, 0.35), ("1%", 1, 1)]),
        ("3-5% of it", [("3-5%", 3, 5)]),
        ("3% to 5%, 3 to 5 per cent", [("3% to 5%", 3, 5), ("3 to 5 per cent", 3, 5)]),
        ("Between 3 and 5 percent", [("3 and 5 percent", 3, 5)]),
        ("0.3% and 1% of pay", [("0.3%", 0.3, 0.3), ("1%", 1, 1)]),
        ("rows 3 and 5%", [("5%", 5, 5)]),
        ("at 31 July 2019 and 5%", [("5%", 5, 5)]),
        ("by 2 percentage points to 100%", []),
    ],
)
def test_percentages_are_found_with_their_ranges(text, found):
    assert [(number.text, float(number.low), float(number.high)) for number in numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("uses (665) of it", ["(665)"]),
        ("uses (15,115)", ["(15,115)"]),
        ("(2019), (12) and f(665)", []),
    ],
)
def test_bracketed_numbers_are_those_that_a_table_could_print(text, found):
    assert [number.text for number in numbers(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is £1.5m. It was 0.35%.", ["It is £1.5m.", "It was 0.35%."]),
        ("Approx. £3m, e.g. for cars. No. 4 says so.", ["Approx. £3m, e.g. for cars.", "No. 4 says so."]),
        ("He said “so.” Then it rose!", ["He said “so.”", "Then it rose!"]),
        ("First\nSecond\n\nThird", ["First", "Second", "Third"]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, found):
    assert [text[start:end].strip() for start, end in sentences(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("£5m “below” the revised budget", [("below", "below")]),
        ("1% over budget", [("over budget", "above")]),
        ("less than budgeted", [("less than budgeted", "below")]),
        ("an over-spend, then an underspend", [("over-spend", "overspent"), ("underspend", "underspent")]),
        ("unfavourable, not favourable", [("unfavourable", "adverse")]),
        ("£5m above, £3m below.", [("above", "above"), ("below", "below")]),
        ("above the line, over the year, more than hoped, below their minimum", []),
        ("no overspend, without adverse variance, rather than under budget", []),
    ],
)
def test_direction_words_are_those_about_a_budget(text, found):
    assert [(turn.text, turn.way) for turn in turns(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No further use is planned.", ["No further use"]),
        ("It is on budget, in line with the revised budget.", ["on budget", "in line with the revised budget"]),
        ("There is no change and no net variance.", ["no change", "no net variance"]),
        ("It would be on budget; work to bring it back on budget; not on budget.", []),
        ("There is no change since the last report.", []),
    ],
)
def test_words_of_nil_are_those_that_claim_it_of_now(text, found):
    assert [nil.text for nil in nils(text)] == found
