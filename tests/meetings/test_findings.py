"""What the clerk is told of a file: who can read it, which pages are silent, and what was taken out."""

import pytest

from meetings.findings import findings_of, page_runs
from meetings.models import Upload


def upload(**found):
    return Upload(**{"pages": 9, "language": "en-GB", "is_tagged": True, **found})


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([3], "3"),
        ([1, 2], "1–2"),
        ([9, 2, 5, 6, 7], "2, 5–7 and 9"),
        (range(1, 601), "1–600"),
        (range(1, 100, 2), ", ".join(str(page) for page in range(1, 41, 2)) + " and others"),
    ],
)
def test_pages_are_named_in_runs(pages, words):
    assert page_runs(list(pages)) == words


def test_tagged_paper_with_text_can_be_heard():
    found = findings_of(upload())
    assert found.can_be_heard
    assert found.verdict == "A screen reader finds words in order on every page."
    assert (found.notes, found.removed) == ((), "")


@pytest.mark.parametrize(
    ("found", "beginnings"),
    [
        ({"is_tagged": False, "untagged_pages": [*range(1, 10)]}, ["It has no tags, so that nobody can hear"]),
        ({"is_tagged": False, "untagged_pages": [4, 5]}, ["Pages 4–5 have no tags, so that nobody can hear"]),
        ({"silent_pages": [7]}, ["Page 7 has no text that can be heard or searched"]),
        ({"is_tagged": False, "silent_pages": [*range(1, 10)]}, ["Pages 1–9 have no text that can be heard"]),
        (
            {"is_tagged": False, "silent_pages": [1], "untagged_pages": [*range(2, 10)]},
            ["Page 1 has no text", "It has no tags"],
        ),
    ],
)
def test_paper_that_cannot_be_heard_says_why(found, beginnings):
    told = findings_of(upload(**found))
    assert not told.can_be_heard
    assert told.verdict == "Some people cannot read this paper as it is."
    assert len(told.notes) == len(beginnings)
    assert all(note.startswith(beginning) for note, beginning in zip(told.notes, beginnings, strict=True))


def test_hidden_layers_and_a_language_that_is_not_told_are_named():
    notes = findings_of(upload(language="", has_hidden_layers=True)).notes
    assert notes[0].startswith("It does not say in which language")
    assert notes[1].startswith("It has layers that are not shown")


def test_what_was_taken_out_is_told_in_words():
    removed = findings_of(upload(removed=["comments", "javascript", "metadata"])).removed
    assert removed == "comments, scripts and what it told of its author and its making"
