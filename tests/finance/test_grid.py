"""The page on which a statement is filled in, and its saves: by a script cell by cell, and without one as a whole form."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from finance.actions import record_reason
from finance.forms.cells import Typed
from finance.grid.entering import enter_cells
from finance.grid.moments import moment_of
from finance.models import Figure, Note
from finance.queries import book_of
from pillars.models import ReturnState
from tests import records
from tests.finance.tables import COLUMNS, make_office
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def client(office):
    return client_of(office.officer)


def form_of(page):
    """Everything that a browser sends of a page's form, as it stands."""
    form = page.text.partition(f'action="{page.request["PATH_INFO"].removesuffix("cells/")}cells/"')[2].partition(
        "</form>"
    )[0]
    fields = re.findall(r"<input ([^>]*)>", form)
    told = [dict(re.findall(r'([\w-]+)="([^"]*)"', each)) for each in fields]
    return {each["name"]: each["value"] for each in told if "csrf" not in each["name"]}


def cell_of(answer, name):
    """A cell of a page or answer, as its classes, the attributes of its field, and the words under it."""
    found = re.search(rf'<td class="([^"]*)"><input ([^>]*name="{name}"[^>]*)>(.*?)</td>', answer.text, re.DOTALL)
    if found is None:
        return None
    words = " ".join(re.sub(r"<[^>]+>", " ", found[3]).split())
    return set(found[1].split()), dict(re.findall(r'([\w-]+)="([^"]*)"', found[2])), words


def cells_in(answer):
    return set(re.findall(r'<input class="cell" id="cell-([^"]+)"', answer.text))


def save(client, office, status=200, seen=None, **cells):
    """Sends cells as the script does; names are written row__column."""
    data = {name.replace("__", "/"): text for name, text in cells.items()}
    seen = office.seen if seen is None else seen
    answer = client.post(f"{office.address}cells/", {"seen": seen, **data}, headers=SCRIPT)
    assert answer.status_code == status, answer.text
    return answer


# The page


def test_page_shows_every_cell_with_what_the_rules_give(office, client, html_faults):
    note = Note.objects.create(report=office.statement.report, order=1, section="Revenue", reference="R1")
    office.statement.rows.filter(key="pay").update(note=note)
    page = client.get(office.address)
    assert cell_of(page, "income/budget")[1]["value"] == "(100)"
    assert cell_of(page, "pay/forecast")[1]["value"] == "-"
    assert cell_of(page, "income/comment")[1]["value"] == "As planned"
    assert cell_of(page, "total/budget")[1]["placeholder"] == "400"
    assert cell_of(page, "total/variance")[1]["placeholder"] == "(490)"
    assert cell_of(page, "total/budget")[0] == {"is-figure", "is-ruled"}
    assert cell_of(page, "income/budget")[1]["aria-labelledby"] == "row-income column-budget"
    assert cells_in(page) == {
        f"{row}/{column}"
        for row in ("income", "pay", "total")
        for column in ("budget", "forecast", "variance", "comment")
    }
    assert '<td class="is-reference">R1</td>' in page.text
    assert not html_faults(page.text)


def test_signs_units_and_both_cut_off_dates_stand_on_the_page():
    columns = ["budget", {"key": "forecast", "as_at": date(2019, 7, 31), "unit": "£m", "decimals": 1}]
    office = make_office(columns, ["pay"], {}, as_at=date(2019, 6, 30))
    page = client_of(office.officer).get(office.address)
    told = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
    assert "£000 , position at 30 June 2019. Expenditure is positive." in told
    assert "Forecast £m to one decimal at 31 July 2019" in told


def test_formula_of_a_column_is_told_in_words(client, office):
    assert "= Forecast − Budget" in client.get(office.address).text


def test_total_that_differs_is_marked_in_words(office, client):
    answer = save(client, office, total__budget="1065")
    look, field, words = cell_of(answer, "total/budget")
    assert look == {"is-figure", "is-ruled", "is-wrong"}
    assert words == "sum gives 400, differs by 665"
    assert field["aria-describedby"] == "said-total/budget"
    assert "1 check fails" in answer.text


def test_difference_within_rounding_is_told_quietly(office, client):
    answer = save(client, office, income__variance="11", pay__forecast="500", total__budget="401")
    assert cell_of(answer, "income/variance")[0] == {"is-figure", "is-ruled", "is-rounding"}
    assert cell_of(answer, "income/variance")[2] == "formula gives 10: rounding"
    assert cell_of(answer, "total/budget")[2] == "sum gives 400: rounding"
    assert "No check fails" in answer.text


