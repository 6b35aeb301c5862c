"""Citations: what a cell reads like in a sentence, and what is said of one that no figure stands behind."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.figures.addresses import Address
from finance.figures.formulas import read_formula
from finance.words import Facts, Form, NamedShare, citations, cited, forms_of, resolve, token
from tests.finance import month_four

VARIANCE = "revenue/net-budget/variance"


def facts_with(at=VARIANCE, **changes):
    """The Month 4 figures with one of their cells changed."""
    cells = month_four.facts().cells
    address = Address.read(at)
    return Facts(
        tuple(replace(fact, **changes) if fact.address == address else fact for fact in cells),
        month_four.facts().shares,
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (VARIANCE, "£476,000"),
        (f"{VARIANCE} amount", "£476,000"),
        (f"{VARIANCE} £", "£476,000"),
        (f"{VARIANCE} £000", "£476,000"),
        (f"{VARIANCE} £m1", "£0.5m"),
        (f"{VARIANCE} £m2", "£0.48m"),
        (f"{VARIANCE} £m3", "£0.476m"),
        (f"{VARIANCE} amount £m3", "£0.476m"),
        (f"{VARIANCE} £m3 amount", "£0.476m"),
        (f"  {VARIANCE}   judged  ", "£476,000 adverse"),
        (f"{VARIANCE} judged £m3", "£0.476m adverse"),
        (f"{VARIANCE} compared £m3", "£0.476m above"),
        ("revenue/net-budget/full-year-forecast £m1", "£135.1m"),
        ("revenue/income/variance judged", "£252,000 favourable"),
        ("usable-reserves/capital-financing-reserve/forecast-transfer", "−£665,000"),
        ("usable-reserves/capital-financing-reserve/variance judged", "£665,000 adverse"),
        ("capital-investment/minor-works/variance compared", "£236,000 below"),
        ("capital-investment/transforming-forensics/variance", "£0"),
        ("usable-reserves/general-fund-balance/opening-balance share", "2.92%"),
        ("usable-reserves/general-fund-balance/forecast-balance share", "3.27%"),
    ],
)
def test_citation_reads_as_its_figure_with_the_sign_word_of_the_table(written, read):
    text = f"The figure is {{{{{written}}}}}, as printed."
    resolved = resolve(text, month_four.facts())
    assert resolved.text == f"The figure is {read}, as printed."
    assert resolved.broken == ()


@pytest.mark.parametrize(
    ("address", "word", "why"),
    [
        ("revenue/income/variance", "above", "more income than budgeted, although (15,255) less (15,002) is negative"),
        ("capital-receipts-reserve/financing-programme/variance", "below", "the budgeted use, of the forecast one"),
        ("capital-receipts-reserve/additions/variance", "below", "the budgeted additions, of the forecast ones"),
        ("usable-reserves/capital-financing-reserve/variance", "above", "no transfer stands above a use"),
    ],
)
def test_comparison_goes_by_size_where_both_sides_are_negative(address, word, why):
    assert resolve(f"{{{{{address} compared}}}}", month_four.facts()).text.endswith(f" {word}"), why


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("judged", "OPCC is on budget."),
        ("compared", "OPCC is level with."),
        ("amount", "OPCC is £0."),
    ],
)
def test_nothing_has_neither_direction(written, read):
    text = f"OPCC is {{{{revenue/opcc/variance {written}}}}}."
    assert resolve(text, month_four.facts()).text == read


def test_judgement_of_nothing_is_no_variance_where_no_budget_is_compared():
    facts = facts_with(pence=0, formula=None)
    assert resolve(f"There is {{{{{VARIANCE} judged}}}}.", facts).text == "There is no variance."


@given(pence=st.integers(-(10**15), 10**15).filter(bool), sense=st.sampled_from(["adverse", "favourable"]))
def test_sign_word_always_agrees_with_the_figure(pence, sense):
    facts = facts_with(pence=pence, sense=sense)
    is_adverse = (pence > 0) == (sense == "adverse")
    judged = resolve(f"{{{{{VARIANCE} judged}}}}", facts).text
    compared = resolve(f"{{{{{VARIANCE} compared}}}}", facts).text
    assert judged.endswith(" adverse" if is_adverse else " favourable")
    assert compared.endswith(" above" if pence > 0 else " below")
    assert "−" not in judged + compared


@pytest.mark.parametrize(
    ("percent", "step", "read"),
    [
        (Fraction(35, 100), 10, "0.35%"),
        (Fraction(-35, 100), 10, "−0.35%"),
        (Fraction(3), 1000, "3%"),
        (Fraction(5, 10), 100, "0.5%"),
    ],
)
def test_percentage_is_cited_as_its_column_prints_it(percent, step, read):
    facts = facts_with(pence=None, percent=percent, step=step, formula=read_formula("variance / revised-budget"))
    assert resolve(f"{{{{{VARIANCE} share}}}}", facts).text == read


@pytest.mark.parametrize(
    ("written", "changes", "words"),
    [
        ("revenue/net-budget/outturn", {}, "There is no cell revenue/net-budget/outturn"),
        (VARIANCE, {"pence": None}, "is empty"),
        (f"{VARIANCE} judged", {"sense": ""}, "cannot be judged"),
        (f"{VARIANCE} compared", {"formula": None}, "compares nothing"),
        (f"{VARIANCE} compared", {"formula": read_formula("original-budget + revised-budget")}, "compares nothing"),
        (f"{VARIANCE} share", {}, "has no share"),
        (f"{VARIANCE} £m", {"pence": 4_000_000}, "would show as nothing"),
        (f"{VARIANCE} judged £m1", {"pence": -4_000_000}, "would show as nothing"),
        (VARIANCE, {"pence": None, "percent": Fraction(3)}, "Cite it as a share"),
        (f"{VARIANCE} share", {"pence": None, "formula": read_formula("variance / revised-budget")}, "is empty"),
    ],
)
def test_citation_that_no_figure_bears_is_named_and_shown(written, changes, words):
    resolved = resolve(f"It is {{{{{written}}}}} today.", facts_with(**changes))
    assert resolved.text == "It is [figure not found] today."
    (broken,) = resolved.broken
    assert words in broken.sentence
    assert str(broken.citation.address) == written.split()[0]


def test_share_of_an_empty_cell_is_not_found():
    opening = Address.read("usable-reserves/general-fund-balance/opening-balance")
    share = NamedShare("opening", "Opening share", opening, Address.read(VARIANCE), None, Decimal(3), None)
    resolved = resolve(f"{{{{{opening} share}}}}", Facts(month_four.facts().cells, (share,)))
    assert "while one of its two cells is empty or 0" in resolved.broken[0].sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see {{revenue/net-budget/variance for it", "is not closed"),
        ("see {{revenue/net-budget\n/variance}}", "is not closed"),
        ("see {{revenue/net-budget/variance} for it", "is not closed"),
        ("see {{}} for it", "is not the address of a cell"),
        ("see {{revenue/variance}} for it", "is not the address of a cell"),
        ("see {{revenue/*/variance}} for it", "names several cells"),
        ("see {{revenue/net-budget/variance judgd}} for it", "cannot be read"),
        ("see {{revenue/net-budget/variance judged compared}} for it", "cannot be read"),
        ("see {{revenue/net-budget/variance €}} for it", "cannot be read"),
        ("see {{revenue/net-budget/variance share £m}} for it", "share in pounds"),
        ("see {{" + "a" * 400 + "}} for it", "is not closed"),
    ],
)
def test_citation_that_cannot_be_read_is_not_shown_as_it_stands(text, words):
    resolved = resolve(text, month_four.facts())
    assert resolved.text.startswith("see [figure not found]")
    assert "{{" not in resolved.text
    (broken,) = resolved.broken
    assert words in broken.sentence
    assert broken.citation.address is None


def test_words_behind_a_citation_that_is_never_closed_stay():
    assert resolve("see {{revenue/pay for it", month_four.facts()).text == "see [figure not found] for it"


def test_citation_where_there_is_no_table_says_so():
    resolved = resolve("It is {{revenue/net-budget/variance}}.", Facts(()))
    assert resolved.text == "It is [figure not found]."
    assert "There is no table to take revenue/net-budget/variance from." in resolved.broken[0].sentence


def test_text_without_citations_comes_back_as_it_is():
    text = "Nothing is cited here, not even by { } or }}."
    assert resolve(text, month_four.facts()).text is text


def test_citations_tell_where_they_stand():
    text = f"A {{{{{VARIANCE} judged £m3}}}} and {{{{no}}}} and {{{{revenue/opcc/variance}}}}."
    found = citations(text)
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert [(one.form, one.unit) for one in found] == [("judged", "£m3"), ("amount", "£"), ("amount", "£")]
    assert [str(address) for address in cited(text)] == [VARIANCE, "revenue/opcc/variance"]


@given(form=st.sampled_from(Form), unit=st.sampled_from(["£", "£000", "£m", "£m1", "£m2", "£m3"]))
def test_token_is_read_back(form, unit):
    (citation,) = citations(token(Address.read(VARIANCE), form, unit))
    assert (str(citation.address), citation.form, citation.fault) == (VARIANCE, form, "")
    assert citation.unit == ("£" if form == Form.SHARE else unit)


@pytest.mark.parametrize(
    ("address", "forms"),
    [
        (VARIANCE, ["amount", "judged", "compared"]),
        ("revenue/net-budget/revised-budget", ["amount"]),
        ("capital-financing/borrowing/variance", ["amount", "compared"]),
        ("usable-reserves/general-fund-balance/opening-balance", ["amount", "share"]),
    ],
)
def test_cell_offers_the_forms_that_it_bears(address, forms):
    facts = month_four.facts()
    assert list(forms_of(facts.get(Address.read(address)), facts)) == forms


@given(text=st.text(st.sampled_from("{}/ab *£m1\n"), max_size=80))
def test_any_text_is_resolved_and_only_citations_change(text):
    resolved = resolve(text, month_four.facts())
    assert len(resolved.broken) == len(citations(text))
    if not citations(text):
        assert resolved.text == text
