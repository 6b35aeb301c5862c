"""Saving one answer of a return: every way in which it ends, for those who keep it and those who do not."""

import re
from datetime import date

import pytest
from django.http import Http404
from django.test import Client

from accounts.roles import Role
from commitments.models import Line, LineCommitment, Status
from indicators.models import Reading
from pillars.models import Return, SubThemeRating
from returns.queries import return_sheet
from returns.subjects import subject_of
from returns.views.rows import entry_of, own_sheet
from returns.views.saving import _save
from tests.people import client_of, make_person
from tests.records import rating
from tests.returns.entry import DAY, last_status, make_kept, make_place, make_reading, status_of, texts_of, typed

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
# Session, person, period with its office; the sheet's sixteen.
PAGE_QUERIES = 19
# The same without indicators, two fewer; the return's row held, the version, and the transaction's own.
SAVE_QUERIES = 22


@pytest.fixture
def client(kept):
    return client_of(kept.editor)


def save(client, kept, key, *, htmx=True, lines=None, **fields):
    address = kept.save_address(key) + (f"?lines={lines}" if lines is not None else "")
    return client.post(address, typed(key, **fields), **(HTMX if htmx else {}))


# Kept


def test_a_rating_is_kept_and_signed(client, kept):
    answer = save(client, kept, kept.line_key(), choice="A", reason="Late.\r\nStill.")
    assert answer.status_code == 200
    status = status_of(kept)
    assert (status.rating.code, status.reason, status.recorded_by) == ("A", "Late.\nStill.", kept.editor)


def test_a_save_answers_with_what_changes_on_the_page_and_with_no_field_that_is_typed_in(client, kept):
    html = save(client, kept, kept.line_key(), choice="A").content.decode()
    key = kept.line_key()
    assert f'id="{key}-based_on" value="{status_of(kept).pk}" hx-swap-oob="true"' in html
    assert re.search(r"Saved \d\d:\d\d", html)
    assert "Worsened" in html
    assert "1: give the reason, because it is rated Amber." in html
    assert "<b>0 of 7</b> done" in html
    assert "Most of its rows are Amber: 1 of 1." in html
    assert not re.search(r"<textarea|<select|type=\"(radio|text|date|checkbox)\"", html)


def test_a_later_save_follows_the_version_that_was_seen(client, kept):
    save(client, kept, kept.line_key(), choice="A")
    first = status_of(kept)
    assert save(client, kept, kept.line_key(), choice="G", based_on=first.pk).status_code == 200
    assert status_of(kept).based_on == first


def test_an_unchanged_save_writes_nothing(client, kept):
    save(client, kept, kept.line_key(), choice="A")
    first = status_of(kept)
    assert save(client, kept, kept.line_key(), choice="A", based_on=first.pk).status_code == 200
    assert Status.objects.filter(line=kept.lines[0]).count() == 1


def test_a_save_whose_answer_was_lost_is_sent_again_without_a_conflict(client, kept):
    assert save(client, kept, kept.line_key(), choice="A").status_code == 200
    again = save(client, kept, kept.line_key(), choice="A")
    assert again.status_code == 200
    assert Status.objects.filter(line=kept.lines[0]).count() == 1


def test_words_typed_before_the_rating_are_kept(client, kept):
    assert save(client, kept, kept.line_key(), reason="First the words.").status_code == 200
    assert (status_of(kept).rating, status_of(kept).reason) == (None, "First the words.")


def test_no_rating_says_why(client, kept):
    assert save(client, kept, kept.line_key(), choice="-", why="not_due").status_code == 200
    assert (status_of(kept).rating, status_of(kept).empty_reason) == (None, "not_due")


def test_evidence_and_the_next_milestone_go_with_the_rating(client, kept):
    save(
        client, kept, kept.line_key(), choice="G",
        evidence="https://westmarsh.example/paper", milestone="Board", milestone_due_on="2020-03-31",
    )  # fmt: skip
    status = status_of(kept)
    assert (status.evidence, status.milestone, status.milestone_due_on) == (
        "https://westmarsh.example/paper",
        "Board",
        DAY,
    )


def test_a_moved_date_shows_as_rebaselined_and_asks_for_a_reason(client, kept):
    last_status(kept, milestone="Board", milestone_due_on=DAY)
    html = save(
        client, kept, kept.line_key(), choice="G", milestone="Board", milestone_due_on="2020-06-30"
    ).content.decode()
    assert "Re-baselined from 31 March 2020" in html
    assert "1: give the reason, because the date of its milestone has moved." in html


