"""Printed values: what each means, which are refused, and how one moved against another."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Kind
from indicators.values import EXAMPLES, Value, change, read_value, target_moved
from tests import records

# The transcription's own names of kinds. 19.9 is a count there as here, but of decimals.
KINDS = {
    "percent": "percentage",
    "percent_change": "percentage_change",
    "currency": "money",
    "count": "count",
    "grade": "grade",
}
PRINTED = [
    pytest.param(row, id=f"{slug} {row['page']} {row['name']}")
    for slug in ("2018-19-q2", "2019-20-q1")
    for row in records.transcribed(f"indicators_{slug}")
]


def test_both_reports_print_120_values():
    assert len(PRINTED) == 120


@pytest.mark.parametrize("row", PRINTED)
def test_every_printed_value_is_read_as_transcribed(row):
    printed = row["value"].removesuffix(row["footnote_mark"])
    if row["kind"] == "not_applicable":
        with pytest.raises(ValueError, match="cannot be read as money"):
            read_value(printed, "money")
        return
    kind = "decimal_count" if row["kind"] == "count" and "." in printed else KINDS[row["kind"]]
    value = read_value(printed, kind)
    if kind == "grade":
        assert (value.number, value.grade.title()) == (None, row["parsed_value"])
    else:
        assert (value.number, value.grade) == (Decimal(row["parsed_value"]), "")
    assert value.is_approximate == (row["approximate"] == "yes")


@pytest.mark.parametrize(
    ("printed", "kind", "number", "is_approximate"),
    [
        ("363", "count", "363", False),
        ("21,283", "count", "21283", False),
        ("1,234,567", "count", "1234567", False),
        ("232K +", "count", "232000", True),
        ("232k+", "count", "232000", True),
        ("1.5M", "count", "1500000", False),
        ("+236", "count", "236", False),
        ("-5", "count", "-5", False),
        ("−5", "count", "-5", False),
        ("–5", "count", "-5", False),
        ("0", "count", "0", False),
        ("-0", "count", "0", False),
        (" 12 ", "count", "12", False),
        ("19.9", "decimal_count", "19.9", False),
        ("20", "decimal_count", "20", False),
        ("94%", "percentage", "94", False),
        ("77.3 %", "percentage", "77.3", False),
        ("0.0001%", "percentage", "0.0001", False),
        ("+1.1%", "percentage_change", "1.1", False),
        ("-23.4%", "percentage_change", "-23.4", False),
        ("£78K", "money", "78000", False),
        ("£2.08M", "money", "2080000", False),
        ("£28.5K", "money", "28500", False),
        ("£1,200", "money", "1200", False),
        ("£1.2B", "money", "1200000000", False),
        ("-£5K", "money", "-5000", False),
        ("£99,999,999,999", "money", "99999999999", False),
    ],
)
def test_value_means_a_number(printed, kind, number, is_approximate):
    assert read_value(printed, kind) == Value(number=Decimal(number), is_approximate=is_approximate)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        *(
            ("count", printed)
            for printed in ("", "many", "19.9", "94%", "£5", "1,23", "12,34,567", "1.2345K", "1e5", "N/A")
        ),
        *(("count", printed) for printed in ("100,000,000,000", "9" * 500, "12 34", "--5", "5K%", "½", "12*")),
        *(("decimal_count", printed) for printed in ("", "94%", "£5", "1.2.3", ".5", "5.")),
        *(("percentage", printed) for printed in ("94", "£94%", "94K%", "94%%", "ninety%", "94 per cent")),
        *(("percentage_change", printed) for printed in ("+1.1", "up 1.1%")),
        *(("money", printed) for printed in ("78K", "78", "£", "£78%", "$78", "£78T", "(£78)", "N/A")),
        *(("grade", printed) for printed in ("", "  ", "4", "94%")),
    ],
)
def test_value_of_another_kind_is_refused_with_an_example(kind, printed):
    with pytest.raises(ValueError, match="cannot be read as") as refused:
        read_value(printed, kind)
    label = Kind(kind).label.lower()
    assert str(refused.value) == (
        f"“{printed}” cannot be read as {label}. Write it like {EXAMPLES[Kind(kind)]}, "
        "or give a reason why there is no value."
    )


@pytest.mark.parametrize("printed", ["1.23456%", "0.00001%"])
def test_value_finer_than_the_portal_keeps_is_refused(printed):
    """Kept rounded, it would differ from its file at every load."""
    with pytest.raises(ValueError, match="more than four decimal places"):
        read_value(printed, "percentage")


@pytest.mark.parametrize("kind", Kind)
def test_examples_of_the_sentences_are_read(kind):
    for example in EXAMPLES[kind].replace(" or ", ", ").split(", "):
        read_value(example, kind)


@given(number=st.integers(-(10**11) + 1, 10**11 - 1))
def test_count_is_read_with_and_without_commas(number):
    assert read_value(f"{number:,}", "count").number == read_value(str(number), "count").number == number


@given(number=st.decimals(-(10**6), 10**6, places=4), printed=st.text(max_size=12), kind=st.sampled_from(Kind))
def test_any_text_is_a_value_or_a_sentence(number, printed, kind):
    assert read_value(f"{number:f}%", "percentage").number == number
    found = value_or_sentence(printed, kind)
    if isinstance(found, str):
        assert found.startswith(f"“{printed}”")
    else:
        assert (found.number is None) == (kind == Kind.GRADE)


def value_or_sentence(printed, kind):
    try:
        return read_value(printed, kind)
    except ValueError as error:
        return str(error)


def number(value):
    return Value(number=Decimal(value))


@pytest.mark.parametrize(
    ("before", "now", "wanted", "direction", "judgement"),
    [
        (92, 94, "up", "up", "improving"),
        (94, 92, "up", "down", "worsening"),
        (92, 94, "down", "up", "worsening"),
        (94, 92, "down", "down", "improving"),
        (92, 94, "neither", "up", "neutral"),
        (94, 92, "neither", "down", "neutral"),
        (92, 94, "not_stated", "up", ""),
        (94, 92, "not_stated", "down", ""),
        (94, 94, "up", "no change", ""),
        ("94.0", "94", "down", "no change", ""),
        (-5, 5, "up", "up", "improving"),
        (-26.2, -23.4, "down", "up", "worsening"),
    ],
)
def test_change_of_a_number(before, now, wanted, direction, judgement):
    moved = change(number(now), number(before), wanted)
    assert (moved.direction, moved.judgement) == (direction, judgement)


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [("GOOD", "Good", "no change"), ("GOOD", "OUTSTANDING", "changed"), ("OUTSTANDING", "GOOD", "changed")],
)
def test_change_of_a_grade_has_no_direction_and_no_judgement(before, now, direction):
    moved = change(Value(grade=now), Value(grade=before), "up")
    assert (moved.direction, moved.judgement) == (direction, "")


@pytest.mark.parametrize(
    ("before", "now"),
    [(Value(), number(5)), (number(5), Value()), (Value(), Value()), (Value(grade="GOOD"), number(5))],
)
def test_change_is_none_where_one_value_is_missing(before, now):
    assert change(now, before, "up") is None


@pytest.mark.parametrize(
    ("last", "this", "has_moved"),
    [
        ("", "", False),
        ("", "95%", False),
        ("  ", "95%", False),
        ("95%", "95%", False),
        ("Top 10  of 43", "top 10 of 43 ", False),
        ("95%", "90%", True),
        ("95%", "", True),
        ("95%", " ", True),
    ],
)
def test_target_has_moved_where_one_was_set_and_is_another_now(last, this, has_moved):
    assert target_moved(last, this) is has_moved
