"""The pages of a table's structure, without a script and in a real browser: whole tables built from them alone."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from finance.models import Column, Figure, Note, Row, Statement
from pillars.models import Return, ReturnState
from tests import records
from tests.accessibility import px_too_wide
from tests.browsing import arrive
from tests.people import client_of, make_person, sign_in
from tests.returns.office import make_open_quarter

pytestmark = pytest.mark.django_db
FINANCE = "/quarters/2019-20-q2/finance/"
STRUCTURE = f"{FINANCE}revenue/structure/"


@pytest.fixture
def officer():
    return make_person(Role.FINANCE_OFFICER)


@pytest.fixture
def held():
    period = make_open_quarter(sub_themes=2)
    made = records.make_table(
        period,
        "revenue",
        [
            "budget",
            "forecast",
            {"key": "variance", "formula": "forecast - budget"},
            {"key": "ref", "kind": "reference"},
        ],
        [
            {"key": "staff", "kind": "heading"},
            "pay",
            "rent",
            {"key": "gap", "kind": "spacer", "label": ""},
            {"key": "total", "kind": "total", "sums": ["pay", "rent"]},
        ],
        {"pay": [100, 110, None], "total": [100, None, None]},
    )
    Note.objects.create(report=made.report, order=1, section="Revenue", reference="R1")
    return made


def shown(person, address=STRUCTURE):
    answer = client_of(person).get(address)
    assert answer.status_code == 200
    return answer


def fields_of(answer):
    """What a browser would send of the page's form, were it sent as it stands."""
    form = answer.context["form"]
    sent = {}
    for field in form:
        value = field.value()
        if value is not False and value not in (None, "", []):
            sent[field.html_name] = value.isoformat() if hasattr(value, "isoformat") else value
    return sent


def sent(person, address, follow=True, **changed):
    """Opens a form, changes what is given (None: left out) and sends it."""
    client = client_of(person)
    fields = fields_of(client.get(address)) | changed
    return client.post(address, {name: value for name, value in fields.items() if value is not None}, follow=follow)


def rows_of(held):
    return list(Row.objects.filter(statement=held, is_retired=False).values_list("key", flat=True))


# The page


def test_page_tells_every_row_and_column_in_words(held, officer):
    html = shown(officer).text
    assert "Amounts by a formula: Forecast − Budget" in html
    assert "Pay and Rent" in html
    assert "(a space)" in html
    for key in ("pay", "gap", "total"):
        assert f'href="{STRUCTURE}rows/{key}/"' in html
    assert f'href="{STRUCTURE}columns/variance/"' in html


def test_page_is_read_by_others_and_once_the_return_is_closed(held, officer):
    html = shown(make_person(Role.APPROVER)).text
    assert "The finance officer keeps these tables." in html
    assert "<button" not in html.split('id="main"')[1].split("<footer")[0]
    Return.objects.update(state=ReturnState.SUBMITTED)
    assert "so nothing on them can change" in shown(officer).text
    client = client_of(officer)
    for below in ("table/", "remove/", "add-rows/", "rows/pay/", "add-column/", "columns/budget/"):
        assert client.get(f"{STRUCTURE}{below}")["Location"] == STRUCTURE
    for below in ("rows/pay/retire/", "columns/ref/retire/", "remove/", "rows/pay/bring-back/"):
        told = client.post(f"{STRUCTURE}{below}", follow=True)
        assert "This return is submitted" in told.text
    assert client.post(f"{STRUCTURE}rows/", {"up": "pay"}, headers={"hx-request": "true"}).status_code == 409
    assert rows_of(held) == ["staff", "pay", "rent", "gap", "total"]


def test_what_is_not_there_is_not_found(held, officer):
    client = client_of(officer)
    for address in (f"{FINANCE}gone/structure/", f"{STRUCTURE}rows/gone/", f"{STRUCTURE}columns/gone/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{STRUCTURE}rows/", {"up": "gone"}).status_code == 404