def test_a_milestone_that_is_still_to_come_stands_in_the_form(client, kept):
    last_status(kept, milestone="Board", milestone_due_on=DAY)
    last_status(kept, 1, milestone="Done by now", milestone_due_on=date(2019, 8, 1))
    html = client.get(kept.address).content.decode()
    assert f'name="{kept.line_key()}-milestone" value="Board"' in html
    assert 'value="2020-03-31"' in html
    assert f'name="{kept.line_key(1)}-milestone" value=""' in html


def test_the_own_rating_is_kept(client, kept):
    assert save(client, kept, "own", choice="A", reason="Because.").status_code == 200
    head = SubThemeRating.objects.filter(quarterly_return=kept.held).heads().get()
    assert (head.rating.code, head.reason, head.recorded_by) == ("A", "Because.", kept.editor)


def test_a_reading_is_kept_as_typed(client, kept):
    place = make_place(kept)
    key = f"reading-{place.pk}"
    fields = {"name-0": "Same quarter last year", "value-0": "92%", "name-1": "", "value-1": ""}
    assert save(client, kept, key, printed="94%", basis="rolling_year", target="95%", **fields).status_code == 200
    reading = Reading.objects.get()
    assert (reading.printed, reading.value, reading.basis, reading.target) == ("94%", 94, "rolling_year", "95%")
    assert reading.comparators == [["Same quarter last year", "92%"]]


def test_marks_that_a_source_printed_outlive_a_save(client, kept):
    place = make_place(kept)
    held = make_reading(kept.period, place, "94%", printed_marks=[["FOR", "up"]])
    assert save(client, kept, f"reading-{place.pk}", based_on=held.pk, printed="95%").status_code == 200
    assert Reading.objects.heads().get().printed_marks == [["FOR", "up"]]


def test_no_new_data_is_an_answer(client, kept):
    key = f"reading-{make_place(kept).pk}"
    assert save(client, kept, key, why="no_new_data").status_code == 200
    assert Reading.objects.get().empty_reason == "no_new_data"


def test_a_moved_target_shows_as_rebaselined(client, kept):
    place = make_place(kept)
    make_reading(kept.last, place, "94%", target="95%")
    html = save(client, kept, f"reading-{place.pk}", printed="94%", target="90%").content.decode()
    assert "Target re-baselined from 95%" in html
    assert "give the reason, because its target has moved." in html


def test_texts_are_kept_each_in_its_place(client, kept):
    for key in ("text-summary", "text-headlines", "text-activities"):
        assert save(client, kept, key, text=f"{key}\r\nsecond").status_code == 200
    assert texts_of(kept) == {
        "summary": "text-summary\nsecond",
        "headlines": "text-headlines\nsecond",
        "activities": "text-activities\nsecond",
    }


def test_none_this_quarter_is_an_answer_and_an_empty_text_is_not(client, kept):
    assert save(client, kept, "text-headlines", text="").status_code == 200
    assert "headlines" not in texts_of(kept)
    assert save(client, kept, "text-headlines", text="", none="on").status_code == 200
    assert texts_of(kept)["headlines"] == ""


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "مرحبا بالعالم", "a" * 20_000, "[words](javascript:alert(1))"]
)
def test_hostile_and_long_text_is_kept_and_shown_as_text(client, kept, text):
    assert save(client, kept, "text-activities", text=text).status_code == 200
    assert texts_of(kept)["activities"] == text
    html = client.get(kept.address).content.decode()
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
    assert re.search(r'<textarea[^>]* dir="auto"[^>]* id="text-activities-text"', html)


