"""The page of all checks, and the reasons that are given, changed and taken back on it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from finance.actions import record_figure, record_note_text, record_reason
from finance.models import Note, Reason
from finance.pages.findings import findings_of
from finance.reconciliation import reconciled
from pillars.actions import record_narrative
from pillars.models import ReturnState
from tests import records
from tests.finance.tables import make_office
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
COLUMNS = ["budget", "forecast", {"key": "variance", "formula": "forecast - budget"}]
ROWS = ["staff", "premises", {"key": "total", "kind": "total", "sums": ["staff", "premises"]}]
# The total of the forecasts is 55 too much, so that it fails under its lines, and 1 too much would be rounding.
CELLS = {"staff": [940, 950, 10], "premises": [210, 195, -15], "total": [1151, 1200, 49]}
EDIT = "/quarters/2019-20-q1/returns/"
FORECAST, VARIANCE = "sum:revenue/total/forecast", "sum:revenue/total/variance"


@pytest.fixture
def office(db):
    return make_office(COLUMNS, ROWS, CELLS)


@pytest.fixture
def client(office):
    return client_of(office.officer)


@pytest.fixture
def address(office):
    return f"/quarters/{office.period.quarter.slug}/finance/reconciliation/"


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def section(answer, key):
    """What stands under one heading, as words."""
    found = re.search(rf'<section aria-labelledby="{key}">(.*?)</section>', answer.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def ticks(answer):
    """The values of the ticks on the page, by the key of the check."""
    return {value.split("|")[0]: value for value in re.findall(r'type="checkbox" [^>]*value="([^"]+)"', answer.text)}


def reasons():
    return {reason.check_key: reason.text for reason in Reason.objects.heads()}


def give(office, key=FORECAST, difference="55", text="As printed.", by=None):
    return record_reason(
        report=office.statement.report,
        check_key=key,
        difference=difference,
        text=text,
        based_on=Reason.objects.filter(check_key=key).heads().first(),
        by=by or office.officer,
    )


# The page


def test_page_begins_with_what_fails_and_has_no_reason(client, office, address, html_faults):
    answer = client.get(address)
    assert "2 of 6 checks fail; 2 need a reason." in answer.text
    failing = section(answer, "to-explain")
    assert "Total, Forecast the sum of Staff + Premises" in failing
    assert "1,200 1,145 1,145 55" in failing
    assert f'href="{office.address}#cell-total/forecast"' in answer.text
    assert "1,151 1,150 1,150 1 1" in section(answer, "roundings")
    assert "Variance = Forecast − Budget Staff 10 Premises (15) Total 49" in section(answer, "passes")
    assert html_faults(answer.text) == []


def test_page_of_a_table_that_adds_up_says_so():
    office = make_office(COLUMNS, ROWS, CELLS | {"total": [1150, 1145, -5]})
    answer = client_of(office.officer).get(f"/quarters/{office.period.quarter.slug}/finance/reconciliation/")
    assert "All 6 checks pass." in answer.text
    assert not ticks(answer)
    assert "<textarea" not in answer.text


def test_what_is_not_there_is_to_be_mended_and_takes_no_reason(client, office, address, html_faults):
    note = Note.objects.create(report=office.statement.report, order=1, section="Revenue", reference="R1")
    record_note_text(note=note, text="It is {{revenue/none/budget}}.", based_on=None, by=None)
    records.make_table(office.period, "empty", ["budget"], ["staff"])
    records.make_tie(office.statement.report, "gone", "revenue/none/budget", "revenue/staff/budget")
    answer = client.get(address)
    assert "5 of 9 checks fail; 5 must be mended or need a reason." in answer.text
    mend = section(answer, "to-mend")
    assert "Note R1 There is no cell revenue/none/budget." in mend
    assert "Empty This table holds no figure yet." in mend
    assert '/finance/empty/">Empty</a>' in answer.text
    assert f'notes/#note-{note.pk}"' in answer.text
    assert "ties/" in answer.text
    assert set(ticks(answer)) == {FORECAST, VARIANCE}
    assert html_faults(answer.text) == []


def test_advice_on_words_leads_to_the_note_and_to_the_headlines(client, office, address):
    note = Note.objects.create(report=office.statement.report, order=1, section="Revenue", reference="R1")
    record_note_text(note=note, text="We spend £77.7m.", based_on=None, by=None)
    held = records.first_return(office.period)
    record_narrative(kind="headlines", subject=held, text="Reserves are £9.9m.", based_on=None, by=None)
    answer = client.get(address)
    advice = section(answer, "advice")
    assert "£77.7m" in advice
    assert "£9.9m" in advice
    assert f"returns/{held.sub_theme.key}/#text-headlines" in answer.text


def test_text_that_cites_nothing_leads_to_where_it_is_written(client, office, address):
    held = records.first_return(office.period)
    record_narrative(kind="activities", subject=held, text="{{revenue/gone/budget}}", based_on=None, by=None)
    subject = (held.sub_theme.pillar, office.period)
    record_narrative(kind="headlines", subject=subject, text="{{revenue/gone/budget}}", based_on=None, by=None)
    answer = client.get(address)
    assert section(answer, "to-mend").count("There is no cell revenue/gone/budget") == 2
    for anchor in ("text-activities", "text-summary"):
        assert f'returns/{held.sub_theme.key}/#{anchor}"' in answer.text
        assert f'id="{anchor}"' in client_of(make_person(Role.ADMINISTRATOR)).get(f"{EDIT}{held.sub_theme.key}/").text


def test_ties_stand_under_their_own_heading_with_their_table(client, office, address):
    records.make_tie(office.statement.report, "same", "revenue/staff/budget", "revenue/premises/budget")
    records.make_tie(office.statement.report, "share", "revenue/staff/budget", "revenue/total/budget", low=90)
    records.make_tie(office.statement.report, "last", "revenue/*/budget", "revenue/*/budget", is_from_last=True)
    answer = client.get(address)
    failing = section(answer, "to-explain")
    assert "Ties" in failing
    # The figures stand in their columns, and are not told again.
    assert "Revenue: Staff, Budget Same; compared with Revenue: Premises, Budget 940 210 730" in failing
    assert "Share; as a share of Revenue: Total, Budget 81.67% 90.00% (8.33%)" in failing
    assert "Last 3" in section(answer, "waiting")


def test_page_takes_the_same_number_of_queries_however_large_the_table(client, office, address):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    few = count()
    rows = [f"row-{number}" for number in range(40)]
    records.make_table(office.period, "large", COLUMNS, rows, {row: [1, 2, 5] for row in rows})
    give(office)
    assert count() == few


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_staff_read_every_check_and_give_no_reason(role, office, address):
    client = client_of(make_person(role))
    answer = client.get(address)
    assert "The finance officer keeps these tables." in answer.text
    assert "Total, Forecast" in section(answer, "to-explain")
    assert "<textarea" not in answer.text
    assert client.post(address, {"checks": f"{FORECAST}|55|", "text": "As printed."}).status_code == 404
    assert reasons() == {}


def test_page_of_a_locked_return_is_read(client, office, address):
    office.set_state(ReturnState.SUBMITTED)
    answer = client.get(address)
    assert "is submitted, so nothing on them can change" in answer.text
    assert not ticks(answer)


# Reasons


def test_one_reason_is_recorded_for_every_check_that_is_ticked(client, office, address):
    values = ticks(client.get(address))
    answer = client.post(
        address, {"checks": list(values.values()), "text": "As printed.\r\nIn the source."}, follow=True
    )
    assert answer.redirect_chain == [(address, 303)]
    assert "The reason is recorded for 2 checks." in answer.text
    assert reasons() == {FORECAST: "As printed.\nIn the source.", VARIANCE: "As printed.\nIn the source."}
    assert "2 of 6 checks fail; each has a reason." in answer.text
    assert "Reason: As printed. In the source." in section(answer, "explained")
    assert "Officer of finance" in section(answer, "explained")
    assert not reconciled(office.period).unreasoned


def test_reason_without_words_or_without_a_tick_is_refused_and_ticks_stay(client, office, address, html_faults):
    value = ticks(client.get(address))[FORECAST]
    answer = client.post(address, {"checks": value, "text": " "})
    assert answer.status_code == 422
    assert "Say why, in a sentence that readers of the report understand." in answer.text
    assert re.search(rf'value="{re.escape(value)}" checked', answer.text)
    assert html_faults(answer.text) == []
    answer = client.post(address, {"text": "As printed."})
    assert answer.status_code == 422
    assert "Tick the checks that the reason is for." in answer.text
    assert "As printed.</textarea>" in answer.text
    assert reasons() == {}


def test_tick_of_a_difference_that_has_changed_is_refused_and_nothing_typed_is_lost(client, office, address):
    values = ticks(client.get(address))
    rows = {row.key: row for row in office.statement.rows.all()}
    column = office.statement.columns.get(key="forecast")
    record_figure(row=rows["total"], column=column, amount=1300, based_on=office.head("total/forecast"), by=None)
    answer = client.post(address, {"checks": list(values.values()), "text": "As printed."})
    assert answer.status_code == 409
    assert "has changed since you opened the page" in answer.text
    assert "As printed.</textarea>" in answer.text
    # What did not change is still ticked.
    assert re.search(rf'value="{re.escape(values[VARIANCE])}" checked', answer.text)
    assert reasons() == {}


def test_reason_that_somebody_else_gave_meanwhile_stands_and_is_shown(client, office, address):
    values = ticks(client.get(address))
    give(office, text="Theirs.", by=make_person(Role.ADMINISTRATOR, name="Somebody else"))
    answer = client.post(address, {"checks": values[FORECAST], "text": "Mine."})
    assert answer.status_code == 409
    assert "Theirs." in section(answer, "explained")
    assert "Mine.</textarea>" in answer.text
    assert reasons() == {FORECAST: "Theirs."}


def test_typed_reason_stays_though_every_check_has_one_by_now(client, office, address):
    values = ticks(client.get(address))
    give(office)
    give(office, VARIANCE, "54", "As printed.")
    answer = client.post(address, {"checks": list(values.values()), "text": "Mine."})
    assert answer.status_code == 409
    assert "Mine.</textarea>" in answer.text


def test_reason_holds_only_while_the_difference_stays_and_can_be_taken_over(client, office, address):
    give(office, difference="44")
    answer = client.get(address)
    assert "a reason was given while the difference was 44. It is 55 now." in text_of(answer)
    lapsed = re.search(r'<form class="lapsed".*?</form>', answer.text, re.DOTALL)[0]
    sent = dict(re.findall(r'name="(checks|text)" value="([^"]*)"', lapsed))
    client.post(address, sent)
    head = Reason.objects.heads().get()
    assert (head.text, head.difference) == ("As printed.", "55")
    assert [one.found.key for one in findings_of(reconciled(office.period)).explained] == [FORECAST]


def test_locked_return_takes_no_reason_and_keeps_what_was_typed(client, office, address):
    values = ticks(client.get(address))
    office.set_state(ReturnState.APPROVED)
    answer = client.post(address, {"checks": values[FORECAST], "text": "As printed."})
    assert answer.status_code == 409
    assert "is approved, so nothing on it can change" in answer.text
    assert reasons() == {}


# One reason


@pytest.fixture
def reason(office):
    return give(office)


@pytest.fixture
def own_address(address, reason):
    return f"{address}reasons/{reason.pk}/"


def test_page_of_a_reason_shows_its_check(client, own_address, html_faults):
    answer = client.get(own_address)
    assert "Total, Forecast" in answer.text
    assert "As printed.</textarea>" in answer.text
    assert html_faults(answer.text) == []


def test_reason_is_worded_anew(client, office, address, own_address):
    assert client.post(own_address, {"text": "Otherwise."}).headers["Location"] == address
    assert reasons() == {FORECAST: "Otherwise."}
    assert Reason.objects.count() == 2


def test_reason_is_taken_back_and_can_be_given_again(client, office, address, own_address):
    answer = client.post(own_address, {"take_back": "1", "text": ""}, follow=True)
    assert "The reason is taken back." in answer.text
    assert reasons() == {FORECAST: ""}
    assert [found.key for found in reconciled(office.period).unreasoned] == [FORECAST, VARIANCE]
    client.post(address, {"checks": ticks(answer)[FORECAST], "text": "Again."})
    assert reasons() == {FORECAST: "Again."}


def test_reason_without_words_is_refused_on_its_page(client, own_address):
    answer = client.post(own_address, {"text": ""})
    assert answer.status_code == 422
    assert "Say why" in answer.text


def test_reason_that_somebody_changed_is_shown_beside_what_was_typed(client, office, own_address, html_faults):
    theirs = give(office, text="Theirs.", by=make_person(Role.ADMINISTRATOR, name="Somebody else"))
    answer = client.post(own_address, {"text": "Mine."})
    assert answer.status_code == 409
    assert "Somebody else" in answer.text
    assert "Theirs." in answer.text
    assert "Mine.</textarea>" in answer.text
    assert html_faults(answer.text) == []
    over = re.search(r'<form method="post" novalidate action="([^"]+)"', answer.text)[1]
    assert over.endswith(f"reasons/{theirs.pk}/")
    client.post(over, {"text": "Mine."})
    assert reasons() == {FORECAST: "Mine."}


def test_reason_of_a_check_that_is_gone_can_be_taken_back(client, office, address):
    held = give(office, "tie:gone/total/forecast", "5")
    answer = client.get(f"{address}reasons/{held.pk}/")
    assert "There is no such check any more" in answer.text
    client.post(f"{address}reasons/{held.pk}/", {"take_back": "1"})
    assert reasons() == {"tie:gone/total/forecast": ""}


def test_reason_of_a_locked_return_stays(client, office, own_address):
    office.set_state(ReturnState.SUBMITTED)
    answer = client.post(own_address, {"text": "Otherwise."})
    assert answer.status_code == 409
    assert reasons() == {FORECAST: "As printed."}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.CLERK, Role.PANEL_MEMBER])
def test_reason_is_changed_by_nobody_else(role, own_address):
    client = client_of(make_person(role))
    assert client.get(own_address).status_code == 404
    assert client.post(own_address, {"take_back": "1"}).status_code == 404


def test_reason_of_another_quarter_is_not_found(client, office, own_address):
    assert client.get(own_address.replace("2019-20-q1", "2031-32-q1")).status_code == 404
    assert client.get(own_address.replace(str(Reason.objects.get().pk), "99999")).status_code == 404
