"""Papers that come as files, through the pages: what is taken in is kept and told, what is refused keeps what was typed."""

import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from accounts.roles import Role
from meetings import actions
from meetings.models import Document, Upload
from meetings.rules import Refused
from reports.files import store
from tests import records
from tests.meetings import diary, papers
from tests.pdf import acting, hostile
from tests.pdf.raw import paper, tagged
from tests.people import client_of, make_person

pytestmark = pytest.mark.django_db
BASE = "/meetings/2019-09-24/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where the papers lie."""
    backend = settings.STORAGES["papers"]["BACKEND"]
    place = tmp_path / "papers"
    settings.STORAGES = settings.STORAGES | {"papers": {"BACKEND": backend, "OPTIONS": {"location": place}}}
    return place


@pytest.fixture
def clerk():
    records.make_plan()
    return client_of(make_person(Role.CLERK, name="Ann"))


@pytest.fixture
def item():
    return diary.item(diary.plan(), "Complaints", kind="report")


def send(client, item, content, name="Paper.pdf", **typed):
    """Hand a file in, as a browser does."""
    return client.post(f"{BASE}items/{item.pk}/papers/upload/", {"file": SimpleUploadedFile(name, content), **typed})


def main_of(answer):
    return html.fromstring(answer.content).get_element_by_id("main")


def text_of(answer):
    return " ".join(main_of(answer).text_content().split())


def kept():
    return [name for name, _ in store.kept(place=store.PAPERS)]


def test_tagged_paper_is_kept_and_its_page_says_who_can_read_it(clerk, item):
    answer = send(clerk, item, tagged(), "Complaints_2019.pdf")
    document = Document.objects.get()
    assert (document.title, document.upload.name, document.order) == ("Complaints 2019", "Complaints_2019.pdf", 1)
    assert answer.status_code == 303
    assert answer["Location"] == f"{BASE}items/{item.pk}/papers/{document.pk}/"
    shown = clerk.get(answer["Location"])
    for words in (
        "Paper of item 1",
        "“Complaints 2019” is a paper of this item.",
        "Pages1",
        "Languageen-GB",
        ", Ann",
        "A screen reader finds words in order on every page.",
        "Nothing: there was nothing in it",
    ):
        assert words in text_of(shown)
    assert kept() == [document.upload.digest]
    assert store.read(kept()[0], place=store.PAPERS).startswith(b"%PDF-1.7")
    agenda = text_of(clerk.get(BASE))
    assert "Paper: Complaints 2019 1 page" in agenda
    assert "No paper yet" not in agenda


def test_file_is_saved_as_a_pdf_by_the_clerk_alone(clerk, item):
    send(clerk, item, tagged(), "Bericht <b>.pdf")
    document = Document.objects.select_related("upload").get()
    address = f"{BASE}items/{item.pk}/papers/{document.pk}/file/"
    answer = clerk.get(address)
    assert b"".join(answer.streaming_content) == store.read(document.upload.digest, place=store.PAPERS)
    told = {
        name: answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control", "Content-Length")
    }
    assert told == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Length": str(document.upload.size),
    }
    assert answer["Content-Disposition"] == 'attachment; filename="Bericht <b>.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    for role in (Role.EDITOR, Role.PANEL_MEMBER):
        assert client_of(make_person(role)).get(address).status_code == 404


def test_scan_and_what_acts_are_told_on_the_page_and_marked_on_the_agenda(clerk, item):
    told = text_of(clerk.get(send(clerk, item, hostile.scan())["Location"]))
    assert "Some people cannot read this paper as it is." in told
    assert "Page 1 has no text that can be heard or searched" in told
    assert "Cannot be heard in full" in text_of(clerk.get(BASE))
    told = text_of(clerk.get(send(clerk, item, acting.typed_into_a_form())["Location"]))
    assert "It has no tags, so that nobody can hear" in told
    assert "the portal took out fields of a form (what was typed in them is part of the page)" in told


def test_title_and_part_that_were_typed_are_kept(clerk, item):
    part = diary.part(item, "a")
    send(clerk, item, tagged(), title="  Annex   A ", part=str(part.pk))
    document = Document.objects.get()
    assert (document.title, document.part) == ("Annex A", part)
    assert "Belongs to(a) What it is about." in text_of(clerk.get(f"{BASE}items/{item.pk}/papers/{document.pk}/"))


def test_refused_file_keeps_what_was_typed_and_leaves_nothing(clerk, item):
    part = diary.part(item, "a")
    answer = send(clerk, item, b"<!doctype html><script>", "Paper.pdf", title="Annex “A”", part=str(part.pk))
    assert answer.status_code == 422
    assert "This is not a PDF. Save or export the paper as a PDF and upload that." in text_of(answer)
    fields = {field.name: field.value for field in main_of(answer).forms[-1].inputs}
    assert (fields["title"], fields["part"]) == ("Annex “A”", str(part.pk))
    assert not Upload.objects.exists()
    assert kept() == []


def test_document_of_a_word_processor_becomes_a_paper(clerk, item, tmp_path, monkeypatch):
    """By a stand-in for LibreOffice; tests/pdf/test_convert.py says what that is asked for."""
    (tmp_path / "prepared.pdf").write_bytes(tagged())
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\ncat {tmp_path / "prepared.pdf"} > "$HOME/paper.pdf"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    answer = send(clerk, item, b"PK\x03\x04", "Complaints.docx")
    assert "FileComplaints.docx" in text_of(clerk.get(answer["Location"]))
    file = clerk.get(f"{answer['Location']}file/")
    file.close()
    assert file["Content-Disposition"] == 'attachment; filename="Complaints.pdf"'