@pytest.mark.parametrize("count", [2, 40])
def test_page_takes_the_same_queries_for_two_rows_and_forty(officer, count, django_assert_num_queries):
    rows = [f"row-{number}" for number in range(count)]
    made = records.make_table(make_open_quarter(), "revenue", ["a"], [*rows, {"key": "total", "sums": rows}])
    note = Note.objects.create(report=made.report, order=1, section="Revenue", reference="R1")
    Row.objects.update(note=note)
    client = client_of(officer)
    client.get(STRUCTURE)
    with django_assert_num_queries(14):
        client.get(STRUCTURE)


# Moving


def test_row_is_moved_without_a_script_and_the_keyboard_stays(held, officer):
    client = client_of(officer)
    seen = client.get(STRUCTURE).context["page"].rows_seen
    answer = client.post(f"{STRUCTURE}rows/", {"up": "rent", "seen": seen}, follow=True)
    assert answer.redirect_chain == [(f"{STRUCTURE}?at=up-rows-rent", 302)]
    assert rows_of(held) == ["staff", "rent", "pay", "gap", "total"]
    assert "“Rent” is row 2 of 5." in answer.text
    assert re.findall(r'<button[^>]*id="([^"]+)"[^>]*autofocus', answer.text) == ["up-rows-rent"]
    answer = client.post(f"{STRUCTURE}rows/", {"down": "rent", "seen": seen}, follow=True)
    assert "Somebody changed the rows meanwhile." in answer.text
    assert rows_of(held) == ["staff", "rent", "pay", "gap", "total"]


def test_column_is_moved_without_a_script(held, officer):
    client = client_of(officer)
    seen = client.get(STRUCTURE).context["page"].columns_seen
    client.post(f"{STRUCTURE}columns/", {"down": "budget", "seen": seen})
    assert [line.column.key for line in client.get(STRUCTURE).context["page"].columns] == [
        "forecast", "budget", "variance", "ref"]  # fmt: skip


# Rows


