"""What is written into the cells of a workbook: every kind of column, blank cells, and the word none."""

from datetime import date

import pytest

from commitments.models import Status
from indicators.models import Reading
from pillars.models import Narrative
from tests.records import make_line, rating
from tests.returns.entry import last_status, make_place
from tests.returns.workbook_files import (
    DUE,
    EVIDENCE,
    MILESTONE,
    RATING,
    REASON,
    TEXT,
    VALUE,
    WHY_NONE,
    book_for,
    changed,
    compared,
    wrong,
)

pytestmark = pytest.mark.django_db


# One cell


@pytest.mark.parametrize(
    ("heading", "value", "field", "meant"),
    [
        (RATING, "Amber", "rating", "A"),
        (RATING, "a", "rating", "A"),
        (RATING, "no change", "rating", "G"),
        (RATING, "=", "rating", "G"),
        (WHY_NONE, "not due", "empty", "not_due"),
        (REASON, "Late.\nStill late.", "reason", "Late.\nStill late."),
        (REASON, "=1+1", "reason", "=1+1"),
        (REASON, ["number", "2019"], "reason", "2019"),
        (EVIDENCE, "https://example.org/a", "evidence", "https://example.org/a"),
    ],
)
def test_a_cell_is_read_by_its_column(kept, heading, value, field, meant):
    assert list(changed(kept, ("Lines", 2, heading, value)).values()) == [{field: ("", meant)}]


@pytest.mark.parametrize(
    "written", [["day", "2020-03-31"], "31/03/2020", "2020-03-31", "31 March 2020", "31  mar 2020"]
)
def test_a_day_is_a_day_or_a_text_that_can_be_nothing_else(kept, written):
    found = changed(kept, ("Lines", 2, MILESTONE, "Sign"), ("Lines", 2, DUE, written))
    assert found == {"Lines!K2": {"milestone": ("", "Sign"), "due": ("", "2020-03-31")}}


@pytest.mark.parametrize(
    "written", ["03/31/2020", "31/03/20", "in March", "31.3.2020", ["number", "43921"], "31/02/2020"]
)
def test_a_day_that_cannot_be_read_is_named(kept, written):
    said = wrong(kept, ("Lines", 2, MILESTONE, "Sign"), ("Lines", 2, DUE, written))
    assert len(said) == 1
    assert said[0].startswith("Lines!L2: “")


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("percentage", "94%", "94%"),
        ("percentage_change", "+1.1%", "+1.1%"),
        ("percentage_change", "-23.4%", "-23.4%"),
        ("count", "232K +", "232K +"),
        ("count", ["number", "363"], "363"),
        ("decimal_count", ["number", "19.9"], "19.9"),
        ("money", "£2.08M", "£2.08M"),
        ("grade", "GOOD", "GOOD"),
    ],
)
def test_a_value_is_kept_as_it_is_written(kept, kind, written, meant):
    make_place(kept, kind)
    assert changed(kept, ("Indicators", 2, VALUE, written)) == {"Indicators!G2": {"printed": ("", meant)}}


@pytest.mark.parametrize(
    ("kind", "written", "sentence"),
    [
        ("percentage", ["number", "0.94"], "This is the number 0.94, which does not say how it is to be printed."),
        ("money", ["number", "1200"], "This is the number 1200, which does not say"),
        ("percentage", "many", "“many” cannot be read as percentage. Write it like 94% or 77.3%"),
        ("count", ["day", "2020-03-31"], "This is a day, where text is wanted."),
        ("count", ["other", "True"], "“True” is not text."),
        ("count", "1" * 41, "This text has 41 characters, and the portal keeps 40."),
    ],
)
def test_a_value_that_cannot_be_read_is_named(kept, kind, written, sentence):
    make_place(kept, kind)
    (said,) = wrong(kept, ("Indicators", 2, VALUE, written))
    assert said.startswith(f"Indicators!G2: {sentence}")


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        (RATING, "Gren", "Lines!G2: “Gren” is no rating. Write one of these: Red (R), Amber (A)"),
        (RATING, ["number", "1"], "Lines!G2: “1” is not text."),
        (WHY_NONE, "dunno", "Lines!H2: “dunno” is none of these answers: Not due, No new data"),
        (EVIDENCE, "javascript:alert(1)", "Lines!J2: Give the whole address, beginning with https:// or http://."),
        (DUE, "31/03/2020", "Lines!K2: Say which milestone is due on that day."),
        (REASON, "x" * 20_001, "Lines!I2: This text has 20,001 characters"),
    ],
)
def test_a_cell_that_breaks_a_rule_of_the_editing_page_is_named(kept, heading, value, said):
    (found,) = wrong(kept, ("Lines", 2, heading, value))
    assert found.startswith(said)