def test_document_is_refused_where_there_is_no_libreoffice(clerk, item, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = send(clerk, item, b"PK\x03\x04", "Complaints.docx", title="Annex A")
    assert answer.status_code == 422
    assert "it has no LibreOffice. Save the document as a PDF" in text_of(answer)
    assert 'value="Annex A"' in answer.content.decode()


def test_file_larger_than_a_paper_is_cut_off_and_refused(clerk, item, settings):
    settings.PAPER_MAX_MB = 1
    answer = send(clerk, item, b"%PDF-1.7\n" + b" " * 5_000_000, title="Annex A")
    assert answer.status_code == 422
    assert "The file is larger than 1 MB." in text_of(answer)
    assert 'value="Annex A"' in answer.content.decode()
    [received] = answer.wsgi_request.FILES.values()
    assert 1_000_000 < received.size < 1_200_000


def test_large_file_is_received_on_the_disk(clerk, item):
    answer = send(clerk, item, b"%PDF-1.7\n" + b" " * 5_000_000)
    [received] = answer.wsgi_request.FILES.values()
    assert received.size == 5_000_009
    assert Path(received.temporary_file_path()).is_relative_to("/")


def test_too_many_pages_are_refused(clerk, item, settings):
    settings.PAPER_MAX_PAGES = 2
    answer = send(clerk, item, hostile.mixed_sizes_and_rotations())
    assert "The PDF has more than 2 pages. Upload it in parts." in text_of(answer)


def test_same_file_twice_on_an_item_is_refused_and_on_another_is_kept_once(clerk, item):
    send(clerk, item, tagged(), title="First")
    again = send(clerk, item, tagged(), title="Second")
    assert again.status_code == 422
    assert "This very file is a paper of the item already: “First”." in text_of(again)
    send(clerk, diary.item(item.meeting, "Other"), tagged())
    assert Upload.objects.count() == 2
    assert len(kept()) == 1


def test_disk_that_takes_no_more_is_told_and_nothing_is_kept(clerk, item, folder):
    folder.write_text("a file where the folder of papers should be")
    answer = send(clerk, item, tagged(), title="Annex A")
    assert answer.status_code == 422
    assert "The portal could not keep the file (Not a directory). Nothing was saved." in text_of(answer)
    assert not Document.objects.exists()
    assert not Upload.objects.exists()


def test_item_or_part_that_went_meanwhile_is_told(item, tmp_path):
    source = tmp_path / "paper.pdf"
    source.write_bytes(paper())
    part = diary.part(item, "a")
    given = {"source": source, "name": "a.pdf", "title": "", "today": diary.DAY, "by": None}
    actions.remove_part(part=part, by=None)
    with pytest.raises(Refused, match="removed this part"):
        actions.add_upload(item=item, part=part, **given)
    actions.remove_item(item=item, by=None)
    with pytest.raises(Refused, match="removed this item"):
        actions.add_upload(item=item, part=None, **given)
    assert not Upload.objects.exists()


def test_paper_that_comes_after_the_agenda_tells_its_day(item, tmp_path):
    item.meeting.published_on = diary.DAY.replace(day=13)
    item.meeting.save()
    source = tmp_path / "paper.pdf"
    source.write_bytes(paper())
    made = actions.add_upload(
        item=item, source=source, name="a.pdf", title="", part=None, today=diary.DAY.replace(day=20), by=None
    )
    assert made.supplementary_on == diary.DAY.replace(day=20)


def test_removed_paper_takes_its_file_along_and_one_that_is_shared_stays(clerk, item):
    first, other = papers.kept(item), papers.kept(diary.item(item.meeting, "Other"))
    lede = text_of(clerk.get(f"{BASE}items/{item.pk}/papers/{first.pk}/remove/"))
    assert "The file was handed in for this item and goes with it" in lede
    clerk.post(f"{BASE}items/{item.pk}/papers/{first.pk}/remove/")
    assert [upload.pk for upload in Upload.objects.all()] == [other.upload_id]
    actions.remove_item(item=other.item, by=None)
    assert not Upload.objects.exists()
    assert Document.history.filter(upload_id=other.upload_id).count() == 2


def test_file_that_is_gone_is_told_on_the_page_of_its_paper(clerk, item):
    document = papers.kept(item)
    store.remove(document.upload.digest, place=store.PAPERS)
    answer = clerk.get(f"{BASE}items/{item.pk}/papers/{document.pk}/file/", follow=True)
    assert f"The file {document.upload.digest} cannot be read" in text_of(answer)


def test_paper_that_is_no_file_has_no_page_of_one(clerk, item):
    report = diary.report(item)
    for end in ("", "file/"):
        assert clerk.get(f"{BASE}items/{item.pk}/papers/{report.document.pk}/{end}").status_code == 404


def test_work_programme_becomes_a_paper_once(clerk, item):
    address = f"{BASE}items/{item.pk}/"
    assert "Add the work programme as a paper" in text_of(clerk.get(address))
    pressed = clerk.post(f"{address}papers/programme/", follow=True)
    assert "The work programme is a paper of this item" in text_of(pressed)
    assert Document.objects.get().is_programme
    assert '<a href="/meetings/programme/">Work programme</a>' in pressed.content.decode()
    assert "Add the work programme as a paper" not in text_of(pressed)
    again = clerk.post(f"{address}papers/programme/", follow=True)
    assert "The work programme is a paper of this item already." in text_of(again)


def test_pages_of_papers_take_a_fixed_number_of_queries(clerk, item, django_assert_num_queries):
    document = papers.kept(item)
    with django_assert_num_queries(4):
        clerk.get(f"{BASE}items/{item.pk}/papers/{document.pk}/")
    for number in range(5):
        papers.kept(item, f"Annex {number}", paper({9: b"%d" % number}))
    with django_assert_num_queries(10):
        clerk.get(f"{BASE}items/{item.pk}/")
