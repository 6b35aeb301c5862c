"""Texts as people type them: links and emphasis are kept, and nothing else is markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document.paragraphs import paragraph, paragraphs


@pytest.mark.parametrize(
    ("typed", "text", "html"),
    [
        ("Plain words", "Plain words", "Plain words"),
        ("[the map](https://example.org/a?b=1&c=2)", "the map", '<a href="https://example.org/a?b=1&amp;c=2">the map</a>'),
        ("[old](http://example.org)", "old", '<a href="http://example.org">old</a>'),
        ("[write](mailto:clerk@example.org)", "write", '<a href="mailto:clerk@example.org">write</a>'),
        ("A *short* and **strong** word", "A short and strong word", "A <em>short</em> and <strong>strong</strong> word"),
        ("[**bold** link](https://example.org)", "bold link", '<a href="https://example.org"><strong>bold</strong> link</a>'),
        ("Crime & disorder < 5 > 3", "Crime & disorder < 5 > 3", "Crime &amp; disorder &lt; 5 &gt; 3"),
        ("‘Immersion’ – “safe”, café", "‘Immersion’ – “safe”, café", "‘Immersion’ – “safe”, café"),
        ("5 * 3 * 2 and a_b_c", "5 * 3 * 2 and a_b_c", "5 * 3 * 2 and a_b_c"),
        (r"\*not\* emphasis", "*not* emphasis", "*not* emphasis"),
        ("&amp; and &lt;b&gt;", "& and <b>", "&amp; and &lt;b&gt;"),
        ("# no heading", "# no heading", "# no heading"),
        ("- no list", "- no list", "- no list"),
        ("`no code`", "`no code`", "`no code`"),
        ("https://example.org alone", "https://example.org alone", "https://example.org alone"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_paragraph_as_words_and_as_markup(typed, text, html):
    found = paragraph(typed)
    assert (found.text, found.html) == (text, html)


HARMFUL = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    '<img src=x onerror="alert(1)">',
    '<a href="https://example.org" onclick="alert(1)">x</a>',
    "<b style='position:fixed'>x</b>",
    "<iframe src=https://evil.example></iframe>",
    "<svg/onload=alert(1)>",
    "<!-- comment --> x",
    "![picture](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    '[x](https://example.org" onclick="alert(1))',
    '[x](https://example.org "title onmouseover=alert(1)")',
    "[<img src=x onerror=alert(1)>](https://example.org)",
    "*<script>*alert(1)*</script>*",
]
TAG = re.compile(r"<[^>]*>")
HARMLESS = re.compile(r'</?(?:em|strong)>|<a href="(?:https?://|mailto:)[^"<>]*">|<a>|</a>')


@pytest.mark.parametrize("typed", HARMFUL)
def test_harmful_text_is_made_harmless(typed):
    found = paragraph(typed)
    tags = TAG.findall(found.html)
    assert all(HARMLESS.fullmatch(tag) for tag in tags), found.html
    assert "<" not in TAG.sub("", found.html)


@pytest.mark.parametrize("typed", [text for text in HARMFUL if text.startswith("<")])
def test_typed_markup_is_shown_as_it_was_typed(typed):
    """Nothing that somebody wrote goes missing: it is words."""
    assert paragraph(typed).text == typed


PIECES = st.sampled_from(
    [
        *"<>&\"'*_[]()!\\/=: \t",
        "script",
        "a",
        "img",
        "href",
        "onerror",
        "javascript:",
        "data:",
        "https://e.org",
        "&lt;",
        "&#60;",
        "é",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)))
def test_no_text_whatever_makes_any_other_tag(typed):
    found = paragraph(typed)
    names = {re.sub(r"[</> ].*", "", tag.strip("</>"), flags=re.DOTALL) for tag in TAG.findall(found.html)}
    assert names <= {"a", "em", "strong"}
    assert "<" not in TAG.sub("", found.html)
    attributes = {name for tag in TAG.findall(found.html) for name in re.findall(r"\s([a-z-]+)=", tag)}
    assert attributes <= {"href"}


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="*_[]\\&<\r\n\x00", exclude_categories=["Cc"]), max_size=60)
)
def test_words_without_markup_stay_as_they_are(typed):
    assert paragraph(typed).text == typed


def test_paragraphs_are_one_to_a_line():
    assert [one.text for one in paragraphs("First\n\n  Second  \n\t\nThird\n")] == ["First", "Second", "Third"]
    assert paragraphs("") == paragraphs(" \n ") == ()
