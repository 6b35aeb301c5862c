"""The number of a commitment: how people write it, and its order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.references import Reference

REFERENCES = st.builds(
    Reference, st.integers(1, 9999), st.text(st.characters(codec="ascii", categories=["Ll"]), max_size=2)
)


@pytest.mark.parametrize(
    ("text", "number", "suffix", "written", "in_addresses"),
    [
        ("16", 16, "", "16", "16"),
        ("9(a)", 9, "a", "9(a)", "9a"),
        ("9a", 9, "a", "9(a)", "9a"),
        ("9 (a)", 9, "a", "9(a)", "9a"),
        ("9(A)", 9, "a", "9(a)", "9a"),
        ("  9(a) ", 9, "a", "9(a)", "9a"),
        ("12(ab)", 12, "ab", "12(ab)", "12ab"),
        ("010", 10, "", "10", "10"),
        ("9999", 9999, "", "9999", "9999"),
    ],
)
def test_reference_is_read_as_people_write_it(text, number, suffix, written, in_addresses):
    reference = Reference.read(text)
    assert reference == Reference(number, suffix)
    assert (str(reference), reference.slug) == (written, in_addresses)


@pytest.mark.parametrize(
    "text", ["", "0", "0(a)", "a", "(a)", "9()", "9(1)", "9(abc)", "9.1", "8/9", "-9", "99999", "9(a", "9a)", "nine"]
)
def test_reference_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is not the number of a commitment") as refused:
        Reference.read(text)
    assert str(refused.value) == f"“{text}” is not the number of a commitment. Write it like 16 or 9(a)."


def test_references_stand_in_the_order_of_the_plan():
    order = ["1", "2", "9", "9(a)", "9(b)", "10", "17", "100", "100(a)"]
    assert [str(reference) for reference in sorted(map(Reference.read, reversed(order)))] == order


@given(REFERENCES)
def test_reference_is_read_back_from_words_and_address(reference):
    assert Reference.read(str(reference)) == Reference.read(reference.slug) == reference