def test_failed_check_with_a_reason_says_so(office, client):
    save(client, office, total__budget="1065")
    report = office.statement.report
    given = {"check_key": "sum:revenue/total/budget", "difference": "665", "text": "As printed."}
    record_reason(report=report, **given, based_on=None, by=office.officer)
    look, _, words = cell_of(client.get(office.address), "total/budget")
    assert "is-explained" in look
    assert words == "sum gives 400, differs by 665 (a reason is given)"
    answer = save(client, office, total__budget="1066")
    assert cell_of(answer, "total/budget")[2] == "sum gives 400, differs by 666"


def test_failed_tie_is_marked_at_its_cell(office, client):
    records.make_table(office.period, "reserves", ["budget"], ["use"], {"use": [-90]})
    records.make_tie(office.statement.report, "use", "revenue/income/budget", "reserves/use/budget")
    records.make_tie(
        office.statement.report, "share", "revenue/income/forecast", "revenue/pay/budget", low="3.00", high=None
    )
    page = client.get(office.address)
    assert cell_of(page, "income/budget")[2] == "tie gives (90), differs by 10"
    assert cell_of(page, "income/forecast")[2] == "share of (18.00%), limit 3.00%"


def test_rows_that_add_up_in_a_circle_are_told_and_cells_are_still_kept(office, client):
    total = office.statement.rows.get(key="total")
    office.statement.rows.get(key="pay").sums.add(total)
    page = client.get(office.address)
    assert "add each other up in a circle" in page.text
    save(client, office, income__budget="7")
    assert office.content("income/budget") == 7


def test_table_without_rows_says_what_it_needs(html_faults):
    office = make_office(["budget"], [], {})
    page = client_of(office.officer).get(office.address)
    assert "This table has no cell to fill in yet: it needs rows and columns." in page.text
    assert not html_faults(page.text)


def test_spaces_and_headings_hold_no_field(client, office, html_faults):
    office.statement.rows.filter(key="force").update(kind="spacer", label="")
    page = client.get(office.address)
    assert not any(name.startswith("force/") for name in cells_in(page))
    assert not html_faults(page.text)


# Saving without a script


def test_form_is_saved_and_answered_with_a_way_back(office, client):
    form = form_of(client.get(office.address)) | {
        "pay/forecast": "£1,234",
        "pay/comment": " Late \n offer ",
        "pay/budget": "",
    }
    answer = client.post(f"{office.address}cells/", form)
    assert (answer.status_code, answer["Location"]) == (303, office.address)
    assert office.content("pay/forecast") == 1234
    assert office.content("pay/comment") == "Late offer"
    assert office.content("pay/budget") is None
    assert office.head("pay/budget").based_on.amount == 500
    assert Figure.objects.count() == 5 + 3
    assert "3 cells saved." in client.get(office.address).text


def test_form_without_a_change_saves_nothing(office, client):
    answer = client.post(f"{office.address}cells/", form_of(client.get(office.address)), follow=True)
    assert "Nothing has changed." in answer.text
    assert Figure.objects.count() == 5


def test_what_cannot_be_read_is_kept_beside_its_fault_and_the_rest_is_saved(office, client, html_faults):
    typed = {"income/budget": "abc", "income/forecast": "€5", "pay/budget": "1.5", "total/budget": "12345678901234"}
    form = form_of(client.get(office.address)) | typed | {"pay/forecast": "7", "pay/comment": "x" * 401}
    page = client.post(f"{office.address}cells/", form)
    assert page.status_code == 422
    faults = {
        "income/budget": "“abc” is not an amount. Write it like 1,234 or (56), or as a dash, or leave the cell empty.",
        "income/forecast": "“€5” is in another currency. Statements are kept in pounds.",
        "pay/budget": "“1.5” has more decimals than this column keeps, which is in £000.",
        "total/budget": "“12345678901234” is too large: an amount has at most 13 digits, decimals among them.",
        "pay/comment": "A comment has at most 400 letters, and this one has 401.",
    }
    for name, sentence in faults.items():
        look, field, words = cell_of(page, name)
        assert "is-refused" in look
        assert field["value"] == (typed.get(name) or "x" * 401)
        assert field["aria-invalid"] == "true"
        assert words == sentence
        assert f'<a href="#cell-{name}">' in page.text
    assert "<title>Error:" in page.text
    assert office.content("pay/forecast") == 7
    assert office.content("income/budget") == -100
    assert not html_faults(page.text)


