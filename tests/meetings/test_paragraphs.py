"""Plain text becomes numbered sections, and nothing that was typed is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from meetings.paragraphs import lines_of, sections_of


def told(text):
    return [
        (section.number, section.heading, [(one.number, one.text) for one in section.paragraphs])
        for section in sections_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("", []),
        ("  \n\n ", []),
        ("One.\n\nTwo.", [(1, "", [("1.1", "One."), ("1.2", "Two.")])]),
        (
            "# Background\nOne,\nand on.\n\n \nTwo.\n## Next\r\n\r\nThree.",
            [(1, "Background", [("1.1", "One,\nand on."), ("1.2", "Two.")]), (2, "Next", [("2.1", "Three.")])],
        ),
        ("Before.\n#Heading", [(1, "", [("1.1", "Before.")]), (2, "Heading", [])]),
        ("#", [(1, "", [])]),
    ],
)
def test_sections_number_themselves(text, sections):
    assert told(text) == sections


def test_numbers_go_on_from_another():
    assert sections_of("# A\n\nOne.", first=4)[0].paragraphs[0].number == "4.1"


@given(some.text(alphabet="ab# \n\r", max_size=60))
def test_no_word_is_lost(text):
    kept = " ".join(
        [f"{section.heading} {' '.join(one.text for one in section.paragraphs)}" for section in sections_of(text)]
    )
    assert re.sub(r"[\s#]", "", kept) == re.sub(r"[\s#]", "", text)


def test_lines_of_a_list_leave_empty_ones_out():
    assert lines_of(" A \n\n B\r\nC ") == ("A", "B", "C")
