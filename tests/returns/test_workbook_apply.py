"""Applying a workbook: everything or nothing, once, each row on the version that it was compared with."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models.signals import post_save
from django.utils import timezone

from accounts.roles import Role
from commitments.models import Status
from indicators.models import Reading
from jobs.models import Job
from jobs.worker import Worker
from pillars.models import Narrative, Return, SubThemeRating
from returns.models import Upload
from returns.workbooks.apply import Moved, apply_upload
from returns.workbooks.compare import compare
from returns.workbooks.uploads import KEPT, ask_to_apply, receive_upload, sweep_uploads
from tests.people import make_person
from tests.records import constraint_of, rating, refused_by
from tests.returns.entry import make_kept, make_place, make_reading, status_of, texts_of
from tests.returns.workbook_files import (
    AMBER,
    DUE,
    EVIDENCE,
    MILESTONE,
    RATING,
    REASON,
    RED,
    TEXT,
    VALUE,
    applied,
    book_for,
    filled_in,
    handed_in,
    made,
    read_in,
)

pytestmark = pytest.mark.django_db


def seal_of(upload):
    return compare(upload.cells, upload.period, upload.uploaded_by).differences.seal


def versions():
    return sum(model.objects.count() for model in (Status, Reading, Narrative, SubThemeRating))


# All of it


def test_a_file_is_handed_in_read_and_applied_by_the_records_own_actions(kept):
    make_place(kept)
    content = filled_in(
        made(kept.period, kept.editor),
        *(("Lines", 2, RATING, "Red"), ("Lines", 2, REASON, "Lost."), ("Lines", 2, EVIDENCE, "https://example.org/")),
        *(("Lines", 2, MILESTONE, "Sign"), ("Lines", 2, DUE, "31/03/2020"), ("Indicators", 2, VALUE, "94%")),
        *(("Texts", 2, TEXT, "Summary"), ("Texts", 3, TEXT, "One\nTwo"), ("Texts", 4, TEXT, "none")),
        ("Sub-themes", 2, RATING, "no change"),
    )
    upload = handed_in(content, kept.period, kept.editor)
    assert (upload.content, upload.refusal, upload.job.state) == (None, "", "done")
    upload = applied(upload, kept.editor)
    assert (upload.applied, upload.cells, upload.job.note) == (6, None, "Applied: 6.")
    status = status_of(kept)
    assert (status.rating.code, status.reason, status.evidence) == ("R", "Lost.", "https://example.org/")
    assert (status.milestone, str(status.milestone_due_on)) == ("Sign", "2020-03-31")
    assert (status.recorded_by, status.based_on) == (kept.editor, None)
    assert (Reading.objects.get().printed, Reading.objects.get().value) == ("94%", 94)
    assert texts_of(kept) == {"headlines": "One\nTwo", "activities": "", "summary": "Summary"}
    own = SubThemeRating.objects.get(quarterly_return=kept.held)
    assert (own.rating.code, own.recorded_by) == ("A", kept.editor)


def test_what_a_workbook_does_not_show_stays(kept):
    place = make_place(kept)
    pairs = [[f"Force {number}", f"{number}%"] for number in range(1, 6)]
    make_reading(kept.period, place, "93%", basis="rolling_year", footnote_mark="*", comparators=pairs, label="Name")
    upload = applied(read_in(kept, ("Indicators", 2, VALUE, "94%")), kept.editor)
    assert upload.applied == 1
    reading = Reading.objects.heads().get()
    assert (reading.printed, reading.basis, reading.footnote_mark, reading.label) == (
        "94%",
        "rolling_year",
        "*",
        "Name",
    )
    assert reading.comparators == pairs


def test_rows_in_conflict_stay_as_they_are_unless_they_are_taken(kept):
    book = book_for(kept.period, kept.editor)
    other = make_person(Role.ADMINISTRATOR)
    for line in kept.lines[:2]:
        Status.objects.create(line=line, rating=rating(kept.plan, "G"), reason="Done.", recorded_by=other)
    upload = read_in(kept, RED, AMBER, ("Lines", 4, RATING, "Red"), book=book)
    upload = applied(upload, kept.editor, taken=[kept.line_key(1)])
    assert upload.applied == 2
    assert [status_of(kept, at).rating.code for at in range(3)] == ["G", "A", "R"]
    taken = status_of(kept, 1)
    assert (taken.reason, taken.based_on.recorded_by) == ("Done.", other)


# Or nothing


def test_a_save_in_the_browser_after_the_differences_were_seen_shows_them_again(kept):
    upload = read_in(kept, RED, AMBER)
    seen = seal_of(upload)
    Status.objects.create(line=kept.lines[1], rating=rating(kept.plan, "G"))
    before = versions()
    ask_to_apply(upload=upload, taken=[], seen=seen, by=kept.editor)
    Worker().do_all()
    upload = Upload.objects.select_related("job").get()
    assert (upload.applied, versions()) == (None, before)
    assert (upload.job.state, upload.job.details) == ("done", {"is_refused": True})
    assert (
        upload.job.note
        == "Something changed in the portal meanwhile, so nothing was applied. Here is how it stands now."
    )
    found = compare(upload.cells, kept.period, kept.editor).differences
    assert (len(found.changed), len(found.conflicts)) == (1, 1)


def test_a_return_submitted_in_between_leaves_nothing_of_the_others_applied(kept):
    by = make_person(Role.ADMINISTRATOR)
    upload = read_in(kept, RED, AMBER, ("Lines", 5, RATING, "Red"), by=by)
    seen, before = seal_of(upload), versions()
    Return.objects.filter(pk=kept.other.pk).update(state="submitted")
    with pytest.raises(Moved):
        apply_upload(upload=upload, taken=[], seen=seen, by=by)
    assert versions() == before


def test_a_row_that_is_refused_at_the_last_takes_those_before_it_back(kept):
    """The last row's return is submitted after the rows before it were saved: these are taken back."""
    by = make_person(Role.ADMINISTRATOR)
    upload = read_in(kept, RED, AMBER, ("Lines", 5, RATING, "Red"), by=by)
    before, seen, saves = versions(), seal_of(upload), []

    def submit_before_the_last(**_signal):
        saves.append(versions())
        if len(saves) == 2:
            Return.objects.filter(pk=kept.other.pk).update(state="submitted")

    post_save.connect(submit_before_the_last, sender=Status)
    try:
        with pytest.raises(Moved):
            apply_upload(upload=upload, taken=[], seen=seen, by=by)
    finally:
        post_save.disconnect(submit_before_the_last, sender=Status)
    assert saves == [before + 1, before + 2]
    assert versions() == before
    kept.other.refresh_from_db()
    assert kept.other.state == "open"