def test_mended_form_of_a_page_that_was_refused_is_saved(office, client):
    page = client.post(f"{office.address}cells/", form_of(client.get(office.address)) | {"income/budget": "abc"})
    answer = client.post(f"{office.address}cells/", form_of(page) | {"income/budget": "-110"})
    assert answer.status_code == 303
    assert office.content("income/budget") == -110


def test_form_of_a_large_statement_is_one_request():
    rows = [f"row-{number}" for number in range(60)]
    office = make_office([f"column-{number}" for number in range(20)], rows, {})
    client = client_of(office.officer)
    form = form_of(client.get(office.address)) | {f"{row}/column-0": "1" for row in rows}
    assert len(form) > 1200
    assert client.post(f"{office.address}cells/", form).status_code == 303
    assert Figure.objects.count() == 60


# Saving by the script


def test_answer_brings_the_cells_that_have_changed_and_no_other(office, client):
    answer = save(client, office, pay__budget="600")
    assert cells_in(answer) == {"pay/budget", "total/budget", "pay/variance", "total/variance"}
    assert cell_of(answer, "pay/budget")[1]["value"] == "600"
    assert cell_of(answer, "total/budget")[1]["placeholder"] == "500"
    assert f'<input id="seen" value="{office.seen}">' in answer.text
    assert '<p data-part="told">Pay, Budget: saved.</p>' in answer.text
    assert "4 of 4 figures filled in" in answer.text
    assert "<html" not in answer.text


def test_answer_brings_what_others_saved_since_the_page_was_drawn(office, client):
    seen = office.seen
    save(client_of(make_person(Role.ADMINISTRATOR)), office, income__forecast="-95")
    answer = save(client, office, seen=seen, pay__comment="Late.")
    assert cells_in(answer) == {"pay/comment", "income/forecast", "income/variance", "total/forecast", "total/variance"}


def test_amounts_are_understood_as_people_write_them(office, client):
    for text, amount in {
        "£1,234": 1234,
        "(56)": -56,
        "−7": -7,
        "–8": -8,
        "9-": -9,
        " 10 ": 10,
        "-0": 0,
        "(0)": 0,
    }.items():
        save(client, office, income__budget=text)
        assert office.content("income/budget") == amount, text


def test_blank_dash_and_nought_are_three_things(office, client):
    for text, content in {"0": 0, "-": "-", "": None, "—": "-", "0.0": 0}.items():
        save(client, office, income__budget=text)
        assert office.content("income/budget") == content
    assert office.head("income/budget").recorded_by == office.officer


def test_cell_that_was_never_filled_and_stays_blank_has_no_version(office, client):
    save(client, office, total__budget="")
    assert office.head("total/budget") is None


def test_decimals_of_a_column_are_kept():
    office = make_office([{"key": "budget", "unit": "£m", "decimals": 1}], ["pay"], {})
    client = client_of(office.officer)
    save(client, office, pay__budget="1.2")
    assert office.content("pay/budget") == 12
    answer = save(client, office, 422, pay__budget="1.25")
    assert "more decimals than this column keeps, which is in £m" in answer.text


def test_text_of_any_kind_does_no_harm(office, client):
    hostile = '<script>alert(1)</script>" onfocus="x\x00'
    answer = save(client, office, 422, income__budget=hostile, pay__comment=hostile)
    assert "<script>" not in answer.text
    assert office.content("pay/comment") == '<script>alert(1)</script>" onfocus="x'
    save(client, office, 422, income__budget="-" + " " * 50_000 + "x")
    save(client, office, 422, income__budget="9" * 50_000)


def test_cells_that_are_not_in_the_table_are_told(office, client):
    answer = save(client, office, 422, gone__budget="1", force__budget="2", pay__ref="3", pay__budget="600")
    assert "Some cells are not in this table any more." in answer.text
    assert office.content("pay/budget") == 600
    office.statement.rows.filter(key="pay").update(is_retired=True)
    answer = save(client, office, 422, pay__budget="700")
    assert "pay/budget" not in cells_in(answer)


# Two people at one table


