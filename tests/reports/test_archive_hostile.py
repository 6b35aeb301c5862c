"""Archives that are damaged, foreign or meant ill: each is refused with a sentence, and nothing of it is kept."""

import json
import zipfile
from zipfile import ZipFile, ZipInfo

import pytest
from django.core.management import CommandError, call_command

from pillars.models import Plan
from reports.archive import reading
from reports.archive.reading import Refused
from reports.archive.restoring import restore_archive
from reports.archive.writing import write_archive
from tests import records
from tests.reports.archives import NOW, altered, make_odd_records, pieces, repacked, undone

pytestmark = pytest.mark.django_db
PLANS = "tables/pillars.plan.jsonl"


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small archive, of a portal that is empty again."""
    path = tmp_path_factory.mktemp("small") / "small.zip"
    with django_db_blocker.unblock(), undone():
        make_odd_records()
        write_archive(path, now=NOW)
    return path.read_bytes()


@pytest.fixture
def path(small, tmp_path):
    """The same as a file of its own."""
    (tmp_path / "small.zip").write_bytes(small)
    return tmp_path / "small.zip"


def sentence(path):
    """Why an archive is refused; nothing of it may be there afterwards."""
    with pytest.raises(CommandError) as refused:
        call_command("import_archive", str(path))
    assert {name: count for name, count in records.row_counts().items() if count} == {}
    assert str(refused.value).endswith(". Nothing was restored.")
    return str(refused.value).removesuffix(" Nothing was restored.")


def test_small_archive_is_restored_when_nothing_is_altered(path):
    restore_archive(altered(path, lambda held, manifest: None))
    assert Plan.objects.count() == 1


# The file


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + bytes(18) + b"x"])
def test_file_of_another_kind_is_refused(tmp_path, content):
    (tmp_path / "file.zip").write_bytes(content)
    assert sentence(tmp_path / "file.zip") in {
        "file.zip is no ZIP file, or a damaged one.",
        "The file holds no manifest.json: it is no archive of a portal.",
    }


def test_file_that_is_not_there_is_refused(tmp_path):
    assert sentence(tmp_path / "none.zip").endswith("none.zip cannot be read: No such file or directory.")


def test_archive_cut_short_is_refused(path):
    path.write_bytes(path.read_bytes()[:-1000])
    assert sentence(path) == "small.zip is no ZIP file, or a damaged one."


def test_archive_with_any_byte_of_a_table_changed_is_refused(path):
    content = bytearray(path.read_bytes())
    content[500] ^= 0xFF
    path.write_bytes(content)
    assert "damaged" in sentence(path)


def test_altered_piece_is_named_with_both_hashes(path):
    held = pieces(path)
    held[PLANS] = held[PLANS].replace(b"Plan odd", b"Plan OdD")
    assert sentence(repacked(path, held.items())).startswith(f"{PLANS} is not what was written: its SHA-256 should be ")


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", "tables\\x", "tables/", "files/ab/x", "README.md/"]
)
def test_piece_that_the_manifest_does_not_list_is_refused(path, name):
    said = sentence(repacked(path, [*pieces(path).items(), (name, b"x")]))
    assert said == f"The archive holds {name}, which its manifest does not list."


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "tables/../x.jsonl", "files/ab/x"])
def test_piece_at_a_place_of_its_own_is_refused(path, name):
    def change(held, manifest):
        held[name] = b"x"
        manifest["files"].append({"path": name})

    assert sentence(altered(path, change)) == "manifest.json lists files at places that are not theirs."


def test_piece_that_is_missing_is_refused(path):
    held = pieces(path, without=[PLANS])
    assert sentence(repacked(path, held.items())) == f"The archive lacks {PLANS}, which its manifest lists."


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_piece_that_is_there_twice_is_refused(path):
    assert sentence(repacked(path, [*pieces(path).items(), (PLANS, b"x")])) == f"The archive holds {PLANS} twice."


def test_sums_that_tell_otherwise_than_the_manifest_are_refused(path):
    held = pieces(path) | {"SHA256SUMS": b"x"}
    assert sentence(repacked(path, held.items())) == "SHA256SUMS does not agree with manifest.json."


def test_bomb_is_refused_before_it_is_unpacked(path):
    said = sentence(repacked(path, [*pieces(path).items(), ("bomb", bytes(50_000_000))]))
    assert said.startswith("The archive would become more than 100 times as large")


def test_piece_larger_than_memory_is_refused(path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_PIECE", 1_000)
    assert sentence(path) == "manifest.json is larger than the portal reads."


@pytest.mark.parametrize(("packing", "said"), [(zipfile.ZIP_BZIP2, "packed in a way"), (zipfile.ZIP_LZMA, "packed in")])
def test_packing_that_the_portal_does_not_use_is_refused(path, packing, said):
    with ZipFile(path, "a") as archive:
        archive.writestr("more", b"x", compress_type=packing)
    assert said in sentence(path)


def test_encrypted_piece_is_refused(path):
    with ZipFile(path, "a") as archive:
        entry = ZipInfo("more")
        archive.writestr(entry, b"x")
        entry.flag_bits |= 0x1
    assert sentence(path) == "more is encrypted, which no archive of a portal is."


# The manifest


def test_newer_format_is_refused_with_the_version_that_wrote_it(path):
    held = pieces(path)
    manifest = json.loads(held["manifest.json"]) | {"format_version": 2, "software": "pcp-portal 9.1", "new": []}
    said = sentence(repacked(path, (held | {"manifest.json": json.dumps(manifest).encode()}).items()))
    assert "format 2, which this version of the software does not know" in said
    assert "pcp-portal 9.1" in said


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format": "zip"}', b"[" * 200_000, b"\xff\xfe", b'"pcp-portal archive"']
)
def test_manifest_of_something_else_is_refused(path, content):
    said = sentence(repacked(path, (pieces(path) | {"manifest.json": content}).items()))
    assert said in {
        "manifest.json does not describe an archive of a portal.",
        "The archive would become more than 100 times as large, which no archive of a portal does.",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format_version", 0),
        ("format_version", "1"),
        ("written_at", "yesterday"),
        ("tables", []),
        ("files", [{"path": "x", "bytes": -1, "sha256": "x"}]),
        ("more", 1),
    ],
)
def test_manifest_that_is_written_otherwise_is_refused(path, name, value):
    held = pieces(path)
    manifest = json.loads(held["manifest.json"]) | {name: value}
    said = sentence(repacked(path, (held | {"manifest.json": json.dumps(manifest).encode()}).items()))
    assert said.startswith(f"manifest.json is not as it is written: {name}")


def test_totals_that_the_pieces_do_not_come_to_are_refused(path):
    held = pieces(path)
    manifest = json.loads(held["manifest.json"])
    manifest["totals"]["rows"] += 1
    said = sentence(repacked(path, (held | {"manifest.json": json.dumps(manifest).encode()}).items()))
    assert said == "manifest.json tells totals that its pieces do not come to."


def test_archive_of_other_tables_is_refused_with_what_differs(path):
    def change(held, manifest):
        manifest["migrations"]["pillars"].append("0099_mayors")

    assert "pillars differs by 0099_mayors. Restore it with that version" in sentence(altered(path, change))


def test_table_that_is_missing_is_refused(path):
    def change(held, manifest):
        del held[PLANS], manifest["tables"]["pillars.plan"]

    assert sentence(altered(path, change)) == "The archive lacks the tables pillars.plan."


@pytest.mark.parametrize("name", ["pillars.other", "sessions.session", "accounts.user_groups", "sqlite_master"])
def test_table_that_is_no_part_of_an_archive_is_refused(path, name):
    def change(held, manifest):
        held[f"tables/{name}.jsonl"] = b""
        manifest["tables"][name] = {"path": f"tables/{name}.jsonl", "rows": 0}

    assert sentence(altered(path, change)) == f"The archive holds the tables {name}, which this portal does not have."


# The rows


def rows_changed(path, label, change):
    """An archive in which the first row of a table is another."""

    def write(held, manifest):
        name = f"tables/{label}.jsonl"
        first, *others = held[name].splitlines(keepends=True)
        row = json.loads(first)
        held[name] = b"".join([json.dumps(change(row) or row).encode() + b"\n", *others])

    return altered(path, write)


@pytest.mark.parametrize(
    ("label", "values", "said"),
    [
        ("accounts.user", {"password": "md5$x$y"}, "has password, which the table does not have."),
        ("pillars.plan", {"ends_on": "soon"}, "has a value in ends_on that does not belong there: "),
        ("pillars.plan", {"title": None}, "has nothing in title."),
        ("pillars.plan", {"title": 1}, "has a value in title that does not belong there: 1 is not of the kind str."),
        ("pillars.plan", {"key": "x" * 10_000}, "characters in key."),
        ("pillars.plan", {"id": "1"}, "has a value in id that does not belong there: "),
        ("pillars.plan", {"id": 2**70}, "has too many digits."),
        ("pillars.plan", {"title": "\ud800"}, "is refused by the database: "),
        ("pillars.reportingperiod", {"number": 9}, "is refused by the database: "),
        ("finance.figure", {"amount": 10**30}, "has too many digits."),
    ],
)
def test_row_that_does_not_fit_is_named(path, label, values, said):
    refused = sentence(rows_changed(path, label, lambda row: row | values))
    assert refused.startswith(f"Line 1 of tables/{label}.jsonl ")
    assert said in refused


def test_row_that_lacks_a_field_is_named(path):
    refused = sentence(rows_changed(path, "pillars.plan", lambda row: row.pop("title") and None))
    assert refused == f"Line 1 of {PLANS} lacks title."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "is not JSON"),
        (b"[1]", "is no JSON object"),
        (b"\xff", "is not JSON"),
        (b'{"a":' * 30_000, "is not JSON"),
    ],
)
def test_line_that_is_no_row_is_named(path, line, said):
    def change(held, manifest):
        held[PLANS] += line + b"\n"

    refused = sentence(altered(path, change))
    assert refused in {f"Line 2 of {PLANS} {said}.", "The archive would become more than 100 times as large, which no "
                       "archive of a portal does."}  # fmt: skip


def test_row_that_is_there_twice_is_refused(path):
    def change(held, manifest):
        held[PLANS] *= 2

    assert sentence(altered(path, change)).startswith(f"Line 2 of {PLANS} is refused by the database: ")


def test_row_that_names_one_that_is_not_there_is_refused(path):
    refused = sentence(rows_changed(path, "finance.figure", lambda row: row | {"row_id": 999_999}))
    assert refused.startswith("The database does not take it: ")


@pytest.mark.parametrize("change", [lambda rows: rows[::-1], lambda rows: [rows[0].replace(b": ", b":"), *rows[1:]]])
def test_table_that_is_not_as_the_portal_writes_it_is_refused(path, change):
    """Its rows would do; but what is read again differs from what the manifest vouches for."""
    name = "tables/pillars.rating.jsonl"

    def write(held, manifest):
        held[name] = b"".join(change(held[name].splitlines(keepends=True)))

    assert (
        sentence(altered(path, write)) == "pillars.rating came out of the database otherwise than the archive has it."
    )


# The portal


def test_portal_that_holds_something_is_left_as_it_is(path):
    records.make_plan("mine")
    before = records.row_counts()
    with pytest.raises(Refused, match="This portal is not empty: it holds rows"):
        restore_archive(path)
    assert records.row_counts() == before
    assert Plan.objects.get().key == "mine"
