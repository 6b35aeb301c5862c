"""The page of the notes: words that save by themselves, what is said of them, their names and places, figures to quote."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from finance.actions import move_note, record_note_text, remove_note
from finance.models import Note, NoteText
from finance.rules import Refused
from pillars.models import ReturnState
from tests import records
from tests.finance.tables import CELLS, COLUMNS, ROWS, make_office
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}
JUDGED = [COLUMNS[0], COLUMNS[1], {**COLUMNS[2], "measure": "variance", "sense": "adverse"}, *COLUMNS[3:]]


@pytest.fixture
def office(db):
    return make_office(JUDGED, ROWS, CELLS)


@pytest.fixture
def client(office):
    return client_of(office.officer)


@pytest.fixture
def address(office):
    return f"/quarters/{office.period.quarter.slug}/finance/notes/"


@pytest.fixture
def note(office):
    return make_note(office, "R1", "The total is {{revenue/total/budget}}.")


def make_note(office, reference="", text="", section="Revenue"):
    report = office.statement.report
    made = Note.objects.create(report=report, order=report.notes.count() + 1, section=section, reference=reference)
    if text:
        record_note_text(note=made, text=text, based_on=None, by=office.officer)
    return made


def head(note):
    return NoteText.objects.filter(note=note).heads().first()


def typed(note, text, based_on=None, **more):
    key = f"note-{note.pk}"
    fields = {"text": text, "based_on": based_on.pk if based_on else "", **more}
    return {f"{key}-{name}": value for name, value in fields.items()}


def save(client, address, note, text, based_on=None, script=True, **more):
    headers = SCRIPT if script else {}
    return client.post(f"{address}{note.pk}/words/", typed(note, text, based_on, **more), headers=headers)


def read_as(answer, note):
    """How a note is read, with what is said of it, as words."""
    found = re.search(rf'id="note-{note.pk}-read"[^>]*>(.*?)</div>\s*(</section>|<p id="told")', answer.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def order():
    return [note.reference for note in Note.objects.order_by("order")]


# The page


def test_notes_stand_under_their_sections_with_the_rows_that_point_at_them(client, office, address, note, html_faults):
    office.statement.rows.filter(key="pay").update(note=note)
    make_note(office, "", "A paragraph.", section="Reserves")
    make_note(office, "C1", section="Capital")
    page = client.get(address)
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", page.text) == ["Revenue", "Reserves", "Capital"]
    assert "The total is {{revenue/total/budget}}.</textarea>" in page.text
    assert f'{office.address}structure/rows/pay/">Pay</a>' in page.text
    assert "No row points at it." in page.text
    assert html_faults(page.text) == []


def test_words_are_shown_as_they_are_read_with_the_figures_marked(client, office, address, note):
    assert read_as(client.get(address), note) == "It reads The total is £400,000 ."


def test_advice_of_the_reader_stands_under_the_note(client, office, address):
    note = make_note(office, "R2", "We spend £77.7m.")
    assert "£77.7m" in read_as(client.get(address), note)


def test_page_takes_the_same_number_of_queries_however_many_notes(client, office, address, note):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    one = count()
    for number in range(12):
        make_note(office, f"X{number}", "Words of {{revenue/pay/budget}}.")
    assert count() == one


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER])
def test_staff_read_the_notes_as_they_will_be_printed(role, office, address, note, html_faults):
    client = client_of(make_person(role))
    page = client.get(address)
    assert read_as(page, note) == "The total is £400,000 ."
    assert "The finance officer keeps these tables." in page.text
    assert "<textarea" not in page.text
    assert html_faults(page.text) == []
    assert save(client, address, note, "Mine.", head(note)).status_code == 404
    assert client.get(f"{address}add/").status_code == 404
    assert client.get(f"{address}{note.pk}/").status_code == 404
    assert client.post(f"{address}{note.pk}/move/", {"up": "1"}).status_code == 404


def test_notes_of_a_locked_return_are_read(client, office, address, note):
    office.set_state(ReturnState.SUBMITTED)
    page = client.get(address)
    assert "is submitted, so nothing on them can change" in page.text
    assert "<textarea" not in page.text


# Words


def test_words_are_saved_as_a_version_and_told_as_they_are_read(client, office, address, note):
    answer = save(client, address, note, "It is {{revenue/pay/budget}}.\r\nAnd more.", head(note))
    assert answer.status_code == 200
    saved = head(note)
    assert (saved.text, saved.recorded_by) == ("It is {{revenue/pay/budget}}.\nAnd more.", office.officer)
    assert NoteText.objects.count() == 2
    assert read_as(answer, note) == "It reads It is £500,000 . And more."
    assert f'value="{saved.pk}"' in answer.text
    assert re.search(r"Saved \d\d:\d\d", answer.text)
    assert "Note R1: saved." in answer.text


def test_first_words_are_saved_and_none_are_no_version(client, office, address):
    note = make_note(office, "R2")
    assert save(client, address, note, "").status_code == 200
    assert head(note) is None
    assert save(client, address, note, "Words.").status_code == 200
    assert head(note).text == "Words."
    save(client, address, note, "", head(note))
    assert head(note).text == ""


def test_words_that_did_not_change_are_no_new_version(client, address, note):
    save(client, address, note, head(note).text, head(note))
    assert NoteText.objects.count() == 1


def test_figure_that_is_not_there_is_told_and_saved_all_the_same(client, address, note):
    answer = save(client, address, note, "It is {{revenue/none/budget}}.", head(note))
    assert answer.status_code == 200
    told = read_as(answer, note)
    assert "It is [figure not found]" in told
    assert "There is no cell revenue/none/budget." in told


def test_markup_in_words_is_shown_as_it_was_typed(client, address, note):
    answer = save(client, address, note, "<b>5</b> & {{revenue/pay/budget}} {{revenue/<i>/x}}", head(note))
    assert "&lt;b&gt;5&lt;/b&gt; &amp;" in answer.text
    assert "<i>" not in answer.text


def test_words_saved_without_a_script_lead_back_to_the_note(client, address, note):
    answer = save(client, address, note, "Otherwise.", head(note), script=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{address}#note-{note.pk}")
    assert head(note).text == "Otherwise."


@pytest.mark.parametrize("script", [True, False])
def test_of_two_who_write_at_once_the_second_is_shown_both(script, client, office, address, note, html_faults):
    first = head(note)
    other = make_person(Role.ADMINISTRATOR, name="Somebody else")
    record_note_text(note=note, text="Theirs.", based_on=first, by=other)
    answer = save(client, address, note, "Mine: {{revenue/pay/budget}}.", first, script)
    assert answer.status_code == 409
    assert "<b>Somebody else</b> saved another version" in answer.text
    assert "Theirs." in answer.text
    # How the typed words are read is told of them, whether they are saved or not.
    assert read_as(answer, note) == "It reads Mine: £500,000 ."
    assert head(note).text == "Theirs."
    if not script:
        assert "Mine: {{revenue/pay/budget}}.</textarea>" in answer.text
        assert html_faults(answer.text) == []
    over = save(client, address, note, "Mine.", first, script, on_top_of=head(note).pk)
    assert over.status_code == (200 if script else 303)
    assert head(note).text == "Mine."


def test_their_version_can_be_taken(client, office, address, note):
    answer = client.get(f"{address}{note.pk}/words/", headers=SCRIPT)
    assert "The total is {{revenue/total/budget}}.</textarea>" in answer.text
    assert "<html" not in answer.text
    plain = client.get(f"{address}{note.pk}/words/")
    assert plain.headers["Location"] == f"{address}#note-{note.pk}"


def test_the_same_words_typed_twice_are_no_conflict(client, office, address, note):
    first = head(note)
    record_note_text(note=note, text="The same.", based_on=first, by=None)
    assert save(client, address, note, "The same.", first).status_code == 200


def test_words_that_are_too_long_are_refused_and_stay(client, address, note):
    answer = save(client, address, note, "x" * 20_001, head(note), script=False)
    assert answer.status_code == 422
    assert "This note has 20,001 characters, and the portal keeps 20,000. Shorten it." in answer.text
    assert "x" * 20_001 in answer.text
    assert NoteText.objects.count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_words_in_a_locked_return_are_refused_and_stay(script, client, office, address, note):
    office.set_state(ReturnState.APPROVED)
    answer = save(client, address, note, "Kept as typed.", head(note), script)
    assert answer.status_code == 409
    assert "is approved, so nothing on it can change" in answer.text
    assert "What you typed is still here" in answer.text
    assert script or "Kept as typed.</textarea>" in answer.text
    assert NoteText.objects.count() == 1


def test_somebody_signed_out_is_told_in_the_slot(address, note):
    assert save(client_of(None), address, note, "x").status_code == 401


# Names and places


def test_note_is_added_at_the_end_of_its_section(client, office, address, note, html_faults):
    make_note(office, "C1", section="Capital")
    page = client.get(f"{address}add/")
    assert '<option value="Capital">' in page.text
    assert html_faults(page.text) == []
    answer = client.post(f"{address}add/", {"section": " Revenue ", "reference": "R 2", "text": "Words."})
    made = Note.objects.get(reference="R2")
    assert answer.headers["Location"] == f"{address}#note-{made.pk}"
    assert order() == ["R1", "R2", "C1"]
    assert (head(made).text, head(made).recorded_by) == ("Words.", office.officer)
    client.post(f"{address}add/", {"section": "Reserves", "reference": ""})
    assert order() == ["R1", "R2", "C1", ""]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"section": ""}, "This field is required."),
        ({"reference": "R1"}, "Another note is called R1. Choose another reference."),
        ({"reference": "R1234567890"}, "at most 10 characters"),
    ],
)
def test_note_that_cannot_be_added_is_refused_in_a_sentence(fields, sentence, client, address, note):
    given = {"section": "Revenue", "reference": "R2", "text": "Kept as typed."} | fields
    answer = client.post(f"{address}add/", given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Kept as typed.</textarea>" in answer.text
    assert order() == ["R1"]


def test_note_is_renamed_and_what_points_at_it_stays(client, office, address, note, html_faults):
    office.statement.rows.filter(key="pay").update(note=note)
    page = client.get(f"{address}{note.pk}/")
    assert "Rows point at this note." in page.text
    assert html_faults(page.text) == []
    client.post(f"{address}{note.pk}/", {"section": "Capital", "reference": "C1"})
    note.refresh_from_db()
    assert (note.section, note.reference) == ("Capital", "C1")
    assert office.statement.rows.get(key="pay").note == note
    assert client.post(f"{address}{note.pk}/", {"section": "Capital", "reference": "C1"}).status_code == 303


def test_notes_change_places(client, office, address, note):
    make_note(office, "R2")
    third = make_note(office, "R3")
    answer = client.post(f"{address}{third.pk}/move/", {"up": "1"})
    assert answer.headers["Location"] == f"{address}#note-{third.pk}"
    assert order() == ["R1", "R3", "R2"]
    client.post(f"{address}{third.pk}/move/", {"down": "1"})
    client.post(f"{address}{third.pk}/move/", {"down": "1"})
    assert order() == ["R1", "R2", "R3"]
    assert move_note(note=note, is_up=True, by=None) is False


def test_note_without_words_is_taken_away(client, office, address):
    empty = make_note(office, "R2")
    assert "Take this note away" in client.get(f"{address}{empty.pk}/").text
    answer = client.post(f"{address}{empty.pk}/", {"remove": "1"}, follow=True)
    assert "Note R2 is taken away." in answer.text
    assert not Note.objects.exists()


def test_note_that_had_words_or_that_rows_point_at_is_kept(client, office, address, note):
    record_note_text(note=note, text="", based_on=head(note), by=None)
    answer = client.post(f"{address}{note.pk}/", {"remove": "1"})
    assert answer.status_code == 422
    assert "This note has had words, and those are kept." in answer.text
    pointed = make_note(office, "R2")
    # A row that is retired comes back with its note.
    office.statement.rows.filter(key="pay").update(note=pointed, is_retired=True)
    with pytest.raises(Refused, match="Rows point at this note"):
        remove_note(note=pointed, by=None)
    assert order() == ["R1", "R2"]


def test_notes_of_a_locked_return_keep_names_and_places(client, office, address, note):
    empty = make_note(office, "R2")
    office.set_state(ReturnState.SUBMITTED)
    assert client.post(f"{address}add/", {"section": "Revenue", "reference": "R3"}).status_code == 409
    assert client.post(f"{address}{note.pk}/", {"section": "Capital", "reference": "C1"}).status_code == 409
    assert client.post(f"{address}{empty.pk}/", {"remove": "1"}).status_code == 409
    answer = client.post(f"{address}{empty.pk}/move/", {"up": "1"}, follow=True)
    assert "nothing on it can change" in answer.text
    assert order() == ["R1", "R2"]


# Figures to quote


def offers(answer):
    """The tokens of a list, by what they are read as."""
    return {text: token for token, text in re.findall(r'data-token="([^"]+)">([^<]+)<', answer.text)}


def listed(client, address, **asked):
    return client.get(f"{address}figures/", asked, headers=SCRIPT)


def test_list_offers_each_cell_in_the_ways_that_it_bears(client, address):
    found = offers(listed(client, address, words="pay variance"))
    assert found == {
        "−£500,000": "{{revenue/pay/variance}}",
        "£500,000 favourable": "{{revenue/pay/variance judged}}",
        "£500,000 below": "{{revenue/pay/variance compared}}",
    }


def test_list_writes_amounts_in_the_unit_that_is_asked_for(client, address):
    found = offers(listed(client, address, words="pay budget", unit="£m1"))
    assert found == {"£0.5m": "{{revenue/pay/budget £m1}}"}


def test_list_offers_shares_that_a_band_names(client, office, address):
    records.make_tie(office.statement.report, "share", "revenue/income/budget", "revenue/pay/budget", low=3)
    assert "{{revenue/income/budget share}}" in offers(listed(client, address, words="income")).values()


def test_list_begins_with_the_rows_that_point_at_the_note(client, office, address, note):
    records.make_table(office.period, "reserves", ["opening"], ["general", "others"], {"general": [1], "others": [2]})
    office.period.finance_report.statements.get(key="reserves").rows.filter(key="others").update(note=note)
    answer = listed(client, address, note=note.pk)
    assert re.findall(r"<dt>([^<]+)", answer.text) == ["Others", "General"]
    assert '<option value="reserves" selected>' in answer.text
    every = listed(client, address, table="*", words="general pay")
    assert "No figure of this table has these words" in every.text
    every = listed(client, address, table="*", words="gen")
    assert "General <small>Reserves</small>" in every.text


def test_list_is_a_page_with_tokens_to_copy(client, address, note, html_faults):
    page = client.get(f"{address}figures/?note={note.pk}")
    assert "<code>{{revenue/pay/budget}}</code>" in page.text
    assert "£500,000" in page.text
    assert f'href="{address}#note-{note.pk}"' in page.text
    assert html_faults(page.text) == []


def test_list_is_cut_where_more_would_fit(client, office, address):
    rows = [f"row-{number}" for number in range(200)]
    records.make_table(office.period, "large", ["one", "two"], rows, {row: [1, 2] for row in rows})
    answer = listed(client, address, table="large")
    assert len(re.findall("<dt>", answer.text)) == 150
    assert "There are more. Type a part of the name" in answer.text


@pytest.mark.parametrize("asked", [{"table": "none"}, {"unit": "$"}, {"note": "x"}, {"words": "x" * 500}])
def test_list_leaves_aside_what_it_does_not_know(asked, client, address):
    assert listed(client, address, **asked).status_code == 200


def test_list_of_a_part_without_tables_is_empty(client, office):
    period = records.make_period(office.period.plan, "2019-20-q3")
    records.make_finance_report(period)
    answer = client.get(f"/quarters/{period.quarter.slug}/finance/notes/figures/")
    assert (answer.status_code, offers(answer)) == (200, {})
