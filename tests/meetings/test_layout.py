"""Where documents of a pack begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.pack.layout import Pages, gone_on, laid_out, lettered, roman

# The printed agenda of 24 September 2019: six pages before the papers, and each paper with its number of pages.
PRINTED = {
    "2": (14, "7 - 20"),
    "5": (16, "21 - 36"),
    "6": (22, "37 - 58"),
    "10": (8, "59 - 66"),
    "11": (8, "67 - 74"),
    "12": (20, "75 - 94"),
    "14": (18, "95 - 112"),
    "15": (4, "113 - 116"),
    "16": (6, "117 - 122"),
}
FRONT = [("cover", 1), ("public information", 1), ("agenda", 2)]


def test_the_printed_pack_has_its_122_pages_and_ranges():
    layout = laid_out([*FRONT, *((name, count) for name, (count, _range) in PRINTED.items())])
    assert layout.total == 122
    assert layout.blanks == (2, 4)
    assert {name: layout.words([name]) for name in PRINTED} == {name: printed for name, (_, printed) in PRINTED.items()}


def test_a_longer_paper_moves_all_that_follow():
    counts = [*FRONT, *((name, 21 if name == "5" else count) for name, (count, _range) in PRINTED.items())]
    layout = laid_out(counts)
    assert layout.words(["5"]) == "21 - 41"
    assert 42 in layout.blanks
    assert layout.words(["6"]) == "43 - 64"
    assert layout.total == 128


def test_papers_of_one_item_are_one_range():
    layout = laid_out([("front", 6), ("a", 3), ("b", 1)])
    assert layout.span(["a", "b"]) == Pages(7, 11)
    assert layout.words(["b"]) == "11"
    assert layout.span([]) is None


@given(st.lists(st.integers(min_value=1, max_value=60), min_size=1, max_size=40))
def test_every_page_is_of_one_document_or_blank(counts):
    layout = laid_out([(str(place), count) for place, count in enumerate(counts)])
    held = [page for pages in layout.documents.values() for page in range(pages.first, pages.last + 1)]
    assert sorted([*held, *layout.blanks]) == list(range(1, layout.total + 1))
    assert all(pages.first % 2 for pages in layout.documents.values())
    assert all(blank % 2 == 0 for blank in layout.blanks)


def test_a_supplement_keeps_the_numbers_of_the_pack_that_is_out():
    layout, letters = gone_on(laid_out([("sheet", 1), ("6-2", 3), ("10-2", 1)]), {"6-2": 58, "10-2": 66}, {58: 2})
    assert layout.labels == ("i", "ii", "58c", "58d", "58e", "58f", "66a")
    assert (layout.words(["6-2"]), layout.words(["10-2"])) == ("58c - 58e", "66a")
    assert letters == {58: 6, 66: 1}


def test_letters_and_small_numbers():
    assert [lettered(number) for number in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]
    assert [roman(number) for number in (1, 4, 9, 14, 40, 99)] == ["i", "iv", "ix", "xiv", "xl", "xcix"]
