"""Editions: what was published never changes, whichever way somebody tries; and it can be told when something did."""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from frozen import triggers
from reports.actions import NotReady, Release, correct_report, withdraw_edition
from reports.document.stored import from_json
from reports.editions import drawing, manifest
from reports.editions.sweeping import sweep
from reports.files import store
from reports.models import Edition, EditionFile
from tests import records
from tests.people import client_of
from tests.reports import publishing
from tests.reports.publishing import CORRECTION, FIRST, REPORT, SECOND, change_a_rating, corrected, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    return publishing.ready()


@pytest.fixture
def folder(settings, tmp_path):
    """A store of its own for this test."""
    backend = settings.STORAGES["editions"]["BACKEND"]
    settings.STORAGES = settings.STORAGES | {"editions": {"BACKEND": backend, "OPTIONS": {"location": tmp_path}}}
    return tmp_path


def quietly(done, total, words):
    pass


def kept_file(folder: Path, path: str) -> Path:
    digest = EditionFile.objects.get(path=path).digest
    return folder / digest[:2] / digest


def verify() -> str:
    out = StringIO()
    try:
        call_command("verify_editions", stdout=out)
    except CommandError as failed:
        return f"{out.getvalue()}{failed}"
    return out.getvalue()


# What it holds


def test_edition_holds_pages_paper_data_and_what_they_are_drawn_with(period):
    edition = publish(period)
    paths = set(edition.files.values_list("path", flat=True))
    assert {"index.html", "summary.html", "key.html", "whole.html", "report.pdf", "report.json"} < paths
    assert {"assets/styles/site.css", "assets/images/icon.svg"} < paths
    pages = {path for path in paths if path.startswith("page-")}
    assert pages == {f"page-{page.slug}.html" for _pillar, page in from_json(edition.document).pages}
    css = store.read(edition.files.get(path="assets/styles/site.css").digest).decode()
    for name in re.findall(r"url\((?!['\"]?data:)['\"]?\.\./([^)'\"]+)", css):
        assert f"assets/{name}" in paths
    assert edition.manifest == manifest.digest_of(edition.files.values_list("path", "digest"))
    assert store.read(edition.files.get(path="report.json").digest).decode() == edition.document


def test_every_link_of_an_edition_leads_to_a_file_of_it_or_to_a_lasting_address(period):
    edition = corrected(period)
    paths = set(edition.files.values_list("path", flat=True))
    for file in edition.files.filter(path__endswith=".html"):
        text = store.read(file.digest).decode()
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            assert link in paths or link.startswith(("/", "http")), f"{file.path}: {link}"


def test_same_document_gives_the_same_files(period):
    document = from_json(publish(period).document)
    first, second = (drawing.files_of(document, quietly) for _ in range(2))
    assert [(file.name, store.digest_of(file.content)) for file in first] == [
        (file.name, store.digest_of(file.content)) for file in second
    ]


def test_templates_and_styles_of_tomorrow_leave_the_edition_of_yesterday_alone(period, settings, tmp_path):
    publish(period)
    before = {path: client_of(None).get(FIRST + path).content for path in ("summary.html", "assets/styles/site.css")}
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "summary.html").write_text("Another template.")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    change_a_rating(period)
    correct_report(period=period, by=None, **CORRECTION)
    assert client_of(None).get(f"{SECOND}summary.html").content == b"Another template."
    assert {path: client_of(None).get(FIRST + path).content for path in before} == before


# Guarded in the database