# Refused: 422


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"choice": "X"}, "choice", "Choose a rating of this scale."),
        ({"choice": "-"}, "why", "Choose why there is no rating."),
        ({"evidence": "ftp://a.example/x"}, "evidence", "Give the whole address, beginning with https:// or http://."),
        ({"evidence": "javascript:alert(1)"}, "evidence", "Give the whole address"),
        ({"milestone_due_on": "2020-03-31"}, "milestone", "Say which milestone is due on that day."),
        ({"milestone": "B", "milestone_due_on": "soon"}, "milestone_due_on", "Give the day as 31/03/2020"),
        (
            {"reason": "a" * 20_001},
            "reason",
            "This text has 20,001 characters, and the portal keeps 20,000. Shorten it.",
        ),
        ({"milestone": "a" * 401}, "milestone", "This text has 401 characters"),
    ],
)
def test_what_is_not_understood_is_said_at_the_field(client, kept, fields, field, sentence):
    answer = save(client, kept, kept.line_key(), **fields)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert re.search(rf'id="{kept.line_key()}-{field}-fault" hx-swap-oob="innerHTML">{re.escape(sentence)}', html)
    assert "Not saved" in html
    assert status_of(kept) is None


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"printed": "many"}, "printed", "“many” cannot be read as percentage. Write it like 94% or 77.3%"),
        ({"printed": "94%", "why": "not_due"}, "why", "Give a value, or say why there is none: not both."),
        ({"name-0": "Last year", "value-0": "x"}, "value-0", "“x” cannot be read as percentage"),
        ({"value-0": "94%"}, "name-0", "Say what this value is compared with."),
        ({"footnote_mark": "******"}, "footnote_mark", "This text has 6 characters"),
    ],
)
def test_a_reading_that_is_not_understood_is_said_at_the_field(client, kept, fields, field, sentence):
    key = f"reading-{make_place(kept).pk}"
    answer = save(client, kept, key, **{"value-0": "", "name-0": ""} | fields)
    assert answer.status_code == 422
    assert re.search(
        rf'id="{key}-{field}-fault" hx-swap-oob="innerHTML">{re.escape(sentence)}', answer.content.decode()
    )
    assert not Reading.objects.exists()


def test_a_text_cannot_be_there_and_be_none(client, kept):
    answer = save(client, kept, "text-headlines", text="Something", none="on")
    assert (answer.status_code, texts_of(kept)) == (422, {})


def test_a_text_that_was_kept_is_not_emptied_by_leaving_it_empty(client, kept):
    save(client, kept, "text-headlines", text="Something")
    head = kept.held.narratives.get()
    assert save(client, kept, "text-headlines", text="", based_on=head.pk).status_code == 422
    assert texts_of(kept)["headlines"] == "Something"


# Conflict: 409


@pytest.fixture
def colleague(kept):
    person = make_person(Role.EDITOR, name="Robin Ashe")
    kept.held.sub_theme.editors.add(person)
    return client_of(person)


def test_the_second_of_two_sees_both_versions_and_keeps_hers(client, colleague, kept):
    save(client, kept, kept.line_key(), choice="G", reason="Done.")
    answer = save(colleague, kept, kept.line_key(), choice="A", reason="Late.")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<b>Editor of the first</b> saved another version" in html
    for words in ("Green", "Amber", "Done.", "Late."):
        assert words in html
    theirs = status_of(kept)
    assert (theirs.rating.code, f'name="{kept.line_key()}-on_top_of" value="{theirs.pk}"' in html) == ("G", True)

    answer = save(colleague, kept, kept.line_key(), choice="A", reason="Late.", on_top_of=theirs.pk, based_on="")
    assert (answer.status_code, status_of(kept).rating.code) == (200, "A")
    assert status_of(kept).based_on == theirs


def test_the_second_of_two_takes_theirs(client, colleague, kept):
    save(client, kept, kept.line_key(), choice="G", reason="Done.")
    save(colleague, kept, kept.line_key(), choice="A", reason="Late.")
    row = colleague.get(kept.save_address(kept.line_key()), **HTMX).content.decode()
    assert row.strip().startswith(f'<li class="entry-row entry-line" id="{kept.line_key()}"')
    assert "Done." in row
    assert "Late." not in row
    assert f'value="{status_of(kept).pk}"' in row


def test_a_conflict_of_texts_and_of_readings_shows_both(client, colleague, kept):
    place = make_place(kept)
    for key, mine, theirs in (
        (f"reading-{place.pk}", {"printed": "94%"}, {"printed": "95%"}),
        ("text-headlines", {"text": "Mine"}, {"none": "on"}),
        ("own", {"choice": "G"}, {"choice": "-", "why": "not_due"}),
    ):
        assert save(client, kept, key, **mine).status_code == 200
        answer = save(colleague, kept, key, **theirs)
        assert answer.status_code == 409, key
        assert "Which one stands?" in answer.content.decode()