@pytest.fixture
def both(office, client):
    """What two people saw before the second of them saved a figure into income/budget and one into pay/budget."""
    seen = office.seen
    other = make_person(Role.FINANCE_OFFICER, name="Robin Ashe")
    save(client_of(other), office, income__budget="-111", pay__budget="600")
    return seen


def test_other_cells_of_one_table_are_saved_without_trouble(office, client, both):
    save(client, office, seen=both, income__forecast="-95")
    assert office.content("income/forecast") == -95
    assert office.content("income/budget") == -111


def test_same_cell_is_told_with_both_figures_and_what_was_typed_stays(office, client, both, html_faults):
    form = {"seen": both, "income/budget": "-99", "income/forecast": "-95"}
    page = client.post(f"{office.address}cells/", form)
    assert page.status_code == 409
    look, field, words = cell_of(page, "income/budget")
    assert "is-refused" in look
    assert field["value"] == "-99"
    assert re.fullmatch(r"Robin Ashe saved \(111\) on .+, \d\d:\d\d. Yours is -99. Keep mine Take theirs", words)
    assert office.content("income/budget") == -111
    assert office.content("income/forecast") == -95
    assert "Income, Budget: somebody else has saved another figure. Compare the two." in page.text
    assert not html_faults(page.text)


def test_same_cell_stays_in_conflict_until_somebody_chooses(office, client, both):
    page = client.post(f"{office.address}cells/", {"seen": both, "income/budget": "-99"})
    again = client.post(f"{office.address}cells/", form_of(page))
    assert again.status_code == 409
    assert office.content("income/budget") == -111


def test_keeping_mine_saves_it_over_theirs(office, client, both):
    page = client.post(f"{office.address}cells/", {"seen": both, "income/budget": "-99"})
    keep = re.search(r'name="keep" value="([^"]+)"', page.text)[1]
    answer = client.post(f"{office.address}cells/", form_of(page) | {"keep": keep})
    assert answer.status_code == 303
    assert office.content("income/budget") == -99
    assert office.head("income/budget").based_on.amount == -111


def test_keeping_mine_does_not_overwrite_what_was_saved_after_it_was_shown(office, client, both):
    page = client.post(f"{office.address}cells/", {"seen": both, "income/budget": "-99"})
    keep = re.search(r'name="keep" value="([^"]+)"', page.text)[1]
    save(client_of(make_person(Role.ADMINISTRATOR)), office, income__budget="-112")
    assert client.post(f"{office.address}cells/", form_of(page) | {"keep": keep}).status_code == 409
    assert office.content("income/budget") == -112


def test_taking_theirs_leaves_it_as_it_stands(office, client, both):
    page = client.post(f"{office.address}cells/", {"seen": both, "income/budget": "-99"})
    answer = client.post(f"{office.address}cells/", form_of(page) | {"take": "income/budget"})
    assert answer.status_code == 303
    assert office.content("income/budget") == -111
    by_script = client.post(f"{office.address}cells/", {"seen": both, "take": "income/budget"}, headers=SCRIPT)
    assert cell_of(by_script, "income/budget")[1]["value"] == "(111)"


def test_form_of_the_second_keeps_what_the_first_saved_in_cells_that_were_not_touched(office, client):
    form = form_of(client.get(office.address))
    save(client_of(make_person(Role.ADMINISTRATOR)), office, income__budget="-111", pay__comment="New.")
    answer = client.post(f"{office.address}cells/", form | {"pay/budget": "501"})
    assert answer.status_code == 303
    assert [office.content(cell) for cell in ("income/budget", "pay/comment", "pay/budget")] == [-111, "New.", 501]


def test_figure_that_both_typed_is_no_conflict(office, client, both):
    answer = save(client, office, seen=both, income__budget="(111)")
    assert "Nothing has changed." in answer.text


def test_first_figure_of_a_cell_can_be_in_conflict(office, client):
    seen = office.seen
    save(client_of(make_person(Role.ADMINISTRATOR)), office, total__budget="400")
    assert "is-refused" in cell_of(save(client, office, 409, seen=seen, total__budget="410"), "total/budget")[0]


def test_cell_emptied_by_another_is_told_as_blank(office, client):
    seen = office.seen
    save(client_of(make_person(Role.ADMINISTRATOR)), office, pay__budget="")
    assert "saved blank on" in cell_of(save(client, office, 409, seen=seen, pay__budget="5"), "pay/budget")[2]


