"""A report in two languages: every text is said, by the office or by the portal, and nothing else changes."""

from dataclasses import fields, is_dataclass, replace
from typing import get_args, get_type_hints

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from reports import document as doc
from reports.document.paragraphs import paragraph, paragraphs
from reports.document.stored import from_json, to_json
from reports.languages import as_typed, in_second, in_second_language, needs_words, of_office, places
from reports.languages.portal import portal_words
from reports.languages.prose import COMPOSED, OTHER, WRITTEN, said
from tests.reports.leaves import leaves
from tests.reports.small_report import small_report
from tests.reports.test_golden import GOLDEN

SMALL = replace(small_report(), second=None, edition=None)
SAMPLE = from_json((GOLDEN / "2019-20-q1.json").read_text(encoding="utf-8"))
BOTH = pytest.mark.parametrize("report", [SMALL, SAMPLE], ids=["small", "sample"])


def kinds(hint):
    """The dataclasses that a field can hold, and str where it can hold text."""
    found = {hint} if isinstance(hint, type) else set()
    return found.union(*map(kinds, get_args(hint)))


def every_dataclass(kind, seen):
    if kind in seen:
        return seen
    seen.add(kind)
    for hint in get_type_hints(kind).values():
        for inner in kinds(hint):
            if is_dataclass(inner):
                every_dataclass(inner, seen)
    return seen


def sources(report):
    return [text for _page, own in places(report) for text in own]


def shouted(report):
    """Every text that the office has to say, in capitals: what a reader of the other language would see of it."""
    return {text: text.upper() for text in sources(report)}


def test_every_text_of_a_report_is_named_as_words_or_as_none():
    aside = {doc.SecondLanguage, doc.Changed}
    for kind in every_dataclass(doc.ReportDocument, set()) - aside:
        texts = {name for name, hint in get_type_hints(kind).items() if str in kinds(hint)} - {"changes", "second"}
        named = [*WRITTEN.get(kind, ()), *COMPOSED.get(kind, ()), *OTHER.get(kind, ())]
        assert sorted(named) == sorted(texts), kind.__name__
        assert {field.name for field in fields(kind)} >= texts


@BOTH
def test_report_of_an_office_in_english_is_as_it_was_assembled(report):
    assert of_office(report) is report
    assert said(report, lambda text, composed: text) == report


@BOTH
def test_each_text_is_asked_for_once_on_the_page_where_it_stands_first(report):
    asked = sources(report)
    assert len(asked) == len(set(asked))
    assert all(map(needs_words, asked))
    assert list(in_second_language(report, "cy", {}).lacking) != []
    assert set(in_second_language(report, "cy", {}).lacking) == set(asked)


@BOTH
def test_nothing_lacks_once_all_is_said_and_only_words_are_otherwise(report):
    found = in_second_language(report, "cy", shouted(report))
    assert found.lacking == ()
    other = in_second(replace(report, second=found.second))
    assert (other.language, other.second) == ("cy", None)
    for (path, owner, before), (_, _, after) in zip(leaves(report), leaves(other), strict=True):
        kind, name = owner.split(".")
        tables = {key.__name__: {*WRITTEN.get(key, ()), *COMPOSED.get(key, ())} for key in (*WRITTEN, *COMPOSED)}
        if (
            name not in tables.get(kind, ())
            and kind not in ("Paragraph", "Note")
            and owner != "ReportDocument.language"
        ):
            assert before == after, path
    [pillar, *_] = other.pillars
    assert pillar.title == report.pillars[0].title.upper()
    assert other.words.office == report.words.office.upper()


def test_what_the_portal_put_together_is_said_with_what_the_office_said():
    texts = {"Amber": "Ambr", "Revenue": "Refeniw", "Total": "Cyfanswm", "Not in the table": "X"}
    wanted = {
        "Improved from Amber": "Gwell; gynt: Ambr",
        "Q1 2019/20": "Ch1 2019/20",
        "Re-baselined from 31 March 2020": "Newidiwyd y sail; gynt: 31 Mawrth 2020",
        "Withdrawn on 30 June 2019": "Tynnwyd yn ôl ar 30 Mehefin 2019",
        "Superseded by 4.1, 4.2 on 1 April 2019": "Disodlwyd gan 4.1, 4.2 ar 1 Ebrill 2019",
        "1.2: Amber; 9(a): Not held": "1.2: Ambr; 9(a): Heb ei gadw",
        "Revenue − Total": "Refeniw − Cyfanswm",
        "the sum of Revenue + Total": "swm: Refeniw + Cyfanswm",
        "Not due": "Ddim yn ddyledus eto",
        "No change": "Dim newid",
    }

    def office(text):
        return portal_words(text, office) or texts[text]

    with override("cy"):
        assert {text: portal_words(text, office) for text in wanted} == wanted
        assert portal_words("A promise of the office", office) is None
        assert portal_words("Withdrawn on 31 February 2019", office) is None


def test_office_that_writes_in_welsh_has_the_portals_words_in_welsh_and_its_own_as_they_are():
    report = replace(SAMPLE, language="cy")
    spoken = of_office(report)
    assert spoken.quarter.label == "Ch1 2019/20"
    assert spoken.pillars[0].title == SAMPLE.pillars[0].title
    found = in_second_language(report, "en-GB", shouted(report))
    english = in_second(replace(spoken, second=found.second))
    assert english.quarter.label == "Q1 2019/20"
    assert english.pillars[0].title == SAMPLE.pillars[0].title.upper()


@BOTH
def test_report_in_two_languages_is_stored_and_read_again(report):
    both = replace(report, second=in_second_language(report, "cy", shouted(report)).second)
    assert from_json(to_json(both)) == both


@pytest.mark.parametrize(
    "typed",
    [
        "See [the *whole* report](https://example.org/a_b?c=1&d=2) and **act**.",
        "5 * 3 * 2, [sic], a_b_c, &amp; and a \\ stroke <b>",
        "*All of it*",
        "**[A link](https://example.org/(1))**",
    ],
)
def test_paragraph_is_typed_again_as_it_was(typed):
    assert paragraph(as_typed(paragraph(typed))) == paragraph(typed)


@given(st.text("ab*_[]()\\&;<>! x1", max_size=30))
def test_any_paragraph_can_be_typed_again(typed):
    for made in paragraphs(typed):
        assert paragraph(as_typed(made)) == made