def test_a_version_of_another_line_is_no_ground_to_save_on(client, kept):
    save(client, kept, kept.line_key(1), choice="G")
    answer = save(client, kept, kept.line_key(0), choice="A", based_on=status_of(kept, 1).pk)
    assert answer.status_code == 409
    assert status_of(kept, 0) is None


# Locked, and not theirs


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_a_return_that_was_locked_meanwhile_keeps_nothing_and_says_so(client, kept, state):
    Return.objects.filter(pk=kept.held.pk).update(state=state)
    answer = save(client, kept, kept.line_key(), choice="A")
    assert answer.status_code == 409
    assert "so nothing on it can change. Ask an approver to send it back." in answer.content.decode()
    assert "What you typed is still here" in answer.content.decode()
    assert status_of(kept) is None


def test_a_locked_return_is_read(client, kept):
    save(client, kept, kept.line_key(), choice="A", reason="Late.")
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    html = client.get(kept.address).content.decode()
    assert "This return is submitted, so nothing on it changes until an approver sends it back." in html
    assert "Late." in html
    assert "data-saves" not in html


@pytest.mark.parametrize("role", list(Role))
def test_who_keeps_who_reads_and_who_finds_nothing(kept, role):
    client = client_of(make_person(role))
    page = client.get(kept.address)
    is_staff = role not in (Role.CLERK, Role.PANEL_MEMBER)
    assert page.status_code == (200 if is_staff else 404)
    answer = save(client, kept, kept.line_key(), choice="A")
    assert answer.status_code == (200 if role == Role.ADMINISTRATOR else 404)
    if is_staff and role != Role.ADMINISTRATOR:
        assert "You read this page. It is kept by Editor of the first." in page.content.decode()
        assert b"data-saves" not in page.content


def test_an_editor_reads_other_sub_themes_and_cannot_write_to_them(client, kept):
    address = f"/quarters/2019-20-q2/returns/{kept.other.sub_theme.key}/"
    assert client.get(address).status_code == 200
    line = kept.other.lines.get()
    assert client.post(f"{address}entries/line-{line.pk}/", {}, **HTMX).status_code == 404
    # Nor by way of their own: the line hangs on another return.
    assert save(client, kept, f"line-{line.pk}", choice="A").status_code == 404
    assert not Status.objects.filter(line=line).exists()


@pytest.mark.parametrize("key", ["line-999999", "line-0", "reading-1", "text-other", "text-9", "nothing", "own-1"])
def test_what_a_return_does_not_keep_is_not_found(client, kept, key):
    assert save(client, kept, key, choice="A").status_code == 404


def test_texts_of_a_page_that_is_shared_are_kept_on_the_first(kept):
    shared = kept.other.sub_theme
    shared.page_of = kept.held.sub_theme
    shared.save()
    client = client_of(make_person(Role.ADMINISTRATOR))
    address = f"/quarters/2019-20-q2/returns/{shared.key}/"
    assert "In the report it shares a page with" in client.get(address).content.decode()
    for key in ("text-headlines", "text-summary"):
        assert client.post(f"{address}entries/{key}/", typed(key, text="x"), **HTMX).status_code == 404


def test_a_value_that_serves_two_sub_themes_is_kept_on_the_first(client, kept):
    place = make_place(kept)
    second = place.indicator.places.create(sub_theme=kept.other.sub_theme, order=1)
    administrator = client_of(make_person(Role.ADMINISTRATOR))
    address = f"/quarters/2019-20-q2/returns/{kept.other.sub_theme.key}/"
    assert administrator.post(f"{address}entries/reading-{second.pk}/", {}, **HTMX).status_code == 404
    html = administrator.get(address).content.decode()
    assert f'<a href="{kept.address}">One value for several pages: it is kept on Theme 1-1.</a>' in html


def test_a_session_that_has_ended_leaves_the_typed_text(kept):
    answer = save(Client(), kept, kept.line_key(), choice="A")
    assert answer.status_code == 401
    assert "what you typed is still here" in answer.content.decode()


def test_after_signing_in_again_the_address_of_a_save_leads_to_its_row(client, kept):
    anonymous = Client().post(kept.save_address(kept.line_key()), {})
    assert anonymous.status_code == 302
    answer = client.get(kept.save_address(kept.line_key()))
    assert (answer.status_code, answer.url) == (302, f"{kept.address}#{kept.line_key()}")