def test_figure_that_is_saved_in_the_same_moment_is_a_conflict_of_its_cell_alone(office, client):
    book = book_of(office.period)
    save(client_of(make_person(Role.ADMINISTRATOR)), office, income__budget="-111")
    typed = [Typed("income", "budget", "-99", moment_of(book)), Typed("pay", "budget", "501", moment_of(book))]
    outcome = enter_cells(book=book, statement="revenue", typed=typed, seen=moment_of(book), by=office.officer)
    assert [figure.amount for figure in outcome.saved] == [501]
    assert outcome.refused["income", "budget"].theirs == office.head("income/budget")
    assert outcome.after.table["revenue"].amounts["income", "budget"] == -111
    assert outcome.before.table["revenue"].amounts["income", "budget"] == -100


def test_moment_that_nobody_was_given_overwrites_nothing(office, client):
    for seen in ("", "x", "-1", "9" * 40):
        save(client, office, 409, seen=seen, income__budget="1")
    assert office.content("income/budget") == -100


def test_figure_of_another_quarter_or_table_is_never_reached(office, client):
    records.make_table(office.period, "reserves", ["budget"], ["use"], {"use": [-90]})
    save(client, office, 422, use__budget="1")
    assert office.head("use/budget", "reserves").amount == -90


# Who may, and when


@pytest.mark.parametrize("state", [ReturnState.SUBMITTED, ReturnState.APPROVED])
def test_closed_return_is_read_and_a_save_is_refused_with_what_was_typed(office, client, state):
    office.set_state(state)
    page = client.get(office.address)
    assert f"is {state}, so nothing on them can change." in page.text
    assert cells_in(page) == set()
    assert "(100)" in page.text
    answer = client.post(f"{office.address}cells/", {"seen": office.seen, "income/budget": "-99"})
    assert answer.status_code == 409
    assert cell_of(answer, "income/budget")[1]["value"] == "-99"
    assert f"This return is {state}, so nothing on it can change." in answer.text
    assert office.content("income/budget") == -100
    assert "This return is" in save(client, office, 409, income__budget="-99").text


def test_form_that_comes_too_late_marks_only_what_was_typed(office, client):
    form = form_of(client.get(office.address)) | {"income/budget": "-99", "pay/budget": "abc"}
    office.set_state(ReturnState.SUBMITTED)
    page = client.post(f"{office.address}cells/", form)
    assert page.status_code == 409
    refused = {name for name in cells_in(page) if "is-refused" in cell_of(page, name)[0]}
    assert refused == {"income/budget", "pay/budget"}


def test_editors_and_approvers_only_read(office):
    for role in (Role.EDITOR, Role.APPROVER):
        client = client_of(make_person(role))
        page = client.get(office.address)
        assert "The finance officer keeps these tables. You can read them here." in page.text
        assert cells_in(page) == set()
        assert client.post(f"{office.address}cells/", {"income/budget": "1"}).status_code == 404


def test_session_that_ended_is_told_in_the_page(office):
    answer = client_of(None).post(f"{office.address}cells/", {"income/budget": "1"}, headers=SCRIPT)
    assert answer.status_code == 401
    assert "what you typed is still here" in answer.text


def test_tables_that_are_not_there_are_not_found(office, client):
    for address in (office.address.replace("revenue", "nothing"), office.address.replace("2019-20", "2031-32")):
        assert client.get(address).status_code == 404
        assert client.post(f"{address}cells/").status_code == 404


# Queries


@pytest.mark.parametrize("count", [2, 40])
def test_queries_do_not_grow_with_the_table(count):
    rows = [f"row-{number}" for number in range(count)]
    total = {"key": "total", "kind": "total", "sums": rows}
    cells = {row: [1, 2, None, None] for row in rows}
    office = make_office(COLUMNS, [*rows, total], cells)
    client = client_of(office.officer)
    client.get(office.address)
    with CaptureQueriesContext(connection) as page:
        client.get(office.address)
    seen = office.seen
    with CaptureQueriesContext(connection) as saved:
        save(client, office, seen=seen, **{f"{row}__budget": "5" for row in rows})
    with CaptureQueriesContext(connection) as in_conflict:
        save(client, office, 409, seen=seen, **{f"{row}__budget": "7" for row in rows})
    assert (len(page), len(saved), len(in_conflict)) == (16, 22, 19)