def test_rows_are_added_after_the_last_line_and_into_its_sums(held, officer):
    answer = sent(officer, f"{STRUCTURE}add-rows/", labels="Energy\r\n\r\n  Travel   costs ")
    assert answer.redirect_chain == [(f"{STRUCTURE}#rows-travel-costs", 302)]
    assert "“Energy” and “Travel costs” are added." in answer.text
    assert rows_of(held) == ["staff", "pay", "rent", "energy", "travel-costs", "gap", "total"]
    assert Row.objects.get(key="total").sums.count() == 4
    sent(officer, f"{STRUCTURE}add-rows/?after=staff", labels="Overtime")
    assert rows_of(held)[:2] == ["staff", "overtime"]
    assert Row.objects.get(key="total").sums.count() == 4


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"labels": " "}, "Give the row its words."),
        ({"labels": "x" * 401}, "is longer than 400 letters."),
        ({"labels": "\n".join("abc" * 101)}, "A table has 300 rows at most."),
        ({"labels": "A\nB", "kind": "total", "sums": ["pay"]}, "Add sums one by one: each adds up rows of its own."),
        ({"labels": "A", "kind": "total", "sums": ["staff"]}, "Select a valid choice."),
        ({"labels": "A", "kind": "total", "sums": ["total", "pay"], "added_up_in": []}, "“A” counts “Pay” twice."),
        ({"labels": "A", "after": "gone"}, "Select a valid choice."),
    ],
)
def test_rows_that_cannot_be_are_refused_and_what_was_typed_stays(held, officer, fields, sentence):
    answer = sent(officer, f"{STRUCTURE}add-rows/", follow=False, **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields["labels"][:20].split("\n")[0] in answer.text
    assert len(rows_of(held)) == 5


def test_space_needs_no_words(held, officer):
    sent(officer, f"{STRUCTURE}add-rows/", kind="spacer", labels=None)
    assert [row.label for row in Row.objects.filter(kind="spacer")] == ["", ""]


def test_row_is_changed_on_its_page(held, officer):
    note = Note.objects.get()
    fields = {"label": "Wages", "note": note.pk, "footnote_mark": "*", "footnote": "Net.", "after": "rent"}
    answer = sent(officer, f"{STRUCTURE}rows/pay/", **fields)
    assert "“Wages” is saved." in answer.text
    row = Row.objects.get(key="pay")
    assert (row.label, row.note, row.footnote_mark, row.footnote) == ("Wages", note, "*", "Net.")
    assert rows_of(held) == ["staff", "rent", "pay", "gap", "total"]
    sent(officer, f"{STRUCTURE}rows/total/", sums=["rent"])
    assert [part.key for part in Row.objects.get(key="total").sums.all()] == ["rent"]


def test_row_without_words_or_mark_is_refused(held, officer):
    answer = sent(officer, f"{STRUCTURE}rows/pay/", label=" ", footnote="Net.", footnote_mark=None)
    assert answer.status_code == 422
    assert "Give the row its words." in answer.text
    assert "Give the mark that leads to the footnote." in answer.text
    assert Row.objects.get(key="pay").label == "Pay"


def test_line_of_a_file_that_adds_up_others_goes_on_doing_so(held, officer):
    Row.objects.filter(key="total").update(kind="line")
    sent(officer, f"{STRUCTURE}rows/total/", label="Sum")
    assert Row.objects.get(key="total").sums.count() == 2
    sent(officer, f"{STRUCTURE}rows/total/", kind="heading")
    assert Row.objects.get(key="total").kind == "line", "its figure hinders it"


def test_second_of_two_people_sees_what_stands_and_keeps_what_they_typed(held, officer):
    mine, address = client_of(officer), f"{STRUCTURE}rows/pay/"
    fields = fields_of(mine.get(address))
    sent(make_person(Role.ADMINISTRATOR), address, label="Wages")
    answer = mine.post(address, fields | {"label": "Salaries", "footnote_mark": "*"})
    assert answer.status_code == 409
    assert "Somebody changed this while you had it open." in answer.text
    assert answer.context["now"] == [("Words", "Wages"), ("Footnote mark (optional)", "–")]
    assert answer.text.count("Somebody changed this while you had it open.") == 1
    assert 'value="Salaries"' in answer.text
    assert Row.objects.get(key="pay").label == "Wages"
    mine.post(address, fields | {"label": "Salaries", "seen": answer.context["form"]["seen"].value()})
    assert Row.objects.get(key="pay").label == "Salaries"


def test_second_person_sees_all_that_saving_again_would_change(held, officer):
    mine, address = client_of(officer), f"{STRUCTURE}columns/variance/"
    fields = fields_of(mine.get(address))
    theirs = {"sign_2": "+", "as_at": "2019-07-31", "sense": "favourable"}
    sent(make_person(Role.ADMINISTRATOR), address, **theirs)
    answer = mine.post(address, fields | {"heading": "Difference"})
    assert answer.status_code == 409
    assert dict(answer.context["now"]) == {
        "Heading": Column.objects.get(key="variance").heading,
        "What a positive figure means": "Positive is favourable",
        "Cut-off date (optional)": "31 July 2019",
        "Sign 2": "+",
    }


def test_what_the_second_person_ticked_stays_ticked(held, officer):
    mine, address = client_of(officer), f"{STRUCTURE}rows/total/"
    fields = fields_of(mine.get(address))
    sent(make_person(Role.ADMINISTRATOR), address, sums=["pay"])
    answer = mine.post(address, fields | {"sums": ["pay", "rent"], "label": "Sum"})
    assert answer.status_code == 409
    assert re.findall(r'value="(\w+)"[^>]*checked', answer.text) == ["total", "pay", "rent"]


def test_row_is_retired_and_brought_back_from_the_pages(held, officer):
    client = client_of(officer)
    answer = client.post(f"{STRUCTURE}rows/pay/retire/", follow=True)
    assert "“Pay” is retired." in answer.text
    assert "It is no longer added up in “Total”." in answer.text
    assert f'action="{STRUCTURE}rows/pay/bring-back/"' in answer.text
    assert "It is retired" in client.get(f"{STRUCTURE}rows/pay/").text
    sent(officer, f"{STRUCTURE}rows/pay/", label="Wages")
    assert "“Wages” is back." in client.post(f"{STRUCTURE}rows/pay/bring-back/", follow=True).text
    assert rows_of(held) == ["staff", "pay", "rent", "gap", "total"]


def test_row_that_a_tie_names_is_not_retired_and_the_page_says_why(held, officer):
    records.make_tie(held.report, "one", "revenue/pay/budget", "revenue/total/budget")
    answer = client_of(officer).post(f"{STRUCTURE}rows/pay/retire/", follow=True)
    assert answer.redirect_chain == [(f"{STRUCTURE}rows/pay/", 302)]
    assert "while something names it: the tie “One”." in answer.text


# Columns


def test_column_by_a_formula_is_composed_of_choices(held, officer):
    fields = {"heading": "Twice", "kind": "computed", "sign_1": "+", "term_1": "forecast", "sign_3": "-",
              "term_3": "budget", "sense": "adverse", "measure": "variance", "as_at": "2019-09-30"}  # fmt: skip
    answer = sent(officer, f"{STRUCTURE}add-column/", **fields)
    assert answer.redirect_chain == [(f"{STRUCTURE}#columns-twice", 302)]
    made = Column.objects.get(key="twice")
    assert (made.formula, made.sense, made.measure, made.order) == ("forecast - budget", "adverse", "variance", 4)
    assert fields_of(shown(officer, f"{STRUCTURE}columns/twice/"))["term_2"] == "budget"


def test_percentage_is_composed_of_two_columns(held, officer):
    fields = {"heading": "Share", "kind": "percentage", "part": "variance", "whole": "budget", "decimals": "2"}
    sent(officer, f"{STRUCTURE}add-column/", **fields)
    made = Column.objects.get(key="share")
    assert (made.formula, made.decimals, made.kind) == ("variance / budget", 2, "percentage")
    assert "Variance in per cent of Budget" in shown(officer).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "computed"}, "Choose the columns that it is made of."),
        ({"kind": "computed", "term_1": "budget", "term_2": "budget"}, "Choose each column once."),
        ({"kind": "computed", "term_1": "ref"}, "Select a valid choice."),
        ({"kind": "percentage", "part": "budget"}, "Choose a column."),
        ({"kind": "percentage", "part": "budget", "whole": "budget"}, "Choose another column: of itself it is always 100%."),
        ({"unit": "$m"}, "“$m” is another currency. Statements are kept in pounds: £, £000 or £m."),
        ({"as_at": "30 September"}, "Enter a valid date."),
        ({"heading": " "}, "This field is required."),
    ],
)  # fmt: skip
def test_column_that_cannot_be_is_refused_and_what_was_typed_stays(held, officer, fields, sentence):
    answer = sent(officer, f"{STRUCTURE}add-column/", follow=False, **{"heading": "My own"} | fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert " " in fields.get("heading", "") or 'value="My own"' in answer.text
    assert Column.objects.count() == 4


def test_fields_that_a_kind_does_not_have_do_no_harm(held, officer):
    fields = {"heading": "Words", "kind": "comment", "as_at": "nonsense", "unit": "$", "term_1": "gone", "part": "x"}
    answer = sent(officer, f"{STRUCTURE}add-column/", **fields)
    assert "“Words” is added." in answer.text
    assert Column.objects.get(key="words").unit == ""


def test_formulas_in_a_circle_are_told_at_the_formula(held, officer):
    sent(officer, f"{STRUCTURE}add-column/", heading="Twice", kind="computed", term_1="variance")
    answer = sent(officer, f"{STRUCTURE}columns/variance/", term_2="twice")
    assert answer.status_code == 422
    assert "run in a circle" in answer.text
    assert '<a href="#id_term_1">' in answer.text


def test_unit_of_a_filled_column_stays_and_the_page_says_why(held, officer):
    answer = sent(officer, f"{STRUCTURE}columns/budget/", unit="£m")
    assert answer.status_code == 422
    assert "they would mean something else in £m: 100 £000 would read 100 £m." in answer.text
    answer = sent(officer, f"{STRUCTURE}table/", decimals="1")
    assert answer.status_code == 422
    assert "100 £000 would read 10.0 £000." in answer.text


def test_column_is_retired_and_brought_back_from_the_pages(held, officer):
    client = client_of(officer)
    answer = client.post(f"{STRUCTURE}columns/budget/retire/", follow=True)
    assert "while something names it: the formula of “Variance”." in answer.text
    assert "“Variance” is retired." in client.post(f"{STRUCTURE}columns/variance/retire/", follow=True).text
    assert "“Variance” is back." in client.post(f"{STRUCTURE}columns/variance/bring-back/", follow=True).text


# The table itself


def test_table_is_changed_on_its_page(held, officer):
    records.make_table(held.report.period, "other", ["a"], ["b"])
    fields = {"title": "Net spending", "subtitle": "2019/20", "page": "Money", "kind": "revenue", "as_at": "2019-09-30",
              "sign_convention": "Income is negative.", "after": "other"}  # fmt: skip
    answer = sent(officer, f"{STRUCTURE}table/", **fields)
    assert "“Net spending” is saved." in answer.text
    made = Statement.objects.get(key="revenue")
    assert (made.title, made.page, made.kind, made.order) == ("Net spending", "Money", "revenue", 2)


def test_table_is_removed_only_if_it_holds_no_figure(held, officer):
    client = client_of(officer)
    assert "“Revenue” holds figures." in client.get(f"{STRUCTURE}remove/").text
    assert "“Revenue” holds figures." in client.post(f"{STRUCTURE}remove/", follow=True).text
    records.make_table(held.report.period, "other", ["a"], ["b"])
    assert "It never held a figure." in client.get(f"{FINANCE}other/structure/remove/").text
    answer = client.post(f"{FINANCE}other/structure/remove/", follow=True)
    assert answer.redirect_chain == [(FINANCE, 302)]
    assert list(Statement.objects.all()) == [held]


def test_table_that_was_emptied_leaves_its_history(held, officer):
    client = client_of(officer)
    Figure.objects.update(amount=None, is_dash=False)
    assert "What was entered in it stays in its history." in client.get(f"{STRUCTURE}remove/").text
    answer = client.post(f"{STRUCTURE}remove/", follow=True)
    assert f'<a href="{FINANCE}revenue/history/">What was entered in it</a>' in answer.text
    assert "It holds no table yet." in answer.text
    assert client.get(f"{FINANCE}revenue/history/").status_code == 200
    assert client.get(f"{FINANCE}revenue/").status_code == 404
    assert client.get(STRUCTURE).status_code == 404


# In a browser


@pytest.fixture
def page(desk_page, held, officer, live_server):
    sign_in(desk_page, officer, live_server.url)
    desk_page.goto(f"{live_server.url}{STRUCTURE}")
    return desk_page


def expect_words(page, words, parts="rows"):
    expect(page.locator(f"#{parts} tbody th")).to_have_text(words, use_inner_text=True)


@pytest.mark.django_db(transaction=True)
def test_rows_move_and_the_keyboard_stays_on_its_button(page, held):
    up = page.locator("#up-rows-total")
    up.press("Enter")
    expect(page.locator("#rows-told")).to_have_text("“Total” is row 4 of 5.")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#rows-told")).to_have_text("“Total” is row 3 of 5.")
    expect(up).to_be_focused()
    expect_words(page, ["Staff", "Pay", "Total", "Rent", "(a space)"])
    page.locator("#down-columns-budget").click()
    expect(page.locator("#columns-told")).to_have_text("“Budget” is column 2 of 4.")
    expect_words(page, ["Forecast", "Budget", "Variance", "Ref"], "columns")


@pytest.mark.django_db(transaction=True)
def test_second_of_two_people_who_move_rows_is_told_on_the_row(page, held):
    Row.objects.filter(key="pay").update(is_retired=True)
    page.locator("#up-rows-total").click()
    told = page.locator("#rows-total .told-error")
    expect(told).to_contain_text("Somebody changed the rows meanwhile. Nothing was moved")
    expect(page.locator("#rows-told")).to_contain_text("Nothing was moved")
    expect_words(page, ["Staff", "Rent", "(a space)", "Total"])


@pytest.mark.django_db(transaction=True)
def test_forms_ask_only_what_a_kind_has(page, held):
    page.get_by_role("link", name="Add a column").click()
    arrive(page, re.compile("^Add a column"))
    expect(page.get_by_label("Column 1")).to_be_hidden()
    page.get_by_label("Amounts by a formula").check()
    expect(page.get_by_label("Column 1")).to_be_visible()
    page.get_by_label("Percentages by a formula").check()
    expect(page.get_by_label("in per cent of this")).to_be_visible()
    expect(page.get_by_label("Unit")).to_be_hidden()
    page.get_by_label("References to notes").check()
    expect(page.get_by_label("What it tells")).to_be_hidden()
    page.go_back()
    page.get_by_role("link", name="Add rows").click()
    arrive(page, re.compile("^Add rows"))
    expect(page.get_by_role("group", name="What it adds up")).to_be_hidden()
    page.get_by_label("Subtotal").check()
    expect(page.get_by_role("group", name="What it adds up")).to_be_visible()
    page.get_by_label("Space").check()
    expect(page.get_by_label("Words of the row")).to_be_hidden()


@pytest.mark.django_db(transaction=True)
def test_pages_are_accessible(any_page, live_server, axe, html_faults, held, officer):
    sign_in(any_page, officer, live_server.url)
    Row.objects.filter(key="rent").update(is_retired=True)
    pages = {}
    for below in (
        "",
        "table/",
        "remove/",
        "add-rows/",
        "rows/total/",
        "rows/rent/",
        "add-column/",
        "columns/variance/",
    ):
        any_page.goto(f"{live_server.url}{STRUCTURE}{below}")
        assert axe(any_page) == [], below
        assert px_too_wide(any_page) == 0, below
        pages[below.replace("/", "-") or "structure"] = any_page.content()
    assert html_faults(pages) == []


def begin(page, officer, live_server):
    """A finance part begun in the browser, without a table."""
    sign_in(page, officer, live_server.url)
    page.goto(f"{live_server.url}{FINANCE}")
    page.get_by_label("Title").fill("Month 7 financial report")
    page.get_by_label("In the pages of").select_option(label="Theme 1-2")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_role("link", name="Add the first table").click()


def enter_figures(page):
    page.get_by_role("link", name="Enter its figures").click()
    expect(page.locator("[data-grid].is-scripted")).to_be_visible()
    page.wait_for_load_state()


def fill(page, row, column, text):
    cell = page.locator(f'[id="cell-{row}/{column}"]')
    cell.fill(text)
    cell.press("Enter")


def gives(page, row, column):
    """What the portal gives in a cell that nobody filled."""
    return page.locator(f'[id="cell-{row}/{column}"]')


@pytest.mark.django_db(transaction=True)
def test_projection_of_five_years_in_millions_is_built_from_the_browser_alone(desk_page, officer, live_server):
    make_open_quarter(sub_themes=2)
    page = desk_page
    begin(page, officer, live_server)
    page.get_by_role("link", name="Reserves over several years").click()
    page.get_by_label("Title").fill("Reserves to 2024/25")
    page.get_by_label("How many years").fill("5")
    page.get_by_label("End of the first year").fill("2021-03-31")
    page.get_by_role("button", name="Add it").click()
    headings = ["Opening balance at 31 March 2020", *(f"31 March {year}" for year in range(2021, 2026))]
    expect_words(page, headings, "columns")
    page.get_by_role("link", name="Earmarked capital reserves", exact=True).click()
    page.get_by_label("Words", exact=True).fill("Estates reserve")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add below Estates reserve").click()
    page.get_by_label("Words of the row").fill("Innovation reserve\nInsurance reserve")
    taken_in = page.get_by_role("group", name="Added up in").get_by_label("Total usable reserves")
    expect(taken_in).to_be_checked()
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("link", name="Add rows", exact=True).click()
    page.get_by_label("Words of the row").fill("All earmarked reserves")
    page.get_by_label("Subtotal").check()
    parts = ["Earmarked revenue reserves", "Estates reserve", "Innovation reserve", "Insurance reserve"]
    sums = page.get_by_role("group", name="What it adds up")
    for part in parts:
        sums.get_by_label(part).check()
    taken_in.uncheck()
    page.get_by_label("Where it stands").select_option(label="After “Insurance reserve”")
    page.get_by_role("button", name="Add them").click()
    page.get_by_role("link", name="Total usable reserves", exact=True).click()
    for part in parts:
        page.get_by_label(part).uncheck()
    page.get_by_label("All earmarked reserves").check()
    page.get_by_role("button", name="Save").click()
    expect_words(page, [
        "General balance", *parts, "All earmarked reserves", "Capital receipts reserve", "Total usable reserves"])  # fmt: skip
    enter_figures(page)
    for row, amount in (
        ("general-balance", "4.4"),
        ("earmarked-revenue", "2.5"),
        ("earmarked-capital", "(0.3)"),
        ("innovation-reserve", "-"),
        ("insurance-reserve", "0.7"),
        ("capital-receipts", "1.1"),
    ):
        fill(page, row, "closing-2025", amount)
    expect(gives(page, "all-earmarked-reserves", "closing-2025")).to_have_attribute("placeholder", "2.9")
    expect(gives(page, "total", "closing-2025")).to_have_attribute("placeholder", "8.4")


@pytest.mark.django_db(transaction=True)
def test_bridge_with_four_causes_is_built_from_the_browser_alone(desk_page, officer, live_server):
    make_open_quarter(sub_themes=2)
    page = desk_page
    begin(page, officer, live_server)
    page.get_by_role("link", name="Virement bridge").click()
    page.get_by_role("button", name="Add it").click()
    causes = ["Pay award", "Grant for uplift", "Fleet savings", "Carried forward"]
    for number, words in enumerate(causes, start=1):
        page.get_by_role("link", name=f"Cause {number}", exact=True).click()
        page.get_by_label("Words", exact=True).fill(words)
        page.get_by_role("button", name="Save").click()
    expect_words(page, ["Original budget", *causes, "Net change", "Revised budget"])
    enter_figures(page)
    fill(page, "original-budget", "amount", "135,308")
    for number, amount in enumerate(("1,200", "(900)", "−400", "100"), start=1):
        fill(page, f"cause-{number}", "amount", amount)
    expect(gives(page, "net-change", "amount")).to_have_attribute("placeholder", "0")
    expect(gives(page, "revised-budget", "amount")).to_have_attribute("placeholder", "135,308")
    page.goto(f"{live_server.url}{FINANCE}")
    expect(page.get_by_role("cell", name="all hold")).to_be_visible()
    expect(page.locator(".lede")).to_have_text("Everything adds up, or has its reason.")