def test_a_save_without_the_token_is_refused(kept):
    client = Client(enforce_csrf_checks=True)
    client.force_login(kept.editor)
    assert save(client, kept, kept.line_key(), choice="A").status_code == 403


@pytest.mark.parametrize(
    "address", ["2019-20-q9/returns/theme-1-1/", "2031-32-q1/returns/theme-1-1/", "2019-20-q2/returns/none/"]
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(f"/quarters/{address}").status_code == 404


# Without a script


def test_without_a_script_a_save_leads_back_to_its_row(client, kept):
    answer = save(client, kept, kept.line_key(), htmx=False, choice="A")
    assert (answer.status_code, answer.url) == (303, f"{kept.address}#{kept.line_key()}")
    assert status_of(kept).rating.code == "A"


def test_without_a_script_a_refused_save_is_a_page_with_everything_typed(client, kept, html_faults):
    answer = save(client, kept, kept.line_key(), htmx=False, choice="A", reason="Typed <b>", evidence="nowhere")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in html
    assert f'<a href="#{kept.line_key()}-evidence">Give the whole address' in html
    assert "Typed &lt;b&gt;" in html
    assert 'value="nowhere"' in html
    assert re.search(r'value="A" id="[^"]*" aria-keyshortcuts="a" checked', html)
    assert html_faults(html) == []


def test_without_a_script_a_conflict_is_a_page_on_which_one_chooses(client, colleague, kept, html_faults):
    save(client, kept, kept.line_key(), choice="G", reason="Done.")
    answer = save(colleague, kept, kept.line_key(), htmx=False, choice="A", reason="Late.")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Which one stands?" in html
    assert "Late.</textarea>" in html
    assert f'href="{kept.save_address(kept.line_key())}"' in html
    assert html_faults(html) == []
    top = status_of(kept).pk
    assert save(colleague, kept, kept.line_key(), htmx=False, choice="A", on_top_of=top).status_code == 303


def test_without_a_script_a_locked_return_is_a_page_with_everything_typed(client, kept):
    Return.objects.filter(pk=kept.held.pk).update(state="submitted")
    answer = save(client, kept, kept.line_key(), htmx=False, choice="A", reason="Typed.")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed." in html
    assert "Ask an approver to send it back." in html


# Costs


def test_a_save_takes_few_queries_whatever_the_size(client, kept, django_assert_num_queries):
    save(client, kept, kept.line_key(), choice="A")
    first = status_of(kept).pk
    with django_assert_num_queries(SAVE_QUERIES):
        save(client, kept, kept.line_key(), choice="G", based_on=first)


@pytest.mark.parametrize("codes", [("G",), ("G", "A", "R", "G", "N", "G")])
def test_the_page_takes_as_many_queries_for_many_lines_as_for_few(codes, django_assert_num_queries):
    kept = make_kept(codes)
    make_place(kept)
    client = client_of(kept.editor)
    with django_assert_num_queries(PAGE_QUERIES):
        assert client.get(kept.address).status_code == 200


def test_the_page_says_what_is_missing_with_links_to_the_fields(client, kept, html_faults):
    html = client.get(kept.address).content.decode()
    assert "7 things still missing" in html
    links = re.findall(r'<li><a href="#([^"]+)">', html)
    assert len(links) == 7
    assert [link for link in links if html.count(f'id="{link}"') != 1] == []
    assert html_faults(html) == []


def test_no_change_is_off_where_last_period_has_no_rating(client, kept):
    last_status(kept, rating=None, empty_reason="not_due")
    html = client.get(kept.address).content.decode()
    assert f'data-same="" aria-describedby="{kept.line_key()}-choice-fault"' in html
    assert "Last period has no rating that could stay as it is." in html
    assert rating(kept.plan, "A").word in html


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_taken_away_during_a_save_is_not_there(client, kept, rf):
    line = kept.lines[0]
    sheet = return_sheet(kept.period, kept.held.sub_theme.key)
    subject = subject_of(entry_of(own_sheet(sheet), kept.line_key()), sheet)
    form = subject.form(typed(kept.line_key(), choice="G"))
    LineCommitment.objects.filter(line=line).delete()
    Line.objects.filter(pk=line.pk).delete()
    request = rf.post(kept.save_address(kept.line_key()))
    request.user = kept.editor
    with pytest.raises(Http404, match="This row has gone"):
        _save(subject, form, request)
