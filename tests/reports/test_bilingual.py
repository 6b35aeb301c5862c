"""A report in two languages: written in the browser, published in both, corrected in both; nobody's words are lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.roles import Role
from jobs.models import Job
from jobs.worker import Worker
from pdf.inspect import inspect, page_texts
from pillars.models import Office
from reports.actions import NotReady, correct_report
from reports.document.stored import from_json
from reports.drafts import draft_of
from reports.files import store
from reports.models import Edition
from tests import records
from tests.accessibility import px_too_wide
from tests.people import client_of, make_person, sign_in
from tests.reports import publishing
from tests.reports.bilingual import make_bilingual, say_all, sources_of
from tests.reports.publishing import CORRECTION, FIRST, REPORT, SECOND, change_a_rating, publish
from tests.sending import fields_of
from translations.actions import say_texts
from translations.models import Translation
from translations.queries import texts_in

pytestmark = pytest.mark.django_db

TEXTS = "/quarters/2019-20-q1/translation/"
PUBLISH = "/quarters/2019-20-q1/editions/publish/"


@pytest.fixture
def period():
    made = publishing.ready()
    make_bilingual()
    return made


@pytest.fixture
def editor():
    return client_of(make_person(Role.EDITOR, name="Ann"))


def page_of(client, address):
    return html.fromstring(client.get(address).content)


def file_of(edition, path):
    return store.read(edition.files.get(path=path).digest)


# Publishing


def test_report_whose_texts_lack_is_published_in_one_language_or_not_at_all(period):
    lacking = len(sources_of(period))
    with pytest.raises(NotReady, match=f"^{lacking} texts have no words yet in the second language"):
        publish(period)
    assert not Edition.objects.exists()
    edition = publish(period, in_one_language=True)
    assert from_json(edition.document).second is None
    assert not edition.files.filter(path__startswith="cy/").exists()
    assert client_of(None).get(f"/cy{REPORT}").headers["Location"] == REPORT


def test_edition_holds_pages_and_paper_in_both_languages_and_each_page_leads_to_the_other(period):
    say_all(period)
    edition = publish(period)
    paths = set(edition.files.values_list("path", flat=True))
    first = {path for path in paths if path.endswith((".html", "report.pdf")) and "/" not in path}
    assert {path for path in paths if path.startswith("cy/")} == {f"cy/{path}" for path in first}
    for path in sorted(first - {"report.pdf"}):
        english, welsh = (html.fromstring(file_of(edition, name)) for name in (path, f"cy/{path}"))
        assert (english.get("lang"), welsh.get("lang")) == ("en-GB", "cy")
        assert english.xpath("//nav[contains(@class, 'tongues')]//a/@href") == [f"cy/{path}"]
        assert welsh.xpath("//nav[contains(@class, 'tongues')]//a/@href") == [f"../{path}"]
        assert welsh.xpath("//nav[contains(@class, 'tongues')]//li//text()") == ["English", "Cymraeg"]
        for link in welsh.xpath("//@href | //@src"):
            target = link.split("#")[0]
            inside = target.removeprefix("../") if target.startswith("../") else f"cy/{target}"
            assert not target or inside in paths or target.startswith(("/", "http")), f"{path}: {link}"
    summary = html.fromstring(file_of(edition, "cy/summary.html")).text_content()
    assert "Crynodeb" in summary
    assert "[Theme 1-1]" in summary
    paper = file_of(edition, "cy/report.pdf")
    assert inspect(paper).language == "cy"
    words = " ".join(page_texts(paper))
    assert "Tudalen 1 o" in words
    assert "[Theme 1-1]" in words


def test_lasting_addresses_lead_to_the_second_language(period):
    say_all(period)
    publish(period)
    reader = client_of(None)
    assert reader.get(f"/cy{REPORT}report.pdf").headers["Location"] == f"{FIRST}cy/report.pdf"
    assert reader.get(f"/cy{REPORT}summary/").headers["Location"] == f"{FIRST}cy/summary.html"
    assert reader.get(f"{REPORT}summary/").headers["Location"] == f"{FIRST}summary.html"
    assert reader.get(f"{FIRST}cy/index.html").status_code == 200
    assert reader.get(f"/fr{REPORT}").status_code == 404


def test_office_that_writes_in_welsh_has_english_beside_it(period):
    Office.objects.update(language="cy", second_language="en-GB")
    say_all(period, "en-GB")
    edition = publish(period)
    welsh, english = (html.fromstring(file_of(edition, f"{top}summary.html")) for top in ("", "en/"))
    assert (welsh.get("lang"), english.get("lang")) == ("cy", "en-GB")
    assert "Crynodeb" in welsh.text_content()
    assert "Theme 1-1" in welsh.text_content()
    assert "Ch1 2019/20" in welsh.text_content()
    assert "Summary" in english.text_content()
    assert "[Theme 1-1]" in english.text_content()
    assert "Q1 2019/20" in english.text_content()
    assert welsh.xpath("//nav[contains(@class, 'tongues')]//li//text()") == ["Cymraeg", "English"]
    assert client_of(None).get(f"{REPORT}key/").headers["Location"] == f"{FIRST}en/key.html"
    assert client_of(None).get(f"/cy{REPORT}key/").headers["Location"] == f"{FIRST}key.html"


@pytest.mark.parametrize("language", ["en-GB", "cy"])
def test_draft_says_what_is_to_come_whatever_the_language_of_the_report(language):
    period = publishing.ready()
    Office.objects.update(language=language)
    period.plan.office.refresh_from_db()
    records.make_indicator(period.plan, "later")
    period.returns.update(state="open")
    document = draft_of(period).document
    values = {row.value for _pillar, page in document.pages for part in page.parts for row in part.indicators}
    assert values == {"54", "No reading yet"}


def test_correction_says_in_both_languages_what_it_changes(period):
    say_all(period)
    publish(period)
    change_a_rating(period)
    say_all(period)
    with pytest.raises(NotReady, match=r"^3 texts"):
        correct_report(period=period, by=None, **CORRECTION)
    words = {"what": "Un sgôr.", "why": "Camgymeriad.", "asked_by": "Y prif weithredwr"}
    say_texts(language="cy", texts={CORRECTION[name]: text for name, text in words.items()}, by=None)
    edition = correct_report(period=period, by=None, **CORRECTION)
    english, welsh = (html.fromstring(file_of(edition, f"{top}correction.html")).text_content() for top in ("", "cy/"))
    assert "It slipped." in english
    assert "Camgymeriad." in welsh
    assert "[It slipped.]" in welsh
    assert "Yr hyn y mae’r argraffiad hwn yn ei gywiro" in welsh


def test_words_of_the_second_language_alone_can_be_corrected(period):
    say_all(period)
    publish(period)
    say_texts(language="cy", texts={"Theme 1-1": "Thema"} | dict.fromkeys(CORRECTION.values(), "Gair"), by=None)
    edition = correct_report(period=period, by=None, **CORRECTION)
    document = from_json(edition.document)
    assert document.edition.changes == ()
    assert {(one.before, one.after) for one in document.second.changes} >= {("[Theme 1-1]", "Thema")}
    assert "Only its words in the other language differ" in file_of(edition, "correction.html").decode()
    assert "Thema" in file_of(edition, "cy/correction.html").decode()


def test_language_that_is_added_later_is_what_the_correction_changes(period):
    publish(period, in_one_language=True)
    say_all(period)
    say_texts(language="cy", texts=dict.fromkeys(CORRECTION.values(), "Gair"), by=None)
    edition = correct_report(period=period, by=None, **CORRECTION)
    [change] = from_json(edition.document).edition.changes
    assert (change.change, change.where, change.after) == ("added", ("The report", "Second language"), "Cymraeg")
    assert client_of(None).get(f"/cy{REPORT}key/").headers["Location"] == f"{SECOND}cy/key.html"


def test_administrator_publishes_in_both_or_ticks_that_it_is_in_one(period):
    person = client_of(publishing.administrator())
    refused = person.post(PUBLISH, {})
    assert refused.status_code == 422
    assert "texts have no words yet in the second language" in refused.content.decode()
    assert person.post(PUBLISH, {"in_one_language": "on"}).status_code == 302
    assert Job.objects.get().arguments["in_one_language"] is True


def test_correction_form_asks_for_its_words_in_both_and_keeps_them(period):
    say_all(period)
    publish(period)
    change_a_rating(period)
    say_all(period)
    person = client_of(publishing.administrator())
    refused = person.post(PUBLISH, CORRECTION)
    assert refused.status_code == 422
    assert refused.content.decode().count("say it in this language too") == 6
    both = CORRECTION | {f"{name}_second": f"Cymraeg {name}" for name in CORRECTION}
    assert person.post(PUBLISH, both).status_code == 302
    assert texts_in("cy", CORRECTION.values())[CORRECTION["why"]] == "Cymraeg why"
    assert Worker().do_all() == 1
    edition = Edition.objects.get(number=2)
    assert "Cymraeg why" in file_of(edition, "cy/correction.html").decode()
    assert client_of(None).get(f"{SECOND}cy/correction.html").status_code == 200


def test_report_of_one_language_has_neither_field_nor_way(period):
    Office.objects.update(second_language="")
    person = client_of(publishing.administrator())
    assert b"in_one_language" not in person.get(PUBLISH).content
    assert b"translation/" not in person.get("/quarters/2019-20-q1/").content
    page = person.get(TEXTS).content.decode()
    assert "stand in one language" in page
    assert "/office/" in page
    assert person.get(f"{TEXTS}contents/").status_code == 404
    assert person.get(f"{TEXTS}preview/").status_code == 404


# Writing


def test_texts_are_written_page_by_page_and_lead_to_the_next(period, editor):
    overview = page_of(editor, TEXTS)
    total = len(sources_of(period))
    assert f"0 of {total} texts are written." in overview.text_content()
    addresses = overview.xpath("//th/a/@href")
    assert overview.xpath("//a[@class='button']/@href") == addresses[:1]
    for number, address in enumerate(addresses):
        fields = fields_of(editor.get(TEXTS + address))
        typed = {
            name: value if name.startswith(("seen-", "csrf")) else f"Gair {number}" for name, value in fields.items()
        }
        saved = editor.post(TEXTS + address, typed)
        onward = addresses[number + 1] if number + 1 < len(addresses) else ""
        assert saved.headers["Location"] == TEXTS + onward
    assert f"{total} of {total} texts are written." in page_of(editor, TEXTS).text_content()
    assert {str(one.history_user) for one in Translation.history.all()} == {"Ann"}
    publish(period)


def test_what_somebody_wrote_meanwhile_is_shown_beside_ones_own(period, editor):
    fields = fields_of(editor.get(f"{TEXTS}contents/"))
    source = sources_of(period)[0]
    name, other, *_rest = (one for one in fields if f"seen-{one}" in fields)
    say_texts(language="cy", texts={source: "Hers"}, by=None)
    answer = editor.post(f"{TEXTS}contents/", fields | {name: "Mine", other: "Also mine"})
    assert answer.status_code == 409
    page = html.fromstring(answer.content)
    assert "Hers" in page.xpath("//div[@class='told']")[0].text_content()
    [box] = page.xpath(f"//textarea[@name='{name}']")
    assert "Hers" in page.get_element_by_id(box.get("aria-describedby")).text_content()
    form = fields_of(answer)
    assert (form[name], form[f"seen-{name}"], form[other]) == ("Mine", "Hers", "Also mine")
    assert Translation.objects.filter(text="Also mine").exists()
    assert editor.post(f"{TEXTS}contents/", form).status_code == 302
    assert texts_in("cy", [source]) == {source: "Mine"}


def test_preview_reads_in_the_second_language_as_far_as_it_goes(period, editor):
    say_texts(language="cy", texts={"Theme 1-1": "Thema un"}, by=None)
    page = editor.get(f"{TEXTS}preview/")
    words = page.content.decode()
    assert "Thema un" in words
    assert "Theme 1-2" in words
    assert "Allwedd i’r sgoriau" in words
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["", "preview/", "contents/", "page/theme-1-1/"])
def test_drafts_in_the_second_language_are_for_staff(period, address):
    for role in (Role.CLERK, Role.PANEL_MEMBER):
        assert client_of(make_person(role)).get(TEXTS + address).status_code == 404
    assert client_of(None).get(TEXTS + address).headers["Location"].startswith("/sign-in/")


def test_pages_ask_the_same_number_of_queries_however_much_is_written(period, editor, django_assert_num_queries):
    editor.get(TEXTS)
    with CaptureQueriesContext(connection) as before:
        editor.get(TEXTS)
    say_all(period)
    with django_assert_num_queries(len(before)):
        editor.get(TEXTS)


def test_pages_of_texts_are_accessible_at_every_width(live_server, any_page, axe):
    period = publishing.ready()
    make_bilingual()
    say_texts(language="cy", texts={sources_of(period)[0]: "Gair"}, by=None)
    sign_in(any_page, make_person(Role.EDITOR), live_server.url)
    for address in ("", "contents/", "preview/"):
        any_page.goto(live_server.url + TEXTS + address)
        assert axe(any_page) == []
        assert px_too_wide(any_page) <= 0


def test_pages_of_texts_and_of_both_languages_are_valid_html(period, editor, html_faults):
    pages = {
        address or "overview": editor.get(TEXTS + address).content.decode() for address in ("", "contents/", "preview/")
    }
    say_all(period)
    edition = publish(period)
    pages |= {path: file_of(edition, path).decode() for path in ("index.html", "cy/index.html", "cy/whole.html")}
    pages["lasting"] = editor.get(REPORT).content.decode()
    assert html_faults(pages) == []
