"""What strangers made and a clerk hands in: the page answers with a paper or a sentence, and what is refused leaves nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from accounts.roles import Role
from meetings.models import Document, Upload
from reports.files import store
from tests import records
from tests.meetings import diary
from tests.pdf import acting, hostile
from tests.pdf.corpus import HOSTILE
from tests.pdf.raw import tagged
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
assert acting
assert hostile
# Some of each kind; tests/pdf/test_intake.py takes in all of them.
CHOSEN = {
    "nothing": "This file is empty.",
    "web_page": "This is not a PDF.",
    "noise": "The PDF is damaged.",
    "truncated": "The PDF is damaged.",
    "no_pages": "The PDF has no pages.",
    "pages_in_a_circle": "The PDF is damaged.",
    "count_beyond_all": "The PDF is damaged.",
    "huge_page": "Page 1 has no size that can be printed.",
    "bomb_in_a_page": "The PDF is small, but unpacks to far more than a paper.",
    "bomb_in_an_object_stream": "The PDF is damaged.",
    "locked": "The PDF has a password.",
    "protected_by_its_owner": "The PDF is protected against changes",
    "script_on_opening": None,
    "files_within": None,
    "program_started": None,
    "form_that_draws_itself": None,
    "layer_that_is_hidden": None,
    "junk_before_the_header": None,
}


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    backend = settings.STORAGES["papers"]["BACKEND"]
    settings.STORAGES = settings.STORAGES | {
        "papers": {"BACKEND": backend, "OPTIONS": {"location": tmp_path / "papers"}}
    }


@pytest.fixture
def clerk():
    records.make_plan()
    return client_of(make_person(Role.CLERK))


@pytest.fixture
def address():
    return f"/meetings/2019-09-24/items/{diary.item(diary.plan(), 'Complaints').pk}/papers/upload/"


def sent(clerk, address, content, name="Paper.pdf"):
    return clerk.post(address, {"file": SimpleUploadedFile(name, content), "title": "Annex"})


@pytest.mark.parametrize("name", CHOSEN)
def test_hostile_file_becomes_a_paper_or_is_refused_in_a_sentence(clerk, address, name):
    answer = sent(clerk, address, HOSTILE[name][0]())
    sentence = CHOSEN[name]
    if sentence is None:
        assert answer.status_code == 303
        upload = Document.objects.select_related("upload").get().upload
        content = store.read(upload.digest, place=store.PAPERS)
        assert len(content) == upload.size
        assert not any(word in content for word in (b"/JavaScript", b"/EmbeddedFile", b"/Launch"))
        assert clerk.get(answer["Location"]).status_code == 200
    else:
        assert answer.status_code == 422
        assert sentence in html.fromstring(answer.content).get_element_by_id("main").text_content()
        assert 'value="Annex"' in answer.content.decode()
        assert not Upload.objects.exists()
        assert list(store.kept(place=store.PAPERS)) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/cron.d/evil.pdf", "evil.pdf"),
        ("..\\..\\windows\\evil.pdf", "evil.pdf"),
        ("🚓 “Fraud” & <i>more</i>.pdf", "i>.pdf"),
        ("🚓 “Fraud” & more.pdf", "🚓 “Fraud” & more.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("n" * 400 + ".pdf", "n" * 196 + ".pdf"),
    ],
)
def test_name_of_a_file_is_shown_and_never_a_path(clerk, address, name, shown):
    answer = sent(clerk, address, tagged(), name)
    upload = Upload.objects.get()
    assert upload.name == shown
    page = html.fromstring(clerk.get(answer["Location"]).content)
    assert page.xpath("//dd[@class='paper-name']")[0].text_content() == shown
    assert [name for name, _ in store.kept(place=store.PAPERS)] == [upload.digest]
    saved = clerk.get(f"{answer['Location']}file/")
    saved.close()
    assert saved["Content-Disposition"].startswith("attachment; filename")
    assert "/" not in saved["Content-Disposition"]


@pytest.mark.parametrize(
    "fields",
    [{}, {"file": "words and no file"}, {"title": "x" * 301}, {"title": "nul \0"}, {"part": "99999999999999999999"}],
)
def test_form_that_no_browser_sends_is_refused_on_the_form(clerk, address, fields):
    answer = clerk.post(address, fields)
    assert answer.status_code == 422
    assert "Choose the file of the paper." in answer.content.decode()