def test_no_change_needs_a_rating_of_last_period(kept):
    make_line(kept.period, "77", code=None, in_return=kept.held)
    (said,) = wrong(kept, ("Lines", 5, RATING, "no change"))
    assert said == "Lines!G5: There is no rating of last period to keep. Write the rating itself."


def test_comparators_are_pairs_of_name_and_value(kept):
    make_place(kept, comparator="Same quarter last year")
    found = changed(kept, ("Indicators", 2, VALUE, "94%"), ("Indicators", 2, "Its value, 1 (fill in)", "93%"))
    assert found["Indicators!G2"]["value_1"] == ("", "93%")
    (said,) = wrong(kept, ("Indicators", 2, "Its value, 2 (fill in)", "93%"))
    assert said == "Indicators!L2: Say what this value is compared with."


# Blank cells, and the word none


def test_blank_cells_take_nothing_away(kept):
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "A"), reason="Late.")
    cells = [("Lines", 2, heading, "") for heading in (RATING, WHY_NONE, REASON, EVIDENCE, MILESTONE, DUE)]
    assert changed(kept, *cells) == {}


def test_the_word_none_empties_a_cell(kept):
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "A"), reason="Late.")
    found = changed(kept, ("Lines", 2, RATING, "None"), ("Lines", 2, REASON, "none"))
    assert found == {"Lines!G2": {"rating": ("A", ""), "reason": ("Late.", "")}}


def test_none_for_a_text_is_the_answer_that_there_is_none(kept):
    assert list(changed(kept, ("Texts", 2, TEXT, "none")).values()) == [{"text": ("", "none")}]
    Narrative.objects.create(kind="headlines", pillar=kept.held.sub_theme.pillar, period=kept.period, text="")
    book = book_for(kept.period, kept.editor)
    assert book.rows["Texts"][0].cells["text"] == "none"
    assert changed(kept) == {}


def test_a_rating_and_why_there_is_none_take_each_others_place(kept):
    Status.objects.create(line=kept.lines[0], rating=rating(kept.plan, "A"))
    Status.objects.create(line=kept.lines[1], empty_reason="not_due")
    found = changed(kept, ("Lines", 2, WHY_NONE, "Withheld"), ("Lines", 3, RATING, "Red"))
    assert found == {
        "Lines!G2": {"rating": ("A", ""), "empty": ("", "withheld")},
        "Lines!G3": {"rating": ("", "R"), "empty": ("not_due", "")},
    }
    (said,) = wrong(kept, ("Lines", 4, RATING, "Red"), ("Lines", 4, WHY_NONE, "Withheld"))
    assert said == "Lines!H4: There is an answer why there is none beside the one that is given. Leave one."


def test_a_value_takes_the_place_of_why_there_is_none_and_words_may_stand_beside_it(kept):
    place = make_place(kept)
    about = {"indicator": place.indicator, "period": kept.period}
    Reading.objects.create(printed="n/a", empty_reason="no_new_data", **about)
    assert changed(kept) == {}
    found = changed(kept, ("Indicators", 2, VALUE, "94%"))
    assert found == {"Indicators!G2": {"printed": ("n/a", "94%"), "empty": ("no_new_data", "")}}
    assert changed(kept, ("Indicators", 2, VALUE, "none"))["Indicators!G2"] == {"printed": ("n/a", "")}


def test_a_milestone_that_was_offered_is_kept_with_the_first_answer_and_is_none_by_itself(kept):
    last_status(kept, milestone="Sign", milestone_due_on=date(2020, 3, 31))
    assert changed(kept) == {}
    found = compared(kept, ("Lines", 2, RATING, "Green")).changed[0]
    assert (found.outcome["milestone"], found.outcome["due"]) == ("Sign", "2020-03-31")
