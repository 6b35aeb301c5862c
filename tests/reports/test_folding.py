"""Text as it is searched: what counts as the same, what a query asks for, and where its words stand in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.folding import fold, folded, marked, words_of


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("", " "),
        ("Net Revenue", " net revenue "),
        ("1,146", " 1146 "),
        ("(1,146)", " 1146 "),
        ("£1,146", " 1146 "),
        ("1\u202f146", " 1146 "),
        ("1,146,200", " 1146200 "),
        ("94,95,97", " 94 95 97 "),
        ("17/57", " 17 57 "),
        ("2.92%", " 2.92 "),
        ("£28.5K", " 28.5k "),
        ("232K +", " 232k "),
        ("End. 5. Next", " end 5 next "),
        ("9(a)", " 9a "),
        ("9(A), 10", " 9a 10 "),
        ("five (5) of (nine)", " five 5 of nine "),
        ("Re-baselined", " re baselined "),
        ("the force’s ‘own’ plan", " the forces own plan "),
        ("Ynys Môn, tŷ, café", " ynys mon ty cafe "),
        ("STRASSE straße", " strasse strasse "),
        ("100%_done\\", " 100 done "),
        ("a\0b", " a b "),
        ("\u202eabc\u200f", " abc "),
        ("\u05e9\u05dc\u05d5\u05dd", " \u05e9\u05dc\u05d5\u05dd "),
    ],
)
def test_text_is_searched_without_what_is_only_print(text, searched):
    assert folded(text) == searched


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ()),
        ('  % _ \\ \' "" ', ()),
        ("Hate  crime hate", ("hate", "crime")),
        ('"hate crime" (YTD)', ("hate crime", "ytd")),
        ("“hate crime” ytd", ("hate crime", "ytd")),
        ('"hate crime', ("hate", "crime")),
        ("£1,146 9(a)", ("1146", "9a")),
        ("re-baselined", ("re baselined",)),
    ],
)
def test_query_asks_for_words_and_phrases(query, words):
    assert words_of(query) == words


def shown(text, query, longest=280):
    return "".join(f"[{piece}]" if is_hit else piece for piece, is_hit in marked(text, words_of(query), longest))


@pytest.mark.parametrize(
    ("text", "query", "told"),
    [
        ("Net budget (1,146)", "1146 NET", "[Net] budget ([1,146])"),
        ("9(a) of 19", "9a", "[9(a]) of 19"),
        ("Nine of 1,936 and 9", "9", "Nine of 1,936 and [9]"),
        ("Burglaries", "burglar", "[Burglar]ies"),
        ("Café society", "cafe", "[Café] society"),
        ("Hate crime, crime of hate", '"hate crime" crime', "[Hate crime], [crime] of hate"),
        ("Nothing of it", "else", "Nothing of it"),
    ],
)
def test_words_found_are_marked_in_the_text_as_it_is_printed(text, query, told):
    assert shown(text, query) == told


def test_long_text_is_cut_around_the_first_word_found():
    text = "far away " * 50 + "the hub opened " + "and so on " * 50
    cut = shown(text, "hub", 100)
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert "the [hub] opened" in cut
    assert len(cut) <= 110
    assert shown(text, "nothing", 100).startswith("far away far")


@given(st.text(max_size=300), st.text(max_size=20), st.integers(20, 400))
def test_whatever_the_text_folding_is_in_step_and_marking_loses_nothing(text, query, longest):
    searched, origins = fold(text)
    assert len(searched) == len(origins)
    assert origins == sorted(origins)
    assert searched[0] == searched[-1] == " "
    assert not set(searched) & set("%_\\\0'\"")
    pieces = "".join(piece for piece, _ in marked(text, words_of(query), longest))
    assert pieces.removeprefix("… ").removesuffix(" …") in text or len(text) <= longest
    if len(text) <= longest:
        assert pieces == text


@given(st.text(max_size=60))
def test_a_text_is_found_by_its_own_words(text):
    searched = folded(text)
    for word in words_of(text.replace('"', " ")):
        assert f" {word} " in searched