def test_a_fault_anywhere_keeps_everything_from_being_applied(kept):
    upload = read_in(kept, RED, ("Lines", 3, RATING, "Gren"))
    before = versions()
    with pytest.raises(Moved):
        apply_upload(upload=upload, taken=[], seen=seal_of(upload), by=kept.editor)
    assert versions() == before


def test_rows_of_somebody_else_are_never_applied(kept):
    upload = read_in(kept, ("Lines", 5, RATING, "Red"))
    with pytest.raises(Moved):
        apply_upload(
            upload=upload, taken=[f"line-{line.pk}" for line in kept.lines], seen=seal_of(upload), by=kept.editor
        )


def test_a_person_who_keeps_the_return_no_longer_applies_nothing(kept):
    upload = read_in(kept, RED)
    seen = seal_of(upload)
    kept.held.sub_theme.editors.clear()
    with pytest.raises(Moved):
        apply_upload(upload=upload, taken=[], seen=seen, by=kept.editor)


# Once


def test_applying_twice_changes_nothing_more(kept):
    upload = read_in(kept, RED, AMBER)
    seen = seal_of(upload)
    assert apply_upload(upload=upload, taken=[], seen=seen, by=kept.editor) == 2
    before = versions()
    assert apply_upload(upload=upload, taken=[], seen=seen, by=kept.editor) == 2
    assert versions() == before


def test_asking_twice_before_it_is_done_is_one_job(kept):
    upload = read_in(kept, RED)
    for _ in range(2):
        ask_to_apply(upload=upload, taken=[], seen=seal_of(upload), by=kept.editor)
    assert Job.objects.filter(kind="apply-workbook").count() == 1


def test_the_same_file_again_changes_nothing(kept):
    content = filled_in(made(kept.period, kept.editor), RED)
    assert applied(handed_in(content, kept.period, kept.editor), kept.editor).applied == 1
    again = handed_in(content, kept.period, kept.editor)
    found = compare(again.cells, kept.period, kept.editor).differences
    assert (found.changed, found.conflicts, found.faults) == ((), (), ())


@pytest.mark.django_db(transaction=True)
def test_of_many_who_apply_it_at_once_one_does():
    kept = make_kept()
    upload = read_in(kept, RED, AMBER)
    seen, results = seal_of(upload), []

    def run():
        try:
            results.append(apply_upload(upload=upload, taken=[], seen=seen, by=kept.editor))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [2, 2, 2, 2]
    assert Status.objects.filter(line__in=kept.lines).count() == 2


# Files that are kept, and not


def test_a_file_that_cannot_be_read_is_refused_and_not_kept(kept):
    upload = handed_in(b"hello", kept.period, kept.editor)
    assert (upload.content, upload.cells, upload.job.state) == (None, None, "done")
    assert upload.refusal.startswith("This is not a workbook")


def test_a_new_file_takes_the_place_of_one_that_was_not_applied(kept):
    first = receive_upload(period=kept.period, name="a.xlsx", content=b"hello", by=kept.editor)
    other = receive_upload(period=kept.period, name="b.xlsx", content=b"hello", by=make_person(Role.ADMINISTRATOR))
    second = receive_upload(period=kept.period, name="c.xlsx", content=b"hello", by=kept.editor)
    assert set(Upload.objects.values_list("pk", flat=True)) == {other.pk, second.pk}
    Worker().do_all()
    job = Job.objects.get(pk=first.job_id)
    assert (job.state, job.error) == ("failed", "This workbook is no longer kept: another was uploaded in its place.")


def test_what_nobody_applied_goes_after_a_week(kept):
    old, new = read_in(kept, RED), read_in(kept, RED)
    done = applied(read_in(kept, AMBER), kept.editor)
    long_ago = timezone.now() - KEPT - timedelta(minutes=1)
    Upload.objects.filter(pk__in=[old.pk, done.pk]).update(uploaded_at=long_ago)
    assert sweep_uploads() == 1
    assert set(Upload.objects.values_list("pk", flat=True)) == {new.pk, done.pk}


def test_the_database_holds_an_applied_workbook_to_its_time(kept):
    assert constraint_of(Upload, "upload_is_applied_at_a_time")
    with refused_by(Upload, "upload_is_applied_at_a_time"):
        Upload.objects.create(period=kept.period, uploaded_by=kept.editor, name="x", applied=1)
