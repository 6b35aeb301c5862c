"""A database that takes no more: whoever saves is told, nothing is half saved, and it goes on when there is room again.

How files meet a full disk stands with them: tests/reports/test_store.py, test_publishing_kill.py, tests/meetings/test_uploads.py.
"""

from contextlib import contextmanager

import pytest
from django.core.cache import caches
from django.db import connection

from commitments.models import Status
from reports import render
from tests.people import client_of
from tests.reports.small_report import small_report
from tests.returns.entry import make_kept, typed

HTMX = {"HTTP_HX_REQUEST": "true"}
FULL = """
CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER disk_is_full BEFORE INSERT ON commitments_status EXECUTE FUNCTION disk_is_full()
"""


@contextmanager
def full():
    """SQLite may not grow by a page; PostgreSQL says what it says on a full disk, in its own error."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Tests before may have left free pages, which would hold many saves more.
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        else:
            cursor.execute(FULL)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA max_page_count = 1073741823")
            else:
                cursor.execute("DROP TRIGGER disk_is_full ON commitments_status; DROP FUNCTION disk_is_full")


@pytest.mark.django_db(transaction=True)
def test_save_that_finds_no_room_is_told_and_leaves_nothing():
    kept = make_kept()
    client = client_of(kept.editor)
    client.raise_request_exception = False
    key = kept.line_key()

    def save():
        head = Status.objects.filter(line=kept.lines[0]).order_by("-pk").values_list("pk", flat=True).first()
        reason = f"Late. {head} {'word ' * 150}"
        return client.post(kept.save_address(key), typed(key, choice="A", reason=reason, based_on=head or ""), **HTMX)

    before, accepted = Status.objects.count(), 0
    with full():
        # The pages that SQLite has already may hold a few more.
        while (answer := save()).status_code == 200 and accepted < 100:
            accepted += 1
        assert answer.status_code == 503, answer.content[:500]
        assert "Whatever it told you it had saved is saved" in answer.text
        assert Status.objects.count() == before + accepted
        assert client.get(kept.address).status_code == 200, "what is there can still be read"
    assert save().status_code == 200
    assert Status.objects.count() == before + accepted + 1


def test_report_is_drawn_where_its_sections_cannot_be_kept(settings, tmp_path):
    """A link that leads nowhere stands where the folder should be, which is as good as a disk that takes nothing."""
    sections = settings.CACHES["sections"] | {"LOCATION": str(tmp_path / "sections")}
    settings.CACHES = settings.CACHES | {"sections": sections}
    assert caches["sections"].get("x") is None
    (tmp_path / "sections").rmdir()
    (tmp_path / "sections").symlink_to(tmp_path / "nowhere" / "at all")
    with pytest.raises(OSError, match="exists"):
        caches["sections"].set("x", b"y")
    assert render.pdf(small_report()).startswith(b"%PDF-")