FORBIDDEN = {
    "a document changed in raw SQL": "UPDATE reports_edition SET document = '{}'",
    "a digest changed in raw SQL": "UPDATE reports_edition SET digest = 'x'",
    "an embargo lifted in raw SQL": "UPDATE reports_edition SET public_from = published_at, number = number + 1",
    "an edition deleted in raw SQL": "DELETE FROM reports_edition",
    "a file changed in raw SQL": "UPDATE reports_editionfile SET digest = 'x'",
    "a file moved in raw SQL": "UPDATE reports_editionfile SET path = 'x' WHERE path = 'index.html'",
    "a file deleted in raw SQL": "DELETE FROM reports_editionfile WHERE path = 'index.html'",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_database_refuses(period, statement):
    publish(period)
    with pytest.raises(IntegrityError, match="What was published never changes"), transaction.atomic():
        connection.cursor().execute(statement)
    assert verify() == "Q1 2019/20, edition 1: as it was published\n1 publications, every byte as it was published.\n"


def test_models_are_refused_too(period):
    edition = publish(period)
    edition.document = "{}"
    for change in (
        edition.save,
        edition.files.first().save,
        edition.files.all().delete,
        lambda: Edition.objects.update(number=7),
        lambda: Edition.objects.bulk_update([edition], ["document"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_withdrawal_changes_nothing_else(period):
    publish(period)
    more = "withdrawn_at = published_at, withdrawn_reason = 'x', document = ''"
    for column in ("number = 9", "digest = 'x'", "manifest = 'x'", "what = 'x'", "public_from = '2000-01-01'"):
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(f"UPDATE reports_edition SET {more}, {column}")  # noqa: S608
    connection.cursor().execute(f"UPDATE reports_edition SET {more}")  # noqa: S608
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("UPDATE reports_edition SET withdrawn_reason = 'another'")


def test_guard_stands_after_migrate_and_after_flush():
    triggers.take_down()
    assert not triggers.standing()
    call_command("migrate", verbosity=0)
    assert triggers.standing()


@pytest.mark.django_db(transaction=True)
def test_flush_empties_what_is_guarded_and_puts_the_guard_up_again():
    publish(publishing.ready())
    call_command("flush", interactive=False, verbosity=0)
    assert not Edition.objects.exists()
    assert triggers.standing()


@pytest.mark.django_db(transaction=True)
def test_edition_of_the_time_before_files_is_given_its_own(period):
    edition = publish(period)
    document, files = edition.document, set(edition.files.values_list("path", flat=True))
    triggers.take_down()
    EditionFile.objects.all().delete()
    executor = MigrationExecutor(connection)
    executor.migrate([("reports", "0002_files")])
    Edition.objects.update(public_from=None, manifest="")
    executor.loader.build_graph()
    executor.migrate(executor.loader.graph.leaf_nodes())
    triggers.put_up()
    made = Edition.objects.get()
    assert (made.document, made.public_from) == (document, made.published_at)
    assert set(made.files.values_list("path", flat=True)) == files
    assert "every byte as it was published" in verify()


# Told apart when it was changed all the same


def damage_document(folder):
    triggers.take_down()
    Edition.objects.update(document="{}")
    triggers.put_up()


def lose_a_row(folder):
    triggers.take_down()
    EditionFile.objects.filter(path="key.html").delete()
    triggers.put_up()


def add_a_row(folder):
    edition = Edition.objects.get()
    EditionFile.objects.create(edition=edition, path="more.html", content_type="text/html", size=1, digest="0" * 64)


def damage_a_file(folder):
    kept_file(folder, "key.html").write_bytes(b"Another page.")


def lose_a_file(folder):
    kept_file(folder, "key.html").unlink()


DAMAGES = {
    damage_document: "  Its document was changed.",
    lose_a_row: "  The list of its files is not the one that was published.",
    add_a_row: "  The list of its files is not the one that was published.",
    damage_a_file: "  key.html: its content was changed.",
    lose_a_file: "  key.html: The file",
    lambda folder: (
        triggers.take_down()
    ): "The triggers that keep what was published from being changed are not all there",
}


@pytest.mark.parametrize(("damage", "sentence"), DAMAGES.items())
def test_verify_editions_names_what_differs(period, folder, damage, sentence):
    publish(period)
    damage(folder)
    said = verify()
    assert sentence in said
    assert "not as they were published" in said


def test_damaged_file_is_answered_with_a_sentence_and_not_with_a_traceback(period, folder):
    publish(period)
    kept_file(folder, "report.pdf").unlink()
    response = client_of(None).get(f"{FIRST}report.pdf")
    assert response.status_code == 503
    assert b"cannot be read" in response.content


# Corrections


def test_correction_is_a_further_edition_that_says_what_it_changes(period):
    second = corrected(period)
    first = Edition.objects.get(number=1)
    assert (second.number, second.corrects, second.what) == (2, first, CORRECTION["what"])
    head = from_json(second.document).edition
    assert (head.number, head.corrects, head.why, head.asked_by) == (2, 1, CORRECTION["why"], CORRECTION["asked_by"])
    assert ("Green", "Red") in {(change.before, change.after) for change in head.changes}
    page = client_of(None).get(f"{SECOND}correction.html").content.decode()
    for words in (*CORRECTION.values(), "Green", "Red", "It slipped."):
        assert words in page
    assert client_of(None).get(FIRST).status_code == 200
    lasting = client_of(None).get(REPORT).content.decode()
    assert CORRECTION["what"] in lasting
    assert "Superseded" in lasting
    assert client_of(None).get(f"{REPORT}summary/").headers["Location"] == f"{SECOND}summary.html"
    assert verify().endswith("2 publications, every byte as it was published.\n")


def test_correction_needs_words_and_a_difference(period):
    with pytest.raises(NotReady, match="nothing to correct yet"):
        correct_report(period=period, by=None, **CORRECTION)
    publish(period)
    with pytest.raises(NotReady, match="Nothing in the records differs from edition 1"):
        correct_report(period=period, by=None, **CORRECTION)
    change_a_rating(period)
    for name in CORRECTION:
        with pytest.raises(NotReady, match="Say what is corrected, why, and who asked for it"):
            correct_report(period=period, by=None, **CORRECTION | {name: " "})
    assert Edition.objects.count() == 1


def test_constraints_have_sentences():
    assert records.constraints_of("reports") == {
        "edition_number_once_for_a_quarter",
        "edition_is_for_the_panel_before_the_public",
        "edition_that_corrects_says_what_and_why",
        "edition_is_withdrawn_for_a_reason",
        "edition_file_path_once",
        "search_line_once_in_an_edition",
    }


# Embargo


def test_report_is_not_public_before_the_one_whose_ratings_it_shows(period):
    publishing.embargoed(period, hours=5)
    following = records.make_period(period.plan, "2019-20-q2")
    records.rate(following)
    publishing.adopt_returns(period=following)
    with pytest.raises(NotReady, match="Q1 2019/20 is public from"):
        publish(following)
    assert publish(following, release=Release(timezone.now() + timedelta(hours=6))).number == 1


def test_correction_of_what_is_under_embargo_is_under_it_too(period):
    first = publishing.embargoed(period, panel=True)
    change_a_rating(period)
    second = correct_report(period=period, by=None, **CORRECTION)
    assert (second.public_from, second.panel_from) == (first.public_from, first.panel_from)
    assert client_of(None).get(SECOND).status_code == client_of(None).get(FIRST).status_code == 404


# Withdrawal


def test_withdrawn_edition_leaves_number_digests_and_reason(period, folder, django_capture_on_commit_callbacks):
    edition = publish(period)
    digest, pdf = edition.digest, edition.files.get(path="report.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_edition(edition=edition, reason="A court ordered it.", by=publishing.administrator())
    for path in ("", "summary.html", "report.pdf", "report.json", "assets/styles/site.css"):
        response = client_of(None).get(FIRST + path)
        assert response.status_code == 410
        assert "A court ordered it." in response.content.decode()
        assert digest in response.content.decode()
    with pytest.raises(store.Unreadable):
        store.read(pdf.digest)
    assert pdf.digest in client_of(None).get(f"{FIRST}SHA256SUMS").content.decode()
    assert Edition.objects.get().document == ""
    assert "withdrawn" in verify()
    lasting = client_of(None).get(REPORT)
    assert "A court ordered it." in lasting.content.decode()
    assert client_of(None).get(f"{REPORT}summary/").status_code == 404
    assert "Nothing is published yet" in client_of(None).get("/").content.decode()
    with pytest.raises(NotReady, match="withdrawn already"):
        withdraw_edition(edition=edition, reason="Again.", by=None)


def test_withdrawal_keeps_the_files_that_other_editions_share(period, folder, django_capture_on_commit_callbacks):
    second = corrected(period)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_edition(edition=second, reason="A leak.", by=None)
    assert client_of(None).get(f"{FIRST}assets/styles/site.css").status_code == 200
    assert client_of(None).get(REPORT).status_code == 200
    assert "every byte as it was published" in verify()


def test_edition_after_a_withdrawn_one_tells_nothing_of_it(period):
    withdraw_edition(edition=publish(period), reason="Personal data.", by=None)
    change_a_rating(period)
    second = correct_report(period=period, by=None, **CORRECTION)
    assert from_json(second.document).edition.changes == ()
    assert "was withdrawn" in client_of(None).get(f"{SECOND}correction.html").content.decode()


def test_withdrawal_is_an_administrators_and_needs_a_reason(period):
    edition = publish(period)
    with pytest.raises(NotReady, match="Say why"):
        withdraw_edition(edition=edition, reason=" ", by=None)
    with pytest.raises(NotReady, match="An administrator does this"):
        withdraw_edition(edition=edition, reason="x", by=publishing.make_person(publishing.Role.APPROVER))


# Sweeping


def test_sweep_takes_what_no_edition_names_once_it_is_old(period, folder):
    publish(period)
    loose = store.put(b"Drawn, and never published.")
    assert sweep(now=timezone.now()) == 0
    assert sweep(now=timezone.now() + timedelta(days=2)) == 1
    with pytest.raises(store.Unreadable):
        store.read(loose)
    assert "every byte as it was published" in verify()
